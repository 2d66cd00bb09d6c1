"""Agreement with bootstrap intervals, 200 raters by 34 competencies, 10 % missing; and 10,000 sites without. One core.

`krippendorff` and `irrCAC` run in an environment of their own (tests/agreement). Where they take seconds for a few
resamples, a thousand are reckoned from those: that is said beside the number. Ours are all eight statistics each time,
the others' are alpha (ordinal) and AC2 (quadratic).
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

RATERS, UNITS, K, RESAMPLES, SITES = 200, 34, 4, 1_000, 10_000
FEW, FEW_SITES, ROUNDS = 20, 200, 5
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VALUES = list(range(1, K + 1))


def ratings(np):
    rng = np.random.default_rng(7)
    level = rng.integers(1, K + 1, UNITS)
    stages = np.clip(level + rng.integers(-1, 2, (RATERS, UNITS)), 1, K)
    stages[rng.random((RATERS, UNITS)) < 0.1] = 0
    return stages


def timed(work, rounds=ROUNDS):
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        value = work()
        taken.append(time.perf_counter() - begun)
    return value, median(taken)


def others():
    """Inside the other environment: prints values and seconds for one whole bootstrap, and for one site."""
    import warnings

    import krippendorff
    import numpy as np
    import pandas as pd
    from irrCAC.raw import CAC

    warnings.simplefilter("ignore")
    stages = ratings(np)
    table = np.where(stages == 0, np.nan, stages)
    draws = np.random.default_rng(1).integers(0, RATERS, (FEW, RATERS))

    def alpha(rows):
        return krippendorff.alpha(rows, value_domain=VALUES, level_of_measurement="ordinal")

    def ac2(rows):
        return CAC(pd.DataFrame(rows.T), weights="quadratic", categories=[float(v) for v in VALUES], digits=15).gwet()["est"]["coefficient_value"]

    few = draws[:3]
    _, krippendorff_time = timed(lambda: [alpha(table[draw]) for draw in draws])
    _, cac_time = timed(lambda: [ac2(table[draw]) for draw in few], 3)
    _, site_time = timed(lambda: [alpha(table) for _ in range(FEW_SITES)], 3)
    print(json.dumps({
        "alpha": float(alpha(table)), "ac2": float(ac2(table)), "krippendorff": krippendorff_time / FEW * RESAMPLES,
        "irrCAC": cac_time / len(few) * RESAMPLES, "site": site_time / FEW_SITES,
    }))


def batched(np, stages):
    """All resamples at once: how often each rater was drawn, times who said what, is the counts of every resample."""
    said = (stages[:, :, None] == np.arange(1, K + 1)).reshape(RATERS, UNITS * K).astype(np.float64)
    weights = 1 - np.subtract.outer(np.arange(K), np.arange(K)) ** 2 / (K - 1) ** 2

    def statistics(counts):
        r = counts.sum(2)
        paired = r >= 2
        pairs = np.where(paired, r, 2)[..., None]
        # Krippendorff's alpha, ordinal.
        used = np.where(paired[..., None], counts, 0)
        marginal = used.sum(1)
        n = marginal.sum(1)
        below = np.cumsum(marginal, 1)
        low, high = np.triu_indices(K, 1)
        between = below[:, high] - below[:, low] + marginal[:, low] - (marginal[:, low] + marginal[:, high]) / 2
        distance = np.zeros((len(counts), K, K))
        distance[:, low, high] = distance[:, high, low] = between**2
        coincidences = np.einsum("buc,bud->bcd", used / (pairs - 1), used)
        observed = (coincidences * distance).sum((1, 2))
        expected = np.einsum("bc,bd,bcd->b", marginal, marginal, distance) / (n - 1)
        alpha = 1 - observed / expected
        # Gwet's AC2, quadratic.
        weighted = counts @ weights
        agreeing = (counts * (weighted - 1)).sum(2) / (pairs[..., 0] * (pairs[..., 0] - 1))
        exact = np.where(paired, agreeing, 0).sum(1) / paired.sum(1)
        rated = np.where(r > 0, r, 1)
        share = (counts / rated[..., None]).sum(1) / (r > 0).sum(1)[:, None]
        chance = weights.sum() / (K * (K - 1)) * (share * (1 - share)).sum(1)
        return alpha, (exact - chance) / (1 - chance)

    def bootstrap():
        rng = np.random.default_rng(1)
        drawn = np.stack([np.bincount(draw, minlength=RATERS) for draw in rng.integers(0, RATERS, (RESAMPLES, RATERS))])
        each = statistics((drawn.astype(np.float64) @ said).reshape(RESAMPLES, UNITS, K))
        return [np.quantile(values, [0.025, 0.975]) for values in each]

    whole = [float(one[0]) for one in statistics(said.reshape(RATERS, UNITS, K).sum(0)[None])]
    return whole, bootstrap


def main():
    sys.path.insert(0, str(HERE.parent))
    import built
    import numpy as np

    python = ROOT / "build" / "agreement" / "bin" / "python"
    subprocess.run([sys.executable, HERE.parent / "agreement" / "expected.py", "--install"], check=True)
    done = subprocess.run([python, __file__, "--others"], capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout)
    stages = ratings(np)
    request = {"stages": stages.ravel().tolist(), "units": UNITS, "categories": K, "repeat": ROUNDS,
               "bootstrap": {"resamples": RESAMPLES, "seed": 1, "level": 0.95}}
    done = subprocess.run([built.example("agreement")], input=json.dumps(request), capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    alpha, ac2 = answer["agreement"]["alpha"]["ordinal"], answer["agreement"]["ac"]["quadratic"]
    whole, bootstrap = batched(np, stages)
    for name, ours, package, own in [("alpha", alpha, theirs["alpha"], whole[0]), ("AC2", ac2, theirs["ac2"], whole[1])]:
        assert abs(ours["value"] - package) < 1e-9 and abs(ours["value"] - own) < 1e-9, (name, ours, package, own)
    intervals, batch_time = timed(bootstrap)
    for ours, own in zip([alpha, ac2], intervals, strict=True):
        # Other draws: the ends agree as far as a thousand of them can.
        assert np.allclose(ours["interval"], own, atol=0.02), (ours, own)
    ours, site = median(answer["seconds"]), median(answer["kernel_seconds"])
    print(f"{RATERS} raters x {UNITS} competencies, {RESAMPLES} resamples of raters")
    for name, seconds in [("cei, all eight statistics", ours), ("numpy, all resamples at once", batch_time),
                          (f"krippendorff, alpha alone (from {FEW} resamples)", theirs["krippendorff"]),
                          ("irrCAC, AC2 alone (from 3 resamples)", theirs["irrCAC"])]:
        print(f"  {name:<58} {seconds * 1e3:12.3f} ms wall   {seconds / ours:9.1f} x")
    print(f"{SITES} sites of that size, no bootstrap, from counts")
    for name, seconds in [("cei, all eight statistics", site * SITES),
                          (f"a loop over krippendorff, alpha alone (from {FEW_SITES} sites)", theirs["site"] * SITES)]:
        print(f"  {name:<58} {seconds * 1e3:12.3f} ms wall   {seconds / (site * SITES):9.1f} x")


if __name__ == "__main__":
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    others() if "--others" in sys.argv else main()
