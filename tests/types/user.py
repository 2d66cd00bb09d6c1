"""A program as a user writes it. `test_user.py` has pyright (strict) and mypy (strict) check it, and runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cei


def stages_of(profile: cei.Profile) -> dict[str, str | None]:
    return {domain.id: domain.stage for domain in profile.domains}


def steps(profile: cei.Profile) -> Iterator[str]:
    for competency in profile.competencies:
        next_step = competency.next
        if next_step is not None:
            yield f"{competency.id}: {competency.reason('es')}"


def read(path: Path) -> cei.Tallies:
    tallies: cei.Tallies = cei.tally(path, kind="ratings", rename={"School": "assessment"}, errors="report")
    for found in tallies.report:
        at: dict[str, object] = found.at or {}
        print(found.code, at.get("row"), found.help)
    return tallies


def main(table: Path, document: Path) -> None:
    profile: cei.Profile = cei.assess(document, policy="cei-every-voice")
    names: dict[str, str | None] = stages_of(profile)
    assert "building-relationships" in names and list(steps(profile))
    tallies: cei.Tallies = read(table)
    rows: int = tallies.rows + tallies.rows_with_errors
    profiles: cei.Profiles = cei.stage(tallies)
    one: cei.Profile = profiles["north"]
    node: cei.Node = one["1.1"]
    stage: str | None = node.stage
    columns: dict[str, list[object]] = profiles.stages().to_dict()
    numbers: cei.Table = cei.stages(cei.TableFile(table, separator=","), rename={"School": "assessment"})
    both: cei.Tallies = tallies + tallies
    total: cei.Tally = cei.tally(document) + cei.tally(document)
    codes: tuple[cei.Code, ...] = cei.codes()
    gaps: cei.Gaps = cei.gaps(profile)
    agreement: cei.Agreement = cei.agreement(total)
    try:
        cei.policy("mean")
        cei.validate({"format": "cei.policy/1"})
    except cei.CeiError as error:
        found: tuple[cei.Diagnostic, ...] = error.diagnostics
        print(found)
    shown = (rows, stage, columns["id"][:1], numbers.columns[0], len(both), len(codes), gaps, agreement)
    print(*map(str, shown), sep="\n")
