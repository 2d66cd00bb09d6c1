"""Two edges of the library: the Python package, and its command line, a process for each case.

`tests/edges.py python` and `tests/edges.py cli` run them; each is a function from cases to {name: output bytes}.
"""

import gc
import json
import os
import runpy
import subprocess
import sys
import tempfile
import traceback
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
        if case["do"] == "derive":
            return cei._cei.derive(case["operation"], given)
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
    with tempfile.TemporaryDirectory() as root:
        return {case["name"]: run_case(case, Path(root), started if number % 20 == 0 else forked)
                for number, case in enumerate(cases)}


def started(arguments, data, _):
    """The command as a user starts it: status, output, errors."""
    done = subprocess.run([sys.executable, "-m", "cei", *arguments], input=data, capture_output=True)
    return done.returncode, done.stdout, done.stderr


def forked(arguments, data, here):
    """The same in a process that has Python started already, which is most of what starting the command takes."""
    import cei._cli  # noqa: F401

    gc.freeze()  # or each process copies the pages of all cases when it collects
    (here / "stdin").write_bytes(data or b"")
    process = os.fork()
    if process == 0:
        for number, name, how in [(0, "stdin", os.O_RDONLY), (1, "stdout", os.O_WRONLY | os.O_CREAT), (2, "stderr", os.O_WRONLY | os.O_CREAT)]:
            os.dup2(os.open(here / name, how), number)
        sys.argv = ["cei", *arguments]
        status = 70
        try:
            runpy.run_module("cei", run_name="__main__")
        except SystemExit as end:
            status = end.code or 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return status, (here / "stdout").read_bytes(), (here / "stderr").read_bytes()


def run_case(case, root, run):
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
        operation = [case["operation"]] if case["do"] == "derive" else []
        arguments = [command, *operation, *given, "--format", "json"]
        arguments += ["--rubric", rubric] if rubric else []
        arguments += ["--policy", policy] if policy else []
    status, output, errors = run(arguments, data, here)
    is_refused = output.startswith(b'{"format":"cei.report/1","valid":false')
    if status != is_refused or errors:
        sys.exit(f"{case['name']}: cei {arguments} ended with {status}: {errors.decode()}")
    return output
