"""The report: what is on the page, for whom, and that every word of it is there in both languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from samples import EXAMPLE, RUBRIC, assessment
from traced import AROUND, EARLIER, INITIATIVE, ROUND
from traced import page as traced_page

import cei
import cei._html
from cei._html.codes import CODES
from cei._html.element import Markup, safe, tag
from cei._html.words import SAID

VOID = {"meta", "br", "link", "col"}


class Page(HTMLParser):
    """The elements of a page, and each text with the language it is in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        inside = [tag for tag, _ in self.open]
        if data.strip() and "style" not in inside:
            lang = next(attrs["lang"] for _, attrs in reversed(self.open) if "lang" in attrs)
            self.texts.append((str(lang), data.strip()))

    def said(self, lang: str) -> str:
        return " ".join(text for one, text in self.texts if one == lang)


@pytest.fixture(scope="module", params=["en", "es"])
def whole(request: pytest.FixtureRequest) -> tuple[str, cei.ReportPage]:
    lang = request.param
    return lang, cei.report(ROUND, EARLIER, *AROUND, audience="internal", lang=lang, as_of="2026-06-30")


@pytest.mark.parametrize("table", [SAID, CODES], ids=["words", "codes"])
def test_every_word_is_there_in_both_languages(table: dict[str, tuple[str, str]]) -> None:
    for key, (en, es) in table.items():
        assert en.strip() == en and es.strip() == es and en and es, key
        fields = [{name for _, name, *_ in Formatter().parse(words) if name} for words in (en, es)]
        assert fields[0] == fields[1], key
        if len(en.split()) > 3:
            assert en != es, key


SHOWN = {
    "assessment": ["Method"],
    "cohort": ["ConveningMode", "ActivityKind", "FeedbackOn"],
    "consultation": ["ConsultedPlan", "ConsultedOn", "SchoolLevel", "BoardAct"],
    "partnerships": ["CoordinatedBy", "PartnerKind", "ResourceKind", "AssetKind", "AssetOf", "ChannelKind"],
    "metrics": ["IdentifiedBy", "ImpactOn"],
    "consultation_review": ["Partner", "Support", "CommitteeKind", "CheckState", "Presence", "PriorityState"],
    "partnerships_review": ["NeedKind", "Coverage", "Giving"],
    "cohort_review": ["When", "ConveningState", "CommitmentState", "FeedbackOn"],
    "plan": ["LocalPlan"],
    "progress": ["ProgressStatus", "Difference"],
    "impact": ["Movement"],
    "initiative": ["ActivityOf"],
    "growth": ["Change", "Difference"],
    "profile": ["Status"],
}


STATES = {
    "seat": ("consultation", "Seat"),
    "certainty": ("consultation_review", "Certainty"),
    "direction": ("metrics", "Direction"),
}


@pytest.mark.parametrize("of_what", STATES)
def test_every_state_has_words(of_what: str) -> None:
    name, kind = STATES[of_what]
    of = cei.schema(name)["$defs"][kind]
    codes = of["enum"] if "enum" in of else [one["const"] for one in of["oneOf"]]
    assert {
        key for key in SAID if key.startswith(f"{of_what}_") and not key.endswith(("text", "people", "prepared"))
    } == {f"{of_what}_{code}" for code in codes}


def test_every_part_that_may_be_missing_has_words() -> None:
    empty = cei.initiative([])
    assert len(empty["missing"]) > 5
    for one in empty["missing"]:
        assert f"part_{one['params']['part']}" in SAID
    said = cei.initiative_html(empty, "es")
    assert "report_part_missing" not in said and "cei.cohort/1" not in said and "`" not in said
    assert f"{SAID['part_best_practices'][1]}. Este documento podría aportarlo: red." in said


@pytest.mark.parametrize("name", SHOWN)
def test_every_code_that_is_shown_has_words(name: str) -> None:
    defined = cei.schema(name)["$defs"]
    for kind in SHOWN[name]:
        of = defined[kind]
        codes = of["enum"] if "enum" in of else [one["const"] for one in of["oneOf"]]
        assert codes and set(codes) - {"staged"} <= set(SAID) | set(CODES), kind


