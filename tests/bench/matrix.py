"""A matrix of stage numbers, 2 million assessments by 34 competencies, to the stages of 7 domains. One core."""

import ctypes
import json
import os

os.environ["POLARS_MAX_THREADS"] = "1"

import library  # noqa: E402
import numpy as np  # noqa: E402
import polars as pl  # noqa: E402
from timing import compare  # noqa: E402

ROWS = 2_000_000
RUBRIC = json.loads((library.ROOT / "cei-core/data/cei-self-assessment.json").read_bytes())
NOT_APPLICABLE = 255


def domains(rubric):
    first = 0
    for domain in rubric["domains"]:
        yield first, first + len(domain["competencies"])
        first += len(domain["competencies"])


def need(share, n):
    """How many of n votes, by SPEC 4; an array of n too."""
    if share == "all":
        return n
    if share == "any":
        return n * 0 + 1
    if share == "majority":
        return n // 2 + 1
    p, q = map(int, share.split("/"))
    return np.maximum(-(-p * n // q), 1)


def with_numpy(matrix, rule, k):
    """As someone would who knows numpy: whole columns at a time, in bytes, what depends on a count looked up."""
    out = np.empty((len(list(domains(RUBRIC))), matrix.shape[0]), np.uint8)
    for place, (first, last) in zip(out, domains(RUBRIC), strict=True):
        block = matrix.T[first:last]
        n = np.arange(last - first + 1)
        applies = block != NOT_APPLICABLE
        members = applies.sum(0, dtype=np.uint8)
        counted = np.where(applies, block, 0)
        reached = [(counted >= stage).sum(0, dtype=np.uint8) for stage in range(1, k + 1)]
        votes = reached[0]
        stage = np.ones(len(votes), np.uint8)
        if rule["by"] == "reach":
            needed = need(rule["share"], n).astype(np.uint8)[votes]
            for at in reached[1:]:
                stage += at >= needed
        else:
            points = sum(reached[1:])
            for step in range(1, k):
                stage += points >= (-(-n * (k - 1) * step // (k - 1))).astype(np.uint8)[votes]
        if "within" in rule:
            lowest = np.ones(len(votes), np.uint8)
            for at in reached[1:]:
                lowest += at == votes
            stage = np.minimum(stage, lowest + np.uint8(rule["within"]))
        enough = votes >= need(rule["coverage"], n).astype(np.uint8)[members]
        place[:] = np.where(members == 0, NOT_APPLICABLE, np.where(enough, stage, 0))
    return out.T


def with_polars(frame, rule, k):
    """Expressions, all in one query."""
    columns = frame.columns
    out = []
    for index, (first, last) in enumerate(domains(RUBRIC)):
        cells = [pl.col(name) for name in columns[first:last]]
        members = pl.sum_horizontal([(cell != NOT_APPLICABLE).cast(pl.UInt8) for cell in cells])
        reached = [
            pl.sum_horizontal([cell.is_between(stage, k).cast(pl.UInt8) for cell in cells]) for stage in range(1, k + 1)
        ]
        votes = reached[0]
        p, q = map(int, rule["share"].split("/"))
        needed = pl.max_horizontal((votes.cast(pl.Int32) * p + (q - 1)) // q, 1)
        stage = 1 + pl.sum_horizontal([(at >= needed).cast(pl.UInt8) for at in reached[1:]])
        lowest = 1 + pl.sum_horizontal([(at == votes).cast(pl.UInt8) for at in reached[1:]])
        p, q = map(int, rule["coverage"].split("/"))
        enough = votes >= pl.max_horizontal((members.cast(pl.Int32) * p + (q - 1)) // q, 1)
        staged = pl.min_horizontal(stage, lowest + rule["within"])
        result = pl.when(members == 0).then(NOT_APPLICABLE).when(enough).then(staged).otherwise(0)
        out.append(result.cast(pl.UInt8).alias(f"d{index}"))
    return frame.select(out)


def values(k, rows, seed):
    """A few hundredths not applicable, a tenth unanswered, whole assessments lower or higher than others."""
    rng = np.random.default_rng(seed)
    level = rng.integers(0, k, rows, dtype=np.uint8)
    matrix = np.empty((rows, 34), np.uint8, order="F")
    for column in matrix.T:
        column[:] = np.clip(level + rng.integers(0, 3, rows, dtype=np.uint8), 1, k)
        chance = rng.random(rows, dtype=np.float32)
        column[chance < 0.1] = 0
        column[chance < 0.03] = NOT_APPLICABLE
    return matrix


def readers(matrix):
    """What only reads the same bytes: the quickest says how fast memory can be read."""
    libc = ctypes.CDLL(None)
    words = matrix.T.reshape(-1).view(np.uint64)
    absent = ctypes.c_int(200)
    return {
        "only reading: memchr of a byte that is not there": lambda: libc.memchr(
            ctypes.c_void_p(matrix.ctypes.data), absent, ctypes.c_size_t(matrix.size)
        ),
        "only reading: numpy sum of the words": words.sum,
    }


def main():
    cei = library.load()
    rules = library.Rules(cei, "cei-default")
    rule = json.loads((library.ROOT / "cei-core/data/policies/cei-default.json").read_bytes())["domain"]
    matrix = values(4, ROWS, 1)
    by_rows = np.ascontiguousarray(matrix)
    frame = pl.from_numpy(matrix)
    out = np.empty((ROWS, rules.columns), np.uint8, order="F")
    out_rows = np.empty((ROWS, rules.columns), np.uint8)
    wanted = with_numpy(matrix, rule, 4)
    assert (rules.stage_matrix(matrix, out) == wanted).all()
    assert (rules.stage_matrix(by_rows, out_rows) == wanted).all()
    assert (with_polars(frame, rule, 4).to_numpy() == wanted).all()
    print(f"one thread each; {ROWS:,} rows x 34 columns of bytes, {matrix.nbytes / 1e6:.0f} MB, beyond every cache")
    took = compare("cei-default, 4 stages", {
        "cei, columns": lambda: rules.stage_matrix(matrix, out),
        **readers(matrix),
        "cei, rows": lambda: rules.stage_matrix(by_rows, out_rows),
        "numpy on uint8": lambda: with_numpy(matrix, rule, 4),
        "polars expressions": lambda: with_polars(frame, rule, 4),
    }, size=matrix.nbytes)
    read = min(time.cpu for name, time in took.items() if name.startswith("only"))
    for name in ("cei, columns", "cei, rows"):
        print(f"  {name}: {read / took[name].cpu:.0%} of the read bandwidth by CPU time")
    scale = [{"id": f"s{stage}", "title": "-"} for stage in range(1, 10)]
    nine = {"format": "cei.rubric/1", "id": "nine", "version": "1", "title": "-", "scale": scale, "groups": [],
            "domains": [{"id": domain["id"], "title": "-", "competencies": [
                {"id": one["id"], "title": "-"} for one in domain["competencies"]]} for domain in RUBRIC["domains"]]}
    matrix9 = values(9, ROWS, 2)
    for name, k, data, rubric in (
        ("cei-every-voice", 4, matrix, None), ("mean", 4, matrix, None),
        ("cei-default", 9, matrix9, json.dumps(nine)), ("mean", 9, matrix9, json.dumps(nine)),
    ):
        rule = json.loads((library.ROOT / f"cei-core/data/policies/{name}.json").read_bytes())["domain"]
        rules = library.Rules(cei, name, rubric)
        assert (rules.stage_matrix(data, out) == with_numpy(data, rule, k)).all(), name
        compare(f"{name}, {k} stages", {
            "cei, columns": lambda rules=rules, data=data: rules.stage_matrix(data, out),
            "numpy on uint8": lambda data=data, rule=rule, k=k: with_numpy(data, rule, k),
        }, rounds=3, size=data.nbytes)
    compare("growth of cost: rows", {
        f"cei, columns, {rows:,} rows": lambda part=np.asfortranarray(matrix[:rows]), place=np.empty(
            (rows, 7), np.uint8, order="F"): library_rules.stage_matrix(part, place)
        for library_rules in [library.Rules(cei, "cei-default")] for rows in (ROWS // 10, ROWS)
    })


if __name__ == "__main__":
    main()
