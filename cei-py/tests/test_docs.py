"""The pages in `docs` are true: what they show is run, and the reference is that of the package."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"


def blocks(page: str, language: str) -> list[str]:
    """Return the blocks of code of a page."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def execute(cells: list[str], names: dict[str, Any]) -> list[Any]:
    """Run cells one after the other, as a notebook does, and return what each of them would show."""
    shown = []
    for cell in cells:
        body = ast.parse(cell)
        last = body.body.pop() if body.body and isinstance(body.body[-1], ast.Expr) else None
        exec(compile(body, "<cell>", "exec"), names)
        value = (
            eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if isinstance(last, ast.Expr) else None
        )
        shown.append(value)
    return shown


@pytest.fixture
def ratings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "ratings.csv").write_text(blocks("cookbook.md", "text")[0])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_cookbook_runs(ratings: Path) -> None:
    for library in ("pandas", "polars", "pyarrow", "duckdb"):
        pytest.importorskip(library)
    cells = blocks("cookbook.md", "python")
    assert len(cells) >= 12
    execute(cells, {"__name__": "cookbook"})


def test_the_commands_of_the_cookbook_run(ratings: Path) -> None:
    (commands,) = blocks("cookbook.md", "sh")
    for command in commands.splitlines():
        words = command.replace("cei ", f"{shlex.quote(sys.executable)} -m cei ")
        done = subprocess.run(words, shell=True, capture_output=True, text=True)
        assert done.returncode == 0 and done.stdout, (command, done.stderr)


def notebook() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((DOCS / "tutorial.ipynb").read_text(encoding="utf-8"))
    return document


def test_the_tutorial_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    document = notebook()
    assert (document["nbformat"], document["nbformat_minor"]) == (4, 5)
    cells = ["".join(cell["source"]) for cell in document["cells"] if cell["cell_type"] == "code"]
    assert len(cells) >= 10
    pytest.importorskip("polars")
    monkeypatch.chdir(tmp_path)
    shown = execute(cells, {"__name__": "tutorial"})
    pages = [value._repr_html_() for value in shown if hasattr(value, "_repr_html_")]
    assert len(pages) >= 3 and all(pages), "results are looked at"
    # What the words beside the cells say is what comes out.
    said = capsys.readouterr().out
    for promise in document["metadata"]["cei"]["promises"]:
        assert promise in said, promise


def test_the_tutorial_is_kept_without_outputs() -> None:
    cells = notebook()["cells"]
    assert all(cell.get("outputs", []) == [] and cell.get("execution_count") is None for cell in cells)
    assert len({cell["id"] for cell in cells}) == len(cells)


def test_the_reference_is_that_of_the_package() -> None:
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    assert spec and spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    written = (DOCS / "reference.md").read_text(encoding="utf-8")
    assert written == maker.reference(), "`make gen` mends this"
