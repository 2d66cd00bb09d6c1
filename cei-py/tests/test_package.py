"""What is documented runs, what is typed is true."""

from __future__ import annotations

import doctest
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import cei

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
PUBLIC = [name for name in cei.__all__ if callable(getattr(cei, name))]


def examples() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True, recurse=False)
    found = finder.find(cei, "cei")
    for name in PUBLIC:
        found += finder.find(getattr(cei, name), name, module=False, globs={})
    return [one for one in found if one.examples]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_examples(example: doctest.DocTest) -> None:
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    said: list[str] = []
    runner.run(example, out=said.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(said)


def test_the_functions_have_examples() -> None:
    names = {example.name for example in examples()}
    functions = {name for name in PUBLIC if inspect.isfunction(getattr(cei, name))}
    assert functions <= names


@pytest.mark.parametrize("name", PUBLIC)
def test_everything_public_is_documented(name: str) -> None:
    thing = getattr(cei, name)
    assert inspect.getdoc(thing)
    if inspect.isclass(thing):
        for member, value in vars(thing).items():
            if not member.startswith("_") and not isinstance(value, (str, type(None))):
                assert inspect.getdoc(value), f"{name}.{member}"


def run(directory: Path, *arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=directory, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_of_the_package(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    run(tmp_path, "mypy", "--strict", "--package", "cei")


def test_stubs_are_those_of_the_extension(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    run(tmp_path, "mypy.stubtest", "cei._cei")


def test_nothing_else_is_needed() -> None:
    code = (
        "import sys; before = set(sys.modules); import cei, cei._cli, cei._show, cei._html, cei._table;"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before} - {'cei'};"
        "print(sorted(new - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
