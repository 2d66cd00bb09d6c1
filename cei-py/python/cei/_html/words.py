"""The fixed words of the report, in English and in Spanish."""

from __future__ import annotations

from .words_around import AROUND
from .words_records import RECORDS

SAID: dict[str, tuple[str, str]] = {
    # The page
    "title": ("Community engagement self-assessment", "Autoevaluación de la participación comunitaria"),
    "skip": ("Skip to the report", "Ir al informe"),
    "languages": ("Languages", "Idiomas"),
    "contents": ("In this report", "En este informe"),
    "internal": (
        "Internal: this page holds numbers of small groups. Please do not publish it.",
        "Uso interno: esta página contiene números de grupos pequeños. Por favor, no la publique.",
    ),
    "public": (
        "For the public: what could tell how a few people answered is not shown.",
        "Para el público: no se muestra lo que podría revelar cómo respondieron unas pocas personas.",
    ),
    "as_of": ("As of {day}", "Al {day}"),
    "to_dates": ("{start} to {end}", "del {start} al {end}"),
    # Where a stage is not there
    "insufficient": ("not enough answers", "faltan respuestas"),
    "undecided": ("no decision yet", "aún sin decisión"),
    "not_applicable": ("not applicable", "no se aplica"),
    "out_of_scope": ("left out on purpose", "fuera del alcance"),
    "hidden": ("not shown", "no se muestra"),
    "hidden_why": (
        "Not shown, because few people answered.",
        "No se muestra, porque respondieron pocas personas.",
    ),
    "why_hidden": (
        "How it came to this stage is not shown, because a group with few answers is part of it.",
        "No se muestra cómo se llegó a esta etapa, porque un grupo con pocas respuestas es parte de ella.",
    ),
    "not_asked": ("not asked", "no se preguntó"),
    # At a glance
    "glance": ("At a glance", "De un vistazo"),
    "glance_text": (
        "Where each domain stands, on the rubric’s own scale. A stage describes practice, not people or worth, and the "
        "domains are in the order of the rubric.",
        "Dónde está cada dominio, en la escala de la propia rúbrica. Una etapa describe la práctica, no a las personas "
        "ni su valor, y los dominios van en el orden de la rúbrica.",
    ),
    "scale": ("The scale", "La escala"),
    "overall": ("Overall", "En conjunto"),
    "range": (
        "Once the missing answers are in, it could be anything from {low} to {high}.",
        "Cuando lleguen las respuestas que faltan, podría quedar entre {low} y {high}.",
    ),
    "could_be": ("could be {low} to {high}", "podría quedar entre {low} y {high}"),
    # Domains
    "domains": ("Domain by domain", "Dominio por dominio"),
    "domains_text": (
        "Each stage with its reason. A missing answer is never counted as a low one.",
        "Cada etapa con su razón. Una respuesta que falta nunca cuenta como una baja.",
    ),
    "decided": ("Decided by the team.", "Lo decidió el equipo."),
    "voice_below": (
        "Seen at an earlier stage by: {groups}.",
        "Lo ven en una etapa anterior: {groups}.",
    ),
    "decision_differs": (
        "The answers alone would give another stage than the team’s decision.",
        "Las respuestas por sí solas darían otra etapa que la decisión del equipo.",
    ),
    "evidence_missing": (
        "At this stage, more evidence is asked for than is given.",
        "En esta etapa se pide más evidencia de la que hay.",
    ),
    "ahead_of_foundation": (
        "This domain is ahead of a domain that it builds on.",
        "Este dominio va adelante de un dominio en el que se apoya.",
    ),
    # Voices
    "voices": ("Voices, side by side", "Las voces, lado a lado"),
    "voices_text": (
        "What each group sees, kept apart: each is one voice, however many people are in it. The large number is the "
        "stage, the small one how many people gave a stage.",
        "Lo que ve cada grupo, por separado: cada uno es una voz, sin importar cuántas personas tenga. El número "
        "grande es la etapa; el pequeño, cuántas personas dieron una etapa.",
    ),
    "no_stage_key": ("– no stage", "– sin etapa"),
    "hidden_key": ("• not shown: few people answered", "• no se muestra: respondieron pocas personas"),
    "competency": ("Competency", "Competencia"),
    "people": ("{n} people", "{n} personas"),
    "person": ("1 person", "1 persona"),
    "differ": ("Where voices differ", "Dónde difieren las voces"),
    "differ_text": (
        "Competencies that groups see at different stages, the farthest apart first: what to talk about.",
        "Competencias que los grupos ven en etapas distintas, primero las más alejadas: de qué conversar.",
    ),
    "differ_more": (
        "More competencies are seen at different stages: the table of voices above has them all.",
        "Hay más competencias que se ven en etapas distintas: la tabla de voces de arriba las tiene todas.",
    ),
    "agreement": ("How far raters agree", "Cuánto coinciden las personas"),
    "agreement_text": (
        "Exact agreement is the share of pairs of answers that are the same. The two coefficients allow for chance and "
        "for how near the stages are; 1 is full agreement. They are read together, because each can mislead alone.",
        "La coincidencia exacta es la parte de los pares de respuestas que son iguales. Los dos coeficientes toman en "
        "cuenta el azar y la cercanía de las etapas; 1 es coincidencia total. Se leen juntos, porque cada uno por sí "
        "solo puede engañar.",
    ),
    "part": ("Part", "Parte"),
    "all_domains": ("All domains", "Todos los dominios"),
    "exact": ("Exact agreement", "Coincidencia exacta"),
    "alpha": ("Krippendorff’s alpha, ordinal", "Alfa de Krippendorff, ordinal"),
    "ac2": ("Gwet’s AC2, ordinal", "AC2 de Gwet, ordinal"),
    "undefined": ("cannot be computed", "no se puede calcular"),
    # Growth
    "growth": ("Growth since the earlier round", "Avance desde la ronda anterior"),
    "growth_text": (
        "From {before} to {after}, under the same rubric and the same rule.",
        "De {before} a {after}, con la misma rúbrica y la misma regla.",
    ),
    "growth_across": ("From {before} to {after}.", "De {before} a {after}."),
    "growth_differs": (
        "These rounds differ in more than their answers, which was permitted: {what}.",
        "Estas rondas difieren en algo más que sus respuestas, lo que se permitió: {what}.",
    ),
    "growth_crosswalk": (
        "A crosswalk leads from the rubric of the earlier rounds to that of the last: {id}.",
        "Una tabla de equivalencias lleva de la rúbrica de las rondas anteriores a la de la última: {id}.",
    ),
    "growth_counts": (
        "Competencies that rose: {rose}; that stayed: {stayed}; that fell: {fell}.",
        "Competencias que subieron: {rose}; que se mantuvieron: {stayed}; que bajaron: {fell}.",
    ),
    "turnover": (
        "People who rated in both rounds: {stayed}; only in the earlier one: {left}; only in the later one: {joined}.",
        "Personas que calificaron en ambas rondas: {stayed}; solo en la anterior: {left}; solo en la posterior: {joined}.",
    ),
    "domain": ("Domain", "Dominio"),
    "change": ("Change", "Cambio"),
    "rose": ("rose", "subió"),
    "fell": ("fell", "bajó"),
    "stayed": ("stayed", "se mantuvo"),
    "new": ("new in this round", "nuevo en esta ronda"),
    "gone": ("no longer there", "ya no está"),
    "none": ("no stage in either round", "sin etapa en ninguna ronda"),
    "not_compared": ("not compared", "no se compara"),
    "which_rose": ("Competencies that rose", "Competencias que subieron"),
    "which_fell": ("Competencies that fell", "Competencias que bajaron"),
    "from_to": ("from {start} to {end}", "de {start} a {end}"),
    # Next steps
    "next": ("Next steps", "Siguientes pasos"),
    "next_text": (
        "For each domain, the fewest steps that bring it to its next stage; one step is one competency, one stage up. "
        "It is one way of several, for a team to choose from.",
        "Para cada dominio, los menos pasos que lo llevan a su siguiente etapa; un paso es una competencia, una etapa "
        "más arriba. Es un camino entre varios, para que el equipo elija.",
    ),
    "to_reach": ("To reach {stage}, {n} steps:", "Para llegar a {stage}, {n} pasos:"),
    "to_reach_1": ("To reach {stage}, {n} step:", "Para llegar a {stage}, {n} paso:"),
    "next_hidden": (
        "Which steps are the fewest is not shown, because a group with few answers is part of it.",
        "No se muestra cuáles serían los menos pasos, porque un grupo con pocas respuestas es parte de ello.",
    ),
    "first_others": ("First, these would have to rise: {ids}.", "Primero tendrían que subir: {ids}."),
    "reflections": ("Questions to reflect on", "Preguntas para reflexionar"),
    "strategies": ("Strategies", "Estrategias"),
    "modules": ("Learning modules", "Módulos de aprendizaje"),
    # Method
    "method": ("How this was made", "Cómo se hizo"),
    "rule": ("The rule", "La regla"),
    "read_range": (
        "A range says what the missing answers could still make of a stage. A reason names what kept a stage from "
        "being higher. Don’t know, not applicable and not answered are kept apart and never become a stage.",
        "Un margen dice qué podrían hacer aún de una etapa las respuestas que faltan. Una razón nombra lo que impidió "
        "que la etapa fuera más alta. «No sé», «no se aplica» y lo que no se respondió se guardan aparte y nunca se "
        "vuelven una etapa.",
    ),
    "ours": ("What is this project’s and not CEI’s", "Qué es de este proyecto y no de la CEI"),
    "ours_policy": (
        "How ratings become stages is a policy of this project, not CEI’s: the source texts give none.",
        "La forma en que las respuestas se convierten en etapas es una política de este proyecto, no de la CEI: los "
        "textos de origen no dan ninguna.",
    ),
    "own_policy": (
        "How ratings become stages is a policy of those who made this report, not CEI’s: the source texts give none.",
        "La forma en que las respuestas se convierten en etapas es una política de quienes hicieron este informe, "
        "no de la CEI: los textos de origen no dan ninguna.",
    ),
    "ours_spanish": (
        "The Spanish wording that is not in the source is this project’s.",
        "El texto en español que no está en la fuente es de este proyecto.",
    ),
    "ours_lenses": (
        "Which competencies belong to a lens or a strategy, and which domains to a module, is this project’s choice "
        "where the source does not say.",
        "Qué competencias pertenecen a un lente o a una estrategia, y qué dominios a un módulo, es elección de este "
        "proyecto donde la fuente no lo dice.",
    ),
    "whose": ("Whose words the rubric has", "De quién son las palabras de la rúbrica"),
    "shown": ("What is shown and what is not", "Qué se muestra y qué no"),
    "small_numbers": (
        "In the parts around the rubric, counts of fewer than {least} people, and counts of people by group, are not "
        "shown. Measures are shown as their team wrote them down.",
        "En las partes alrededor de la rúbrica no se muestran conteos de menos de {least} personas ni conteos de "
        "personas por grupo. Las medidas se muestran como las anotó su equipo.",
    ),
    "versions": ("Versions", "Versiones"),
    "what": ("What", "Qué"),
    "from_document": ("From", "De"),
    "which": ("Which", "Cuál"),
    "fingerprint": ("Digest", "Huella"),
    "rubric": ("Rubric", "Rúbrica"),
    "structure": ("Structure of the rubric", "Estructura de la rúbrica"),
    "policy": ("Policy", "Política"),
    "disclosure": ("Disclosure policy", "Política de divulgación"),
    "rules": ("Rules", "Reglas"),
    "library": ("Library", "Biblioteca"),
    "documents": ("Documents this was made from", "Documentos con los que se hizo"),
    "fewer_than": ("fewer than {least}", "menos de {least}"),
    **AROUND,
    **RECORDS,
}
