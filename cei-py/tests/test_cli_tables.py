"""The command `cei` on tables: CSV and XLSX files, pipes, and what a new user would try."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from samples import EXAMPLE

import cei
from cei import _cli, _cli_tables

RATINGS = """assessment,group,competency,stage
north,families,1.1,3
north,students,1.2,dont_know
south,,1.1,developing
"""
BROKEN = RATINGS + "south,parents,1.1,3\nsouth,families,1.1,2.5\n"


@pytest.fixture
def ratings(tmp_path: Path) -> Path:
    (tmp_path / "ratings.csv").write_text(RATINGS)
    return tmp_path / "ratings.csv"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    (tmp_path / "broken.csv").write_text(BROKEN)
    return tmp_path / "broken.csv"


def run(capfdbinary: Any, *arguments: object) -> tuple[int, str, str]:
    try:
        status = _cli.main([str(one) for one in arguments])
    except SystemExit as gone:
        status = int(str(gone.code))
    said = capfdbinary.readouterr()
    return status, said.out.decode(), said.err.decode()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_way_out(ratings: Path, capfdbinary: Any) -> None:
    tallies = cei.tally(ratings)
    profiles = cei.stage(ratings)
    assert run(capfdbinary, "tally", ratings) == (0, tallies.to_json() + "\n", "")
    assert run(capfdbinary, "stage", ratings, "--format", "json") == (0, profiles.to_json() + "\n", "")
    assert (
        run(capfdbinary, "stage", ratings, "--domains", "--format", "json")[1] == cei.stages(ratings).to_json() + "\n"
    )
    found = rows(run(capfdbinary, "tally", ratings, "--format", "csv")[1])
    assert [(one["assessment"], one["group"], one["n_maturing"], one["n_dont_know"]) for one in found] == [
        ("north", "families", "1", "0"), ("north", "students", "0", "1"), ("south", "team", "0", "0")]  # fmt: skip
    found = rows(run(capfdbinary, "stage", ratings, "--format", "csv")[1])
    assert [one["stage"] for one in found if one["id"] == "1.1"] == ["maturing", "developing"]
    found = rows(run(capfdbinary, "stage", ratings, "--domains", "--format", "csv")[1])
    assert [one["assessment"] for one in found] == ["north", "south"]
    for document in (EXAMPLE / "ejemplo-district-2025-26.json",):
        profile = cei.assess(document)
        found = rows(run(capfdbinary, "assess", document, "--format", "csv")[1])
        assert {one["id"]: one["stage"] for one in found if one["level"] == "domain"} == {
            one.id: one.stage or "" for one in profile.domains
        }
        found = rows(run(capfdbinary, "tally", document, "--format", "csv")[1])
        assert len(found) == len(cei.tally(document).to_dict()["cells"])
    assert len(rows(run(capfdbinary, "codes", "--format", "csv", "--lang", "es")[1])) == len(cei.codes())


def test_what_it_writes_it_reads(ratings: Path, tmp_path: Path, capfdbinary: Any) -> None:
    (tmp_path / "counts.csv").write_text(run(capfdbinary, "tally", ratings, "--format", "csv")[1])
    assert run(capfdbinary, "tally", tmp_path / "counts.csv")[1] == cei.tally(ratings).to_json() + "\n"
    twice = run(capfdbinary, "tally", ratings, tmp_path / "counts.csv")[1]
    assert twice == (cei.tally(ratings) + cei.tally(ratings)).to_json() + "\n"


def test_for_reading(ratings: Path, capfdbinary: Any) -> None:
    for lang, words in (("en", ("assessment", "Maturing", "Families", "don't know")),
                        ("es", ("evaluación", "En maduración", "Familias", "no sabe"))):  # fmt: skip
        status, out, _ = run(capfdbinary, "tally", ratings, "--format", "table", "--lang", lang)
        assert status == 0 and all(word in out for word in words)
        assert "Advanced" not in out and "Avanzada" not in out, "a stage that nobody gave takes no room"
    out = run(capfdbinary, "stage", ratings, "--lang", "es")[1]
    assert out.splitlines()[0].startswith("evaluación") and len(out.splitlines()) == 3


def test_errors_are_raised_or_reported(broken: Path, capfdbinary: Any) -> None:
    status, out, err = run(capfdbinary, "tally", broken)
    report = json.loads(out)
    assert status == 1 and [one["at"]["row"] for one in report["diagnostics"]] == [5, 6] and err == ""
    status, out, err = run(capfdbinary, "stage", broken, "--lang", "es")
    assert (status, out) == (1, "") and "en archivo broken.csv, fila 5, columna group: " in err
    status, out, err = run(capfdbinary, "tally", broken, "--errors", "report")
    assert status == 1 and json.loads(out) == cei.tally(broken, errors="report").to_dict()
    assert err.count("error[") == 2
    found = rows(run(capfdbinary, "validate", broken, "--format", "csv")[1])
    assert [(one["code"], one["file"], one["row"], one["column"]) for one in found] == [
        ("unknown_group", "broken.csv", "5", "group"), ("not_whole", "broken.csv", "6", "stage")]  # fmt: skip


def test_options_of_tables(tmp_path: Path, capfdbinary: Any) -> None:
    table = tmp_path / "wide.txt"
    table.write_text("Who|1.1|1.2\nfamilies|3|\nstudents|2|4\n")
    given = ["--separator", "|", "--rename", "Who=group", "--assessment", "spring", "--kind", "wide"]
    status, out, err = run(capfdbinary, "tally", table, *given)
    assert (status, err) == (0, "")
    assert [(one["competency"], one["group"]) for one in json.loads(out)["spring"]["cells"]] == [
        ("1.1", "students"), ("1.1", "families"), ("1.2", "students")]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("tallly", "x.csv"), "did you mean `tally`"),
        (("derive", "agrement"), "did you mean `agreement`"),
        (("assess", "RATINGS"), "`cei stage`"),
        (("gaps", "RATINGS"), "is a table"),
        (("rubric", "RATINGS"), "--from csv"),
        (("sheet", "--out", "gone/sheet.html"), "gone/sheet.html: "),
        (("tally", "gone.csv"), "gone.csv: "),
        (("tally", "."), ".: "),
        (("survey", "gone.csv"), "gone.csv: "),
        (("tally", "RATINGS", "--rename", "group"), "School=assessment"),
        (("tally", "RATINGS", "--separator", ";;"), "one character"),
        (("tally", "RATINGS", "--sheet", "A"), "no workbook"),
        (("tally", "RATINGS", "--kind", "long"), "choose from"),
        (("tally", "RATINGS", "DOCUMENT"), "do not go together"),
        (("tally", "DOCUMENT", "--kind", "wide"), "is a document"),
        (("stage", "DOCUMENT", "--domains"), "is a document"),
        (("stage", "RATINGS", "--policy", "cei-defalt"), "did you mean `cei-default`"),
        (("stage", "RATINGS", "--rubric", "cei"), "there is no rubric"),
    ],
)
def test_misuse_says_what_to_do(arguments: tuple[str, ...], word: str, ratings: Path, capfdbinary: Any) -> None:
    known = {"RATINGS": ratings, "DOCUMENT": EXAMPLE / "ejemplo-district-2025-26.json"}
    status, out, err = run(capfdbinary, *(known.get(one, one) for one in arguments))
    assert (status, out) == (2, "") and word in err and "Traceback" not in err


def test_several_voices_for_reading(capfdbinary: Any) -> None:
    before, now = EXAMPLE / "ejemplo-district-2024-25.json", EXAMPLE / "ejemplo-district-2025-26.json"
    for arguments, words in {
        ("agree", now): ("Construir relaciones", "Estudiantes", "exacta"),
        ("gaps", now): ("Líderes escolares", "Avanzada", "diferencia"),
        ("compare", before, now): ("subió", "se mantuvo", "En maduración"),
        ("overview", now): ("Construir relaciones", "No evidente", "entidades"),
    }.items():
        status, out, _ = run(capfdbinary, *arguments, "--lang", "es")
        assert status == 0 and all(word in out for word in words), arguments
        found = rows(run(capfdbinary, *arguments, "--lang", "es", "--format", "csv")[1])
        assert found and not any("Avanzada" in one.values() for one in found), "for programs, ids stay ids"


def test_a_library_that_is_absent_is_named(tmp_path: Path, capfdbinary: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04")
    status, out, err = run(capfdbinary, "tally", tmp_path / "book.xlsx")
    assert (status, out) == (2, "") and "pip install 'cei[xlsx]'" in err


def test_pipes(ratings: Path) -> None:
    cei_ = f"{sys.executable} -m cei"
    commands = {
        f"cat {ratings} | {cei_} tally - | head -c 9": b'{"north":',
        f"cat {ratings} | {cei_} tally - --format csv | {cei_} stage - --format csv | head -1": b"assessment,level",
        f"{cei_} rubric --format json | head -c 2": b"[{",
        f"{cei_} sheet | head -c 9": b"<!doctype",
        f"printf '1.1,1.2\\n3,2\\n' | {cei_} survey - --group families --as assessment | head -c 10": b'{"format":',
        f"{cei_} codes | head -1": b"too_large",
    }
    running = {
        command: subprocess.Popen(command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for command in commands
    }
    for command, process in running.items():
        out, err = process.communicate(timeout=60)
        assert out.lower().startswith(commands[command]), (command, out, err)
        assert b"Traceback" not in err and (err == b"" or " survey " in command), command


def test_progress_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch, ratings: Path) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    monkeypatch.setenv("TERM", "xterm")
    for stream, shows in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        with _cli_tables.Progress(str(ratings)) as progress:
            progress.at(20)
        assert ("0 MB (" in stream.getvalue()) == shows
        assert stream.getvalue().endswith("\r\x1b[K") == shows, "nothing is left of it"
