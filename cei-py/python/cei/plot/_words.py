"""The fixed words of figures, in English and in Spanish."""

from __future__ import annotations

SAID: dict[str, tuple[str, str]] = {
    "heat_map": ("Voices by competency", "Las voces por competencia"),
    "ladder": ("Where each domain stands", "Dónde está cada dominio"),
    "gaps": ("Where voices differ", "Dónde difieren las voces"),
    "growth": ("Growth by domain", "Avance por dominio"),
    "districts": ("Side by side, not ranked", "Lado a lado, sin clasificar"),
    "internal": (
        "Internal: made from a profile, not from what may be published.",
        "Uso interno: hecho con un perfil, no con lo que se puede publicar.",
    ),
    "hidden": ("not shown, few people answered", "no se muestra, respondieron pocas personas"),
    "no_stage": ("no stage", "sin etapa"),
    "insufficient": ("not enough answers", "faltan respuestas"),
    "undecided": ("no decision yet", "aún sin decisión"),
    "not_applicable": ("not applicable", "no se aplica"),
    "out_of_scope": ("left out on purpose", "fuera del alcance"),
    "staged": ("no stage", "sin etapa"),
    "scale": ("Stages: {stages}", "Etapas: {stages}"),
    "key": ("– no stage   • not shown", "– sin etapa   • no se muestra"),
    "range": ("could be {low} to {high}", "podría quedar entre {low} y {high}"),
    "from_to": ("from {start} to {end}", "de {start} a {end}"),
    "each_group": ("{group}: {stages}", "{group}: {stages}"),
    "at": ("{stage} ({groups})", "{stage} ({groups})"),
    "stays": ("stays at {stage}", "sigue en {stage}"),
    "no_gaps": ("No competency is seen at different stages.", "Ninguna competencia se ve en etapas distintas."),
}
