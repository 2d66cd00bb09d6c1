#!/usr/bin/env python3
"""The binary interface of the C library, as a list: functions with their types, constants, layouts of structs.

    python3 tests/clients/abi.py            # compares cei-c/abi.txt with the header
    python3 tests/clients/abi.py --write    # writes cei-c/abi.txt

What is there may only be added to: if something changed or went, --write refuses until CEI_ABI_VERSION in
cei-c/src/abi.rs is a greater number. cei-c/README.md says what that promises. Needs a C compiler; standard library only.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HEADER = ROOT / "cei-c/include/cei.h"
RECORD = ROOT / "cei-c/abi.txt"
MEND = "python3 tests/clients/abi.py --write"


def plain(header):
    """The header without comments and lines of the preprocessor, but with its constants."""
    header = re.sub(r"/\*.*?\*/|//[^\n]*", "", header, flags=re.S)
    return "\n".join(line for line in header.split("\n") if not line.startswith("#"))


def type_of(parameter):
    """The type of a parameter, without its name."""
    parameter = " ".join(parameter.split())
    return re.sub(r"(?<=[*\s])(?!(?:const|void)$)\w+$", "", parameter).strip() if parameter != "void" else parameter


def functions(text):
    """name -> return type(parameter types)"""
    found = {}
    for declaration in re.findall(r"^[a-z][^;{}]*?\bcei_\w+\([^;{}]*\);", text, flags=re.M):
        before, name, parameters = re.match(r"(.*?)(cei_\w+)\((.*)\);$", " ".join(declaration.split())).groups()
        found[name] = f"{before.strip()} ({', '.join(map(type_of, parameters.split(',')))})"
    return found


def structs(text):
    """name -> names of the fields; None for a type without a body."""
    found = dict.fromkeys(re.findall(r"^typedef struct (cei_\w+) \1;", text, flags=re.M))
    for name, body in re.findall(r"^typedef struct (cei_\w+) \{(.*?)\}", text, flags=re.M | re.S):
        found[name] = [re.search(r"(\w+)(\[\w+\])?$", field.strip())[1] for field in body.split(";") if field.strip()]
    return found


def record():
    """The lines of the record, in the order of the header."""
    header = HEADER.read_text(encoding="utf-8")
    text = plain(header)
    constants = re.findall(r"^#define (CEI_(?!H$)\w+)", header, flags=re.M)
    constants += re.findall(r"^\s+(CEI_[A-Z0-9_]+) = ", text, flags=re.M)
    types = structs(text)
    program = ["#include <cei.h>", "#include <stdio.h>", "int main(void) {"]
    for name in constants:
        program.append(f'printf("constant {name} %llu\\n", (unsigned long long){name});')
    for name in re.findall(r"^typedef (?:u?int\d+_t) (cei_\w+);", text, flags=re.M):
        program.append(f'printf("type {name} size %zu\\n", sizeof({name}));')
    for name, fields in types.items():
        if fields is None:
            program.append(f'puts("handle {name}");')
            continue
        program.append(f'printf("struct {name} size %zu align %zu\\n", sizeof({name}), _Alignof({name}));')
        for field in fields:
            program.append(f'printf("field {name}.{field} at %zu size %zu\\n", offsetof({name}, {field}), sizeof((({name} *)0)->{field}));')
    program += ["return 0;", "}"]
    with tempfile.TemporaryDirectory() as directory:
        source, binary = Path(directory, "abi.c"), Path(directory, "abi")
        source.write_text("\n".join(program), encoding="utf-8")
        command = [os.environ.get("CC", "gcc"), "-std=c11", f"-I{HEADER.parent}", source, "-o", binary]
        subprocess.run(command, check=True)
        lines = subprocess.run([binary], check=True, capture_output=True, text=True).stdout.splitlines()
    return lines + [f"function {name} {kind}" for name, kind in functions(text).items()]


def version(lines):
    return next((int(line.split()[-1]) for line in lines if line.startswith("constant CEI_ABI_VERSION ")), 0)


def changed(kept, made):
    """What was there and is no more, the version and what may grow aside."""
    ignored = ("constant CEI_ABI_VERSION ",)
    grows = re.compile(r"struct (cei_counts) size \d+")
    return [line for line in kept if line not in made and not line.startswith(ignored) and not grows.match(line)]


def compare():
    """What is wrong with the record, as lines; none if it is what the header says."""
    kept, made = RECORD.read_text(encoding="utf-8").splitlines() if RECORD.exists() else [], record()
    gone = changed(kept, made)
    if gone and version(made) <= version(kept):
        return [f"changed or gone, which takes a greater CEI_ABI_VERSION: {line}" for line in gone]
    if kept != made:
        return [f"cei-c/abi.txt is not what the header says; mend it with `{MEND}`",
                *(f"- {line}" for line in kept if line not in made), *(f"+ {line}" for line in made if line not in kept)]
    return []


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true")
    wrong = compare()
    if options.parse_args().write and not any(line.startswith("changed or gone") for line in wrong):
        RECORD.write_text("\n".join(record()) + "\n", encoding="utf-8")
        return
    print("\n".join(wrong) if wrong else "cei-c/abi.txt is what the header says")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
