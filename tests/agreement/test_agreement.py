"""Agreement beside what others compute: 1,000 random tables, `krippendorff` and `irrCAC`, to 1e-9.

The library answers through `cei-core/examples/agreement.rs`, one JSON line for each table; what the packages say is kept
in expected.json, which `make release-check` holds against the packages themselves (expected.py).
"""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import built  # noqa: E402
from expected import FILE, STATISTICS  # noqa: E402
from tables import TABLES, digest, tables  # noqa: E402

CLOSE = 1e-9


def ask(requests):
    """What the library answers."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run([built.example("agreement")], input=lines, capture_output=True, text=True, cwd=ROOT, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_random_tables_agree_with_other_packages():
    expected = json.loads(FILE.read_text(encoding="utf-8"))
    assert expected["tables"] == digest()
    all_tables = list(tables())
    requests = [{"stages": [stage for row in rows for stage in row], "units": len(rows[0]), "categories": k}
                for k, rows in all_tables]
    compared = undefined = 0
    for (k, rows), answer, values in zip(all_tables, ask(requests), expected["values"], strict=True):
        agreement = answer["agreement"]
        assert agreement["units"] == sum(any(column) for column in zip(*rows))
        assert agreement["raters"] == sum(any(row) for row in rows)
        assert agreement["categories"] == k
        for (group, name), value in zip(STATISTICS, values, strict=True):
            statistic = agreement[group][name] if name else agreement[group]
            if value is None:
                assert set(statistic) == {"undefined"}, (group, name, statistic)
                undefined += 1
            else:
                assert abs(statistic["value"] - value) <= CLOSE, (group, name, statistic, value)
                compared += 1
    assert compared + undefined == 8 * TABLES
    assert compared > 7 * TABLES and undefined > 10, (compared, undefined)


def test_published_values():
    rows = ["123321412000", "123322412500", "033323422513", "123324412510"]
    stages = [int(stage) for row in rows for stage in row]
    (answer,) = ask([{"stages": stages, "units": 12, "categories": 5}])
    alpha, ac = answer["agreement"]["alpha"], answer["agreement"]["ac"]
    assert abs(alpha["nominal"]["value"] - 113 / 152) < 1e-12
    assert abs(alpha["ordinal"]["value"] - 108577 / 133160) < 1e-12
    assert abs(alpha["interval"]["value"] - 0.849107) < 1e-6
    assert abs(ac["identity"]["value"] - 0.775444) < 1e-6
