"""The commands for paper, spreadsheets and the formats of the field."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_dashboard import file, line
from test_survey import GOOGLE_ES, QUALTRICS, csv_of

import cei


def run(*arguments: str, status: int = 0) -> tuple[str, str]:
    done = subprocess.run([sys.executable, "-m", "cei", *arguments], capture_output=True)
    said, errors = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert done.returncode == status, said + errors
    assert "Traceback" not in errors
    return said, errors


def test_case_there_and_back(tmp_path: Path) -> None:
    for tag in ("en", "es"):
        (tmp_path / tag).write_text(run("rubric", "lcff-priority-3", "--to", "case", "--language", tag)[0], "utf-8")
    arguments = ["--from", "case", "--translation", str(tmp_path / "es"), "--format", "json"]
    said, errors = run("rubric", str(tmp_path / "en"), *arguments)
    assert (said.rstrip("\n"), errors) == (cei.rubric("lcff-priority-3").to_json(), "")
    package = json.loads((tmp_path / "en").read_text("utf-8"))
    package["CFDocument"]["publisher"] = "P"
    (tmp_path / "en").write_text(json.dumps(package), "utf-8")
    assert "`publisher`" in run("rubric", str(tmp_path / "en"), *arguments, "--lang", "es")[1]
    package["CFRubrics"] = []
    (tmp_path / "en").write_text(json.dumps(package), "utf-8")
    said, _ = run("rubric", str(tmp_path / "en"), *arguments, status=1)
    assert json.loads(said)["diagnostics"]


def test_a_rubric_as_a_sheet(tmp_path: Path) -> None:
    said, errors = run("rubric", "lcff-priority-3", "--to", "csv")
    (tmp_path / "rubric.csv").write_bytes(said.encode())
    again = run("rubric", str(tmp_path / "rubric.csv"), "--from", "csv", "--digest")[0]
    assert json.loads(again)["structure"] == cei.rubric("lcff-priority-3").structure
    assert "languages" in errors
    run("rubric", str(tmp_path / "none.csv"), "--from", "csv", status=2)


def test_a_sheet_and_a_workbook(tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    run("sheet", "lcff-priority-3", "--lang", "es,en", "--out", str(page))
    assert page.read_text("utf-8") == cei.rating_sheet("lcff-priority-3", ["es", "en"])
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    blank = tmp_path / "blank.xlsx"
    run("workbook", "--assessment", "spring", "--out", str(blank))
    book = openpyxl.load_workbook(io.BytesIO(blank.read_bytes()))
    book.worksheets[1]["D5"] = "Maturing"
    book.save(blank)
    document = json.loads(run("read-workbook", str(blank))[0])
    assert document["ratings"][0] == {"competency": "1.1", "stage": "maturing"}
    book.worksheets[1]["D5"] = "Matured"
    book.save(blank)
    _, errors = run("read-workbook", str(blank), "--format", "table", status=1)
    assert "row 5, column Your answer" in errors


def test_a_survey(tmp_path: Path) -> None:
    export = tmp_path / "export.csv"
    export.write_bytes(QUALTRICS)
    tally = json.loads(run("survey", str(export), "--assessment", "fall")[0])
    assert (tally["format"], tally["assessment"]) == ("cei.tally/1", "fall")
    assert json.loads(run("survey", str(export), "--as", "assessment")[0])["raters"][0]["id"] == "r4"
    export.write_bytes(GOOGLE_ES)
    run("survey", str(export), status=1)
    mapping = json.loads(run("survey", str(export), "--propose")[0])
    mapping["groups"].append({"says": "Abuela de un alumno", "means": "families"})
    (tmp_path / "mapping.json").write_text(json.dumps(mapping), "utf-8")
    said, errors = run("survey", str(export), "--mapping", str(tmp_path / "mapping.json"), "--lang", "es")
    assert json.loads(said)["cells"] and "¿Algo más?" in errors and "example.org" not in said + errors
    export.write_bytes(csv_of(["Competency", "Group", *cei.rubric().stages], ["1.1", "Families", "1", "2", "", ""]))
    assert json.loads(run("survey", str(export))[0])["cells"][0]["stages"] == [1, 2, 0, 0]
    run("survey", str(export), "--as", "assessment", status=2)


def test_a_dashboard_file(tmp_path: Path) -> None:
    path = tmp_path / "Pr32021.txt"
    path.write_bytes(file(2021, line(2021, "01100170000000", "One", "444444444444"), "cut|off"))
    said, errors = run("dashboard", str(path))
    assert "01100170000000" in said and "broken_line" in errors
    assert json.loads(run("dashboard", str(path), "--format", "json")[0])["assessment"] == ["01100170000000"]
    run("dashboard", str(tmp_path / "none"), status=2)
