"""A CSV file of ratings from disk to stages, in bounded memory; and what `import cei` costs. One thread on both sides.

The file has `CEI_BENCH_MB` megabytes, 1,000 unless given: text labels in random order, and a comment that nobody reads.
Each is a process of its own, so that its memory is its own. The reader beside it only reads the file.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import cei

SIZE = int(os.environ.get("CEI_BENCH_MB", "1000")) * 1_000_000
ASSESSMENTS = 1_000
# Each prints the number of rows, or of assessments, that it has seen; then wall and CPU seconds, and MiB.
WORKS = {
    "cei.stages(path): stages of the domains": "import cei; seen = len(cei.stages(path))",
    "cei.tally(path): counts": "import cei; seen = cei.tally(path).rows",
    "polars.read_csv(path): nothing but reading": "import polars; seen = polars.read_csv(path).height",
    "polars.scan_csv(path) to counts": (
        "import polars; seen = polars.scan_csv(path).group_by('assessment', 'group', 'competency', 'stage').len()"
        ".collect(engine='streaming')['len'].sum()"
    ),
}
FRAME = """
import json, pathlib, resource, sys, time
path = pathlib.Path(sys.argv[1]); wall, cpu = time.perf_counter(), time.process_time()
{}
print(json.dumps([int(seen), time.perf_counter() - wall, time.process_time() - cpu,
                  resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


EQUAL = """
import sys, pathlib, cei, polars as pl
path = pathlib.Path(sys.argv[1])
words = [*cei.rubric().stages, "dont_know"]
counts = pl.scan_csv(path).group_by("assessment", "group", "competency").agg(
    *[(pl.col("stage") == word).sum().alias("n_" + word) for word in words])
print(cei.tally(counts.collect(engine="streaming")).to_json() == cei.tally(path).to_json())
"""


def write(path):
    """Ratings by the same few hundred thousand rows in ever other order."""
    draw, rubric = random.Random(1), cei.rubric()
    groups, stages = ["students", "families", "educators", "leaders", "community"], [*rubric.stages, "dont_know"]
    rows = [f"school-{draw.randrange(ASSESSMENTS)},{draw.choice(groups)},{draw.choice(rubric.competencies)},"
            f"{draw.choice(stages)},as we see it\n" for _ in range(100_000)]  # fmt: skip
    count = written = 0
    with path.open("w") as file:
        file.write("assessment,group,competency,stage,comment\n")
        while written < SIZE:
            draw.shuffle(rows)
            written += file.write("".join(rows))
            count += len(rows)
    return count


def process(code, *arguments):
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "POLARS_MAX_THREADS": "1"},
    )
    return done.stdout


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ratings.csv"
        rows = write(path)
        print(f"{path.stat().st_size / 1e6:,.0f} MB of CSV, {rows:,} ratings; medians of 3, in a process each")
        assert process(EQUAL, path) == "True\n", "what polars counts is not what cei counts"
        for name, work in WORKS.items():
            runs = [json.loads(process(FRAME.format(work), path)) for _ in range(3)]
            assert {run[0] for run in runs} <= {rows, ASSESSMENTS}, runs
            wall, cpu, memory = (statistics.median(run[place] for run in runs) for place in (1, 2, 3))
            print(f"  {name:<45} {wall:8.2f} s wall {cpu:8.2f} s CPU {memory:8.0f} MiB at most", flush=True)
    times = {}
    for code in ("pass", "import cei", "import cei; cei.assess", "import polars"):
        said = [
            float(process(f"import time; t = time.perf_counter(); {code}; print(time.perf_counter() - t)"))
            for _ in range(11)
        ]
        times[code] = statistics.median(said) * 1e3
    for code, took in times.items():
        print(f"  {code:<45} {took:8.2f} ms")


if __name__ == "__main__":
    main()
