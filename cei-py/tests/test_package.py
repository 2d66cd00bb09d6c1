"""What is documented runs, what is typed is true."""

from __future__ import annotations

import ast
import doctest
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import cei

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
# What examples with that word are shown with.
NEEDED = {"import polars": ["polars"], "cei.workbook(": ["openpyxl", "xlsxwriter"]}
PUBLIC = [name for name in cei.__all__ if callable(getattr(cei, name))]


def examples() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True, recurse=False)
    found = finder.find(cei, "cei")
    for name in PUBLIC:
        found += finder.find(getattr(cei, name), name, module=False, globs={})
    return [one for one in found if one.examples]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_examples(example: doctest.DocTest) -> None:
    source = "".join(one.source for one in example.examples)
    for word, libraries in NEEDED.items():
        if word in source:
            for library in libraries:
                pytest.importorskip(library)
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


def loaded(code: str) -> set[str]:
    """Return the modules that a new interpreter loads by that code."""
    said = f"import sys; before = set(sys.modules); {code}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_import_loads_nothing() -> None:
    assert loaded("import cei") == {"cei"}
    assert loaded("import cei; cei.RUBRICS") == {"cei", "cei._cei"} | loaded("import importlib")
    # What is slow to load waits until it is asked for.
    heavy = {"asyncio", "argparse", "ctypes", "email", "http", "logging", "multiprocessing", "socket", "sqlite3", "ssl",
             "subprocess", "tempfile", "unittest", "xml", "zipfile"}  # fmt: skip
    whole = loaded("import cei; cei.rubric(); cei.policy(); cei.codes(); cei.validate('{}')")
    assert "cei._api" in whole and not heavy & whole
    assert not {name for name in whole if name.startswith(("cei._cli", "cei._html", "cei._survey", "cei._workbook"))}


def test_what_needs_spark_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import cei.spark

    monkeypatch.setitem(sys.modules, "pyspark.sql.functions", None)
    with pytest.raises(ImportError, match=r"pip install 'cei\[spark\]'"):
        cei.spark.stage(None)


def test_every_name_is_where_it_is_said_to_be() -> None:
    source = ast.parse(Path(str(cei.__file__)).read_text(encoding="utf-8"))
    checked = next(node for node in source.body if isinstance(node, ast.If)).body
    imports = {alias.asname or alias.name: node.module for node in checked if isinstance(node, ast.ImportFrom)
               for alias in node.names}  # fmt: skip
    assert imports.pop("__version__") == "_cei"
    assert imports == cei._HOME_OF
    assert {*imports, "__version__"} == set(cei.__all__) <= set(dir(cei))
    assert all(getattr(cei, name) is not None for name in cei.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'asses'"):
        cei.asses  # type: ignore[attr-defined]  # noqa: B018


def test_nothing_else_is_needed() -> None:
    code = (
        "import sys; before = set(sys.modules); import cei, cei._cli, cei._show, cei._html, cei._table;"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before} - {'cei'};"
        "print(sorted(new - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
