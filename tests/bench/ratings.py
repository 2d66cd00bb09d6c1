"""Ratings, 10 million rows in random order, to the stages of 7 domains of each assessment. One core.

Assessment, group, competency and stage are whole numbers; then the same as strings and as categories.
"""

import json
import os
import sys

os.environ["POLARS_MAX_THREADS"] = "1"

import cei  # noqa: E402
import duckdb  # noqa: E402
import numpy as np  # noqa: E402
import polars as pl  # noqa: E402
from timing import compare, peak_mib  # noqa: E402

ROWS, ASSESSMENTS, GROUPS, STAGES = 10_000_000, 20_000, 5, 4
SIZES = [len(domain["competencies"]) for domain in cei.rubric().to_dict()["domains"]]
COMPETENCIES = sum(SIZES)
DOMAIN_OF = np.repeat(np.arange(len(SIZES)), SIZES)


def rubric():
    """The shape of CEI's rubric, with numbers for ids."""
    first = np.cumsum([0, *SIZES])
    return cei.rubric({
        "format": "cei.rubric/1", "id": "numbers", "version": "1", "title": "-",
        "scale": [{"id": f"stage-{stage}", "title": "-"} for stage in range(1, STAGES + 1)],
        "groups": [{"id": str(group), "title": "-"} for group in range(GROUPS)],
        "domains": [{"id": f"d{index}", "title": "-", "competencies": [
            {"id": str(one), "title": "-"} for one in range(first[index], first[index] + size)
        ]} for index, size in enumerate(SIZES)],
    })


def table(rows):
    rng = np.random.default_rng(1)
    return pl.DataFrame({
        "assessment": rng.integers(0, ASSESSMENTS, rows, dtype=np.int32),
        "group": rng.integers(0, GROUPS, rows, dtype=np.int8),
        "competency": rng.integers(0, COMPETENCIES, rows, dtype=np.int8),
        "stage": rng.integers(1, STAGES + 1, rows, dtype=np.int8),
    })


def reached(column="stage"):
    return [(pl.col(column) >= stage).sum().alias(f"n{stage}") for stage in range(2, STAGES + 1)]


def majority():
    need = pl.col("n") // 2 + 1
    return (1 + pl.sum_horizontal([(pl.col(f"n{stage}") >= need).cast(pl.Int8) for stage in range(2, STAGES + 1)])).alias("stage")


DOMAINS = pl.DataFrame({"competency": np.arange(COMPETENCIES, dtype=np.int8), "domain": DOMAIN_OF.astype(np.int8)})


def by_domain(frame):
    """From stages of competencies to those of domains, the same for all that count with polars."""
    sizes = pl.DataFrame({"domain": np.arange(len(SIZES), dtype=np.int8), "members": np.array(SIZES)})
    counted = frame.join(DOMAINS, on="competency").group_by("assessment", "domain").agg(pl.len().alias("n"), *reached())
    need = (2 * pl.col("n") + 2) // 3
    stage = 1 + pl.sum_horizontal([(pl.col(f"n{at}") >= need).cast(pl.Int8) for at in range(2, STAGES + 1)])
    lowest = 1 + pl.sum_horizontal([(pl.col(f"n{at}") == pl.col("n")).cast(pl.Int8) for at in range(2, STAGES + 1)])
    enough = pl.col("n") >= (3 * pl.col("members") + 4) // 5
    stage = pl.when(enough).then(pl.min_horizontal(stage, lowest + 1)).otherwise(0)
    return counted.join(sizes, on="domain").select("assessment", "domain", stage.alias("stage"))


def polars_counts(frame):
    groups = frame.group_by("assessment", "competency", "group").agg(pl.len().alias("n"), *reached())
    groups = groups.with_columns(majority())
    competencies = groups.group_by("assessment", "competency").agg(pl.len().alias("n"), *reached())
    return by_domain(competencies.with_columns(majority()))


def polars_quantile(frame):
    """As most would write it: the lower median of a group's answers, and of the groups."""
    lower = pl.col("stage").quantile(0.5, "lower")
    groups = frame.group_by("assessment", "competency", "group").agg(lower)
    return by_domain(groups.group_by("assessment", "competency").agg(lower))


SQL_REACHED = ", ".join(f"count(*) FILTER (stage >= {stage}) AS n{stage}" for stage in range(2, STAGES + 1))
SQL_MAJORITY = "1 + " + " + ".join(f"(n{stage} >= n // 2 + 1)::INT" for stage in range(2, STAGES + 1))


def duckdb_counts(connection):
    stage = "1 + " + " + ".join(f"(n{at} >= (2 * n + 2) // 3)::INT" for at in range(2, STAGES + 1))
    lowest = "2 + " + " + ".join(f"(n{at} = n)::INT" for at in range(2, STAGES + 1))
    return connection.execute(f"""
        WITH groups AS (SELECT assessment, competency, "group", count(*) AS n, {SQL_REACHED} FROM ratings GROUP BY ALL),
        staged AS (SELECT assessment, competency, {SQL_MAJORITY} AS stage FROM groups),
        voices AS (SELECT assessment, competency, count(*) AS n, {SQL_REACHED} FROM staged GROUP BY ALL),
        rated AS (SELECT assessment, competency, {SQL_MAJORITY} AS stage FROM voices),
        counted AS (SELECT assessment, domain, any_value(members) AS members, count(*) AS n, {SQL_REACHED}
                    FROM rated JOIN domains USING (competency) GROUP BY assessment, domain)
        SELECT assessment, domain, CASE WHEN n >= (3 * members + 4) // 5 THEN least({stage}, {lowest}) ELSE 0 END AS stage
        FROM counted""").fetchnumpy()


