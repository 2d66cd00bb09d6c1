"""Exports of survey programs: from questions and words to competencies, stages and groups."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal

from . import _cei
from ._api import rubric as rubric_of
from ._cei import Rubric, Tally
from ._checked import checked
from ._names import _nearest
from ._report import CeiError, Report, error_of
from ._sheets import Found, Place, Sheet, cell, read_sheets
from ._shown import html_of
from ._words import Titles

if TYPE_CHECKING:
    from ._api import Document
    from ._sheets import Source

REASONS = ("unanswered", "dont_know", "not_applicable", "withheld")

# What people and survey programs write, in English and Spanish, in plain letters.
_SAYS: dict[str, tuple[str, ...]] = {
    "unanswered": ("no answer", "unanswered", "skipped", "sin respuesta", "no contesto"),
    "dont_know": (
        "don't know",
        "i don't know",
        "dont know",
        "do not know",
        "not sure",
        "i'm not sure",
        "unsure",
        "no se",
        "no lo se",
        "no sabe",
        "no estoy seguro",
        "no estoy segura",
        "no estoy seguro/a",
    ),
    "not_applicable": (
        "n/a",
        "na",
        "not applicable",
        "does not apply",
        "does not apply to us",
        "no aplica",
        "no se aplica",
        "no corresponde",
        "no se aplica a nosotros",
    ),
    "withheld": (
        "prefer not to say",
        "i prefer not to say",
        "prefer not to answer",
        "prefiero no decirlo",
        "prefiero no responder",
        "prefiero no contestar",
    ),
}
_VOICES: dict[str, tuple[str, ...]] = {
    "students": ("student", "alumno", "alumna", "alumnos", "estudiante"),
    "families": (
        "parent",
        "parents",
        "guardian",
        "caregiver",
        "family",
        "parent or caregiver",
        "parent/guardian",
        "padre",
        "madre",
        "padres",
        "madre o padre",
        "padre o madre",
        "padre, madre o tutor",
        "tutor",
        "familia",
    ),
    "educators": (
        "teacher",
        "teachers",
        "staff",
        "educator",
        "classified staff",
        "maestro",
        "maestra",
        "maestros",
        "docente",
        "docentes",
        "personal",
        "educador",
        "educadora",
        "maestra o maestro",
    ),
    "leaders": (
        "administrator",
        "administrators",
        "principal",
        "leader",
        "school leader",
        "district leader",
        "director",
        "directora",
        "directivo",
        "personal directivo",
        "equipo directivo",
        "administrador",
        "administradora",
        "lider",
    ),
    "community": (
        "community member",
        "community partner",
        "community members",
        "partner",
        "miembro de la comunidad",
        "socio comunitario",
        "socia comunitaria",
    ),
}
_PERSONAL = re.compile(
    r"\b(e-?mail|correo|(first|last|full|your|recipient) ?name|recipient\w*|ip ?address|direccion ip|phone|telefono|"
    r"username|user name|nombre de usuario|locationlatitude|locationlongitude|latitude|longitude|external ?reference|"
    r"externalreference|custom data.*)\b|^(name|nombre|nombres|apellidos?|nombre completo|su nombre|tu nombre)\b"
)
_MACHINE = re.compile(
    r"^(timestamp|marca temporal|start ?(date|time)|end ?date|completion time|hora de (inicio|finalizacion)|status|"
    r"progress|duration.*|finished|recorded ?date|response ?id|respondent id|id( del encuestado)?|collector id|"
    r"distribution ?channel|user ?language|language|idioma|date (created|modified)|last modified time|"
    r"fecha de (inicio|finalizacion)|hora de la ultima modificacion|response type|estado|progreso|finalizado|"
    r"identificador.*|total points|quiz feedback)$"
)
_GROUP = re.compile(
    r"\b(role|group|who are you|i am an?|i'm an?|which best describes you|voice|rol|grupo|quien (es|eres)|soy|"
    r"usted es|voz|que le describe mejor)\b"
)
_PREVIEWS = ("survey preview", "survey test", "1", "2", "vista previa de la encuesta", "vista previa")
_UNFINISHED = ("false", "0", "falso", "no")
# The column that numbers the responses: each number is there once, unless rows were pasted in twice.
_RESPONSE = {
    "qualtrics": ("responseid",),
    "survey_monkey": ("respondent id", "id del encuestado", "identificador del encuestado"),
    "microsoft_forms": ("id",),
}
# Two wordings as alike as this are taken for the same.
_ALIKE = 0.85


@dataclass(frozen=True)
class Survey:
    """What a survey's export says, in the terms of a rubric.

    Attributes
    ----------
    assessment : dict or None
        A ``cei.assessment/1`` document, a rater for each response (``r2`` is row 2 of the file); None for a sheet of
        counts.
    tally : Tally or None
        The counts; None if the report has errors.
    mapping : dict
        The ``cei.mapping/1`` document by which it was read: keep it, change it, use it again.
    respondents : dict
        How many responses there are of each group.
    report : Report
        What was not matched and what was left out, by row and column.
    """

    assessment: dict[str, Any] | None
    tally: Tally | None
    mapping: dict[str, Any]
    respondents: dict[str, int]
    report: Report

    _repr_html_ = html_of


@checked
def read_survey(
    source: Source,
    rubric: Rubric | Document = "cei-self-assessment",
    *,
    mapping: Document | None = None,
    assessment: str = "survey",
    group: str | None = None,
    subject: dict[str, Any] | None = None,
    period: dict[str, Any] | None = None,
    keep_personal: bool = False,
    keep_all: bool = False,
    errors: Literal["raise", "report"] = "raise",
) -> Survey:
    r"""Read the export of a survey: Google Forms, Qualtrics, SurveyMonkey, Microsoft Forms, or a sheet of counts.

    Which program it comes from, what each column holds and what the answers mean is worked out from the file, in
    English and Spanish, and comes back as a mapping that can be changed and used again. Columns that can tell who
    answered are not read.

    Parameters
    ----------
    source : pathlib.Path or bytes
        A CSV or XLSX file (XLSX needs ``pip install 'cei[xlsx]'``).
    rubric : Rubric, str, dict, bytes or pathlib.Path
        What the survey rates by.
    mapping : dict, str, bytes or pathlib.Path, optional
        A ``cei.mapping/1`` document. Without it, one is proposed.
    assessment : str
        The id of the assessment.
    group : str, optional
        The group of all respondents, where no question asks for it.
    subject, period : dict, optional
        Who is assessed and when, as in a ``cei.assessment/1`` document.
    keep_personal : bool
        Whether personal columns are kept, in the raters' ``extensions``.
    keep_all : bool
        Whether previews, unfinished responses, and rows with the number of an earlier response are read too.
    errors : {"raise", "report"}
        What to do about answers that are not matched: raise them all, or return them in the report, without a tally.

    Returns
    -------
    Survey

    Raises
    ------
    CeiError
        If something cannot be used, with all of it by row and column.

    Examples
    --------
    >>> import cei
    >>> export = (
    ...     "Marca temporal,¿Cuál es su rol?,1.1 Cultura distrital inclusiva y acogedora\n"
    ...     "2025/10/01 9:00:00,Madre,En desarrollo\n"
    ...     "2025/10/01 9:05:00,Docente,No sé\n"
    ... )
    >>> survey = cei.read_survey(export.encode())
    >>> survey.respondents
    {'families': 1, 'educators': 1}
    >>> survey.tally.to_dict()["cells"][0]["stages"]
    [0, 1, 0, 0]
    """
    found = Found()
    sheets = [sheet for sheet in read_sheets(source, found) if sheet.rows]
    found.raise_errors()
    rubric = rubric_of(rubric)
    words = _Vocabulary(Titles.of_rubric(rubric), rubric)
    if not sheets:
        found.add("missing_column", Place(), column="competency")
        raise error_of(found.report())
    given = None if mapping is None else _mapping(mapping, rubric)
    export = _Export(sheets[0], words, given)
    document = given or export.propose(group)
    if group is not None:
        document = {**document, "group": group}
    reader = _Reader(export, document, words, found, keep_personal, keep_all)
    head = {"id": assessment, "rubric": {"id": rubric.id, "version": rubric.version}}
    head |= {name: value for name, value in (("subject", subject), ("period", period)) if value}
    if document["source"] == "counts":
        made = reader.counts(head)
        respondents: dict[str, int] = {}
    else:
        made, respondents = reader.responses(head)
    report = found.report()
    if not report.valid:
        if errors == "raise":
            raise error_of(report)
        return Survey(None if "cells" in made else made, None, document, respondents, report)
    tally = Tally.of(made, rubric)
    return Survey(None if "cells" in made else made, tally, document, respondents, report)


def _mapping(given: Document, rubric: Rubric) -> dict[str, Any]:
    report = _cei.validate(given, rubric)
    if not report.valid:
        raise error_of(report)
    if isinstance(given, dict):
        document = given
    elif isinstance(given, (str, bytes, bytearray)):
        document = json.loads(given)
    else:
        with open(given, "rb") as file:
            document = json.loads(file.read().decode("utf-8-sig"))
    if document["format"] != "cei.mapping/1":
        raise CeiError(f"a mapping is a `cei.mapping/1` document, not a `{document['format']}`")
    return {"columns": [], **document}


def plain(words: str) -> str:
    """Return words in lower case, without accents, quotes of other kinds and double spaces."""
    table = str.maketrans("áàâäãéèêëíìîïóòôöõúùûüñç’‘“”–—", "aaaaaeeeeiiiiooooouuuunc''\"\"--")
    return re.sub(r"\s+", " ", words.casefold().translate(table)).strip(" \t\n\r.:;!?¿¡*")


class _Vocabulary:
    """What words mean in a rubric."""

    def __init__(self, titles: Titles, rubric: Rubric) -> None:
        self.titles = titles
        self.rubric = rubric
        self.answers: dict[str, str] = {}
        for number, stage in enumerate(titles.stages, start=1):
            for words in (*titles.all_of("stage", stage), stage, stage.replace("_", " "), str(number)):
                self.answers.setdefault(plain(words), stage)
        for reason, says in _SAYS.items():
            for words in (reason, *says):
                self.answers.setdefault(plain(words), reason)
        self.groups: dict[str, str] = {}
        for group in rubric.groups:
            for words in (*titles.all_of("group", group), group, *_VOICES.get(group, ())):
                self.groups.setdefault(plain(words), group)
        self.competencies = {
            one: [plain(words) for words in titles.all_of("competency", one)] for one in rubric.competencies
        }

    def answer(self, said: str) -> str | None:
        """Return what an answer means: `Maturing`, `3`, `3 - Maturing`, `Maturing: we often do`."""
        words = plain(said)
        numbered = re.match(r"^\(?(\d)\)?\s*[-.:)=]\s*(.+)$", words)
        for one in (words, numbered[2] if numbered else "", re.split(r"\s*[:(]|\s+-\s", words, maxsplit=1)[0]):
            if one in self.answers:
                return self.answers[one]
        return None

    def group(self, said: str) -> str | None:
        """Return whose voice an answer names: `Parent`, `Soy docente`, `Parent/guardian: of a student here`."""
        words = plain(said)
        start = re.split(r"\s*[:(]|\s+-\s", words, maxsplit=1)[0]
        # Of several names for one voice, such as `Madre, padre o tutor`, those that are known are of the same group.
        parts = re.split(r"\s*[/,&]\s*|\s+(?:or|and|o|u|y|e)\s+", start)
        first, known = self._one_group(parts[0]), set(map(self._one_group, parts)) - {None}
        return self._one_group(words) or self._one_group(start) or (first if len(known) == 1 else None)

    def _one_group(self, words: str) -> str | None:
        bare = re.sub(r"^(a|an|un|una|el|la|los|las|soy|i am a|i am an)\s+", "", words)
        return self.groups.get(words) or self.groups.get(bare)

    def competency(self, header: str) -> str | None:
        """Return the competency that a question is about: its id stands in it, or its words do."""
        parts = [header, *re.findall(r"\[([^\]]+)\]", header)]
        parts += [header.rsplit(" - ", 1)[1]] if " - " in header else []
        ids = sorted(self.competencies, key=len, reverse=True)
        for part in reversed(parts):
            start = re.match(r"^\W*(?:q|p|item|pregunta|question)?\s*([A-Za-z0-9][A-Za-z0-9._-]*)", part, re.IGNORECASE)
            for one in ids:
                if start and start[1].rstrip(".-_").casefold() == one.casefold():
                    return one
        best: tuple[float, str | None] = (0.0, None)
        for part in parts:
            words = plain(re.sub(r"^\W*\d+([.)]\d*)*\s*", "", part))
            for one, known in self.competencies.items():
                for title in known:
                    score = 1.0 if words == title else SequenceMatcher(None, words, title).ratio()
                    if len(title) > 12 and title in words:
                        score = max(score, 0.99)
                    if score > best[0]:
                        best = (score, one)
        return best[1] if best[0] >= _ALIKE else None


class _Export:
    """A sheet with its header read: which program wrote it, and what its columns are called."""

    def __init__(self, sheet: Sheet, words: _Vocabulary, given: dict[str, Any] | None) -> None:
        self.sheet = sheet
        self.words = words
        # A title above the header, often in merged cells, is a row with one filled cell.
        filled = [sum(bool(one.strip()) for one in row) for row in sheet.rows]
        self.top = next((number for number, count in enumerate(filled, start=1) if count > 1), 1)
        self.source = given["source"] if given else self._source()
        rows = {"qualtrics": 3, "survey_monkey": 2}.get(self.source, 1)
        self.first = self.top + rows
        self.headers = [" ".join(one.split()) for one in self._headers()]

    def head(self, number: int) -> list[str]:
        """Return a row of the header, from 1."""
        return self.sheet.row(self.top + number - 1)

    def _source(self) -> str:
        first, second, third = map(self.head, (1, 2, 3))
        plain_first = [plain(one) for one in first]
        if any(one.strip().startswith('{"ImportId"') for one in third):
            return "qualtrics"
        if (
            plain_first
            and plain_first[0] in ("respondent id", "id del encuestado", "identificador del encuestado")
            and (
                any(plain(one) in ("response", "respuesta", "open-ended response") for one in second)
                or not cell(second, 0)
            )
        ):
            return "survey_monkey"
        if plain_first[:1] in (["timestamp"], ["marca temporal"]):
            return "google_forms"
        if plain_first[:1] == ["id"] and plain_first[1:2] in (["start time"], ["hora de inicio"]):
            return "microsoft_forms"
        stages = {self.words.answers.get(one) for one in plain_first}
        if set(self.words.titles.stages) <= stages:
            return "counts"
        return "other"

    def _headers(self) -> list[str]:
        first, second = self.head(1), self.head(2)
        width = max((len(row) for row in self.sheet.rows), default=0)
        if self.source == "qualtrics":
            return [cell(second, index) or cell(first, index) for index in range(width)]
        if self.source != "survey_monkey":
            return [cell(first, index) for index in range(width)]
        headers, question = [], ""
        for index in range(width):
            question = cell(first, index) or question
            part = cell(second, index)
            is_whole = plain(part) in ("", "response", "respuesta", "open-ended response", "respuesta abierta")
            headers.append(question if is_whole else f"{question} - {part}")
        return headers

    def column(self, index: int) -> list[tuple[int, str]]:
        """Return the filled cells of a column, each with the number of its row."""
        rows = enumerate(self.sheet.rows[self.first - 1 :], start=self.first)
        return [(number, cell(row, index)) for number, row in rows if cell(row, index)]

    def propose(self, group: str | None) -> dict[str, Any]:
        """Return a mapping that is worked out from the sheet."""
        words = self.words
        columns: list[dict[str, Any]] = []
        groups: dict[str, str] = {}
        answers: dict[str, str] = {}
        taken: set[str] = set()
        for index, header in enumerate(self.headers):
            said = plain(header)
            one: dict[str, Any] = {"column": header, "holds": "unmatched"}
            distinct = list(dict.fromkeys(value for _, value in self.column(index)))
            if not header:
                continue
            if self.source == "counts":
                one = self._count_column(header, said)
            elif _MACHINE.match(said) or _MACHINE.match(plain(cell(self.head(1), index))):
                one["holds"] = "ignore"
            elif _PERSONAL.search(said):
                one["holds"] = "personal"
            elif "group" not in [kept["holds"] for kept in columns] and self._is_group(said, distinct):
                one["holds"] = "group"
                groups = {value: means for value in distinct if (means := words.group(value))}
            else:
                competency = words.competency(header)
                if competency is not None and competency not in taken:
                    taken.add(competency)
                    one = {"column": header, "holds": "competency", "competency": competency}
                    answers |= {value: means for value in distinct if (means := words.answer(value))}
            columns.append(one)
        document: dict[str, Any] = {
            "format": "cei.mapping/1",
            "rubric": {"id": words.rubric.id, "version": words.rubric.version},
            "source": self.source,
            **({"group": group} if group else {}),
            "columns": columns,
            "answers": [{"says": says, "means": means} for says, means in answers.items()],
            "groups": [{"says": says, "means": means} for says, means in groups.items()],
        }
        return {name: value for name, value in document.items() if value or name == "columns"}

    def _is_group(self, header: str, distinct: Sequence[str]) -> bool:
        known = sum(self.words.group(value) is not None for value in distinct)
        if not distinct or len(distinct) > 30 or any(self.words.answer(value) for value in distinct[:3]):
            return False
        return known * 2 > len(distinct) or (known > 0 and bool(_GROUP.search(header)))

    def _count_column(self, header: str, said: str) -> dict[str, Any]:
        if said in ("competency", "competencia", "id", "item", "codigo", "code"):
            return {"column": header, "holds": "competency"}
        if said in ("group", "grupo", "voice", "voz"):
            return {"column": header, "holds": "group"}
        means = self.words.answer(header)
        return {"column": header, "holds": "count", "counts": means} if means else {"column": header, "holds": "ignore"}


class _Reader:
    def __init__(
        self,
        export: _Export,
        mapping: dict[str, Any],
        words: _Vocabulary,
        found: Found,
        personal: bool,
        everything: bool,
    ) -> None:
        self.export = export
        self.mapping = mapping
        self.words = words
        self.found = found
        self.keep_personal = personal
        self.keep_all = everything
        self.answers = {plain(one["says"]): one["means"] for one in mapping.get("answers", ())}
        self.groups = {plain(one["says"]): one["means"] for one in mapping.get("groups", ())}
        self.columns: dict[int, dict[str, Any]] = {}
        # The responses that were read, by the number that the program gave them.
        self.seen: set[str] = set()
        self._columns()

    def _columns(self) -> None:
        """Find the columns that the mapping names, and say what is not read."""
        place, top = self.export.sheet.place, self.export.top
        left = list(enumerate(self.export.headers))
        for one in self.mapping["columns"]:
            at = next((index for index, header in left if plain(header) == plain(one["column"])), None)
            if at is None:
                if one["holds"] in ("competency", "group", "count"):
                    near = _nearest(one["column"], [header for _, header in left if header])
                    self.found.add("missing_column", place.at(top), column=one["column"], suggestion=near)
                continue
            left = [(index, header) for index, header in left if index != at]
            self.columns[at] = one
        for index, header in left:
            if header or self.export.column(index):
                self.columns[index] = {"column": header or f"({index + 1})", "holds": "unmatched"}
        for _, one in sorted(self.columns.items()):
            if one["holds"] == "unmatched":
                self.found.add("unmatched_question", place.at(top, one["column"]), column=one["column"])
            elif one["holds"] == "personal" and not self.keep_personal:
                self.found.add("personal_column", place.at(top, one["column"]), column=one["column"])

    def _holding(self, what: str) -> list[tuple[int, dict[str, Any]]]:
        return [(index, one) for index, one in sorted(self.columns.items()) if one["holds"] == what]

    def _group(self, row: list[str], place: Place) -> str | None:
        """Return the group of a row; the team where it is not said, None where it is not known."""
        for index, one in self._holding("group"):
            said = cell(row, index)
            if not said:
                continue
            group = self.groups.get(plain(said)) or self.words.group(said)
            if group is None:
                near = _nearest(said, list(self.words.rubric.groups))
                self.found.add("unknown_group", place.at(place.row, one["column"]), id=said, suggestion=near)
            return group
        return str(self.mapping.get("group", "team"))

    def responses(self, head: dict[str, Any]) -> tuple[dict[str, Any], dict[str, int]]:
        """Return the assessment, and how many responses there are of each group."""
        questions = self._holding("competency")
        if not questions:
            self.found.add("missing_column", self.export.sheet.place.at(self.export.top), column=self.words.rubric.competencies[0])
        asked = {one["competency"] for _, one in questions}
        for competency in self.words.rubric.competencies:
            if questions and competency not in asked:
                self.found.add("not_asked", self.export.sheet.place, competency=competency)
        raters: list[dict[str, Any]] = []
        ratings: list[dict[str, Any]] = []
        respondents: Counter[str] = Counter()
        rows = enumerate(self.export.sheet.rows[self.export.first - 1 :], start=self.export.first)
        for number, row in rows:
            place = self.export.sheet.place.at(number)
            if not any(one.strip() for one in row) or self._is_dropped(row, place):
                continue
            group = self._group(row, place)
            said: list[dict[str, Any]] = []
            for index, one in questions:
                answer = self._answer(cell(row, index), place.at(number, one["column"]))
                if answer is not None:
                    kind = "missing" if answer in REASONS else "stage"
                    said.append({"rater": f"r{number}", "competency": one["competency"], kind: answer})
            if group is None:
                continue
            respondents[group] += 1
            rater: dict[str, Any] = {"id": f"r{number}", "group": group}
            personal = {one["column"]: cell(row, at) for at, one in self._holding("personal") if cell(row, at)}
            if self.keep_personal and personal:
                rater["extensions"] = personal
            raters.append(rater)
            ratings += said
        document = {"format": "cei.assessment/1", **head, "raters": raters, "ratings": ratings}
        in_order = {group: respondents[group] for group in self.words.rubric.groups if respondents[group]}
        return document, in_order

    def _is_dropped(self, row: list[str], place: Place) -> bool:
        if self.keep_all:
            return False
        ids = [plain(one) for one in self.export.head(1)]

        def value(name: str) -> str:
            return plain(cell(row, ids.index(name))) if name in ids else ""

        reason = None
        if self.export.source == "qualtrics":
            is_preview, is_unfinished = value("status") in _PREVIEWS, value("finished") in _UNFINISHED
            reason = "preview" if is_preview else "unfinished" if is_unfinished else None
        id = next(filter(None, map(value, _RESPONSE.get(self.export.source, ()))), "")
        if reason is None and id in self.seen:
            reason = "duplicate"
        if id and reason is None:
            self.seen.add(id)
        if reason:
            self.found.add("response_dropped", place, reason=reason)
        return reason is not None

    def _answer(self, said: str, place: Place) -> str | None:
        if not said:
            return "unanswered"
        means = self.answers.get(plain(said)) or self.words.answer(said)
        if means is None:
            self.found.add("unmatched_answer", place, value=said)
        return means

    def counts(self, head: dict[str, Any]) -> dict[str, Any]:
        """Return the tally that a sheet of counts gives."""
        place = self.export.sheet.place
        columns = self._holding("competency")
        if not columns:
            self.found.add("missing_column", place.at(self.export.top), column="competency")
        stages = self.words.titles.stages
        cells: dict[tuple[str, str], dict[str, Any]] = {}
        for number, row in enumerate(self.export.sheet.rows[self.export.top :], start=self.export.first):
            here = place.at(number)
            if not any(one.strip() for one in row) or not columns:
                continue
            index, one = columns[0]
            said = cell(row, index)
            competency = said if said in self.words.competencies else self.words.competency(said) if said else None
            if competency is None:
                code = "unknown_competency" if said else "null_value"
                near = _nearest(said, list(self.words.competencies)) if said else None
                self.found.add(code, here.at(number, one["column"]), id=said, column=one["column"], suggestion=near)
                continue
            group = self._group(row, here)
            if group is None:
                continue
            if (competency, group) in cells:
                self.found.add("duplicate_cell", here, competency=competency, group=group)
                continue
            numbers = [0] * len(stages)
            missing: dict[str, int] = {}
            for at, count in self._holding("count"):
                number_of = self._count(cell(row, at), here.at(number, count["column"]))
                if count["counts"] in stages:
                    numbers[stages.index(count["counts"])] += number_of
                elif number_of:
                    missing[count["counts"]] = missing.get(count["counts"], 0) + number_of
            cells[competency, group] = {
                "competency": competency,
                "group": group,
                "stages": numbers,
                "missing": missing,
            }
        order = {one: at for at, one in enumerate(self.words.rubric.competencies)}
        groups = {one: at for at, one in enumerate(self.words.rubric.groups)}
        kept = sorted(cells.values(), key=lambda one: (order[one["competency"]], groups[one["group"]]))
        rest = {name: value for name, value in head.items() if name != "id"}
        return {"format": "cei.tally/1", **rest, "assessment": head["id"], "cells": kept}

    def _count(self, said: str, place: Place) -> int:
        """Return a count: digits, or the strokes and dots of a tally made by hand."""
        if not said or said in "-–":
            return 0
        if re.fullmatch(r"[|lI•●.✓xX*]+", said) and not said.isdigit():
            return len(said)
        if said.isdigit():
            return int(said)
        self.found.add("not_whole", place, value=said)
        return 0
