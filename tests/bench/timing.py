"""What every benchmark does: the same work done by several, in turn, and how long each took.

Each round does everything once, so that whatever else the machine is doing meets all alike. Times are CPU seconds of the
process beside wall seconds: on a busy machine, and where the others use several threads, CPU time is the fairer one.
"""

import resource
import statistics
import time
from dataclasses import dataclass


@dataclass
class Took:
    wall: float
    cpu: float


def measure(works, rounds=5):
    """Median wall and CPU seconds of each, by name; everything once per round, after one round that does not count."""
    times = {name: ([], []) for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            wall, cpu = time.perf_counter(), time.process_time()
            work()
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            if number:
                times[name][0].append(wall)
                times[name][1].append(cpu)
    return {name: Took(statistics.median(walls), statistics.median(cpus)) for name, (walls, cpus) in times.items()}


def compare(title, works, rounds=5, size=None):
    """Print how long each takes, and how many times the first one's time (wall, CPU). `size` is bytes read."""
    took = measure(works, rounds)
    ours = next(iter(took.values()))
    print(title)
    for name, time_ in took.items():
        rate = f" {size / time_.wall / 1e9:6.1f} GB/s" if size else ""
        ratio = "" if time_ is ours else f"   {time_.wall / ours.wall:7.2f} x wall {time_.cpu / ours.cpu:7.2f} x CPU"
        print(f"  {name:<58} {time_.wall * 1e3:10.3f} ms wall {time_.cpu * 1e3:10.3f} ms CPU{rate}{ratio}", flush=True)
    return took


def peak_mib():
    """The most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
