"""Runs the corpus through one edge of the library and compares with what the corpus expects.

    python tests/edges.py rust                        # one edge: rust, python or cli (C has a runner of its own)
    python tests/edges.py rust --out build/corpus/rust
    python tests/edges.py same --out build/corpus     # do all that wrote their answers give the same bytes?

An edge is a function from cases to {name: output bytes}.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import built
import corpus
import run_python

ROOT = Path(__file__).resolve().parent.parent


def as_text(data):
    """Bytes as text, one character per byte."""
    return None if data is None else data.decode("latin-1")


def rust(cases):
    """The Rust API, through the example program `corpus` of the core."""
    requests = []
    for case in cases:
        inputs = case["input_bytes"] if case["do"] == "merge" else [case["input_bytes"] or b""]
        requests.append(json.dumps({
            "name": case["name"], "do": case["do"], "operation": case.get("operation"), "inputs": [as_text(one) for one in inputs],
            "rubric_name": case["rubric_name"], "rubric": as_text(case["rubric_bytes"]),
            "policy_name": case["policy_name"], "policy": as_text(case["policy_bytes"]), "positions": case["positions"],
        }))
    done = subprocess.run([built.example("corpus")], input="\n".join(requests), cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"the Rust edge stopped: {done.stderr}")
    answers = [json.loads(line) for line in done.stdout.split("\n") if line]
    return {answer["name"]: answer["output"].encode("utf-8") for answer in answers}


EDGES = {"rust": rust, "python": run_python.python, "cli": run_python.command_line}


def same(directory):
    """Whether all edges that wrote their answers gave the same bytes."""
    wanted = {*EDGES, "c", "cpp"}
    differing, edges, names = corpus.answers_differ(directory)
    if not wanted <= set(names):
        sys.exit(f"answers of {', '.join(sorted(wanted))} are wanted; there are {', '.join(names)}")
    # What loads the C library from other languages is there if the machine has those; tests/clients/run.py says so.
    for name in sorted({"cffi", "node", "java"} - set(names)):
        print(f"SKIPPED the bytes of {name}: there are no answers")
    for name, one, other in differing:
        print(f"FAILED {name}: {other} answers with other bytes than {one}")
    print(f"compared: {', '.join(names)}")
    return edges - len({other for _, _, other in differing}), len({other for _, _, other in differing})


def agree(edge, theme, show, out):
    """Whether an edge answers as the corpus expects."""
    cases = list(corpus.load(theme))
    outputs = EDGES[edge](cases)
    failed = 0
    for case in cases:
        differences = corpus.agrees(case, json.loads(outputs[case["name"]]))
        if differences:
            failed += 1
            print(f"FAILED {case['theme']}/{case['name']}: {case['tests']}")
            for path, expected, got in differences[:show]:
                print(f"    {path}: expected {str(expected)[:300]}, got {str(got)[:300]}")
    if out:
        corpus.write(out, outputs)
    return len(cases) - failed, failed


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("edge", choices=[*EDGES, "same"])
    options.add_argument("--show", type=int, default=3)
    options.add_argument("--theme")
    options.add_argument("--out", type=Path, help="where to write the answers; for `same`, the folder they are in")
    given = options.parse_args()
    if given.edge == "same":
        passed, failed = same(given.out)
    else:
        passed, failed = agree(given.edge, given.theme, given.show, given.out)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
