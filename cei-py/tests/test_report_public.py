"""The report for the public: nothing of what a release hides is on the page, in any form."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from samples import EXAMPLE
from test_report import AROUND, EARLIER, ROUND, Page

import cei
from cei._html.words import SAID

WHY = {"en": "Two rows are hidden: few people answered.", "es": "Dos filas están ocultas: respondieron pocas personas."}


def release(profile: cei.Profile, rows: dict[str, list[str]], stages: list[str]) -> dict[str, Any]:
    """A profile without some rows of groups, and without some stages; as a release has them."""
    document = copy.deepcopy(profile.to_dict())
    for domain in document["domains"]:
        for one in domain["competencies"]:
            groups = rows.get(one["id"], [])
            one["groups"] = [
                {"group": row["group"], "hidden": True} if row["group"] in groups else row for row in one["groups"]
            ]
            if groups or one["id"] in stages:
                for node in (domain, one):
                    for name in ("because", "range", "next"):
                        node.pop(name, None)
            if one["id"] in stages:
                one.pop("stage", None)
                one["hidden"] = True
    document["notes"] = [note for note in document["notes"] if note["params"].get("id") not in rows]
    return {**document, "format": "cei.release/1", "text": WHY}


@pytest.fixture
def rounds() -> list[dict[str, Any]]:
    rows = {"1.1": ["leaders"], "1.5": ["leaders", "community"]}
    return [release(cei.assess(one), rows, ["1.5"]) for one in (EARLIER, ROUND)]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_release_is_told(rounds: list[dict[str, Any]], lang: str) -> None:
    earlier, later = rounds
    page = Page(cei.report(later, earlier, lang=lang).html)
    said = page.said(lang)
    spanish = lang == "es"
    for key in ("public", "growth", "voices", "domains", "method", "hidden_why", "hidden_key"):
        assert SAID[key][spanish] in said, key
    assert WHY[lang] in said and SAID["internal"][spanish] not in said
    assert SAID["agreement"][spanish] not in said


def cell(html: str, competency: str) -> list[str]:
    start = html.index('class="voices"')
    row = html.index(f'<span class="id">{competency}</span>', start)
    return html[row : html.index("</tr>", row)].split("<td")[1:]


def test_hidden_rows_are_nowhere(rounds: list[dict[str, Any]]) -> None:
    html = cei.report(rounds[1]).html
    shown = cell(html, "1.1")
    assert "•" in shown[3] and "<b>" not in shown[3] and "<b>" in shown[0]
    # The reason of what lies above a hidden row would tell it.
    assert cei.assess(ROUND)["building-relationships"].reason() not in html


def test_growth_of_what_is_hidden_is_hidden(rounds: list[dict[str, Any]]) -> None:
    html = cei.report(rounds[1], rounds[0]).html
    grown = html[html.index('id="growth-en"') : html.index('id="next-en"')]
    assert ">1.4<" in grown and ">1.5<" not in grown
    rounds[0]["rubric"]["structure"] = "sha256:0"
    with pytest.raises(cei.CeiError, match="cannot be compared"):
        cei.report(rounds[1], rounds[0])


def test_plans_and_lenses_do_not_tell_it(rounds: list[dict[str, Any]]) -> None:
    plan = json.loads((EXAMPLE / "initiative" / "ejemplo-plan.json").read_text(encoding="utf-8"))
    lens = EXAMPLE / "initiative" / "ejemplo-lens.json"
    profile = cei.assess(ROUND)
    progress, reading = cei.progress(plan, profile, as_of="2026-06-30"), cei.lens(profile, lens)
    html = cei.report(rounds[1], plan, progress, reading).html
    start = html.index('id="plan-en"')
    row = html.index(">1.5<", start)
    line = html[row : html.index("</tr>", row)]
    assert SAID["hidden"][0] in line and "Developing" not in line and "met" not in line.split("</td>")[1]
    goal = html[html.index("Goal 3: a say") :]
    assert SAID["hidden"][0] in goal[: goal.index("</tr>")]
    with pytest.raises(cei.CeiError, match="pass what"):
        cei.report(rounds[1], lens)


def test_counts_of_people_are_not_told(rounds: list[dict[str, Any]]) -> None:
    around = [one for one in AROUND if "lens" not in one.name and "plan" not in one.name]
    inside = Page(cei.report(ROUND, *around, audience="internal", as_of="2026-06-30").html).said("en")
    public = Page(cei.report(rounds[1], *around, as_of="2026-06-30").html).said("en")
    # One foster youth of 140 people, four who can co-facilitate of twelve; eight people at a convening.
    for told in ("1 of 140", "4 of 12 people"):
        assert told in inside and told not in public
    assert "fewer than 11" in public and "fewer than 11" not in inside
    assert "Otro High" in inside and "Otro High" not in public


@pytest.mark.parametrize("other", [ROUND, "profile", "growth", "agreement"])
def test_nothing_undisclosed_goes_in(rounds: list[dict[str, Any]], other: Any) -> None:
    made = {
        "profile": lambda: cei.assess(EARLIER),
        "growth": lambda: cei.compare(EARLIER, ROUND),
        "agreement": lambda: cei.agreement(ROUND),
    }
    one = made[other]() if isinstance(other, str) else other
    with pytest.raises(TypeError, match=r"cei\.disclose"):
        cei.report(rounds[1], one)
