"""The report for the public: nothing of what a release hides is on the page, in any form."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from samples import EXAMPLE
from test_report import AROUND, EARLIER, ROUND, Page
from traced import Traced, page

import cei
from cei._html.words import SAID

SCHOOLS = [EXAMPLE / f"ejemplo-school-c-{year}.json" for year in ("2024-25", "2025-26")]


@pytest.fixture(scope="module")
def rounds() -> list[cei.Release]:
    """The two rounds of a school with few students and leaders."""
    return [cei.disclose(cei.assess(path)) for path in SCHOOLS]


def shown(release: cei.Release) -> dict[str, dict[str, dict[str, Any]]]:
    """The rows of each competency, by group."""
    return {
        one["id"]: {row["group"]: row for row in one.get("groups", ())}
        for domain in release.to_dict()["domains"]
        for one in domain["competencies"]
    }


def cells(html: str, competency: str) -> list[str]:
    """The cells of a competency in the table of voices."""
    start = html.index('class="voices"')
    row = html.index(f'<span class="id">{competency}</span>', start)
    return html[row : html.index("</tr>", row)].split("<td")[1:]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_release_is_told(rounds: list[cei.Release], lang: str) -> None:
    earlier, later = rounds
    said = Page(cei.report(later, earlier, lang=lang).html).said(lang)
    spanish = lang == "es"
    for key in (
        "public",
        "growth",
        "voices",
        "domains",
        "method",
        "disclosure",
        "hidden_key",
        "why_hidden",
        "next_hidden",
        "reflections",
    ):
        assert SAID[key][spanish] in said, key
    assert later.text(lang) in said and later.to_dict()["disclosure"]["digest"] in said
    assert SAID["internal"][spanish] not in said and SAID["agreement"][spanish] not in said


def test_hidden_rows_are_nowhere(rounds: list[cei.Release]) -> None:
    release = rounds[1]
    html = cei.report(release).html
    profile = cei.assess(SCHOOLS[1])
    hidden = 0
    there = {id for rows in shown(release).values() for id in rows}
    groups = [id for id in profile.rubric.groups if id in there]
    for competency, rows in shown(release).items():
        for id, cell in zip(groups, cells(html, competency), strict=True):
            row = rows.get(id, {})
            hidden += bool(row.get("hidden"))
            assert ("<b>" in cell) == ("stage" in row), (competency, id)
            assert (">•<" in cell) == bool(row.get("hidden")), (competency, id)
            assert "<small>" not in cell or not row.get("hidden")
    assert hidden > 100
    # The reasons of what lies above a hidden row would tell it.
    untold = [one for one in release.to_dict()["domains"] if "because" not in one]
    assert untold
    for one in untold:
        assert profile[one["id"]].reason() not in html


def test_a_hidden_stage_is_nowhere() -> None:
    ratings = [{"group": "families", "competency": "1.1", "stage": "advanced"}] * 3
    head = {"format": "cei.assessment/1", "id": "fall", "rubric": {"id": "cei-self-assessment", "version": "2023.1"}}
    release = cei.disclose({**head, "ratings": ratings})
    assert release.to_dict()["domains"][0]["competencies"][0]["hidden"]
    for lang in ("en", "es"):
        html = cei.report(release, lang=lang).html
        item = html[html.index(f'id="domains-{lang}"') :]
        item = item[item.index('<span class="id">1.1</span>') :]
        item = item[: item.index("</li>")]
        assert SAID["hidden"][lang == "es"] in item and "Advanced" not in item and "Avanzada" not in item


def test_growth_of_what_is_hidden_is_hidden(rounds: list[cei.Release]) -> None:
    earlier, later = (one.to_dict() for one in rounds)
    html = cei.report(later, earlier).html
    grown = html[html.index('id="growth-en"') : html.index("</section>", html.index('id="growth-en"'))]
    stages = {one["id"]: one["title"]["en"] for one in cei.rubric().to_dict()["scale"]}
    numbers = list(stages)
    seen = 0
    for before, after in zip(earlier["domains"], later["domains"], strict=True):
        for old, new in zip(before["competencies"], after["competencies"], strict=True):
            ends = [one.get("stage") for one in (old, new)]
            told = f'<span class="id">{new["id"]}</span>' in grown
            moved = None not in ends and numbers.index(ends[0]) != numbers.index(ends[1])
            assert told == moved, new["id"]
            seen += told
    assert seen
    earlier["rubric"]["structure"] = "sha256:" + 64 * "0"
    with pytest.raises(cei.CeiError, match="structure_differs"):
        cei.report(later, earlier)


def test_plans_and_lenses_do_not_tell_it() -> None:
    plan = json.loads((EXAMPLE / "initiative" / "ejemplo-plan.json").read_text(encoding="utf-8"))
    lens = EXAMPLE / "initiative" / "ejemplo-lens.json"
    profile = cei.assess(ROUND)
    progress, reading = cei.progress(plan, profile, as_of="2026-06-30"), cei.lens(profile, lens)
    release = cei.disclose(profile).to_dict()
    competency = release["domains"][0]["competencies"][4]
    assert competency["id"] == "1.5"
    competency = {"id": "1.5", "hidden": True, "groups": [{**one, "hidden": True} for one in competency["groups"]]}
    for one in competency["groups"]:
        for name in set(one) - {"group", "hidden"}:
            del one[name]
    release["domains"][0]["competencies"][4] = competency
    html = cei.report(release, plan, progress, reading).html
    start = html.index('id="plan-en"')
    row = html.index(">1.5<", start)
    line = html[row : html.index("</tr>", row)]
    assert SAID["hidden"][0] in line and "Developing" not in line and "met" not in line.split("</td>")[1]
    goal = html[html.index("Goal 3: a say") :]
    assert SAID["hidden"][0] in goal[: goal.index("</tr>")]
    with pytest.raises(cei.CeiError, match="pass what"):
        cei.report(release, lens)


def test_counts_of_people_are_not_told() -> None:
    around = [one for one in AROUND if "lens" not in one.name and "plan" not in one.name]
    release = cei.disclose(cei.assess(ROUND))
    inside = Page(cei.report(ROUND, *around, audience="internal", as_of="2026-06-30").html).said("en")
    public = Page(cei.report(release, *around, as_of="2026-06-30").html).said("en")
    # One foster youth of the 96 people where they were counted, four who can co-facilitate of twelve; eight people at a convening.
    for told in ("1 of 96", "co-facilitate: 4 of 12"):
        assert told in inside and told not in public
    assert "fewer than 11" in public and "fewer than 11" not in inside
    assert "Otro High" in inside and "Otro High" not in public


def test_merged_groups_have_their_name() -> None:
    staff: dict[str, Any] = {"id": "staff", "groups": ["educators", "leaders"]}
    staff["title"] = {"en": "All staff", "es": "Todo el personal"}
    terms = {"format": "cei.disclosure/1", "id": "ours", "version": "1", "min_n": 5, "merge": [staff]}
    release = cei.disclose(cei.assess(ROUND), terms)
    assert "Todo el personal" in Page(cei.report(release, lang="es").html).said("es")
    del staff["title"]
    html = cei.report(cei.disclose(cei.assess(ROUND), terms)).html
    assert "Educators, School and district leaders" in html


@pytest.mark.parametrize("other", [ROUND, "profile", "growth", "agreement", "forged"])
def test_nothing_undisclosed_goes_in(rounds: list[cei.Release], other: Any) -> None:
    def forged() -> dict[str, Any]:
        return copy.deepcopy(cei.assess(EARLIER).to_dict()) | {"format": "cei.release/1"}

    made = {
        "profile": lambda: cei.assess(EARLIER),
        "growth": lambda: cei.compare(EARLIER, ROUND),
        "agreement": lambda: cei.agreement(ROUND),
        "forged": forged,
    }
    one = made[other]() if isinstance(other, str) else other
    with pytest.raises(cei.CeiError if other == "forged" else TypeError):
        cei.report(rounds[1], one)
    with pytest.raises(cei.CeiError if other == "forged" else TypeError):
        cei.report(one)


def run(*arguments: str, status: int = 0) -> tuple[str, str]:
    done = subprocess.run([sys.executable, "-m", "cei", "report", *arguments], capture_output=True)
    said, errors = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert done.returncode == status, said[:500] + errors
    assert "Traceback" not in errors
    return said, errors


def test_the_command_is_for_the_public_unless_told_otherwise(tmp_path: Path) -> None:
    rounds = [str(ROUND), str(EARLIER)]
    around = list(map(str, AROUND))
    html, _ = run(*rounds, *around, "--as-of", "2026-06-30", "--lang", "es")
    releases = [cei.disclose(cei.assess(Path(one))) for one in rounds]
    assert releases[0].text("es") in Page(html).said("es")
    assert html.count('class="voices"') == 1 and SAID["growth"][1] in html and SAID["plan"][1] in html
    files = []
    for place, one in enumerate(releases):
        files.append(str(tmp_path / f"{place}.json"))
        Path(files[-1]).write_text(one.to_json(), encoding="utf-8")
    assert run(*files, "--lang", "es")[0] == run(*rounds, "--lang", "es")[0].replace(
        "evaluación: ", "versión pública de un perfil: "
    )
    assert "every round" in run(files[0], rounds[1], status=2)[1]
    assert "disclose" in run(rounds[0], str(growth_file(tmp_path)), status=2)[1]
    terms = tmp_path / "terms.json"
    terms.write_text(json.dumps({"format": "cei.disclosure/1", "id": "ours", "version": "1", "min_n": 5}), "utf-8")
    assert "ours 1" in run(rounds[0], "--disclosure", str(terms))[0]


#: What tells of few people, or follows from answers: nothing for the public is from there.
INSIDE = re.compile(
    r"(assessment|profile|agreement)/.*"
    r"|cohort/.*#/(applicants|teams/\d+/members|training/\d+/heads|convenings/\d+/attendance)/.*"
    r"|cohort_review/.*#/(applicants|teams/\d+/(growth|capacity|heads))/.*"
    r"|consultation/.*#/(enrolment/(pupils|groups|languages|sites/\d+/(pupils|languages))"
    r"|committees/\d+/seats|events/\d+/heads/(groups|languages|sites))(/.*)?"
    r"|consultation_review/.*#/(presence/\d+/(heads|pupils|least)|supports/\d+/people|committees/\d+/prepared)(/.*)?"
)


def test_nothing_is_from_what_stays_inside() -> None:
    assert any(INSIDE.fullmatch(one.source.rpartition(" ")[2]) for one in page("en").shown)
    shown = page("en", "public").shown
    named = re.compile(r"(assessment|profile)/[^#]*#/(id|assessment|title|subject|period)(/.*)?")
    sources = {one.source.rpartition(" ")[2] for one in shown}
    assert [one for one in sources if INSIDE.fullmatch(one) and not named.fullmatch(one)] == []


def test_the_command_keeps_it_inside_too(tmp_path: Path) -> None:
    html = tmp_path / "page.html"
    arguments = [str(one) for one in (ROUND, EARLIER, *AROUND)]
    command = [
        sys.executable,
        "-m",
        "cei",
        "report",
        *arguments,
        "--as-of",
        "2026-06-30",
        "--sources",
        "--out",
        str(html),
    ]
    subprocess.run(command, check=True)
    sources = {one.source.rpartition(" ")[2] for one in Traced(html.read_text(encoding="utf-8")).shown}
    named = re.compile(r"assessment/[^#]*#/(id|title|subject|period)(/.*)?")
    assert sources and [one for one in sources if INSIDE.fullmatch(one) and not named.fullmatch(one)] == []


def growth_file(folder: Path) -> Path:
    path = folder / "growth.json"
    path.write_text(cei.compare(EARLIER, ROUND).to_json(), encoding="utf-8")
    return path


def test_a_figure_of_a_release_is_for_the_public(rounds: list[cei.Release]) -> None:
    pytest.importorskip("matplotlib", reason="figures need matplotlib")
    import cei.plot

    figure = cei.plot.heat_map(rounds[1])
    assert figure.figure.get_supxlabel() == ""
    assert "not shown, few people answered" in figure.alt_text
    hidden = {id for id, rows in shown(rounds[1]).items() if rows.get("students", {}).get("hidden")}
    said = figure.alt_text.partition("Students: ")[2].partition(". Families")[0]
    assert hidden and all(f"{id} not shown" in said for id in hidden)
    assert "not shown" not in cei.plot.ladder(rounds[1]).alt_text or any(
        one.get("hidden") for one in rounds[1].to_dict()["domains"]
    )
