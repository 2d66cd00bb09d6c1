"""One set of answers, many ways in, the same bytes out."""

import json
import random
from pathlib import Path

import cei
import polars as pl
import pyarrow as pa
import pytest

EXAMPLES = sorted((Path(__file__).parent / "example").glob("*.json"))
STAGES = ["not_evident", "developing", "maturing", "advanced"]
MISSING = ["unanswered", "dont_know", "not_applicable", "withheld"]


def answers_only(path):
    """What a table can hold: no decisions, nothing out of scope, no name of the subject."""
    document = json.loads(path.read_text(encoding="utf-8"))
    kept = {key: document[key] for key in ("format", "id", "rubric", "raters", "ratings") if key in document}
    return kept


def rows(document):
    group_of = {rater["id"]: rater["group"] for rater in document["raters"]}
    for rating in document["ratings"]:
        yield {
            "assessment": document["id"],
            "group": group_of.get(rating.get("rater"), rating.get("group")),
            "rater": rating.get("rater"),
            "competency": rating["competency"],
            "stage": rating.get("stage"),
            "missing": rating.get("missing"),
            "evidence": len(rating.get("evidence", [])),
        }


def counts(table):
    """GROUP BY in another engine, and only the counts go into the library."""
    frame = pl.from_arrow(table)
    columns = [(pl.col("stage") == stage).sum().alias(f"n_{stage}") for stage in STAGES]
    columns += [(pl.col("missing") == word).sum().alias(f"n_{word}") for word in MISSING]
    return frame.group_by("assessment", "group", "competency").agg(*columns, pl.col("evidence").sum())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("policy", ["cei-default", "cei-every-voice", "mean"])
def test_same_bytes(path, policy):
    document = answers_only(path)
    wanted = cei.assess(document, policy=policy).to_json()
    assert cei.assess(json.dumps(document, indent=2), policy=policy).to_json() == wanted
    assert cei.stage(cei.tally(document).to_json(), policy=policy).to_json() == wanted
    shuffled = dict(document, ratings=random.Random(1).sample(document["ratings"], len(document["ratings"])))
    assert cei.assess(shuffled, policy=policy).to_json() == wanted

    def one(table):
        (profile,) = cei.stage(table, policy=policy)
        return profile.to_json()

    listed = list(rows(document))
    random.Random(2).shuffle(listed)
    schema = pa.schema([(name, pa.int64() if name == "evidence" else pa.string()) for name in listed[0]])
    table = pa.Table.from_pylist(listed, schema=schema)
    assert one(table) == wanted
    assert one(pl.from_arrow(table).with_columns(pl.col("stage").cast(pl.Enum(STAGES)))) == wanted
    assert one(table.to_pandas().astype({"group": "category", "competency": "category"})) == wanted
    assert one(counts(table)) == wanted
    half = table.num_rows // 2
    (merged,) = cei.stage(cei.tally(table.slice(0, half)) + cei.tally(table.slice(half)), policy=policy)
    assert merged.to_json() == wanted