def numpy_bincount(assessment, group, competency, stage):
    place = ((assessment.astype(np.int64) * COMPETENCIES + competency) * GROUPS + group) * STAGES + (stage - 1)
    counts = np.bincount(place, minlength=ASSESSMENTS * COMPETENCIES * GROUPS * STAGES)
    counts = counts.reshape(ASSESSMENTS, COMPETENCIES, GROUPS, STAGES)

    def lower_median(counts, axis_votes):
        need = axis_votes // 2 + 1
        above = np.cumsum(counts[..., ::-1], -1)[..., ::-1]
        return 1 + (above[..., 1:] >= need[..., None]).sum(-1)

    votes = counts.sum(-1)
    groups = np.where(votes > 0, lower_median(counts, votes), 0)
    voices = np.stack([(groups == stage).sum(-1) for stage in range(1, STAGES + 1)], -1)
    votes = voices.sum(-1)
    rated = np.where(votes > 0, lower_median(voices, votes), 0)
    out, first = np.zeros((ASSESSMENTS, len(SIZES)), np.uint8), 0
    for index, size in enumerate(SIZES):
        block = rated[:, first:first + size]
        first += size
        above = np.stack([(block >= stage).sum(-1) for stage in range(1, STAGES + 1)], -1)
        votes = above[:, 0]
        stage = 1 + (above[:, 1:] >= ((2 * votes + 2) // 3)[:, None]).sum(-1)
        lowest = 1 + (above[:, 1:] == votes[:, None]).sum(-1)
        out[:, index] = np.where(votes >= -(-3 * size // 5), np.minimum(stage, lowest + 1), 0)
    return out


def as_matrix(frame):
    """Long to wide, by assessment in numeric order."""
    out = np.zeros((ASSESSMENTS, len(SIZES)), np.uint8)
    out[np.asarray(frame["assessment"]), np.asarray(frame["domain"])] = np.asarray(frame["stage"])
    return out


def of_cei(table):
    frame = table.to_polars()
    out = np.zeros((ASSESSMENTS, len(SIZES)), np.uint8)
    out[frame["assessment"].cast(pl.Int64).to_numpy()] = frame.drop("assessment").to_numpy()
    return out


def main(rows=ROWS):
    named = rubric()
    frame = table(rows)
    before = peak_mib()
    mine = of_cei(cei.stages(frame, rubric=named))
    print(f"{rows:,} rows, {ASSESSMENTS:,} assessments; one thread each; cei's added peak memory {peak_mib() - before:.0f} MiB")
    arrays = [frame[name].to_numpy() for name in frame.columns]
    connection = duckdb.connect(config={"threads": 1})
    arrow = frame.to_arrow()
    connection.register("ratings", arrow)
    connection.register("domains", DOMAINS.join(
        pl.DataFrame({"domain": np.arange(len(SIZES), dtype=np.int8), "members": np.array(SIZES)}), on="domain").to_arrow())
    for name, other in {"polars counts": lambda: as_matrix(polars_counts(frame)), "numpy": lambda: numpy_bincount(*arrays),
                        "polars quantile": lambda: as_matrix(polars_quantile(frame)),
                        "duckdb": lambda: as_matrix(duckdb_counts(connection))}.items():
        assert (other() == mine).all(), name
    compare("whole numbers", {
        "cei.stages": lambda: cei.stages(frame, rubric=named),
        "polars, counts as an expert": lambda: polars_counts(frame),
        "duckdb, counts as an expert": lambda: duckdb_counts(connection),
        "numpy bincount": lambda: numpy_bincount(*arrays),
        "polars, group_by.quantile": lambda: polars_quantile(frame),
    }, rounds=3)
    words = frame.with_columns(
        ("assessment-" + pl.col("assessment").cast(pl.String)).alias("assessment"), pl.col("group").cast(pl.String),
        pl.col("competency").cast(pl.String), ("stage-" + pl.col("stage").cast(pl.String)).alias("stage"))
    numbered = words.with_columns(pl.col("stage").str.slice(6).cast(pl.Int8), pl.col("competency").cast(pl.Int8))
    compare("strings", {
        "cei.stages": lambda: cei.stages(words, rubric=named),
        "polars, counts as an expert (stages numbered already)": lambda: polars_counts(numbered),
    }, rounds=3)
    categories = words.with_columns(pl.col(name).cast(pl.Categorical) for name in words.columns)
    numbered = numbered.with_columns(pl.col("assessment", "group").cast(pl.Categorical))
    compare("categories", {
        "cei.stages": lambda: cei.stages(categories, rubric=named),
        "polars, counts as an expert (stages numbered already)": lambda: polars_counts(numbered),
    }, rounds=3)
    compare("growth of cost: rows", {
        f"cei.stages, {size:,} rows": lambda part=frame[:size]: cei.stages(part, rubric=named) for size in (rows // 10, rows)
    }, rounds=3)
    print(json.dumps({"peak MiB of the process": round(peak_mib())}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
