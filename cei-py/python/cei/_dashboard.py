"""The California dashboard's files on LCFF Priority 3: how every local educational agency of a year rates itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from . import _cei
from ._api import rubric as rubric_of
from ._cei import Rubric, Table, Tallies
from ._checked import checked
from ._report import Report, error_of
from ._sheets import Found, Place, _data, decoded
from ._shown import html_of

if TYPE_CHECKING:
    from ._api import Document
    from ._sheets import Source

# The columns of the twelve practices, in the order of the rubric: of 2019 and 2021, and of 2025. Case does not matter.
_COLUMNS = (
    ("buildingRelationship", "DevelopStaffCapacity"),
    ("environmentRelationship", "EnvironmentRelationship"),
    ("staffSupportRelationship", "StaffSupportRelationship"),
    ("opportunityRelationship", "OpportunityRelationship"),
    ("professionalLearningPartnership", "ProfessionalLearningPartnership"),
    ("resourcePartnership", "ResourcesPartnership"),
    ("implementationPartnership", "PoliciesProgramsPartnership"),
    ("legalRightsPartnership", "LegalRightsPartnership"),
    ("effectiveEngagementGroupDecision", "SupportStaffCapacityInput"),
    ("effectiveEngagementDecision", "SupportFamilyCapacityInput"),
    ("strategyDecision", "StrategiesInput"),
    # So spelled in the files of 2025.
    ("familyEngagementDecision", "CollaborationtInput", "CollaborationInput"),
)
_CDS = re.compile(r"\d{14}")
_MASK = "*"


@dataclass(frozen=True)
class Dashboard:
    """A file of the dashboard: every agency's ratings of itself.

    Attributes
    ----------
    tallies : Tallies
        The counts of every agency, by CDS code: one answer of the agency's own team on each practice. `cei.stage` makes
        profiles of them.
    table : Table
        The file's rows as a table of ratings, one row for each answer.
    agencies : tuple of dict
        Every other column of the file, by the names of its header, for each agency.
    broken : tuple of str
        Lines that could not be read, as they are.
    report : Report
        What is wrong in which row.
    """

    tallies: Tallies
    table: Table
    agencies: tuple[dict[str, str], ...]
    broken: tuple[str, ...]
    report: Report

    _repr_html_ = html_of


@checked
def read_dashboard(
    source: Source,
    rubric: Rubric | Document = "lcff-priority-3",
    *,
    errors: Literal["raise", "report"] = "report",
) -> Dashboard:
    r"""Read a file of the California School Dashboard on LCFF Priority 3, such as ``Pr3_2025.txt``.

    The files are text, separated by ``|``, with one agency a line, and differ in their headers from year to year; all
    of them are read. A masked rating (``*``) is `withheld`, an empty one `unanswered`. A text with line breaks in it
    is put together again. A line that has other fields than the header even so is reported and kept in `broken`.

    Parameters
    ----------
    source : pathlib.Path or bytes
        The file.
    rubric : Rubric, str, dict, bytes or pathlib.Path
        The rubric of the twelve practices.
    errors : {"raise", "report"}
        What to do about lines and ratings that cannot be read: return the rest with a report, or raise.

    Raises
    ------
    CeiError
        If it is not such a file; with ``errors="raise"``, if there is any error in it.

    Examples
    --------
    >>> import cei
    >>> practices = "|".join(["buildingRelationship", "environmentRelationship"])
    >>> file = f"cdsCode|lea|{practices}|year\n01100170000000|A county office|4|*|2021\n"
    >>> dashboard = cei.read_dashboard(file.encode())
    >>> profiles = cei.stage(dashboard.tallies)
    >>> profiles["01100170000000"]["1.1"].stage
    'full_implementation'
    """
    rubric = rubric_of(rubric)
    found = Found()
    file, data = _data(source)
    place = Place(file)
    lines = decoded(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    header = [name.strip() for name in lines[0].split("|")]
    columns = _columns(header, rubric, place, found)
    if columns is None:
        raise error_of(found.report())
    cds, practices = columns
    agencies, answers = [], []
    broken: list[str] = []
    seen: set[str] = set()
    for number, fields, text in _records(lines, len(header), cds):
        here = place.at(number)
        if len(fields) != len(header):
            found.add("broken_line", here, found=len(fields), expected=len(header))
            broken.append(text)
            continue
        code = fields[cds].strip()
        if not _CDS.fullmatch(code):
            found.add("invalid_cds_code", here.at(number, header[cds]), value=code)
            broken.append(text)
            continue
        if code in seen:
            found.add("duplicate_subject", here.at(number, header[cds]), subject=code)
            broken.append(text)
            continue
        seen.add(code)
        agencies.append(
            {
                name: value.strip()
                for at, (name, value) in enumerate(zip(header, fields, strict=True))
                if at not in practices
            }
        )
        for at, competency in practices.items():
            stage, missing = _answer(fields[at].strip(), rubric, here.at(number, header[at]), found)
            answers.append((code, competency, stage, missing))
    report = found.report()
    if errors == "raise" and not report.valid:
        raise error_of(report)
    names = ("assessment", "competency", "stage", "missing")
    table = _cei.text_table([(name, [row[at] for row in answers]) for at, name in enumerate(names)])
    tallies = Tallies.of(table, rubric, "ratings", [], None)
    return Dashboard(tallies, table, tuple(agencies), tuple(broken), report)


def _columns(header: list[str], rubric: Rubric, place: Place, found: Found) -> tuple[int, dict[int, str]] | None:
    """Return the column of the CDS code, and those of the practices."""
    names = {name.casefold(): at for at, name in reversed(list(enumerate(header)))}
    cds = names.get("cdscode")
    practices = {
        names[name.casefold()]: competency
        for spellings, competency in zip(_COLUMNS, rubric.competencies, strict=False)
        for name in spellings
        if name.casefold() in names
    }
    if cds is None:
        found.add("missing_column", place.at(1), column="cdsCode")
    if not practices:
        found.add("missing_column", place.at(1), column=_COLUMNS[0][-1])
    return None if cds is None or not practices else (cds, practices)


def _records(lines: list[str], width: int, cds: int) -> Any:
    """Yield the number of each record's first line, its fields and its text.

    A line that has too few fields goes on in the next one, unless that begins with a CDS code of its own.
    """
    number, text = 0, ""
    for at, line in enumerate(lines[1:], start=2):
        begins = bool(_CDS.fullmatch(line.split("|")[cds].strip())) if line.count("|") >= cds else False
        if text and (begins or text.count("|") >= width - 1) and (begins or line.count("|") > 0):
            yield number, text.split("|"), text
            text = ""
        if not text:
            if not line.strip():
                continue
            number, text = at, line
        else:
            text += "\n" + line
    if text.strip():
        text = text.rstrip("\n")
        yield number, text.split("|"), text


def _answer(said: str, rubric: Rubric, place: Place, found: Found) -> tuple[str | None, str | None]:
    if said == _MASK:
        return None, "withheld"
    if not said:
        return None, "unanswered"
    if said.isdigit() and 1 <= int(said) <= len(rubric.stages):
        return rubric.stages[int(said) - 1], None
    found.add("unmatched_answer", place, value=said)
    return None, "unanswered"
