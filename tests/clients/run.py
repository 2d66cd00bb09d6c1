#!/usr/bin/env python3
"""Builds the C library, its clients in C and C++, and runs them.

    python3 tests/clients/run.py
    python3 tests/clients/run.py --show 5      at most so many differences a case
    python3 tests/clients/run.py --theme range only these cases of the corpus

Each client is linked with libcei.a and with libcei.so, answers the whole corpus (tests/vectors), and all have to answer
with the same bytes. Under valgrind, where it is installed, nothing may be lost or read wrongly. Needs cargo, gcc, g++
and nm; Python's standard library only. CARGO_TARGET_DIR is honoured.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))

import corpus  # noqa: E402

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
LANGUAGES = {
    "c": ([os.environ.get("CC", "gcc"), "-std=c11"], ".c"),
    "cpp": ([os.environ.get("CXX", "g++"), "-std=c++17"], ".cpp"),
}
# What a header has to be read as, beyond what the clients are compiled as.
STANDARDS = [("c", "c99", "cei.h"), ("c", "c2x", "cei.h"), ("cpp", "c++11", "cei.h"), ("cpp", "c++20", "cei.hpp")]
# What a Rust static library leaves to the system's; glibc has had them inside since 2.34.
SYSTEM = ["-lpthread", "-ldl", "-lm"] if sys.platform.startswith("linux") else []
VALGRIND = ["valgrind", "--quiet", "--error-exitcode=9", "--leak-check=full", f"--suppressions={HERE / 'valgrind.supp'}"]
# Valgrind is slow: documents above so many bytes are left to the runs without it.
LARGE = 1 << 20


class Count:
    """What passed, what failed and what was skipped."""

    def __init__(self):
        self.passed, self.failed, self.skipped = 0, 0, 0

    def check(self, holds, name, *lines):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name}")
            for line in lines:
                print(f"    {line}")
        return holds

    def skip(self, name, reason):
        self.skipped += 1
        print(f"SKIPPED {name}: {reason}")


def run(command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, **more)


def must(command, **more):
    done = run(command, **more)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout.decode()


def build():
    """Builds the library; gives the directory it is in."""
    must(["cargo", "build", "--package", "cei-c", "--release"], cwd=ROOT)
    about = json.loads(must(["cargo", "metadata", "--no-deps", "--format-version", "1"], cwd=ROOT))
    return Path(about["target_directory"]) / "release"


def compile_all(count, release, out):
    """Compiles every client, linked both ways; gives {(name, linked): program}."""
    abi = re.search(r"#define CEI_ABI_VERSION (\d+)", (ROOT / "cei-c/include/cei.h").read_text(encoding="utf-8"))[1]
    libraries = out / "lib"
    shutil.rmtree(libraries, ignore_errors=True)
    libraries.mkdir(parents=True)
    shutil.copy(release / "libcei.so", libraries / f"libcei.so.{abi}")
    (libraries / "libcei.so").symlink_to(f"libcei.so.{abi}")
    links = {
        "static": [release / "libcei.a", *SYSTEM],
        "dynamic": [f"-L{libraries}", "-lcei", f"-Wl,-rpath,{libraries}"],
    }
    programs = {}
    for language, (compiler, ending) in LANGUAGES.items():
        for source in sorted((HERE / language).glob("*" + ending)):
            for linked, libraries_of in links.items():
                name = f"{source.stem}_{language}"
                program = out / f"{name}_{linked}"
                done = run([*compiler, *WARNINGS, "-O1", "-g", f"-I{ROOT / 'cei-c/include'}", source, "-o", program, *libraries_of])
                if count.check(done.returncode == 0, f"compile {name}, {linked}", done.stderr.decode()):
                    programs[name, linked] = program
                    needs = must(["readelf", "-d", program])
                    count.check((f"[libcei.so.{abi}]" in needs) == (linked == "dynamic"), f"{name} is linked {linked}", needs)
    for language, standard, header in STANDARDS:
        compiler = LANGUAGES[language][0][0]
        done = run([compiler, f"-std={standard}", *WARNINGS, "-fsyntax-only", f"-I{ROOT / 'cei-c/include'}",
                    "-x", {"c": "c", "cpp": "c++"}[language], "-"], input=f'#include "{header}"\n'.encode())
        count.check(done.returncode == 0, f"{header} as {standard}", done.stderr.decode())
    check_examples(count)
    return programs


def check_examples(count):
    """The examples at the head of both headers compile."""
    include = ROOT / "cei-c/include"
    c = re.findall(r"^ \*     (.*)$", (include / "cei.h").read_text(encoding="utf-8"), flags=re.M)
    cpp = re.findall(r"^//     (.*)$", (include / "cei.hpp").read_text(encoding="utf-8"), flags=re.M)
    heads = [line for line in cpp if line.startswith("#include")]
    cpp = [*heads, "void example(std::string_view json) {", *(line for line in cpp if line not in heads), "}"]
    for language, lines, name in [("c", c, "c"), ("cpp", cpp, "c++")]:
        command = [*LANGUAGES[language][0], *WARNINGS, "-fsyntax-only", f"-I{include}", "-x", name, "-"]
        done = run(command, input=("\n".join(lines) + "\n").encode())
        count.check(len(lines) > 5 and done.returncode == 0, f"the example in {name}", done.stderr.decode())


def check_symbols(count, release):
    """Nothing but cei_* is exported, and all that the header declares, and misuse.c tries all of it."""
    shown = {line.split()[-1] for line in must(["nm", "-D", "--defined-only", release / "libcei.so"]).splitlines()}
    others = sorted(name for name in shown if not name.startswith("cei_"))
    count.check(not others, "only cei_* is exported", others)
    header = (ROOT / "cei-c/include/cei.h").read_text(encoding="utf-8")
    declared = set(re.findall(r"^[a-z].*?\b(cei_\w+)\(", re.sub(r"/\*.*?\*/", "", header, flags=re.S), flags=re.M))
    count.check(shown == declared, "what is exported is what the header declares", sorted(shown ^ declared))
    tried = (HERE / "c/misuse.c").read_text(encoding="utf-8")
    untried = sorted(name for name in declared if name + "(" not in tried)
    count.check(not untried, "misuse.c tries every function", untried)
    wrapper = (ROOT / "cei-c/include/cei.hpp").read_text(encoding="utf-8")
    unwrapped = sorted(name for name in declared if not re.search(rf"\b{name}\b", wrapper))
    count.check(not unwrapped, "cei.hpp wraps every function", unwrapped)


def write_requests(cases, directory):
    """Writes the documents of the cases; gives one request line each."""
    lines = []
    written = {}

    def file(data, name):
        if data not in written:
            written[data] = directory / name
            written[data].write_bytes(data)
        return str(written[data])

    for index, case in enumerate(cases):
        fields = [case["do"]]
        for what in ["rubric", "policy"]:
            data = case[what + "_bytes"]
            fields.append(file(data, f"{index}.{what}.json") if data is not None else case[what + "_name"] or "-")
        inputs = case["input_bytes"] if case["do"] == "merge" else [case["input_bytes"]]
        fields += [file(data, f"{index}.{which}.json") for which, data in enumerate(inputs) if data is not None]
        lines.append("\t".join(fields))
    return lines


def ask(command, lines):
    """All answers of one process: (exit code, bytes) each, and how the process ended."""
    done = run(command, input=("\n".join(lines) + "\n").encode())
    answers, rest = [], done.stdout
    while rest:
        head, _, rest = rest.partition(b"\n")
        code, length = map(int, head.split())
        answers.append((code, rest[:length]))
        rest = rest[length + 1 :]
    return answers, done


def expected_code(case):
    return 1 if case["expect"].get("report", {}).get("valid") is False else 0


def check_corpus(count, programs, cases, lines, show, out):
    first = None
    for (name, linked), program in sorted(programs.items()):
        if not name.startswith("corpus_"):
            continue
        answers, done = ask([program], lines)
        if not count.check(done.returncode == 0 and len(answers) == len(cases), f"{name}, {linked} answers the corpus",
                           f"{len(answers)} of {len(cases)} answers, exit {done.returncode}", done.stderr.decode()):
            continue
        for case, (code, data) in zip(cases, answers):
            label = f"{name}, {linked}: {case['theme']}/{case['name']}: {case['tests']}"
            if code == 2:
                count.check(False, label, data.decode())
                continue
            differences = corpus.agrees(case, json.loads(data))
            lines_of = [f"{path}: expected {str(one)[:300]}, got {str(other)[:300]}" for path, one, other in differences[:show]]
            if code != expected_code(case):
                lines_of.insert(0, f"exit code {code}, expected {expected_code(case)}")
            count.check(not lines_of, label, *lines_of)
        if first is None:
            first = (name, linked), answers
            if out:
                corpus.write(out / "c", {case["name"]: data for case, (_, data) in zip(cases, answers)})
        else:
            differing = [case["name"] for case, one, other in zip(cases, first[1], answers) if one != other]
            count.check(not differing, f"{name}, {linked} answers with the bytes of {first[0]}", differing[:10])
    # One request as arguments, of each kind.
    seen = {}
    for case, line in zip(cases, lines):
        seen.setdefault((case["do"], expected_code(case)), (case, line))
    for (name, linked), program in sorted(programs.items()):
        if name.startswith("corpus_") and linked == "static":
            for (do, code), (case, line) in seen.items():
                done = run([program, *line.split("\t")])
                good = done.returncode == code and not corpus.agrees(case, json.loads(done.stdout or "null"))
                count.check(good, f"{name} {do} as arguments", done.stdout.decode()[:300])


def check_round(count, programs, wrong):
    documents = [(path, 0) for path in sorted((ROOT / "tests/example").glob("*.json"))] + [(wrong, 1)]
    for linked in ["static", "dynamic"]:
        program = programs.get(("round_c", linked))
        if program is None:
            continue
        for path, code in documents:
            for language in ["en", "es"]:
                done = run([program, path, language])
                good = done.returncode == code and (code == 1 or json.loads(done.stdout)["format"] == "cei.profile/1")
                count.check(good, f"round, {linked}: {path.name}, {language}", done.stderr.decode()[-600:])


def check_misuse(count, programs):
    for linked in ["static", "dynamic"]:
        if ("misuse_c", linked) in programs:
            done = run([programs["misuse_c", linked]])
            count.check(done.returncode == 0, f"misuse, {linked}", done.stdout.decode(), done.stderr.decode())


def check_memory(count, programs, cases, lines, wrong):
    if shutil.which("valgrind") is None:
        count.skip("memory", "valgrind is not installed")
        return
    small = [line for case, line in zip(cases, lines) if len(case["input_bytes"] or b"") <= LARGE]
    for (name, linked), program in sorted(programs.items()):
        if name.startswith("corpus_"):
            # Both languages and both ways of linking, in two runs.
            if (name, linked) not in [("corpus_c", "dynamic"), ("corpus_cpp", "static")]:
                continue
            answers, done = ask([*VALGRIND, program], small)
            good = done.returncode == 0 and len(answers) == len(small)
            count.check(good, f"memory of {name}, {linked}", done.stderr.decode()[-3000:])
        elif name == "misuse_c":
            done = run([*VALGRIND, program])
            count.check(done.returncode == 0, f"memory of {name}, {linked}", done.stderr.decode()[-3000:])
        elif name == "round_c":
            for path, code in [(sorted((ROOT / "tests/example").glob("*.json"))[0], 0), (wrong, 1)]:
                done = run([*VALGRIND, program, path, "es"])
                count.check(done.returncode == code, f"memory of {name}, {linked}, {path.name}", done.stderr.decode()[-3000:])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--show", type=int, default=3)
    options.add_argument("--theme")
    options.add_argument("--out", type=Path, help="where to write the answers, for comparing with other edges")
    given = options.parse_args()
    count = Count()
    release = build()
    out = release.parent / "clients"
    out.mkdir(exist_ok=True)
    programs = compile_all(count, release, out)
    check_symbols(count, release)
    with tempfile.TemporaryDirectory() as directory:
        directory = Path(directory)
        wrong = directory / "wrong.json"
        wrong.write_text('{"format":"cei.assessment/1","id":"a b","rubric":{"id":"cei-self-assessment","version":"2023.1"},\n'
                         '"ratings":[{"competency":"1.l","stage":"maturng"},{"competency":"1.1"}],"subjct":{}}')
        cases = list(corpus.load(given.theme))
        lines = write_requests(cases, directory)
        check_corpus(count, programs, cases, lines, given.show, given.out)
        check_round(count, programs, wrong)
        check_misuse(count, programs)
        check_memory(count, programs, cases, lines, wrong)
    print(f"{count.passed} passed, {count.failed} failed, {count.skipped} skipped")
    sys.exit(count.failed > 0)


if __name__ == "__main__":
    main()
