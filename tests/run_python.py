"""Runs the corpus through the Python package, and through its command line.

    python tests/run_python.py                 # both
    python tests/run_python.py api             # the functions and classes of `cei`
    python tests/run_python.py cli             # the command `cei`, a process for each case
    python tests/run_python.py --show 5        # at most so many differences a case

`python` and `command_line` are edges: from cases to {name: output bytes}.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import corpus


def python(cases):
    """Each case through the package `cei`."""
    return {case["name"]: answer_of(case).encode("utf-8") for case in cases}


def answer_of(case):
    import cei

    # A document goes in as a dict, and what is text as bytes.
    given = case["input_bytes"] if case["positions"] else case.get("input")
    rubric = case["rubric_name"] or case["rubric_bytes"]
    policy = case["policy_name"] or case["policy_bytes"]
    try:
        if case["do"] == "assess":
            return cei.assess(given, rubric, policy).to_json()
        if case["do"] == "stage":
            return cei.stage(given, rubric, policy).to_json()
        if case["do"] == "tally":
            return cei.tally(given, rubric).to_json()
        if case["do"] == "merge":
            left, right = (cei.tally(one, rubric) for one in given)
            return (left + right).to_json()
        if case["do"] in ("validate", "compile"):
            return cei.validate(given, rubric).to_json()
        if given is None:
            one = cei.rubric(rubric) if rubric else cei.policy(policy)
        else:
            one = cei.rubric(given) if given["format"] == "cei.rubric/1" else cei.policy(given)
    except cei.CeiError as error:
        return error.report.to_json()
    digests = {"digest": one.digest, "structure": getattr(one, "structure", None)}
    return corpus.compact({name: digest for name, digest in digests.items() if digest}).decode()


def command_line(cases):
    """Each case through the command `cei`, with its files in a directory of its own."""
    with tempfile.TemporaryDirectory() as root, ThreadPoolExecutor(max_workers=2) as pool:
        cases = list(cases)
        answers = pool.map(partial(run_case, root=Path(root)), cases)
        return {case["name"]: answer for case, answer in zip(cases, answers, strict=True)}


def run_case(case, root):
    here = root / case["name"]
    here.mkdir()

    def file(name, content):
        (here / name).write_bytes(content)
        return str(here / name)

    rubric = case["rubric_name"] or (case["rubric_bytes"] and file("rubric.json", case["rubric_bytes"]))
    policy = case["policy_name"] or (case["policy_bytes"] and file("policy.json", case["policy_bytes"]))
    given, data = [], None
    if case["do"] == "merge":
        given = [file(f"{number}.json", content) for number, content in enumerate(case["input_bytes"])]
    elif case["input_bytes"] is not None:
        given, data = ["-"], case["input_bytes"]
    if case["do"] == "digest":
        if data is not None:
            kind, data, given = case["input"]["format"][4:-2], None, [file("input.json", data)]
        else:
            kind, given = ("rubric", [rubric]) if rubric else ("policy", [policy])
        arguments = [kind, *given, "--digest"]
    else:
        command = {"merge": "tally", "compile": "validate"}.get(case["do"], case["do"])
        arguments = [command, *given, "--format", "json"]
        arguments += ["--rubric", rubric] if rubric else []
        arguments += ["--policy", policy] if policy else []
    done = subprocess.run([sys.executable, "-m", "cei", *arguments], input=data, capture_output=True)
    is_refused = done.stdout.startswith(b'{"format":"cei.report/1","valid":false')
    if done.returncode != is_refused or done.stderr:
        sys.exit(f"{case['name']}: cei {arguments} ended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout


EDGES = {"api": python, "cli": command_line}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("edge", choices=EDGES, nargs="*", default=list(EDGES))
    options.add_argument("--show", type=int, default=3)
    options.add_argument("--theme")
    given = options.parse_args()
    cases = list(corpus.load(given.theme))
    passed = failed = 0
    for edge in given.edge:
        outputs = EDGES[edge](cases)
        for case in cases:
            found = corpus.agrees(case, json.loads(outputs[case["name"]]))
            passed, failed = passed + (not found), failed + bool(found)
            if found:
                print(f"FAILED {edge} {case['theme']}/{case['name']}: {case['tests']}")
            for path, expected, got in found[: given.show]:
                print(f"    {path}: expected {str(expected)[:300]}, got {str(got)[:300]}")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
