"""Plans, metrics, lenses and the initiative's report from Python; what is derived is compared by the corpus."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import cei
import pytest
from cei._cli import main

EXAMPLE = Path(__file__).parent.parent.parent / "tests" / "example"
INITIATIVE = EXAMPLE / "initiative"


def profile(year):
    return cei.assess(EXAMPLE / f"ejemplo-district-{year}.json")


def test_the_example_plan_fits_its_profile_and_its_metrics():
    report = cei.check_plan(INITIATIVE / "ejemplo-plan.json", profile("2024-25"), INITIATIVE / "ejemplo-metrics.json")
    assert [one["code"] for one in report["diagnostics"]] == ["reflections_open"]


def test_the_example_plan_is_a_draft_that_people_filled_in():
    plan = json.loads((INITIATIVE / "ejemplo-plan.json").read_text(encoding="utf-8"))
    draft = cei.plan(profile("2024-25"), most=7, id=plan["id"])
    kept = ["competency", "from", "to", "steps", "strategies"]
    assert [{key: one.get(key) for key in kept} for one in plan["focus"]] == [{key: one.get(key) for key in kept} for one in draft["focus"]]
    assert [one["question"] for one in plan["reflections"]] == [one["question"] for one in draft["reflections"]]
    assert plan["modules"] == draft["modules"]


def test_progress_of_the_example():
    found = cei.progress(INITIATIVE / "ejemplo-plan.json", profile("2025-26"), as_of=date(2025, 12, 1))
    assert found["counts"] == {"met": 6, "moved": 0, "not_yet": 1, "no_data": 0}
    assert found["actions"] == {"done": 5, "due": 1, "later": 2, "undated": 0}
    fallen = found["focus"][-1]
    assert (fallen["competency"], fallen["status"], fallen["change"]) == ("4.3", "not_yet", -1)


def test_metrics_of_one_team_and_of_two():
    one = cei.metrics(INITIATIVE / "ejemplo-metrics.json")
    assert one["counts"] == {"measures": 9, "moved": 6, "not_yet": 2, "no_data": 1, "reached": 1}
    two = cei.metrics([INITIATIVE / "ejemplo-metrics.json", (INITIATIVE / "ejemplo-school-b-metrics.json").read_bytes()])
    assert two["not_collected"] == ["trust"]
    assert [team["metrics"] for team in two["teams"]] == ["ejemplo-district-metrics", "ejemplo-school-b-metrics"]


def test_lenses():
    one = profile("2025-26")
    assert [part["id"] for part in one.lens("plln-components")["parts"]][0] == "leadership"
    own = one.lens(INITIATIVE / "ejemplo-lens.json")
    assert [part["node"]["status"] for part in own["parts"]] == ["staged", "staged"]
    assert own == cei.lens(one.to_json(), INITIATIVE / "ejemplo-lens.json")
    with pytest.raises(cei.CeiError) as caught:
        one.lens("plln-component")
    assert caught.value.diagnostics[0].params == {"id": "plln-component", "suggestion": "plln-components"}


def test_a_policy_of_ones_own_is_handed_over():
    policy = {**cei.policy("mean").to_dict(), "id": "ours"}
    one = cei.assess(EXAMPLE / "ejemplo-district-2025-26.json", policy=policy)
    with pytest.raises(cei.CeiError):
        one.lens(INITIATIVE / "ejemplo-lens.json")
    assert one.lens(INITIATIVE / "ejemplo-lens.json", policy=cei.policy(policy))["policy"]["id"] == "ours"


def test_the_example_report_is_whole_in_both_languages():
    parts = (["inaugural", INITIATIVE / "ejemplo-cohort.json"], [INITIATIVE / "ejemplo-metrics.json"], INITIATIVE / "ejemplo-initiative.json")
    report = cei.initiative(*parts)
    assert cei.validate(report).valid
    again = cei.initiative(parts[0], parts[1], report)
    assert again == report
    for lang, heading in [("en", "Best practices"), ("es", "Mejores prácticas")]:
        page = cei.initiative_html(report, lang)
        assert f'<html lang="{lang}">' in page and heading in page
        for one in report["metrics"]:
            assert one["title"][lang] in page


def test_the_initiative_names_what_it_was_made_from():
    metrics = INITIATIVE / "ejemplo-metrics.json"
    cohort = INITIATIVE / "ejemplo-cohort.json"
    report = cei.initiative([cohort], [metrics])
    assert "ejemplo-district-metrics" in cei.initiative_html(report)
    page = cei.initiative_html(report, "es", [cohort, metrics])
    assert "Medidas de participación, Distrito Escolar Unificado Ejemplo" in page and "Muestra Elementary" in page
    assert "ejemplo-district-metrics" not in page
    command = [sys.executable, "-m", "cei", "initiative", "--cohort", str(cohort), "--metrics", str(metrics), "--html", "--lang", "es"]
    assert subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8") == page + "\n"


def test_what_is_missing_is_listed():
    report = cei.initiative()
    assert [one["params"]["part"] for one in report["missing"]] == [
        "best_practices", "understanding", "metrics", "community_measures", "community_analysis", "district_measures",
        "district_analysis", "protocol_feedback", "metrics_feedback", "activities", "training", "resources",
    ]  # fmt: skip
    page = cei.initiative_html({**report, "title": "<script>"})
    assert "<script>" not in page


def test_what_is_missing_is_told_in_words(capsys):
    for lang, said in [("en", "the analysis of the impact on districts, in words"), ("es", "el análisis del impacto en los distritos")]:
        assert main(["initiative", "--cohort", "inaugural", "--lang", lang]) == 0
        told = capsys.readouterr().out
        assert said in told and "district_analysis" not in told


def test_a_plan_is_checked_in_both_languages(capsys):
    command = ["plan", str(EXAMPLE / "ejemplo-district-2024-25.json"), "--check", str(INITIATIVE / "ejemplo-plan.json")]
    for lang, said in [("en", "reflections"), ("es", "preguntas de reflexión sin respuesta")]:
        assert main([*command, "--lang", lang]) == 0
        assert said in capsys.readouterr().out
    assert main([*command, "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("severity,code,path,message\n")
