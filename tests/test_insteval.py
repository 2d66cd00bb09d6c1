"""73,421 ratings that nobody here made, through the table path, against an independent computation."""

import json
import random
import sys
from pathlib import Path

import cei
import pytest

HERE = Path(__file__).parent / "insteval"
sys.path.insert(0, str(HERE))

import load  # noqa: E402

EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def frame():
    return load.raw()


def number(node):
    return int(node.stage.removeprefix("rating_")) if node.stage else None


@pytest.mark.parametrize("policy", ["cei-default", "mean"])
def test_stages_of_every_department(frame, policy):
    profiles = cei.stage(load.table(frame), rubric=HERE / "rubric.json", policy=policy)
    assert len(profiles) == len(EXPECTED["departments"]) == 14
    for department in EXPECTED["departments"]:
        profile = profiles[department["assessment"]]
        assert number(profile["teaching"]) == department["teaching"][policy]
        document = profile.to_dict()
        competencies = {one["id"]: one for domain in document["domains"] for one in domain["competencies"]}
        for competency in department["competencies"]:
            assert number(profile[competency["id"]]) == competency["stage"][policy]
            groups = {one["group"]: one for one in competencies[competency["id"]].get("groups", [])}
            assert sorted(groups) == sorted(one["group"] for one in competency["groups"] if sum(one["stages"]))
            for group in competency["groups"]:
                if sum(group["stages"]):
                    assert groups[group["group"]]["stages"] == group["stages"]
                    assert groups[group["group"]]["stage"] == f"rating_{group['stage'][policy]}"


def test_order_of_rows_and_way_in_do_not_matter(frame):
    rubric = cei.rubric(HERE / "rubric.json")
    table = load.table(frame)
    wanted = [profile.to_json() for profile in cei.stage(table, rubric=rubric)]
    rows = list(range(table.num_rows))
    random.Random(1).shuffle(rows)
    half = table.num_rows // 2
    shuffled = table.take(rows)
    assert [one.to_json() for one in cei.stage(shuffled, rubric=rubric)] == wanted
    merged = cei.tally(shuffled.slice(0, half), rubric=rubric) + cei.tally(shuffled.slice(half), rubric=rubric)
    assert [one.to_json() for one in cei.stage(merged)] == wanted
    assert [one.to_json() for one in cei.stage(table.to_pandas(), rubric=rubric)] == wanted
