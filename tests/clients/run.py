#!/usr/bin/env python3
"""Builds the C library, its clients in C, C++, Python, JavaScript and Java, and runs them.

    python3 tests/clients/run.py
    python3 tests/clients/run.py --show 5      at most so many differences a case
    python3 tests/clients/run.py --theme range only these cases of the corpus
    python3 tests/clients/run.py --profile dist what is shipped, with the limit of its size
    python3 tests/clients/run.py --sanitize    the programs in C under AddressSanitizer, and nothing else

Each client answers the whole corpus (tests/vectors), those in C and C++ linked with libcei.a and with libcei.so, and all
have to answer with the same bytes. Under valgrind, where it is installed, nothing may be lost or read wrongly. Needs
cargo, gcc, g++ and nm; what else there is to try says that it is skipped where the machine lacks something.
CARGO_TARGET_DIR is honoured.
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

import abi  # noqa: E402
import built  # noqa: E402
import corpus  # noqa: E402
import foreign  # noqa: E402
import installed  # noqa: E402
import nodes  # noqa: E402

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
# The nodes of these themes have every field that there is.
NODES_UNDER_VALGRIND = ["lens", "overall", "points", "foundation", "evidence", "whole"]
# Valgrind is slow: documents above so many bytes are left to the runs without it.
LARGE = 1 << 20
# The stripped shared library that is shipped, in bytes: no more than it is today. What is aimed at is 2 MB.
MOST_BYTES = 3_300_000
EXAMPLE = ROOT / "tests/example/ejemplo-district-2025-26.json"


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


def build(profile):
    """The library, built; gives the directory it is in. What the other tests use is built already."""
    if profile == "release":
        return built.release()
    options = ["--config", ROOT / "cei-c/package/dist.toml"] if profile == "dist" else []
    must(["cargo", *options, "build", "--package", "cei-c", "--profile", profile], cwd=ROOT)
    return built.target() / profile


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
    """Nothing but cei_* is exported, and all that the header declares, and the programs in C try all of it."""
    shown = {line.split()[-1] for line in must(["nm", "-D", "--defined-only", release / "libcei.so"]).splitlines()}
    others = sorted(name for name in shown if not name.startswith("cei_"))
    count.check(not others, "only cei_* is exported", others)
    header = (ROOT / "cei-c/include/cei.h").read_text(encoding="utf-8")
    declared = set(re.findall(r"^[a-z].*?\b(cei_\w+)\(", re.sub(r"/\*.*?\*/", "", header, flags=re.S), flags=re.M))
    count.check(shown == declared, "what is exported is what the header declares", sorted(shown ^ declared))
    recorded = {line.split()[1] for line in abi.RECORD.read_text(encoding="utf-8").splitlines() if line.startswith("function ")}
    count.check(shown == recorded, "what is exported is what is recorded", sorted(shown ^ recorded))
    count.check(not abi.compare(), "the binary interface is the recorded one", *abi.compare())
    tried = "".join((HERE / f"c/{name}.c").read_text(encoding="utf-8") for name in ["misuse", "getters", "streams"])
    untried = sorted(name for name in declared if name + "(" not in tried)
    count.check(not untried, "misuse.c, getters.c and streams.c try every function", untried)
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
        fields = [f"derive:{case['operation']}" if case["do"] == "derive" else case["do"]]
        for what in ["rubric", "policy"]:
            data = case[what + "_bytes"]
            fields.append(file(data, f"{index}.{what}.json") if data is not None else case[what + "_name"] or "-")
        inputs = case["input_bytes"] if case["do"] == "merge" else [case["input_bytes"]]
        fields += [file(data, f"{index}.{which}.json") for which, data in enumerate(inputs) if data is not None]
        lines.append("\t".join(fields))
    return lines


def ask(command, lines, **more):
    """All answers of one process: (exit code, bytes) each, and how the process ended."""
    done = run(command, input=("\n".join(lines) + "\n").encode(), **more)
    answers, rest = [], done.stdout
    while rest:
        head, _, rest = rest.partition(b"\n")
        code, length = map(int, head.split())
        answers.append((code, rest[:length]))
        rest = rest[length + 1 :]
    return answers, done


def expected_code(case):
    return 1 if case["expect"].get("report", {}).get("valid") is False else 0


def corpus_clients(count, programs, library):
    """Whatever answers the corpus: (name, linked, command, environment)."""
    for (name, linked), program in sorted(programs.items()):
        if name.startswith("corpus_"):
            yield name.removeprefix("corpus_"), linked, [program], None
    lacks = foreign.missing()
    for name, (command, environment) in foreign.commands(library).items():
        if lacks[name]:
            count.skip(f"corpus through {name}", lacks[name])
        else:
            yield name, "dynamic", command, environment


def check_corpus(count, programs, library, cases, lines, show, out):
    first = None
    for name, linked, command, environment in corpus_clients(count, programs, library):
        answers, done = ask(command, lines, env=environment)
        if out:
            corpus.write(out / name, {case["name"]: data for case, (_, data) in zip(cases, answers)})
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
    for (name, linked), program in sorted(programs.items()):
        if name in ("misuse_c", "getters_c", "streams_c", "threads_c"):
            done = run([program, EXAMPLE])
            count.check(done.returncode == 0, f"{name}, {linked}", done.stdout.decode(), done.stderr.decode())


def profile_cases(cases, lines):
    """The cases that give a profile, with what nodes.c is asked, and the rubric as a document."""
    for case, line in zip(cases, lines):
        fields = line.split("\t")
        if case["do"] in ("assess", "stage") and "profile" in case["expect"]:
            rubric = case["rubric_bytes"]
            if rubric is None:
                fields[1] = case["rubric_name"] or json.loads(case["input_bytes"])["rubric"]["id"]
                rubric = (ROOT / f"cei-core/data/{fields[1]}.json").read_bytes()
            yield case, "\t".join(fields), json.loads(rubric)


def check_nodes(count, programs, cases, lines, under=()):
    """The getters say of every node of every profile what the JSON says."""
    program = programs.get(("nodes_c", "static"))
    asked = list(profile_cases(cases, lines))
    done = run([*under, program], input="".join(f"{line}\n" for _, line, _ in asked).encode())
    answers = done.stdout.decode().split("\n.\n")[:-1]
    if not count.check(done.returncode == 0 and len(answers) == len(asked), "nodes answers", done.stderr.decode()[-3000:]):
        return
    profiles, _ = ask([programs["corpus_c", "static"]], [line for _, line, _ in asked])
    for (case, _, rubric), answer, (_, profile) in zip(asked, answers, profiles):
        wanted = list(nodes.lines(json.loads(profile), rubric))
        differing = [pair for pair in zip(answer.split("\n"), wanted) if pair[0] != pair[1]]
        good = answer.split("\n") == wanted
        count.check(good, f"nodes of {case['name']}", *(f"{one[:500]}\n    {other[:500]}" for one, other in differing[:2]))


def check_panic(count, out):
    """A panic inside the library, in a build that can be asked for one, is a status."""
    common = ["cargo", "build", "--quiet", *built.CARGO, "--lib"]
    library = built.release() / "libcei.a"  # asked for first: it builds the library without the feature
    must([*common, "--features", "cei-c/test-panic"], cwd=ROOT)
    program = out / "panic"
    done = run([*LANGUAGES["c"][0], *WARNINGS, f"-I{ROOT / 'cei-c/include'}", HERE / "panic/panic.c", "-o", program,
                library, *SYSTEM])
    must(common, cwd=ROOT)  # Puts the library without it back in its place.
    if count.check(done.returncode == 0, "compile panic", done.stderr.decode()):
        done = run([program])
        count.check(done.returncode == 0, "a panic becomes a status", done.stdout.decode(), done.stderr.decode()[-2000:])


def check_size(count, library):
    """The stripped shared library."""
    stripped = library.with_name("libcei.stripped.so")
    must(["strip", "-o", stripped, library])
    size = stripped.stat().st_size
    print(f"{size} bytes, of {MOST_BYTES} at most")
    count.check(size <= MOST_BYTES, "the size of the stripped library", f"{size} bytes, {MOST_BYTES} at most")


def check_sanitized(count, cases, lines):
    """The programs in C, every function, with a library that was built for AddressSanitizer."""
    if sys.platform != "linux" or os.uname().machine != "x86_64":
        count.skip("AddressSanitizer", "only tried on Linux, x86-64")
        return
    triple = "x86_64-unknown-linux-gnu"
    out = built.target() / "sanitized"
    environment = {**os.environ, "RUSTC_BOOTSTRAP": "1", "RUSTFLAGS": "-Zsanitizer=address"}
    must(["cargo", "build", "--package", "cei-c", "--target", triple, "--target-dir", out], cwd=ROOT, env=environment)
    library = out / triple / "debug/libcei.so"
    shutil.copy(library, out / f"libcei.so.{abi.version(abi.record())}")
    programs = {}
    for source in sorted((HERE / "c").glob("*.c")):
        program = out / source.stem
        done = run([*LANGUAGES["c"][0], *WARNINGS, "-O1", "-g", "-fsanitize=address,undefined", "-fno-omit-frame-pointer",
                    f"-I{ROOT / 'cei-c/include'}", source, "-o", program, library, f"-Wl,-rpath,{out}"])
        if count.check(done.returncode == 0, f"compile {source.name} for AddressSanitizer", done.stderr.decode()):
            programs[f"{source.stem}_c", "static"] = program
    check_misuse(count, programs)
    answers, done = ask([programs["corpus_c", "static"]], lines)
    count.check(done.returncode == 0 and len(answers) == len(cases), "corpus under AddressSanitizer", done.stderr.decode()[-3000:])
    check_nodes(count, programs, cases, lines)


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
        elif (name, linked) in [("misuse_c", "static"), ("getters_c", "dynamic"), ("streams_c", "static"), ("threads_c", "dynamic")]:
            done = run([*VALGRIND, program, EXAMPLE, "2"])
            count.check(done.returncode == 0, f"memory of {name}, {linked}", done.stderr.decode()[-3000:])
        elif name == "round_c":
            for path, code in [(sorted((ROOT / "tests/example").glob("*.json"))[0], 0), (wrong, 1)]:
                done = run([*VALGRIND, program, path, "es"])
                count.check(done.returncode == code, f"memory of {name}, {linked}, {path.name}", done.stderr.decode()[-3000:])
    some = [pair for pair in zip(cases, lines) if pair[0]["theme"] in NODES_UNDER_VALGRIND]
    if some:
        check_nodes(count, programs, *zip(*some), under=VALGRIND)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--show", type=int, default=3)
    options.add_argument("--theme")
    options.add_argument("--out", type=Path, help="where to write the answers, for comparing with other edges")
    options.add_argument("--profile", default="release", help="the profile of cargo that the library is built with")
    options.add_argument("--sanitize", action="store_true")
    given = options.parse_args()
    count = Count()
    if given.sanitize:
        # Both are builds of their own, which take minutes.
        out = built.target() / "clients"
        out.mkdir(exist_ok=True)
        check_panic(count, out)
        with tempfile.TemporaryDirectory() as directory:
            cases = list(corpus.load(given.theme))
            check_sanitized(count, cases, write_requests(cases, Path(directory)))
        print(f"{count.passed} passed, {count.failed} failed, {count.skipped} skipped")
        sys.exit(count.failed > 0)
    release = build(given.profile)
    out = built.target() / "clients"
    out.mkdir(exist_ok=True)
    programs = compile_all(count, release, out)
    check_symbols(count, release)
    installed.check(count, release, out, LANGUAGES["c"][0], SYSTEM)
    if given.profile == "dist":
        # In a library without names the suppressions find nothing; what they suppress is only possibly lost.
        VALGRIND.extend(["--errors-for-leak-kinds=definite", "--show-leak-kinds=definite"])
        check_size(count, release / "libcei.so")
    with tempfile.TemporaryDirectory() as directory:
        directory = Path(directory)
        wrong = directory / "wrong.json"
        wrong.write_text('{"format":"cei.assessment/1","id":"a b","rubric":{"id":"cei-self-assessment","version":"2023.1"},\n'
                         '"ratings":[{"competency":"1.l","stage":"maturng"},{"competency":"1.1"}],"subjct":{}}')
        cases = list(corpus.load(given.theme))
        lines = write_requests(cases, directory)
        check_corpus(count, programs, out / "lib/libcei.so", cases, lines, given.show, given.out)
        if not given.theme:
            check_nodes(count, programs, cases, lines)
        check_round(count, programs, wrong)
        check_misuse(count, programs)
        check_memory(count, programs, cases, lines, wrong)
    print(f"{count.passed} passed, {count.failed} failed, {count.skipped} skipped")
    sys.exit(count.failed > 0)


if __name__ == "__main__":
    main()
