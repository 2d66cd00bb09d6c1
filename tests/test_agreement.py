"""Agreement beside what others compute: 1,000 random tables, `krippendorff` and `irrCAC`, to 1e-9.

The library answers through `cei-core/examples/agreement.rs`, one JSON line for each table. `irrCAC` wants an older numpy
than pyarrow takes, so that neither package is in requirements.txt: an environment with `pip install krippendorff irrCAC
pytest` runs this file, and without them it says that it is skipped.
"""

import json
import os
import random
import subprocess
import warnings
from pathlib import Path

import built
import pytest

np = pytest.importorskip("numpy")
pd = pytest.importorskip("pandas")
krippendorff = pytest.importorskip("krippendorff")
cac = pytest.importorskip("irrCAC.raw").CAC

ROOT = Path(__file__).resolve().parent.parent
TABLES = 1_000
SEED = 20250901
CLOSE = 1e-9


def tables():
    """2 to 60 raters, 2 to 60 units, 2 to 9 categories, 0 to 60 % missing; some of them nearly constant."""
    rng = random.Random(SEED)
    for _ in range(TABLES):
        raters, units, k = rng.randint(2, 60), rng.randint(2, 60), rng.randint(2, 9)
        missing = rng.uniform(0.0, 0.6)
        spread = rng.choice([0.0, 0.02, 0.3, 1.0])
        common = [rng.randint(1, k) for _ in range(units)] if rng.random() < 0.7 else [rng.randint(1, k)] * units
        yield k, [
            [
                0 if rng.random() < missing else rng.randint(1, k) if rng.random() < spread else common[unit]
                for unit in range(units)
            ]
            for _ in range(raters)
        ]


def ask(requests):
    """What the library answers."""
    command = os.environ.get("CEI_AGREEMENT", "").split() or [built.example("agreement")]
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, cwd=ROOT, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def expected(k, rows):
    """The values that the packages define; None where they define none."""
    ratings = np.array(rows, dtype=float)
    ratings[ratings == 0] = np.nan
    found = {}
    for metric in ("nominal", "ordinal", "interval"):
        try:
            alpha = krippendorff.alpha(ratings, value_domain=list(range(1, k + 1)), level_of_measurement=metric)
        except ValueError:
            alpha = np.nan
        found["alpha", metric] = None if np.isnan(alpha) else float(alpha)
    frame = pd.DataFrame(ratings.T)
    pairable = bool((frame.count(axis=1) >= 2).any())
    for weights in ("identity", "linear", "ordinal", "quadratic"):
        if not pairable:
            found["ac", weights] = found["exact", ""] = None
            continue
        coefficient = cac(frame, weights=weights, categories=[float(c) for c in range(1, k + 1)], digits=15).gwet()["est"]
        found["ac", weights] = float(coefficient["coefficient_value"])
        if weights == "identity":
            found["exact", ""] = float(coefficient["pa"])
    return found


def test_random_tables_agree_with_other_packages():
    all_tables = list(tables())
    requests = [{"stages": [stage for row in rows for stage in row], "units": len(rows[0]), "categories": k}
                for k, rows in all_tables]
    compared = undefined = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for (k, rows), answer in zip(all_tables, ask(requests), strict=True):
            agreement = answer["agreement"]
            assert agreement["units"] == sum(any(column) for column in zip(*rows))
            assert agreement["raters"] == sum(any(row) for row in rows)
            assert agreement["categories"] == k
            for (group, name), value in expected(k, rows).items():
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
