"""What may be published: by the type, by the sentence that says so, and from the command line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cei

#: A district whose team of 8 decided, and of which 5 students answered.
DISTRICT: dict[str, Any] = {
    "format": "cei.tally/1",
    "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    "assessment": "spring",
    "subject": {"id": "ejemplo", "level": "district"},
    "cells": [
        {"competency": "1.1", "group": "students", "stages": [0, 3, 2, 0]},
        {"competency": "1.1", "group": "families", "stages": [1, 9, 8, 2]},
        {"competency": "1.1", "group": "educators", "stages": [0, 4, 9, 2]},
        {"competency": "1.1", "group": "team", "stages": [0, 1, 6, 1]},
        {"competency": "1.2", "group": "students", "stages": [0, 3, 2, 0]},
        {"competency": "1.2", "group": "families", "stages": [1, 9, 8, 2]},
    ],
    "decisions": [{"competency": "1.1", "stage": "maturing", "method": "thumbs"}],
}


def test_few_are_hidden_stages_are_shown_and_a_sentence_says_so() -> None:
    release = cei.disclose(DISTRICT)
    first, second = release.to_dict()["domains"][0]["competencies"][:2]
    assert [row["group"] for row in first["groups"] if row.get("hidden")] == ["students", "team"]
    assert first["groups"][0] == {"group": "students", "hidden": True}
    assert (first["stage"], first["source"], first["answers"]) == ("maturing", "decision", 48)
    assert not {"because", "range", "next"} & first.keys()
    # 5 students and no other small group: families, the next smallest row, are hidden with them.
    assert [row["group"] for row in second["groups"] if row.get("hidden")] == ["students", "families"]
    assert (second["stage"], second["answers"]) == ("developing", 25)
    assert release.text("en") == (
        "To protect people who answered, 4 of 6 rows with the answers of a group are hidden: those with fewer than 11 "
        "answers, and others without which these could be worked out. Every stage is shown."
    )
    assert release.text("es-MX") == (
        "Para proteger a las personas que respondieron, 4 de 6 filas con las respuestas de un grupo están ocultas: "
        "las que tienen menos de 11 respuestas y otras sin las cuales estas se podrían deducir. "
        "Se muestran todas las etapas."
    )
    assert cei.audit(release).safe


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_stage_that_is_one_groups_own_is_hidden(lang: str) -> None:
    alone = {**DISTRICT, "cells": DISTRICT["cells"][4:5], "decisions": []}
    release = cei.disclose(alone)
    second = release.to_dict()["domains"][0]["competencies"][1]
    assert second == {"id": "1.2", "hidden": True, "groups": [{"group": "students", "hidden": True}]}
    said = {"en": "The stage of 1 competency is hidden", "es": "La etapa de 1 competencia está oculta"}
    assert said[lang] in release.text(lang)


@pytest.mark.parametrize("other", [cei.assess, lambda one: one, cei.tally], ids=["profile", "document", "tally"])
def test_only_a_release_is_taken(other: Any) -> None:
    spring = {**DISTRICT, "format": "cei.assessment/1", "id": "spring", "ratings": []}
    spring = {key: spring[key] for key in ("format", "id", "rubric", "ratings")}
    for take in (cei.release, cei.audit):
        with pytest.raises(TypeError, match="a release is needed|`cei.disclose` makes one of it"):
            take(other(spring))


def test_what_was_published_before_stays_safe() -> None:
    earlier = cei.disclose(DISTRICT)
    assert not cei.audit([earlier, cei.disclose(DISTRICT, min_n=5)]).safe
    later = cei.disclose(DISTRICT, min_n=5, beside=earlier)
    assert cei.audit([earlier, later]).safe
    with pytest.raises(cei.CeiError, match="too few numbers of them are possible, from 5 to 5: 1 of"):
        cei.disclose(DISTRICT, beside=cei.disclose(DISTRICT, min_n=5))


def test_merged_groups() -> None:
    merge = [{"id": "homes", "groups": ["students", "families"]}]
    release = cei.disclose(DISTRICT, {"format": "cei.disclosure/1", "id": "ours", "version": "1", "merge": merge})
    second = release.to_dict()["domains"][0]["competencies"][1]
    assert second["groups"] == [{"group": "homes", "status": "staged", "stage": "developing", "stages": [1, 12, 10, 2]}]
    assert second["stage"] == "developing" and "because" not in second


def test_on_the_command_line(tmp_path: Path) -> None:
    def cei_(*arguments: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cei", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8"
        )

    tally, release, small = (tmp_path / name for name in ("tally.json", "release.json", "small.json"))
    tally.write_text(json.dumps(DISTRICT), encoding="utf-8")
    done = cei_("disclose", tally)
    assert done.returncode == 0 and done.stdout == cei.disclose(DISTRICT).to_json() + "\n"
    release.write_text(done.stdout, encoding="utf-8")
    small.write_text(cei_("disclose", tally, "--min-n", 5).stdout, encoding="utf-8")
    assert cei_("audit", release).returncode == 0
    both = cei_("audit", release, small)
    assert both.returncode == 1 and "error[answers_exposed]" in both.stderr
    table = cei_("disclose", tally, "--format", "table", "--lang", "es")
    assert table.stderr.startswith("Para proteger")


def in_year(year: str, **changed: Any) -> cei.Release:
    return cei.disclose({**DISTRICT, "assessment": f"round-{year}", "period": {"school_year": year}, **changed})


def test_growth_of_releases_says_nothing_of_what_they_hide() -> None:
    alone = [DISTRICT["cells"][4]]
    before, after = in_year("2024-25", cells=alone, decisions=[]), in_year("2025-26")
    growth = cei.compare(before, after).to_dict()
    first, second = growth["domains"][0]["competencies"][:2]
    assert first == {"id": "1.1", "to": "maturing", "change": "new"}
    assert second == {"id": "1.2", "change": "hidden"}
    assert growth["counts"]["competencies"]["hidden"] == 1
    rows = cei.compare(before, after).table.to_dict()
    assert rows["change"][rows["id"].index("1.2")] == "hidden"
    with pytest.raises(cei.CeiError) as caught:
        cei.compare(before, cei.stage({**DISTRICT, "assessment": "round-2025-26"}))
    assert caught.value.report is not None
    assert [(one.code, one.path) for one in caught.value.report] == [("missing_field", "/rounds/1")]


def test_gaps_of_a_release_are_between_the_rows_it_shows() -> None:
    # 1.1: students and the team are hidden; families stand at developing, educators at maturing.
    gaps = cei.gaps(cei.disclose(DISTRICT)).table.to_dict()
    assert list(zip(gaps["competency"], gaps["first"], gaps["second"], gaps["difference"], strict=True)) == [
        ("1.1", "families", "educators", -1)
    ]