def test_the_worked_example_has_it_all(whole: tuple[str, cei.ReportPage]) -> None:
    lang, report = whole
    page = Page(report.html)
    said = page.said(lang)
    keys = ["glance", "growth", "next", "voices", "differ", "agreement", "domains", "lenses", "plan", "metrics"]
    keys += ["cohort", "consultation", "partnerships", "initiative", "method", "internal", "reflections", "strategies"]
    for key in keys:
        assert SAID[key][lang == "es"] in said, key
    profile = cei.assess(ROUND)
    for node in (*profile.domains, *profile.competencies):
        assert node.title(lang) in said and node.reason(lang) in said, node.id
    for digest in (profile.rubric.digest, profile.rubric.structure, cei.policy().digest):
        assert digest in said


def test_every_lens_can_be_read(whole: tuple[str, cei.ReportPage]) -> None:
    lang, report = whole
    section = report.html[report.html.index(f'id="lenses-{lang}"') :]
    section = section[: section.index("</section>")]
    said = Page(f'<div lang="{lang}">{section[section.index("</h2>") + 5 :]}</div>').said(lang)
    lenses = cei.rubric().to_dict()["lenses"]
    assert len(lenses) == 6
    profile = cei.assess(ROUND)
    for lens in lenses:
        assert lens["title"][lang] in said
        for part in lens["parts"]:
            assert part["title"][lang] in said and part["reason"][lang] in said, part["id"]
    assert said.count(SAID["basis_project"][lang == "es"]) == 6 and SAID["basis_user"][lang == "es"] in said
    for lens in profile.to_dict()["lenses"]:
        for part in lens["parts"]:
            assert part["because"]["text"][lang] in said
    # What stands at the stages of the spectrum is what the core says of it.
    rows = section[section.index(lenses[3]["title"][lang]) :]
    for part in cei.lens(profile, lenses[3]["id"])["parts"]:
        row = rows[rows.index(f'<th scope="row">{part["title"][lang]}</th>') :]
        row = row[: row.index("</tr>")]
        assert ", ".join(part["at"]["competencies"]) in row
        assert all(profile[id].title(lang) in row for id in part["at"].get("domains", ()))


def test_a_member_of_the_network_grew(whole: tuple[str, cei.ReportPage]) -> None:
    lang, report = whole
    section = report.html[report.html.index(f'id="cohort-{lang}"') :]
    said = re.sub(r"<[^>]*>", "", section[: section.index("</section>")])
    counts = cei.compare(EARLIER, ROUND).to_dict()["counts"]["competencies"]
    words = SAID["growth_counts"][lang == "es"].format(**counts)
    assert f"{SAID['member_growth'][lang == 'es']}: {words}" in said
    # Of another district nothing is told: only one team of the network has a subject with rounds.
    assert said.count(words) == 1
    school = [EXAMPLE / f"ejemplo-school-a-{year}.json" for year in ("2025-26", "2024-25")]
    cohort = INITIATIVE / "ejemplo-cohort.json"
    other = cei.report(*school, cohort, audience="internal", lang=lang, as_of="2026-06-30").html
    assert SAID["member_growth"][lang == "es"] not in other


