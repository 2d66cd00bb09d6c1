"""What may be published of a state's counts: 1,000 subjects, 34 competencies, 5 groups, 2 rounds. One core.

Beside it: polars reading the same counts from CSV, and the hiding alone as someone writes it who knows numpy. Ours has
the audit in the same pass: the fewest and the most answers that each hidden row can have.
"""

import os
import tempfile
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"

import cei  # noqa: E402
import numpy as np  # noqa: E402
import polars as pl  # noqa: E402
from timing import compare, measure  # noqa: E402

SUBJECTS, ROUNDS, MIN_N = 1_000, 2, 11
RUBRIC = cei.rubric()
GROUPS = [group["id"] for group in RUBRIC.to_dict()["groups"]]
STAGES = [stage["id"] for stage in RUBRIC.to_dict()["scale"]]


def state(subjects):
    """A row for each group on each competency of each assessment: many groups large, some of a few people, some empty."""
    rng = np.random.default_rng(3)
    assessments, competencies, groups = subjects * ROUNDS, len(RUBRIC.competencies), len(GROUPS)
    sizes = rng.choice([0, 6, 14, 40, 90], (assessments, 1, groups), p=[0.1, 0.2, 0.2, 0.3, 0.2])
    counts = rng.multinomial(np.broadcast_to(sizes, (assessments, competencies, groups)), [0.1, 0.35, 0.35, 0.2])
    names = [f"s{subject:05}-{round_}" for subject in range(subjects) for round_ in range(ROUNDS)]
    frame = pl.DataFrame({
        "assessment": np.repeat(names, competencies * groups),
        "group": np.tile(GROUPS, assessments * competencies),
        "competency": np.tile(np.repeat(RUBRIC.competencies, groups), assessments),
        **{f"n_{stage}": counts[..., number].ravel() for number, stage in enumerate(STAGES)},
    })
    return frame, counts


def hidden_rows(counts):
    """Which rows are hidden: those of few answers, and the next smallest while too little is left to guess."""
    total = counts.sum(-1)
    hidden = (total > 0) & (total < MIN_N)
    while True:
        many, rest = hidden.sum(-1), (total * hidden).sum(-1)
        values = np.where(many == 1, 1, rest - many + 1)
        open_ = np.where(hidden | (total == 0), np.iinfo(np.int64).max, total)
        more = (many > 0) & (values < MIN_N - 1) & (open_.min(-1) < np.iinfo(np.int64).max)
        if not more.any():
            return hidden
        at = np.nonzero(more)
        hidden[(*at, open_[at].argmin(-1))] = True


def rows(frame, table):
    """The rows of a result, in the order of the frame."""
    return frame.join(table, on=["assessment", "group", "competency"], how="left", maintain_order="left")


def main():
    frame, counts = state(SUBJECTS)
    given = cei.tally(frame)
    expected = hidden_rows(counts)
    shown = rows(frame.select("assessment", "group", "competency"), cei.disclose_counts(given).to_polars())
    found = shown["hidden"].fill_null(0).to_numpy().reshape(expected.shape) != 0
    assert (found == expected).all(), f"{(found != expected).sum()} rows differ"
    few = (counts.sum(-1) * expected).sum(-1) - expected.sum(-1) + 1
    high = shown["high"].to_numpy().reshape(expected.shape)
    told = expected & (expected.sum(-1, keepdims=True) > 1) & ~np.isnan(high)
    assert (high == few[..., None])[told].all()
    print(f"{frame.height:,} rows, {expected.mean():.0%} hidden; the hidden rows and their bounds are those of numpy")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "counts.csv"
        frame.write_csv(file)
        compare("disclosure and audit of a state", {
            "cei, of tallies": lambda: cei.disclose_counts(given),
            "cei, of a polars frame, counting it first": lambda: cei.disclose_counts(frame),
            "polars, only reading the counts from CSV": lambda: pl.read_csv(file),
            "numpy, only which rows are hidden": lambda: hidden_rows(counts),
        })
    large = cei.tally(state(SUBJECTS * 10)[0])
    took = measure({"once": lambda: cei.disclose_counts(given), "ten": lambda: cei.disclose_counts(large)})
    print(f"ten times the subjects: {took['ten'].wall / took['once'].wall:.1f} x the time")


if __name__ == "__main__":
    main()
