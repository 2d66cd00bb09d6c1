"""A rating workbook: XLSX out with a sheet for each domain, filled in by people, and back in as an assessment."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _cei
from ._api import rubric as rubric_of
from ._cei import RUBRICS, Rubric
from ._checked import checked
from ._names import _nearest
from ._report import Report, error_of
from ._sheets import Found, Place, Sheet, cell, read_sheets, spreadsheet_library
from ._shown import html_of
from ._words import Titles, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._api import Document
    from ._sheets import Source

FORMAT = "cei.workbook/1"
# The hidden sheet that says what the workbook is, and has the lists of the drop-downs.
HIDDEN = "cei"
# The first row of a domain's sheet is hidden and names its columns; so is the first column, with the competencies' ids.
COLUMNS = ("competency", "number", "title", "answer", "evidence", "link", "decision")
MISSING = ("dont_know", "not_applicable", "withheld")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_WORDS: dict[str, dict[str, str]] = {
    "start": {"en": "Start", "es": "Inicio"},
    "competency": {"en": "Competency", "es": "Competencia"},
    "answer": {"en": "Your answer", "es": "Su respuesta"},
    "evidence": {"en": "Evidence (what shows it)", "es": "Evidencia (qué lo muestra)"},
    "link": {"en": "Link to the evidence", "es": "Enlace a la evidencia"},
    "decision": {"en": "What the team agreed on", "es": "Lo que acordó el equipo"},
    "group": {"en": "Whose voice is this?", "es": "¿De quién es esta voz?"},
    "rater": {"en": "Your code, if you were given one (no names)", "es": "Su código, si se le dio uno (sin nombres)"},
    "stages": {"en": "The stages", "es": "Las etapas"},
    "dont_know": {"en": "I don't know", "es": "No sé"},
    "not_applicable": {"en": "Does not apply to us", "es": "No se aplica a nosotros"},
    "withheld": {"en": "I prefer not to say", "es": "Prefiero no decirlo"},
    "pick": {"en": "Pick from the list", "es": "Elija de la lista"},
    "pick_text": {"en": "Leave it empty if you have no answer yet.", "es": "Déjelo vacío si aún no tiene respuesta."},
    "refused": {"en": "Please pick one of the list.", "es": "Por favor, elija una opción de la lista."},
    "how": {
        "en": "How to fill this in: choose your group below. Then go through the sheets, one for each domain. For each "
        "competency, pick the stage that describes practice here today. If you know what shows it, say so, and add a "
        "link. You can leave out what you cannot judge, or say why. Only the yellow cells can be changed. Save the "
        "file and send it back as it is.",
        "es": "Cómo llenarlo: elija su grupo abajo. Luego recorra las hojas, una por cada dominio. Para cada "
        "competencia, elija la etapa que describe la práctica aquí y ahora. Si sabe qué lo muestra, dígalo y agregue "
        "un enlace. Puede omitir lo que no pueda juzgar, o decir por qué. Solo se pueden cambiar las celdas amarillas. "
        "Guarde el archivo y devuélvalo tal como está.",
    },
    "ours": {
        "en": "Stages describe practice, not people. Wording that is not in the source, and Spanish marked as the "
        "project's, is this project's and not that of the rubric's authors.",
        "es": "Las etapas describen la práctica, no a las personas. Los textos que no están en la fuente, y el español "
        "marcado como del proyecto, son de este proyecto y no de los autores de la rúbrica.",
    },
}


class ReadAssessment(NamedTuple):
    """An assessment that came from another format, and what was found on the way.

    Attributes
    ----------
    assessment : dict
        A ``cei.assessment/1`` document.
    report : Report
        What is worth knowing; no errors.
    """

    assessment: dict[str, Any]
    report: Report

    def _repr_html_(self) -> str:
        return html_of(self)


@checked
def workbook(
    rubric: Rubric | Document = "cei-self-assessment",
    *,
    assessment: str,
    lang: str = "en",
    decisions: bool = False,
    subject: Mapping[str, Any] | None = None,
    period: Mapping[str, Any] | None = None,
) -> bytes:
    """Return a workbook (XLSX) for rating by a rubric: a sheet for each domain, with drop-downs.

    All but the answer cells is protected (without a password), and the same arguments give the same bytes. Needs
    ``pip install 'cei[xlsx]'``.

    Parameters
    ----------
    rubric : Rubric, str, dict, bytes or pathlib.Path
        What is rated by.
    assessment : str
        The id of the assessment that the answers will belong to.
    lang : str
        The language of everything that is shown; where the rubric has no words in it, its own language.
    decisions : bool
        Whether there is a column for what the team agreed on.
    subject, period : dict, optional
        Who is assessed and when, as in a ``cei.assessment/1`` document; they come back with the answers.

    Raises
    ------
    CeiError
        If the rubric, or the head of the assessment, is not valid.

    Examples
    --------
    >>> import cei
    >>> data = cei.workbook("lcff-priority-3", assessment="spring", lang="es")
    >>> data[:2]
    b'PK'
    >>> cei.read_workbook(data).assessment["id"]
    'spring'
    """
    rubric = rubric_of(rubric)
    head = {"format": "cei.assessment/1", "id": assessment, "rubric": {"id": rubric.id, "version": rubric.version}}
    head |= {name: dict(value) for name, value in (("subject", subject), ("period", period)) if value}
    checked = _cei.validate(head, rubric)
    if not checked.valid:
        raise error_of(checked)
    from datetime import datetime

    library = spreadsheet_library("xlsxwriter")
    out = io.BytesIO()
    book = library.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # A workbook carries a date of creation, and no clock is read.
    book.set_properties({"title": f"{rubric.id} {rubric.version}", "created": datetime(2000, 1, 1)})
    _Writer(book, rubric, lang, decisions).write(head)
    book.close()
    return out.getvalue()


@dataclass
class _Choice:
    """One entry of a drop-down, and what it stands for."""

    shown: str
    means: str


def _choices(titles: Titles, lang: str) -> dict[str, list[_Choice]]:
    stages = [_Choice(titles.of("stage", one, lang), one) for one in titles.stages]
    groups = [*(one["id"] for one in titles.document["groups"]), "team"]
    return {
        "answer": [*stages, *(_Choice(_say(one, lang), one) for one in MISSING)],
        "decision": stages,
        "group": [_Choice(titles.of("group", one, lang), one) for one in groups],
    }


def _say(name: str, lang: str) -> str:
    return text(_WORDS[name], lang, "en")


class _Writer:
    def __init__(self, book: Any, rubric: Rubric, lang: str, decisions: bool) -> None:
        self.book = book
        self.titles = Titles.of_rubric(rubric)
        self.lang = lang
        self.columns = COLUMNS if decisions else COLUMNS[:-1]
        self.choices = _choices(self.titles, lang)
        wrapped = {"text_wrap": True, "valign": "top"}
        border = {"border": 1, "border_color": "#808080"}
        self.title = book.add_format({"bold": True, "font_size": 14, **wrapped})
        self.head = book.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", **wrapped, **border})
        self.plain = book.add_format({**wrapped})
        self.boxed = book.add_format({**wrapped, **border})
        self.answer = book.add_format({"locked": False, "bg_color": "#FFF8DC", **wrapped, **border})

    def write(self, head: dict[str, Any]) -> None:
        names = self._names()
        self._start(head, names[0])
        for name, domain in zip(names[1:], self.titles.document["domains"], strict=True):
            self._domain(name, domain)
        self._hidden(head)

    def _names(self) -> list[str]:
        r"""Return the names of the sheets: at most 31 characters, each once, none of `[]:*?/\`."""
        names: list[str] = []
        titles = [_say("start", self.lang)]
        for domain in self.titles.document["domains"]:
            title = self.titles.of("domain", domain["id"], self.lang)
            titles.append(f"{domain['number']} {title}" if domain.get("number") else title)
        for title in titles:
            plain = re.sub(r"[\[\]:*?/\\']+", " ", title).strip()[:31].strip() or "-"
            name, number = plain, 1
            while name.lower() in (one.lower() for one in [*names, HIDDEN]):
                number += 1
                name = f"{plain[: 30 - len(str(number))]} {number}"
            names.append(name)
        return names

    def _sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        return sheet

    def _start(self, head: dict[str, Any], name: str) -> None:
        document = self.titles.document
        sheet = self._sheet(name)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 80)
        sheet.merge_range(0, 0, 0, 1, text(document["title"], self.lang, self.titles.language), self.title)
        about = [
            text(head.get("subject", {}).get("name"), self.lang, "en"),
            head.get("period", {}).get("school_year"),
            head["id"],
        ]
        sheet.merge_range(1, 0, 1, 1, " · ".join(one for one in about if one), self.plain)
        sheet.merge_range(2, 0, 2, 1, _say("how", self.lang), self.plain)
        sheet.set_row(2, 80)
        sheet.write(3, 0, _say("group", self.lang), self.boxed)
        sheet.write_blank(3, 1, None, self.answer)
        self._list(sheet, 3, 3, 1, "group")
        sheet.write(4, 0, _say("rater", self.lang), self.boxed)
        sheet.write_blank(4, 1, None, self.answer)
        sheet.merge_range(6, 0, 6, 1, _say("stages", self.lang), self.head)
        for row, stage in enumerate(document["scale"], start=7):
            said = [text(stage.get("text"), self.lang, self.titles.language)]
            said += [text(one, self.lang, self.titles.language) for one in stage.get("messages", ())]
            sheet.write_string(row, 0, self.titles.of("stage", stage["id"], self.lang), self.boxed)
            words = " · ".join(one for one in said if one)
            sheet.write_string(row, 1, words, self.boxed)
            sheet.set_row(row, 15 * (1 + len(words) // 80))
        sheet.merge_range(row + 2, 0, row + 2, 1, _say("ours", self.lang), self.plain)
        sheet.set_row(row + 2, 32)
        sheet.activate()

    def _domain(self, name: str, domain: dict[str, Any]) -> None:
        sheet = self._sheet(name)
        for column, width in enumerate((0, 8, 60, 24, 40, 30, 24)[: len(self.columns)]):
            sheet.set_column(column, column, width, None, {"hidden": column == 0})
        sheet.write_row(0, 0, self.columns)
        sheet.set_row(0, None, None, {"hidden": True})
        description = text(domain.get("description"), self.lang, self.titles.language)
        sheet.write_string(1, 2, self.titles.of("domain", domain["id"], self.lang), self.title)
        if description:
            sheet.merge_range(2, 1, 2, len(self.columns) - 1, description, self.plain)
            sheet.set_row(2, 15 * (1 + len(description) // 150))
        sheet.write_string(3, 1, "", self.head)
        for column, key in enumerate(self.columns[2:], start=2):
            sheet.write_string(3, column, _say({"title": "competency"}.get(key, key), self.lang), self.head)
        sheet.freeze_panes(4, 3)
        sheet.repeat_rows(3)
        first = row = 4
        for row, one in enumerate(domain["competencies"], start=first):
            sheet.write_string(row, 0, one["id"])
            sheet.write_string(row, 1, one["id"], self.boxed)
            said = self.titles.of("competency", one["id"], self.lang)
            more = text(one.get("text"), self.lang, self.titles.language)
            described = [
                f"{self.titles.of('stage', stage, self.lang)}: {text(words, self.lang, self.titles.language)}"
                for stage, words in one.get("descriptors", {}).items()
            ]
            lines = [said, *([more] if more else []), *described]
            sheet.write_string(row, 2, "\n".join(lines), self.boxed)
            sheet.set_row(row, 15 * sum(1 + len(line) // 58 for line in lines) + 4)
            for column in range(3, len(self.columns)):
                sheet.write_blank(row, column, None, self.answer)
        self._list(sheet, first, row, 3, "answer")
        if len(self.columns) == len(COLUMNS):
            self._list(sheet, first, row, 6, "decision")

    def _list(self, sheet: Any, first: int, last: int, column: int, name: str) -> None:
        at = 3 + 2 * list(self.choices).index(name)
        letter = "ABCDEFGHIJ"[at]
        sheet.data_validation(
            first,
            column,
            last,
            column,
            {
                "validate": "list",
                "source": f"={HIDDEN}!${letter}$2:${letter}${len(self.choices[name]) + 1}",
                "input_title": _say("pick", self.lang),
                "input_message": _say("pick_text", self.lang),
                "error_title": _say("pick", self.lang),
                "error_message": _say("refused", self.lang),
            },
        )

    def _hidden(self, head: dict[str, Any]) -> None:
        sheet = self.book.add_worksheet(HIDDEN)
        sheet.very_hidden()
        sheet.protect()
        facts = {
            "format": FORMAT,
            "head": json.dumps(head, ensure_ascii=False, separators=(",", ":")),
            "lang": self.lang,
        }
        for row, (name, value) in enumerate(facts.items()):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, value)
        for at, (name, choices) in zip(range(3, 99, 2), self.choices.items(), strict=False):
            sheet.write_string(0, at, name)
            for row, choice in enumerate(choices, start=1):
                sheet.write_string(row, at, choice.shown)
                sheet.write_string(row, at + 1, choice.means)


# And back in


@checked
def read_workbook(*sources: Source, rubric: Rubric | Document | None = None) -> ReadAssessment:
    """Read filled-in workbooks of one assessment: the answers of all of them as one document.

    An empty answer is ``unanswered`` on a sheet that has at least one answer; a sheet with none was not asked. What was
    typed instead of picked is taken if it is a title of the stage in any language of the rubric, its id or its number.

    Parameters
    ----------
    *sources : pathlib.Path or bytes
        The files, one for each person or group.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What was rated by; without it, the built-in rubric that the workbook names.

    Raises
    ------
    CeiError
        If something in a workbook cannot be used: all of it, by file, sheet, row and column.

    Examples
    --------
    >>> import cei
    >>> blank = cei.workbook("lcff-priority-3", assessment="spring")
    >>> document, report = cei.read_workbook(blank)
    >>> document["rubric"]["id"], document["ratings"]
    ('lcff-priority-3', [])
    """
    if not sources:
        raise TypeError("read_workbook() needs at least one workbook")
    found = Found()
    reader = _Reader(None if rubric is None else rubric_of(rubric), found)
    for source in sources:
        reader.read(read_sheets(source, found))
    found.raise_errors()
    assert reader.rubric is not None
    document = reader.document()
    report = _cei.validate(document, reader.rubric)
    if not report.valid:
        raise error_of(report)
    return ReadAssessment(document, report)


class _Reader:
    def __init__(self, rubric: Rubric | None, found: Found) -> None:
        self.rubric = rubric
        self.found = found
        self.head: dict[str, Any] | None = None
        self.raters: dict[str, str] = {}
        self.ratings: list[dict[str, Any]] = []
        self.decisions: dict[str, tuple[str, Place]] = {}

    def document(self) -> dict[str, Any]:
        assert self.head is not None
        raters = [{"id": one, "group": group} for one, group in self.raters.items()]
        decisions = [{"competency": one, "stage": stage} for one, (stage, _) in self.decisions.items()]
        document: dict[str, Any] = {**self.head, "raters": raters, "ratings": self.ratings, "decisions": decisions}
        return {name: value for name, value in document.items() if value or name == "ratings"}

    def read(self, sheets: list[Sheet]) -> None:
        hidden = next((one for one in sheets if one.place.sheet == HIDDEN), None)
        if hidden is None or cell(hidden.row(1), 1) != FORMAT:
            file = Place(sheets[0].place.file) if sheets else Place()
            says = cell(hidden.row(1), 1) if hidden else "XLSX"
            self.found.add("unknown_format", file, found=says, expected=FORMAT)
            return
        if not self._same_head(hidden):
            return
        assert self.rubric is not None
        titles = Titles.of_rubric(self.rubric)
        self.meanings = _meanings(hidden, titles)
        group, rater = self._who(sheets[0])
        for sheet in sheets:
            if sheet is not hidden and cell(sheet.row(1), 0) == COLUMNS[0]:
                self._domain(sheet, group, rater)

    def _same_head(self, hidden: Sheet) -> bool:
        """Whether the workbook is of the assessment and rubric that the others are of."""
        place = hidden.place.at(2, "head")
        try:
            head = json.loads(cell(hidden.row(2), 1))
            named = (head["rubric"]["id"], head["rubric"]["version"])
            if head["format"] != "cei.assessment/1":
                raise KeyError("format")
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            self.found.add("invalid_json", place, reason=str(error))
            return False
        if self.rubric is None:
            if named[0] not in RUBRICS or rubric_of(named[0]).version != named[1]:
                known = _nearest(named[0], list(RUBRICS))
                self.found.add("unknown_rubric", place, id=named[0], version=named[1], suggestion=known)
                return False
            self.rubric = rubric_of(named[0])
        ours = (self.rubric.id, self.rubric.version)
        if named != ours:
            self.found.add("rubric_mismatch", place, found=" ".join(named), expected=" ".join(ours))
            return False
        if self.head is not None and self.head != head:
            field = next(one for one in {**head, **self.head} if head.get(one) != self.head.get(one))
            left, right = (json.dumps(one.get(field), ensure_ascii=False) for one in (self.head, head))
            self.found.add("tally_mismatch", place, field=field, left=left, right=right)
            return False
        self.head = head
        return True

    def _who(self, start: Sheet) -> tuple[str | None, str | None]:
        said, rater = cell(start.row(4), 1), cell(start.row(5), 1) or None
        group = None
        if said:
            group = self.meanings["group"].get(_plain(said))
            if group is None:
                place = start.place.at(4, cell(start.row(4), 0))
                self.found.add("unknown_group", place, id=said, suggestion=self._near("group", said))
        if rater is not None and not ID.fullmatch(rater):
            self.found.add("invalid_id", start.place.at(5, cell(start.row(5), 0)), value=rater)
            return group, None
        if rater is not None:
            if group in (None, "team"):
                group = "team"
            if rater in self.raters:
                self.found.add("duplicate_id", start.place.at(5, cell(start.row(5), 0)), id=rater)
            self.raters[rater] = group or "team"
        return group, rater

    def _domain(self, sheet: Sheet, group: str | None, rater: str | None) -> None:
        assert self.rubric is not None
        names = {key: index for index, key in enumerate(sheet.row(1)) if key}
        shown = {key: cell(sheet.row(4), index) or key for key, index in names.items()}
        who = {"rater": rater} if rater else ({"group": group} if group and group != "team" else {})
        ratings: list[dict[str, Any]] = []
        answered = False
        seen: set[str] = set()
        for number in range(5, len(sheet.rows) + 1):
            row = sheet.row(number)
            values = {key: cell(row, index) for key, index in names.items()}
            place = sheet.place.at(number)
            competency = values.get("competency", "")
            if not competency:
                if any(values.get(key) for key in ("answer", "evidence", "link", "decision")):
                    self.found.add("null_value", place.at(number, shown["competency"]), column="competency")
                continue
            if competency not in self.rubric.competencies:
                near = _nearest(competency, list(self.rubric.competencies))
                self.found.add("unknown_competency", place.at(number, "competency"), id=competency, suggestion=near)
                continue
            if competency in seen:
                self.found.add(
                    "duplicate_rating", place.at(number, "competency"), rater=rater or "", competency=competency
                )
                continue
            seen.add(competency)
            answer = self._meaning("answer", values.get("answer", ""), place.at(number, shown.get("answer")))
            answered |= bool(values.get("answer"))
            rating: dict[str, Any] = {**who, "competency": competency}
            rating |= {"missing": answer or "unanswered"} if answer in (None, *MISSING) else {"stage": answer}
            title, uri = values.get("evidence", ""), values.get("link", "")
            if title or uri:
                answered = True
                rating["evidence"] = [{"title": title or uri, **({"uri": uri} if uri else {})}]
            ratings.append(rating)
            self._decision(competency, values.get("decision", ""), place.at(number, shown.get("decision")))
        if answered:
            self.ratings += ratings

    def _decision(self, competency: str, said: str, place: Place) -> None:
        stage = self._meaning("decision", said, place)
        if stage is None:
            return
        kept, _ = self.decisions.setdefault(competency, (stage, place))
        if kept != stage:
            self.found.add("decision_conflict", place, competency=competency)

    def _meaning(self, name: str, said: str, place: Place) -> str | None:
        if not said:
            return None
        means = self.meanings[name].get(_plain(said))
        if means is None:
            self.found.add("unknown_stage", place, id=said, suggestion=self._near(name, said))
        return means

    def _near(self, name: str, said: str) -> str | None:
        return _nearest(said, list(self.meanings[name]))


def _meanings(hidden: Sheet, titles: Titles) -> dict[str, dict[str, str]]:
    """Return what can stand in a cell, in plain letters, and what it means: the lists, titles, ids and numbers."""
    out: dict[str, dict[str, str]] = {"answer": {}, "decision": {}, "group": {}}
    for name, plain in out.items():
        kind = "group" if name == "group" else "stage"
        ids = [one["id"] for one in titles.document["groups"]] + ["team"] if kind == "group" else list(titles.stages)
        for number, one in enumerate(ids, start=1):
            if kind == "stage":
                plain[str(number)] = one
            plain[_plain(one)] = one
            plain.update((_plain(words), one) for words in titles.all_of(kind, one))
        if name == "answer":
            plain.update((_plain(words), one) for one in MISSING for words in (one, *_WORDS[one].values()))
        for at, key in enumerate(hidden.row(1)):
            if key == name:
                pairs = ((cell(row, at), cell(row, at + 1)) for row in hidden.rows[1:])
                plain.update((_plain(shown), means) for shown, means in pairs if means in (*ids, *MISSING))
    return out


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words.strip().replace("’", "'")).casefold()
