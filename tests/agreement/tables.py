"""1,000 random tables of ratings, the same every time."""

import hashlib
import json
import random

TABLES = 1_000
SEED = 20250901


def tables():
    """(categories, rows of stage numbers, a row for each rater; 0 is missing).

    2 to 60 raters, 2 to 60 units, 2 to 9 categories, 0 to 60 % missing; some of them nearly constant.
    """
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


def digest():
    """What the tables are, so that values of others are noticed."""
    return hashlib.sha256(json.dumps(list(tables())).encode()).hexdigest()
