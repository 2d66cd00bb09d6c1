"""Reports, errors, tallies, profiles: what they hold, and that they do not change."""

from __future__ import annotations

import copy
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from samples import assessment

import cei


def test_a_report() -> None:
    report = cei.validate(assessment(("families", "1.9", "maturing"), ("famlies", "1.1", "maturing")))
    assert not report.valid and len(report) == len(report.diagnostics) == len(list(report))
    first = report.diagnostics[0]
    assert (first.severity, first.code) == ("note", "silent_group")
    found = [(one.code, one.path) for one in report.errors]
    assert found == [("unknown_competency", "/ratings/0/competency"), ("unknown_group", "/ratings/1/group")]
    assert json.loads(report.to_json("es"))["diagnostics"][0]["message"] != first.message
    assert report.in_language("es-MX")[0].message == report.to_dict("es")["diagnostics"][0]["message"]
    assert [one.to_dict() for one in report] == report.to_dict()["diagnostics"]
    assert "did you mean `families`?" in str(report) and "unknown_group" in str(report)
    with pytest.raises(ValueError, match="`en` and `es`"):
        report.to_dict("fr")
    with pytest.raises(TypeError, match=r"report\.valid"):
        bool(report)
    with pytest.raises(AttributeError):
        report.valid = True  # type: ignore[misc]
    with pytest.raises(AttributeError):
        first.code = "x"  # type: ignore[misc]


def test_masked_reports_hold_no_values() -> None:
    report = cei.validate(assessment(("families", "secret-thing", "maturing")))
    assert "secret-thing" in report.to_json() and "secret-thing" in str(report)
    assert "secret-thing" not in report.masked().to_json() + report.masked().to_json("es") + str(report.masked())


def test_an_error_carries_its_report_to_other_processes() -> None:
    with pytest.raises(cei.CeiError) as raised:
        cei.assess(assessment(("families", "1.1", "maturin")))
    error = raised.value
    assert isinstance(error, ValueError)
    assert [one.code for one in error.report.errors] == ["unknown_stage"]
    assert "did you mean `maturing`?" in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) and again.report == error.report and again.diagnostics == error.diagnostics


def test_many_errors_make_a_short_message() -> None:
    with pytest.raises(cei.CeiError) as raised:
        cei.assess(assessment(*[("families", f"9.{n}", "maturing") for n in range(2_000)]))
    assert len(raised.value.diagnostics) == 1_001
    assert "and 991 more in .diagnostics" in str(raised.value) and len(str(raised.value).splitlines()) < 40


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_profile_as_text(example: Path, lang: str) -> None:
    from cei._show import profile_text

    profile = cei.assess(example)
    page = profile_text(profile, lang, width=100)
    assert {"en": "Building Relationships", "es": "Construir relaciones"}[lang] in page
    assert max(map(len, page.splitlines())) <= 100 and "\x1b" not in page
    assert {"en": "not CEI's", "es": "no es de la CEI"}[lang] in page
    assert "\x1b[1m" in profile_text(profile, lang, colour=True)
    assert str(profile) == profile_text(profile)


def test_a_profile_by_id(example: Path) -> None:
    profile = cei.assess(example)
    assert [domain.id for domain in profile] == list(profile.rubric.domains)
    assert [one.id for one in profile.competencies] == list(profile.rubric.competencies)
    domain = profile["building-relationships"]
    assert domain == profile.domains[0] and domain.to_dict() == profile.to_dict()["domains"][0]
    assert dict(domain)["stage"] == domain["stage"] == domain.stage
    assert domain.because["votes"] == 5 and domain.reason("es") == domain.because["text"]["es"]
    assert domain.title("es") == "Construir relaciones" and domain.level == "domain"
    competency = profile["1.1"]
    assert competency == domain.competencies[0] and competency.source == "decision"
    group = competency.groups[0]
    assert group.level == "group" and sum(group.stages) > 0 and group.title() == "Students"
    assert (competency.stage_number, profile["1.5"].stage_number) == (4, 3)
    assert profile.overall is None and set(profile.lenses) >= {"plln-components", "six-essential-roots"}
    part = profile.lenses["plln-components"][0]
    assert part.level == "part" and part.id == "leadership" and part.title() != "leadership"
    assert {note["severity"] for note in profile.notes} == {"note"}
    assert "1.1" in profile and "9.9" not in profile and 1.1 not in profile


def test_keys_with_a_slip(example: Path) -> None:
    profile = cei.assess(example)
    for slip, meant in [
        ("1,1", "1.1"),
        ("building_relationships", "building-relationships"),
        ("relationships", "building"),
    ]:
        with pytest.raises(KeyError, match=f"did you mean `{meant}"):
            profile[slip]
    with pytest.raises(TypeError, match=r'profile\["1.1"\]'):
        profile[1.1]  # type: ignore[index]
    with pytest.raises(KeyError, match="did you mean `status`"):
        profile["1.1"]["statuss"]


