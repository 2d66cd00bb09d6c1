"""What is derived around the rubric as text, for reading in a terminal: every table of it, with titles in place of ids."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from typing import Any

from ._around_tables import Document, Table, tables
from ._cei import Rubric
from ._html.codes import CODES
from ._html.words import SAID
from ._html.words_around import AROUND
from ._words import Titles, text, visible

# What tables are called.
_TABLES = {
    "due": ("What is due", "Lo pendiente"),
    "commitments": ("Commitments", "Compromisos"),
    "teams": ("Teams", "Equipos"),
    "heads": ("Who came, all convenings together", "Quiénes vinieron, en todos los encuentros"),
    "growth": ("Growth of member districts", "Avance de los distritos de la red"),
    "domains": ("Growth by domain", "Avance por dominio"),
    "convenings": ("Convenings", "Encuentros"),
    "applicants": ("Applicants", "Solicitantes"),
    "practices": ("Practices found", "Prácticas encontradas"),
    "competencies": ("Practices by competency", "Prácticas por competencia"),
    "protocol": ("The protocol", "El protocolo"),
    "feedback": ("Feedback", "Comentarios"),
    "training": ("Trainings so far", "Formaciones hasta ahora"),
    "checks": ("Checks", "Verificaciones"),
    "consulted": ("How often each partner was consulted", "Cuántas veces se consultó a cada parte"),
    "presence": (
        "Who came, where they were counted (least: four fifths of proportion, or as the record says)",
        "Quién vino, donde se contó (mínimo: cuatro quintos de lo proporcional, o lo que diga el registro)",
    ),
    "languages": ("Languages spoken and offered", "Idiomas hablados y ofrecidos"),
    "supports": ("What made it possible to come", "Qué hizo posible venir"),
    "committees": ("Committees", "Comités"),
    "priorities": ("What people said matters", "Lo que la gente dijo que importa"),
    "goals_without_priority": ("Goals that take up nothing of it", "Metas que no recogen nada de ello"),
    "needs": ("Needs", "Necesidades"),
    "sources": ("What is there for each need", "Qué hay para cada necesidad"),
    "kinds": ("Needs covered, by kind", "Necesidades cubiertas, por tipo"),
    "unused": ("Gifts that nobody uses", "Dones que nadie usa"),
    "partners": ("Partners", "Socios"),
    "coordination": ("Coordination", "Coordinación"),
    "landscape": ("The last landscape analysis", "El último análisis del panorama"),
    "partner_kinds": ("Partners by kind", "Socios por tipo"),
    "resource_kinds": ("Resources by kind", "Recursos por tipo"),
    "channels": ("Ways in", "Vías de entrada"),
    "evidence": ("What can be given as evidence", "Qué puede darse como evidencia"),
    "focus": ("Focus", "Prioridades"),
    "reflections": ("Questions to reflect on", "Preguntas para reflexionar"),
    "modules": ("Training modules", "Módulos de formación"),
    "measures": ("Measures", "Medidas"),
    "missing": ("Where there is no data", "Dónde no hay datos"),
    "components": ("By component", "Por componente"),
    "on": ("By where the impact is looked for", "Según dónde se busca el impacto"),
    "identified": ("By who identified them", "Según quién las identificó"),
    "parts": ("Parts", "Partes"),
}

# The heads of columns, where the words of their names are not enough or in Spanish.
_HEADS = {
    "when": ("", ""),
    "days": ("days", "días"),
    "kind": ("kind", "tipo"),
    "date": ("day", "fecha"),
    "team": ("team", "equipo"),
    "state": ("state", "estado"),
    "status": ("status", "estado"),
    "have": ("so far", "hasta ahora"),
    "least": ("at least", "mínimo"),
    "commitment": ("commitment", "compromiso"),
    "member": ("member", "en la red"),
    "attendance": ("attended", "asistencia"),
    "can_facilitate": ("can facilitate", "pueden facilitar"),
    "facilitated": ("facilitated", "facilitó"),
    "groups": ("from", "de"),
    "practices": ("practices", "prácticas"),
    "group": ("group", "grupo"),
    "people": ("people", "personas"),
    "rounds": ("rounds", "rondas"),
    "level": ("", ""),
    "rose": ("rose", "subieron"),
    "fell": ("fell", "bajaron"),
    "stayed": ("stayed", "iguales"),
    "new": ("new", "nuevas"),
    "gone": ("gone", "ya sin etapa"),
    "none": ("without a stage", "sin etapa"),
    "not_compared": ("not compared", "sin comparar"),
    "change": ("change", "cambio"),
    "from": ("from", "desde"),
    "to": ("to", "hasta"),
    "now": ("now", "ahora"),
    "domain": ("domain", "dominio"),
    "domains": ("domains", "dominios"),
    "teams": ("teams", "equipos"),
    "convening": ("convening", "encuentro"),
    "applicant": ("applicant", "solicitante"),
    "meets": ("meets criteria", "cumple los criterios"),
    "selected": ("selected", "con selección"),
    "met": ("met", "cumple"),
    "not_met": ("not met", "no cumple"),
    "open": ("open", "pendiente"),
    "evidence": ("evidence", "evidencias"),
    "changes": ("changes", "cambios"),
    "changed": ("last change", "último cambio"),
    "practice": ("practice", "práctica"),
    "competency": ("competency", "competencia"),
    "competencies": ("competencies", "competencias"),
    "versions": ("versions", "versiones"),
    "version": ("in use", "en uso"),
    "on": ("on", "sobre"),
    "given": ("given", "recibidos"),
    "answered": ("answered", "con respuesta"),
    "sessions": ("sessions", "sesiones"),
    "statewide": ("statewide", "estatales"),
    "due": ("due", "vence"),
    "certainty": ("read in", "leída en"),
    "title": ("", ""),
    "lacking": ("lacking", "falta"),
    "citation": ("source", "fuente"),
    "reason": ("reason", "razón"),
    "partner": ("partner", "parte"),
    "goals": ("goals", "metas"),
    "budget": ("budget", "presupuesto"),
    "draft": ("draft", "borrador"),
    "first": ("first", "primera"),
    "last": ("last", "última"),
    "by": ("", ""),
    "presence": ("presence", "presencia"),
    "heads": ("heads", "personas"),
    "events": ("at events", "en eventos"),
    "pupils": ("pupils", "estudiantes"),
    "language": ("language", "idioma"),
    "many": ("from the threshold on", "desde el umbral"),
    "notices": ("in notices", "en avisos"),
    "support": ("support", "apoyo"),
    "committee": ("committee", "comité"),
    "meetings": ("meetings", "reuniones"),
    "prepared": ("prepared", "con preparación"),
    "priority": ("priority", "prioridad"),
    "goal": ("goal", "meta"),
    "coverage": ("coverage", "cobertura"),
    "discussed": ("talked about within a year", "conversada en el último año"),
    "need": ("need", "necesidad"),
    "in_use": ("in use", "en uso"),
    "sites_without": ("without it", "sin ello"),
    "covered": ("covered", "cubiertas"),
    "gift": ("gift", "don"),
    "would_answer": ("would answer", "atendería"),
    "vision": ("vision", "visión"),
    "planned": ("planned", "planificación"),
    "evaluated": ("evaluated", "evaluación"),
    "evaluated_within_a_year": ("within a year", "en el último año"),
    "giving": ("who gives", "quién da"),
    "active": ("how many", "cuántas"),
    "within_a_year": ("within a year", "en el último año"),
    "shared": ("shared", "compartido"),
    "partners": ("partners", "socios"),
    "independent": ("independent", "independientes"),
    "decides": ("with a say in decisions", "con voz en las decisiones"),
    "kinds": ("kinds", "tipos"),
    "steps": ("steps", "pasos"),
    "strategies": ("strategies", "estrategias"),
    "question": ("question", "pregunta"),
    "module": ("", ""),
    "left": ("steps left", "pasos que faltan"),
    "done": ("actions done", "acciones hechas"),
    "later": ("later", "más adelante"),
    "undated": ("undated", "sin fecha"),
    "id": ("", ""),
    "baseline": ("at first", "al inicio"),
    "latest": ("latest", "lo último"),
    "target": ("target", "meta"),
    "share": ("share of the way", "parte del camino"),
    "percent": ("%", "%"),
    "reached": ("target reached", "meta alcanzada"),
    "component": ("component", "componente"),
    "direction": ("", ""),
    "identified_by": ("identified by", "la identificó"),
    "impact": ("impact on", "impacto en"),
    "unit": ("unit", "unidad"),
    "measures": ("measures", "medidas"),
    "moved": ("moved", "con avance"),
    "not_yet": ("not yet", "todavía no"),
    "no_data": ("no data", "sin datos"),
    "of": ("of", "de"),
    "collected": ("collected", "con datos"),
    "measure": ("measure", "medida"),
    "metrics": ("document", "documento"),
    "part": ("part", "parte"),
    "stage": ("stage", "etapa"),
    "basis": ("basis", "base"),
    "unmatched": ("not in this rubric", "no están en esta rúbrica"),
}

# Codes that the pages say otherwise, or not at all.
_WORDS = {
    "protocol": ("protocol", "protocolo"),
    "metrics": ("metrics", "métricas"),
    "activities": ("activities", "actividades"),
    "resources": ("resources", "recursos"),
    "primary": ("the law itself", "la ley misma"),
    "secondary": ("an account of it", "otra fuente"),
    "group": ("group", "grupo"),
    "language": ("language", "idioma"),
    "site": ("school", "escuela"),
    "all": ("all", "todos"),
    "not_all": ("not all", "no todos"),
    "competencies": ("competencies", "competencias"),
    "domains": ("domains", "dominios"),
    "gift": ("gift", "don"),
    "strength": ("strength", "fortaleza"),
    "academics": ("academics", "apoyo académico"),
    "health_and_social_services": ("health and social services", "servicios sociales y de salud"),
    "youth_and_community_development": ("youth and community development", "desarrollo juvenil y comunitario"),
    "early_learning_and_care": ("early learning and care", "educación y cuidado temprano"),
    "expanded_learning": ("expanded learning", "aprendizaje ampliado"),
    "meeting_space": ("meeting space", "espacio de reunión"),
    "organizing_group": ("organizing group", "grupo de organización"),
    "community_convening": ("community convening", "encuentro comunitario"),
    "advisory_committee": ("advisory committee", "comité asesor"),
    "support": ("support", "apoyo"),
    "up": ("more is better", "mejor si sube"),
    "down": ("less is better", "mejor si baja"),
    "staged": ("staged", "con etapa"),
    "insufficient": ("not enough answers", "respuestas insuficientes"),
    "undecided": ("undecided", "sin decidir"),
    "not_applicable": ("not applicable", "no se aplica"),
    "out_of_scope": ("out of scope", "fuera de alcance"),
    "source": ("the source", "la fuente"),
    "project": ("this project’s", "de este proyecto"),
    "user": ("your own", "propia"),
    "true": ("yes", "sí"),
    "false": ("no", "no"),
}


class Shown:
    """Shows a derived document in words: those of the rubric, and of the document that it was derived from."""

    def __init__(self, lang: str, source: Document | None, rubric: Rubric | None, width: int | None = None) -> None:
        self.lang = lang
        self.spanish = lang.split("-")[0].lower() == "es"
        self.source = source or {}
        self.titles = None if rubric is None else Titles.of_rubric(rubric)
        self.parts = None if self.titles is None else self.titles.of_lens("plln-components")
        self.width = width or min(shutil.get_terminal_size().columns, 110)

    def of(self, document: Document, only: str | None = None) -> str:
        """Return the text of a document, or of one of its tables."""
        lines = [self.heading(document)]
        for name, table in tables(document).items():
            if only in (None, name):
                lines += self.table(name, table)
        return "\n".join(lines)

    def heading(self, document: Document) -> str:
        kind = document["format"].split(".")[1].partition("/")[0].partition("_")[0]
        fields = (document.get(name) for name in ("title", "plan", kind, "metrics", "id"))
        found = self.source.get("title") or next((one for one in fields if one), "")
        if "lens" in document:
            # Whose the mapping is, in a sentence.
            found = document["lens"]["title"]
            basis = AROUND.get(f"basis_{document['lens']['basis']}")
            return self.said(found) + (f"\n{textwrap.fill(basis[self.spanish], self.width)}" if basis else "")
        day = f" ({document['as_of']})" if "as_of" in document else ""
        return self.said(found) + day

    def table(self, name: str, table: Table) -> Iterator[str]:
        """Return a table under its heading; nothing of one without rows, or of a column in which nothing stands."""
        shown = {
            column: [self.value(row.get(column), kind.removeprefix("+")) for row in table.rows]
            for column, kind in table.columns.items()
            if kind != "csv"
        }
        shown = {column: values for column, values in shown.items() if any(values)}
        if not shown:
            return
        yield "\n" + _TABLES[name][self.spanish]
        beside = [column for column in shown if not table.columns[column].startswith("+")]
        # One column of names needs no head.
        has_heads = len(beside) > 1 or table.columns[beside[0]] in ("number", "part", "day")
        heads = [[self.head(column) for column in beside]] if has_heads else []
        lines = heads + [[shown[column][index] for column in beside] for index in range(len(table.rows))]
        right = [table.columns[column] in ("number", "part") for column in beside]
        widths = [max(len(line[place]) for line in lines) for place in range(len(beside))]
        for index, line in enumerate(lines, start=-len(heads)):
            cells = [f"{cell:{'>' if end else '<'}{width}}" for cell, end, width in zip(line, right, widths, strict=True)]
            yield from self.line("  " + "".join(f"{cell}  " for cell in cells[:-1]), cells[-1].rstrip())
            if index >= 0:
                below = [(self.head(one), shown[one][index]) for one in shown if one not in beside and shown[one][index]]
                yield from self.below([f"{head}: {said}" if head else said for head, said in below])

    def below(self, said: list[str]) -> Iterator[str]:
        """Return what stands below a row, as much on a line as fits."""
        lines: list[str] = []
        for one in said:
            joined = f"{lines[-1]} · {one}" if lines else one
            lines[-1:] = [joined] if len(joined) + 6 <= self.width or not lines else [lines[-1], one]
        for one in lines:
            yield from textwrap.wrap(one, self.width, initial_indent="      ", subsequent_indent="        ")

    def line(self, before: str, last: str) -> list[str]:
        """Return a row; its last cell goes on below itself where there is room for it."""
        if len(before) + len(last) <= self.width or self.width - len(before) < 24:
            return [(before + last).rstrip()]
        return textwrap.wrap(last, self.width, initial_indent=before, subsequent_indent=" " * len(before))

    def head(self, column: str) -> str:
        words = _HEADS.get(column)
        return column.replace("_", " ") if words is None else words[self.spanish]

    def value(self, value: Any, kind: str) -> str:
        """Return a value in words; an empty text where there is none."""
        if value is None or value == []:
            return ""
        if isinstance(value, list):
            kind = _ONE.get(kind, kind.removesuffix("*"))
            # Names may have commas in them.
            separator = ", " if kind in ("word", "code", "group", "standing") else "; "
            return separator.join(self.value(one, kind) for one in value)
        if kind == "part":
            return f"{value['have']} {self.word('of_all')} {value['of']}"
        if kind == "text":
            return self.said(value)
        if kind == "standing":
            stage = value.get("stage")
            return f"{value['id']} {self.named('stage', stage) if stage else self.word(value['status'])}"
        if kind in ("word", "flag"):
            return self.word(str(value).lower())
        if kind == "language":
            return self.word(value)
        if kind in ("stage", "domain", "competency", "group", "module", "strategy"):
            return self.named(kind, value)
        if kind == "part_of_lens":
            return self.parts.of("part", value, self.lang) if self.parts is not None else visible(value)
        if kind == "gift":
            list_, _, id = value.partition("/")
            return self.entry(list_, id)
        if kind == "lacking":
            what, _, site = value.partition(" @ ")
            found = self.comment(what) or self.word(what)
            return f"{found} ({self.entry('sites', site)})" if site else found
        if kind in ("code", "number", "day"):
            return visible(str(value))
        return next((said for one in kind.split() if (said := self.entry(one, value)) != value), self.word(value))

    def named(self, kind: str, id: str) -> str:
        if self.titles is None:
            return visible(id)
        if kind in ("module", "strategy"):
            many = {"module": "modules", "strategy": "strategies"}[kind]
            found = next((one for one in self.titles.document.get(many, ()) if one["id"] == id), {"title": id})
            return text(found["title"], self.lang, self.titles.language)
        return self.titles.of(kind, id, self.lang)

    def entry(self, list_: str, id: str) -> str:
        """Return what an entry of the document is called; its id where it has no name."""
        among = self.source.get("enrolment", self.source) if list_.endswith("sites") else self.source
        for one in among.get(list_.rpartition("/")[2], ()):
            if one["id"] == id:
                said = one.get("title") or one.get("name") or one.get("text")
                return self.said(said) if said else visible(id)
        return visible(id)

    def comment(self, id: str) -> str:
        """Return what a committee said, by the id of the comment."""
        comments = (one for committee in self.source.get("committees", ()) for one in committee.get("comments", ()))
        return next((self.said(one["text"]) for one in comments if one["id"] == id and "text" in one), "")

    def said(self, value: Any) -> str:
        return text(value, self.lang, self.source.get("language", "en"))

    def word(self, code: str) -> str:
        if code == "of_all":
            return ("of", "de")[self.spanish]
        for words in (_WORDS, CODES, AROUND, SAID):
            if code in words and "{" not in words[code][0]:
                return words[code][self.spanish]
        return visible(code)


# What one of a list is.
_ONE = {
    "words": "word",
    "codes": "code",
    "groups": "group",
    "domains": "domain",
    "strategies": "strategy",
}
