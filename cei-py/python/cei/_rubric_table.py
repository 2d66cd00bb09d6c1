"""A rubric as a sheet, for people who write rubrics in one: a row for each stage, group, domain and competency.

Columns: ``row`` says what a row is; ``id``; ``domain`` (of a competency); texts as ``title.en``, ``title.es``, ...; and
for each stage the descriptor, as ``at.maturing.en``. Lists of ids are separated by spaces, lists of texts by line
breaks.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from ._api import rubric as rubric_of
from ._case import ReadRubric
from ._cei import Rubric
from ._checked import checked
from ._names import _nearest
from ._report import CeiError
from ._sheets import Found, Place, Sheet, cell, read_sheets

if TYPE_CHECKING:
    from ._api import Document
    from ._sheets import Source

# What a row is, where it stands in a rubric, and its fields: plain words, lists of ids, texts, lists of texts.
_ROWS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "rubric": ("", ("version", "language"), (), ("title", "text", "citation"), ()),
    "stage": ("scale", (), (), ("title", "text"), ("messages",)),
    "group": ("groups", (), (), ("title", "text"), ()),
    "domain": (
        "domains",
        ("number",),
        ("constituents", "builds_on"),
        ("title", "description", "belief", "about", "impact"),
        ("reflections",),
    ),
    "competency": ("competencies", (), (), ("title", "text"), ()),
}
_WORDS = tuple(dict.fromkeys(name for row in _ROWS.values() for name in row[1]))
_IDS = tuple(dict.fromkeys(name for row in _ROWS.values() for name in row[2]))
_TEXTS = tuple(dict.fromkeys(name for row in _ROWS.values() for name in row[3]))
_LISTS = tuple(dict.fromkeys(name for row in _ROWS.values() for name in row[4]))
_LEADING = ("row", "id", "domain", *_WORDS, *_IDS)
# What a rubric can hold besides, and a sheet cannot.
NOT_HELD = ("languages", "lenses", "modules", "strategies", "glossary", "resources", "extensions")


@checked
def rubric_csv(rubric: Rubric | Document = "cei-self-assessment") -> str:
    """Return a rubric as CSV, for people who write rubrics in a sheet.

    A row says in ``row`` what it is (``rubric``, ``stage``, ``group``, ``domain``, ``competency``). Lenses, modules,
    strategies, the glossary, resources and extensions have no place in a sheet and are left out.

    Parameters
    ----------
    rubric : Rubric, str, dict, bytes or pathlib.Path
        The rubric.

    Examples
    --------
    >>> import cei
    >>> sheet = cei.rubric_csv("lcff-priority-3")
    >>> sheet.splitlines()[0][:29]
    'row,id,domain,version,languag'
    >>> again, report = cei.read_rubric_csv(sheet.encode())
    >>> again.structure == cei.rubric("lcff-priority-3").structure
    True
    """
    document = rubric_of(rubric).to_dict()
    language = document["language"]
    rows = [_row("rubric", document, language)]
    rows += [_row("stage", one, language) for one in document["scale"]]
    rows += [_row("group", one, language) for one in document["groups"]]
    for domain in document["domains"]:
        rows.append(_row("domain", domain, language))
        for one in domain["competencies"]:
            descriptors = [(f"at.{stage}", words) for stage, words in one.get("descriptors", {}).items()]
            rows.append({**_row("competency", one, language), "domain": domain["id"]})
            rows[-1] |= {
                f"{name}.{tag}": words for name, value in descriptors for tag, words in _by_tag(value, language)
            }
    stages = [stage["id"] for stage in document["scale"]]
    used = dict.fromkeys(name for row in rows for name in row)
    tags = sorted(
        {name.rsplit(".", 1)[1] for name in used if name not in _LEADING}, key=lambda tag: (tag != language, tag)
    )
    order = [f"{name}.{tag}" for name in (*_TEXTS, *_LISTS, *(f"at.{one}" for one in stages)) for tag in tags]
    header = [name for name in (*_LEADING, *order) if name in used]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _by_tag(value: Any, language: str) -> list[tuple[str, str]]:
    return list(value.items()) if isinstance(value, dict) else [(language, value)]


def _row(kind: str, one: dict[str, Any], language: str) -> dict[str, str]:
    _, words, ids, texts, lists = _ROWS[kind]
    row = {"row": kind, "id": one["id"]}
    row |= {name: one[name] for name in words if one.get(name)}
    row |= {name: " ".join(one[name]) for name in ids if one.get(name)}
    row |= {f"{name}.{tag}": said for name in texts if name in one for tag, said in _by_tag(one[name], language)}
    for name in lists:
        by_tag = [dict(_by_tag(value, language)) for value in one.get(name, ())]
        for tag in dict.fromkeys(tag for value in by_tag for tag in value):
            row[f"{name}.{tag}"] = "\n".join(value.get(tag, "").replace("\n", " ") for value in by_tag)
    return row


@checked
def read_rubric_csv(source: Source) -> ReadRubric:
    """Read a rubric that was written in a sheet: CSV, or the first sheet of an XLSX file.

    Parameters
    ----------
    source : pathlib.Path or bytes
        The file, with the columns that `rubric_csv` writes. Text columns may do without a language, as in ``title``;
        a ``domain`` that no row defines is made with that title.

    Raises
    ------
    CeiError
        If it is not a rubric: all problems by row and column.

    Examples
    --------
    >>> import cei
    >>> sheet = '''row,id,domain,version,title
    ... rubric,mine,,1,My rubric
    ... stage,low,,,Low
    ... stage,high,,,High
    ... competency,c1,Trust,,We listen
    ... '''
    >>> cei.read_rubric_csv(sheet.encode()).rubric
    <cei.Rubric mine 1: 1 domains, 1 competencies, 2 stages>
    """
    found = Found()
    sheets = [sheet for sheet in read_sheets(source, found) if sheet.rows]
    found.raise_errors()
    if not sheets:
        found.add("missing_column", Place(), column="row")
        found.raise_errors()
    reader = _Reader(sheets[0], found)
    document = reader.read()
    found.raise_errors()
    try:
        rubric = Rubric.parse(document)
    except CeiError as error:
        for one in error.diagnostics:
            found.add(one.code, reader.place_of(one.path), **one.params)
        found.raise_errors()
        raise
    return ReadRubric(rubric, found.report())


class _Reader:
    def __init__(self, sheet: Sheet, found: Found) -> None:
        self.sheet = sheet
        self.found = found
        self.columns: dict[str, int] = {}
        # Where each path of the document stands.
        self.places: dict[str, Place] = {}

    def read(self) -> dict[str, Any]:
        document: dict[str, Any] = {"format": "cei.rubric/1", "scale": [], "groups": [], "domains": []}
        domains: dict[str, dict[str, Any]] = {}
        later: list[tuple[int, dict[str, str]]] = []
        rows = list(self._rows())
        stages = [row["id"] for _, row in rows if row.get("row", "").lower() == "stage" and row.get("id")]
        self._header(stages)
        is_there = False
        for number, row in rows:
            kind = row.get("row", "").lower()
            if kind not in _ROWS:
                allowed = list(_ROWS)
                place = self.sheet.place.at(number, "row")
                self.found.add("invalid_value", place, value=kind, allowed=allowed, suggestion=_nearest(kind, allowed))
                continue
            if not row.get("id"):
                self.found.add("null_value", self.sheet.place.at(number, "id"), column="id")
                continue
            if kind == "rubric":
                if is_there:
                    self.found.add("duplicate_id", self.sheet.place.at(number, "row"), id=row["id"])
                is_there = True
                document |= self._object("rubric", row, "", number)
            elif kind == "competency":
                later.append((number, row))
            else:
                name = _ROWS[kind][0]
                one = self._object(kind, row, f"/{name}/{len(document[name])}", number)
                if kind == "domain":
                    domains.setdefault(one["id"], one)["competencies"] = []
                document[name].append(one)
        if not is_there:
            self.found.add("missing_field", self.sheet.place, field="rubric")
        for number, row in later:
            self._competency(document["domains"], domains, row, number, stages)
        return document

    def _rows(self) -> Any:
        header = [cell(self.sheet.row(1), index) for index in range(len(self.sheet.row(1)))]
        self.columns = {name: index for index, name in reversed(list(enumerate(header))) if name}
        for number, row in enumerate(self.sheet.rows[1:], start=2):
            if any(one.strip() for one in row):
                yield number, {name: cell(row, index) for name, index in self.columns.items() if cell(row, index)}

    def _header(self, stages: list[str]) -> None:
        """Report columns that would be lost: most are a slip."""
        texts = [*_TEXTS, *_LISTS, *(f"at.{stage}" for stage in stages)]
        for name in self.columns:
            base = re.sub(r"\.[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", "", name)
            if name not in (*_LEADING, *texts) and base not in texts:
                near = _nearest(base, [*_LEADING, *texts])
                self.found.add("unknown_field", self.sheet.place.at(1, name), field=name, suggestion=near)
        for name in ("row", "id"):
            if name not in self.columns:
                self.found.add("missing_column", self.sheet.place.at(1), column=name)

    def _text(self, name: str, row: dict[str, str], path: str, number: int) -> Any:
        """Return the text of a field, in all languages that it has, with its places noted."""
        found: dict[str, str] = {}
        for column, said in row.items():
            if column == name:
                self.places[path] = self.sheet.place.at(number, column)
                return said
            if column.startswith(f"{name}."):
                found[column[len(name) + 1 :]] = said
                self.places[f"{path}/{column[len(name) + 1 :]}"] = self.sheet.place.at(number, column)
        if found:
            self.places.setdefault(path, self.sheet.place.at(number, f"{name}.{next(iter(found))}"))
        return found or None

    def _object(self, kind: str, row: dict[str, str], path: str, number: int) -> dict[str, Any]:
        _, words, ids, texts, lists = _ROWS[kind]
        self.places[path] = self.sheet.place.at(number)
        one: dict[str, Any] = {"id": row["id"]}
        self.places[f"{path}/id"] = self.sheet.place.at(number, "id")
        for name in words:
            if name in row:
                one[name] = row[name]
                self.places[f"{path}/{name}"] = self.sheet.place.at(number, name)
        for name in ids:
            if name in row:
                one[name] = re.split(r"[\s,;]+", row[name])
                self.places[f"{path}/{name}"] = self.sheet.place.at(number, name)
        for name in texts:
            text = self._text(name, row, f"{path}/{name}", number)
            if text is not None:
                one[name] = text
        for name in lists:
            text = self._text(name, row, f"{path}/{name}", number)
            if isinstance(text, str):
                one[name] = text.split("\n")
            elif text is not None:
                lines = {tag: said.split("\n") for tag, said in text.items()}
                longest = max(map(len, lines.values()))
                one[name] = [
                    {tag: said[at] for tag, said in lines.items() if at < len(said) and said[at].strip()}
                    for at in range(longest)
                ]
        return one

    def _competency(
        self,
        all_domains: list[dict[str, Any]],
        domains: dict[str, dict[str, Any]],
        row: dict[str, str],
        number: int,
        stages: list[str],
    ) -> None:
        named = row.get("domain", "")
        if not named:
            self.found.add("null_value", self.sheet.place.at(number, "domain"), column="domain")
            return
        if named not in domains:
            if domains and any("title" in one and self._is_defined(one) for one in all_domains):
                near = _nearest(named, list(domains))
                self.found.add("unknown_domain", self.sheet.place.at(number, "domain"), id=named, suggestion=near)
                return
            made = re.sub(r"[^A-Za-z0-9]+", "-", named).strip("-").lower()[:64] or f"domain-{len(domains) + 1}"
            domains[named] = {"id": made, "title": named, "competencies": []}
            self.places[f"/domains/{len(all_domains)}"] = self.sheet.place.at(number, "domain")
            all_domains.append(domains[named])
        domain = domains[named]
        path = f"/domains/{all_domains.index(domain)}/competencies/{len(domain['competencies'])}"
        one = self._object("competency", row, path, number)
        descriptors = {}
        for stage in stages:
            text = self._text(f"at.{stage}", row, f"{path}/descriptors/{stage}", number)
            if text is not None:
                descriptors[stage] = text
        if descriptors:
            one["descriptors"] = descriptors
        domain["competencies"].append(one)

    def _is_defined(self, domain: dict[str, Any]) -> bool:
        """Whether a row of its own defines the domain."""
        return any(
            place.column == "id"
            for path, place in self.places.items()
            if re.fullmatch(r"/domains/\d+/id", path) and place.row and self._id_at(place.row) == domain["id"]
        )

    def _id_at(self, row: int) -> str:
        return cell(self.sheet.row(row), self.columns.get("id"))

    def place_of(self, path: str) -> Place:
        """Return where a path of the document stands, or else what is around it."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path.rpartition("/")[0]
        return self.places.get("", self.sheet.place)