def test_nothing_can_be_changed(example: Path) -> None:
    profile = cei.assess(example)
    before = profile.to_json()
    profile["1.1"].because.clear()
    profile["1.1"].to_dict().clear()
    profile["1.1"]["groups"].clear()
    profile.notes.clear()
    profile.to_dict().clear()
    assert profile.to_json() == before and profile["1.1"].because and profile.notes
    for thing, name in [
        (profile, "domains"),
        (profile["1.1"], "stage"),
        (cei.rubric(), "id"),
        (cei.tally(example), "x"),
    ]:
        with pytest.raises(AttributeError):
            setattr(thing, name, None)
    with pytest.raises(TypeError):
        profile.lenses["x"] = ()  # type: ignore[index]


def test_everything_is_picklable_and_comparable(example: Path) -> None:
    profile = cei.assess(example)
    things = [cei.rubric(), cei.policy(), cei.tally(example), profile, profile["1.1"], cei.validate(example)]
    for thing in [*things, *cei.validate(example), *cei.codes()[:3]]:
        again = pickle.loads(pickle.dumps(thing))
        assert again == thing and again.to_json() == thing.to_json() and hash(again) == hash(thing)
        assert thing != "something else"
        assert copy.copy(thing) == thing
        assert repr(thing)
        assert json.loads(thing.to_json()) == thing.to_dict()


def test_tallies_add_up() -> None:
    north = cei.tally(assessment(("families", "1.1", "developing"), id="north"))
    south = cei.tally(assessment(("families", "1.1", "maturing"), ("team", "1.1", "maturing"), id="south"))
    both = north + south
    assert both == south + north == sum([north, south])  # type: ignore[comparison-overlap]
    assert both.assessment == "north+south" and both.rubric == cei.rubric()
    assert [cell["stages"] for cell in both.to_dict()["cells"]] == [[0, 1, 1, 0], [0, 0, 1, 0]]
    other = cei.tally(assessment(id="other", period={"school_year": "2024-25"}))
    with pytest.raises(cei.CeiError, match="tally_mismatch"):
        north + other
    with pytest.raises(TypeError):
        north + 1  # type: ignore[operator]


def test_a_tally_is_not_staged_by_another_rubric() -> None:
    tally = cei.tally(assessment(("families", "1.1", "developing")))
    assert cei.stage(tally, "cei-self-assessment") == cei.stage(tally)
    with pytest.raises(cei.CeiError, match="which is not the lcff-priority-3"):
        cei.stage(tally, "lcff-priority-3")


def test_policies_and_rubrics_in_every_form() -> None:
    document = assessment(("families", "1.1", "developing"), ("students", "1.1", "maturing"))
    policy = cei.policy("cei-every-voice")
    forms = ["cei-every-voice", policy, policy.to_dict(), policy.to_json(), policy.to_json().encode()]
    assert len({cei.assess(document, policy=form).to_json() for form in forms}) == 1
    rubric = cei.rubric()
    forms_ = [None, "cei-self-assessment", rubric, rubric.to_dict(), rubric.to_json()]
    assert len({cei.assess(document, form).to_json() for form in forms_}) == 1
    with pytest.raises(cei.CeiError, match="rubric_mismatch"):
        cei.assess(document, "lcff-priority-3")


def test_threads_share_everything(example: Path) -> None:
    document, rubric, policy = example.read_bytes(), cei.rubric(), cei.policy()
    with ThreadPoolExecutor(4) as pool:
        profiles = list(pool.map(lambda _: cei.assess(document, rubric, policy), range(40)))
    assert len({profile.to_json() for profile in profiles}) == 1


def test_html_is_escaped() -> None:
    rubric = cei.rubric().to_dict()
    rubric["domains"][0]["title"] = "<script>alert(1)</script>"
    profile = cei.assess(assessment(("families", "1.1", "developing")), rubric)
    html = profile._repr_html_()
    assert "&lt;script&gt;" in html and "<script>" not in html
    report = cei.validate(assessment(("families", "<b>x</b>", "developing")))
    assert "&lt;b&gt;" in report._repr_html_() and "<b>" not in report._repr_html_()
    assert cei.validate(assessment(("families", "1.1", "developing")))._repr_html_().startswith("<")


def test_the_catalogue() -> None:
    codes = cei.codes()
    assert len({code.code for code in codes}) == len(codes) > 50
    for code in codes:
        assert cei.codes(code.code) == code
        for words in (code.message, code.help, code.explanation):
            assert set(words) == {"en", "es"} and all(words.values())
    assert cei.validate("{}").diagnostics[0].code in {code.code for code in codes}
