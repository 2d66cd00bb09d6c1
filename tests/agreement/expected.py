"""What the packages `krippendorff` and `irrCAC` say of the tables: prints it, or holds expected.json against it.

    python tests/agreement/expected.py            # compares; what `make release-check` does
    python tests/agreement/expected.py --write    # writes expected.json
    python tests/agreement/expected.py --install  # only makes the environment

They want an older numpy than the other tests, so that they are installed in an environment of their own, in build/.
"""

import json
import os
import subprocess
import sys
import venv
import warnings
from pathlib import Path

from tables import TABLES, digest, tables

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FILE = HERE / "expected.json"
# In the order of the file: the group of a statistic, its name, and the package that gives it.
STATISTICS = [
    *(("alpha", name) for name in ("nominal", "ordinal", "interval")),
    *(("ac", name) for name in ("identity", "linear", "ordinal", "quadratic")),
    ("exact", ""),
]


def values(k, rows):
    """The values that the packages define, in the order of STATISTICS; None where they define none."""
    import krippendorff
    import numpy as np
    import pandas as pd
    from irrCAC.raw import CAC

    ratings = np.array(rows, dtype=float)
    ratings[ratings == 0] = np.nan
    found = []
    for metric in ("nominal", "ordinal", "interval"):
        try:
            alpha = krippendorff.alpha(ratings, value_domain=list(range(1, k + 1)), level_of_measurement=metric)
        except ValueError:
            alpha = np.nan
        found.append(None if np.isnan(alpha) else float(alpha))
    frame = pd.DataFrame(ratings.T)
    if not (frame.count(axis=1) >= 2).any():
        return [*found, None, None, None, None, None]
    for weights in ("identity", "linear", "ordinal", "quadratic"):
        categories = [float(category) for category in range(1, k + 1)]
        coefficient = CAC(frame, weights=weights, categories=categories, digits=15).gwet()["est"]
        found.append(float(coefficient["coefficient_value"]))
        if weights == "identity":
            exact = float(coefficient["pa"])
    return [*found, exact]


def close(one, other):
    return one == other if None in (one, other) else abs(one - other) <= 1e-12


def inside(write):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = [values(k, rows) for k, rows in tables()]
    if write:
        lines = ",\n".join(json.dumps(line) for line in made)
        FILE.write_text(f'{{"tables":"{digest()}","values":[\n{lines}\n]}}\n', encoding="utf-8")
        return
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    differing = [number for number, (one, other) in enumerate(zip(made, kept["values"], strict=True))
                 if not all(map(close, one, other))]
    if kept["tables"] != digest() or differing:
        sys.exit(f"expected.json is not what the packages say of tables {differing[:10]}; --write mends it")
    print(f"{TABLES} passed, 0 failed")


def main():
    if "--inside" in sys.argv:
        inside("--write" in sys.argv)
        return
    own = ROOT / "build" / "agreement"
    python = own / "bin" / "python"
    if not python.exists():
        venv.create(own, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--requirement", HERE / "requirements.txt"], check=True)
    if "--install" in sys.argv:
        return
    sys.exit(subprocess.run([python, __file__, "--inside", *sys.argv[1:]], env={**os.environ, "PYTHONPATH": ""}).returncode)


if __name__ == "__main__":
    main()
