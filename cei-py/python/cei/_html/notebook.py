"""What a notebook shows: small tables, with everything that comes from a document escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .._cei import Profile, Table
    from .._report import Report


def profile_html(profile: Profile) -> str:
    """Return the domains of a profile, each with its stage and its reason."""
    rows = []
    for node in (*([profile.overall] if profile.overall else []), *profile.domains):
        stage = node.stage or node.status
        ladder = "■" * node.stage_number + "□" * (len(profile.rubric.stages) - node.stage_number)
        strip = " ".join(f"{one.id} {one.stage or one.status}" for one in node.competencies)
        rows.append((node.title(), ladder, stage, node.reason(), strip))
    table = _table(("", "", "stage", "reason", "competencies"), rows)
    return f"<div><strong>{escape(profile.assessment)}</strong>{table}</div>"


def table_html(table: Table, most: int = 20) -> str:
    """Return the first rows of a table."""
    columns = table.to_dict()
    rows = [["" if cell is None else str(cell) for cell in row] for row in zip(*columns.values(), strict=True)]
    note = f"<div>{len(rows):,} rows</div>" if len(rows) > most else ""
    return _table(columns, rows[:most]) + note


def report_html(report: Report) -> str:
    """Return the findings of a report."""
    if not report.diagnostics:
        return "<div>nothing found</div>"
    rows = [
        (one.severity, one.code, f"{one.line}:{one.column}" if one.line else "", one.path, one.message, one.help)
        for one in report
    ]
    return _table(("", "code", "line", "path", "message", "help"), rows)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    align = ' style="text-align: left"'
    titles = "".join(f"<th{align}>{escape(title)}</th>" for title in head)
    lines = ("".join(f"<td{align}>{escape(cell)}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"