@pytest.mark.parametrize("audience", ["internal", "public"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_has_a_title_is_called_by_it(lang: str, audience: str) -> None:
    """No code and no id is on the page, but where it says what a document, a rubric or a policy goes by."""
    page = traced_page(lang, audience)
    words = {said[lang == "es"] for said in (*SAID.values(), *CODES.values())}
    known = re.compile(r"\w+/[^#]*#/((profile/)?(rubric|policy|disclosure|lens)/)?(id|assessment|plan)")
    raw = [
        one
        for one in page.shown
        if not one.inside
        and re.search(r"\w_\w|^[a-z]+(-[a-z0-9]+)+$|^cei\.", one.text)
        and one.text not in words
        and not known.fullmatch(one.source)
    ]
    assert raw == []
    assert [text for text in page.unsaid if re.search(r"\w_\w|`|cei\.", text)] == []


def test_each_voice_is_in_its_cell(whole: tuple[str, cei.ReportPage]) -> None:
    lang, report = whole
    start = report.html.index('class="voices"')
    table = report.html[start : report.html.index("</table>", start)]
    stages = {one["id"]: (number, one["title"][lang]) for number, one in enumerate(cei.rubric().to_dict()["scale"], 1)}
    groups = [one["id"] for one in cei.rubric().to_dict()["groups"]]
    rows = dict(re.findall(r'<tr><th scope="row"><span class="id">([\d.]+)</span>.*?</th>(.*?)</tr>', table))
    competencies = [one for domain in cei.assess(ROUND).to_dict()["domains"] for one in domain["competencies"]]
    assert list(rows) == [one["id"] for one in competencies]
    for one in competencies:
        cells = re.findall(r"<td.*?</td>", rows[one["id"]])
        told = {row["group"]: row for row in one["groups"]}
        for id, cell in zip(groups, cells, strict=True):
            row = told.get(id, {})
            if "stage" in row:
                number, title = stages[row["stage"]]
                assert f"<b>{number}</b>" in cell and f"> {title}. <" in cell
                assert f"<small>{sum(row['stages'])}</small>" in cell
            else:
                assert re.search(r">–<", cell) and "<b>" not in cell


def test_the_page_is_well_made(whole: tuple[str, cei.ReportPage]) -> None:
    lang, report = whole
    page = Page(report.html)
    tags = [tag for tag, _ in page.all]
    assert tags.count("h1") == tags.count("main") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    ids = [attrs["id"] for _, attrs in page.all if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [str(attrs["href"]) for tag, attrs in page.all if tag == "a"]
    assert links and all(one.startswith("#") and one[1:] in ids for one in links)
    assert not [attrs for _, attrs in page.all if {"src", "onclick", "srcset"} & set(attrs)]
    assert "script" not in tags and "url(" not in report.html and "@import" not in report.html
    for tag_, attrs in page.all:
        if tag_ == "th":
            assert attrs.get("scope") in ("col", "row", "rowgroup")
    assert {attrs["lang"] for tag, attrs in page.all if tag in ("html", "article")} == {lang}


def test_another_document_may_come_first() -> None:
    draft, *rest = [INITIATIVE / "ejemplo-initiative.json", *(one for one in AROUND if "initiative.json" not in one.name)]
    made = cei.report(draft, EARLIER, *rest, ROUND, audience="internal", as_of="2026-06-30")
    assert made == cei.report(ROUND, draft, EARLIER, *rest, audience="internal", as_of="2026-06-30")
    earlier, later = (cei.disclose(cei.assess(one)) for one in (EARLIER, ROUND))
    made = cei.report(draft, earlier, later, as_of="2026-06-30")
    assert made == cei.report(later, draft, earlier, as_of="2026-06-30")
    with pytest.raises(cei.CeiError, match="begins with"):
        cei.report(draft, audience="internal")


def test_both_languages_on_one_page() -> None:
    page = Page(cei.report(ROUND, audience="internal", lang="both").html)
    assert [attrs["lang"] for tag, attrs in page.all if tag == "article"] == ["en", "es"]
    assert SAID["next_text"][0] in page.said("en") and SAID["next_text"][1] in page.said("es")
    assert cei.report(ROUND, audience="internal", lang=["es", "en"]).html.startswith(
        '<!DOCTYPE html>\n<html lang="es">'
    )
    with pytest.raises(ValueError, match="`fr`"):
        cei.report(ROUND, audience="internal", lang="fr")


def test_everything_is_escaped() -> None:
    named = {"id": "here", "name": {"en": '<script>alert(1)</script> & "co"'}}
    document = assessment(*[("families", f"1.{n}", "maturing") for n in range(1, 6)], subject=named)
    html = cei.report(document, audience="internal").html
    assert "<script>" not in html and "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in html
    assert tag("p", "<", Markup("<br>"), title='"') == '<p title="&quot;">&lt;<br></p>'
    assert safe([None, 1, "&"]) == "1&amp;"


def test_words_of_another_language_say_so() -> None:
    named = {"id": "here", "name": {"es": "Distrito de Aquí"}}
    document = assessment(*[("families", f"1.{n}", "maturing") for n in range(1, 6)], subject=named)
    assert ("es", "Distrito de Aquí") in Page(cei.report(document, audience="internal").html).texts


def test_the_public_gets_only_what_is_disclosed() -> None:
    with pytest.raises(TypeError, match=r"cei\.disclose"):
        cei.report(cei.assess(ROUND))
    with pytest.raises(TypeError, match="internal"):
        cei.report(ROUND)
    with pytest.raises(ValueError, match="audience"):
        cei.report(ROUND, audience="board")  # type: ignore[arg-type]


def test_what_a_report_does_not_hold() -> None:
    with pytest.raises(cei.CeiError, match=r"cei\.codes"):
        cei.report(ROUND, {"format": "cei.codes/1"}, audience="internal")
    with pytest.raises(cei.CeiError, match="as_of"):
        cei.report(ROUND, INITIATIVE / "ejemplo-cohort.json", audience="internal")


def test_a_rubric_of_ones_own() -> None:
    scale = [{"id": f"s{n}", "title": f"Step {n}"} for n in range(1, 10)]
    domain = {"id": "d", "title": "Domain", "competencies": [{"id": "c", "title": "Competency"}]}
    rubric: dict[str, Any] = {
        "format": "cei.rubric/1", "id": "own", "version": "1", "title": "Own", "scale": scale,
        "groups": [{"id": "people", "title": "People"}], "domains": [domain],
    }  # fmt: skip
    document = assessment(("people", "c", "s7")) | {"rubric": {"id": "own", "version": "1"}}
    html = cei.report(document, audience="internal", rubric=rubric, lang="es").html
    assert '<span lang="en">Step 7</span>' in html
    assert RUBRIC["id"] not in html


def test_a_report_is_the_same_every_time_and_can_be_kept(tmp_path: Any) -> None:
    one, other = (cei.report(ROUND, audience="internal") for _ in range(2))
    assert one == other and hash(one) == hash(other)
    assert one.to_file(tmp_path / "report.html").read_text(encoding="utf-8") == one.html == str(one)
    with pytest.raises(AttributeError):
        one.html = ""  # type: ignore[misc]


def test_a_round_in_any_form() -> None:
    profile, tally = cei.assess(ROUND), cei.tally(ROUND)
    pages = [cei.report(one, audience="internal").html for one in (profile, profile.to_json(), profile.to_dict())]
    assert len(set(pages)) == 1
    assert cei.report(tally, audience="internal") == cei.report(tally.to_dict(), audience="internal")
    assert SAID["growth"][0] in cei.report(profile, EARLIER, audience="internal").html


def test_whose_rule_it_is() -> None:
    own = {**cei.policy("mean").to_dict(), "id": "ours", "text": "Our <own> rule."}
    html = cei.report(ROUND, policy=own, audience="internal").html
    assert "Our &lt;own&gt; rule." in html and SAID["own_policy"][0] in html
    assert SAID["ours_policy"][0] in cei.report(ROUND, audience="internal").html
    # Another rule under a name that is built in: the built-in one's words are not said of it.
    other = cei.assess(ROUND, policy={**cei.policy("mean").to_dict(), "id": "cei-default"})
    assert cei.policy().to_dict()["text"]["en"] not in cei.report(other, audience="internal").html


def test_growth_over_more_rounds_and_across_rules() -> None:
    schools = [EXAMPLE / f"ejemplo-school-a-{year}.json" for year in ("2024-25", "2025-26")]
    growth = cei.compare(schools[0], schools[0], schools[1]).to_dict()
    html = cei.report(schools[1], growth, audience="internal").html
    table = html[html.index('id="growth-en"') :]
    head = re.findall(r'<th scope="col">(.*?)</th>', table[: table.index("</thead>")])
    assert head == ["Domain", "2024-25", "2024-25", "2025-26", "Change"]
    other = {**growth, "differs": ["policy_differs"], "crosswalk": {"id": "old-to-new", "version": "1"}}
    html = cei.report(schools[1], other, audience="internal").html
    assert "which was permitted: the policy." in html and "old-to-new" in html
    assert "under the same rubric" not in html


def test_no_fixed_word_is_left_over() -> None:
    folder = Path(cei._html.__file__).parent
    sources = "".join(
        path.read_text("utf-8") for path in folder.glob("*.py") if not path.stem.startswith(("words", "codes"))
    )
    # A status is said by its code, and some keys are put together of two parts.
    schemas = "".join(str(cei.schema(name)) for name in cei.SCHEMAS)
    composed = [(start, r"\w+", end) for start, end in re.findall(r'say\(f"(\w*)\{[^}]+\}(\w*)"', sources)]
    composed += [(f"{start}_", r"\w+", "") for start in re.findall(r'state\("(\w+)"', sources)]
    composed += [(start, "_1", "") for start in re.findall(r'many\("(\w+)"', sources)]
    made = [re.compile("".join(one)) for one in composed if any((one[0], one[2])) or one[1] == "_1"]
    left = [key for key in SAID if not re.search(rf'["\']{key}["\']', sources) and key not in schemas]
    assert [key for key in left if not any(one.fullmatch(key) for one in made)] == []
    assert not any(one.fullmatch("nothing_of_it") for one in made)
