"""The command `cei report`, and the way from a survey's export to the report."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from samples import EXAMPLE

import cei

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "from-google-forms-to-the-board.md"
ROLES = {
    "students": "Estudiante",
    "families": "Padre, madre o tutor",
    "educators": "Docente",
    "leaders": "Directora",
    "community": "Socio comunitario",
}
REASONS = {"dont_know": "No sé", "not_applicable": "No aplica", "withheld": "Prefiero no decirlo", "unanswered": ""}


def run(*arguments: str, status: int = 0, cwd: Path | None = None) -> tuple[str, str]:
    done = subprocess.run([sys.executable, "-m", "cei", *arguments], capture_output=True, cwd=cwd)
    said, errors = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert done.returncode == status, said[:1000] + errors
    assert "Traceback" not in errors
    return said, errors


def google_forms() -> str:
    """The answers of an example school as Google Forms would export them in Spanish."""
    document: dict[str, Any] = json.loads((EXAMPLE / "ejemplo-school-a-2025-26.json").read_text(encoding="utf-8"))
    rubric = cei.rubric().to_dict()
    stages = {one["id"]: one["title"]["es"] for one in rubric["scale"]}
    asked = [one for domain in rubric["domains"] for one in domain["competencies"] if one["id"] != "3.4"]
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(["Marca temporal", "Dirección de correo electrónico", "¿Cuál es su rol?"]
                   + [f"{one['id']} {one['title']['es']}" for one in asked])  # fmt: skip
    for place, rater in enumerate(document["raters"]):
        said = {
            one["competency"]: stages[one["stage"]] if "stage" in one else REASONS[one["missing"]]
            for one in document["ratings"]
            if one.get("rater") == rater["id"]
        }
        cells = [said.get(one["id"], "") for one in asked]
        write.writerow(
            [f"2025/10/01 9:{place:02}:00 a. m. GMT-7", f"p{place}@example.org", ROLES[rater["group"]], *cells]
        )
    return out.getvalue()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "respuestas.csv").write_text(google_forms(), encoding="utf-8")
    return tmp_path


def test_a_google_forms_export_in_spanish_becomes_a_report(place: Path) -> None:
    html, _ = run("report", "respuestas.csv", "--lang", "es", "--audience", "internal", "--name", "Aquí", cwd=place)
    assert '<html lang="es">' in html and "<h1>Aquí</h1>" in html and "example.org" not in html
    profile = cei.assess(cei.read_survey(place / "respuestas.csv").assessment)  # type: ignore[arg-type]
    for node in (*profile.domains, *profile.competencies):
        assert node.title("es") in html and node.reason("es") in html


def test_one_assessment_of_a_table(tmp_path: Path) -> None:
    rows = [f"{id},families,1.{n},maturing" for id in ("north", "south") for n in range(1, 6)]
    table = tmp_path / "ratings.csv"
    table.write_text("\n".join(["assessment,group,competency,stage", *rows]), encoding="utf-8")
    said = run("report", str(table), "--audience", "internal", status=2)[1]
    assert "2 assessments" in said and "north, south" in said
    assert "did you mean `south`?" in run("report", str(table), "--assessment", "suoth", status=2)[1]
    html, _ = run("report", str(table), "--audience", "internal", "--assessment", "south")
    assert "<h1>south</h1>" in html and "tally of answers: north" not in html


def test_the_worked_example_in_one_command(tmp_path: Path) -> None:
    rounds = [str(EXAMPLE / f"ejemplo-district-{year}.json") for year in ("2025-26", "2024-25")]
    around = [str(path) for path in sorted((EXAMPLE / "initiative").glob("*.json"))]
    out = tmp_path / "report.html"
    options = ["--audience", "internal", "--lang", "both", "--as-of", "2026-06-30"]
    run("report", *rounds, *around, *options, "--out", str(out))
    made = cei.report(*map(Path, rounds + around), audience="internal", lang="both", as_of="2026-06-30")
    assert out.read_text(encoding="utf-8") == made.html


def test_what_goes_wrong_is_said(tmp_path: Path) -> None:
    fine = str(EXAMPLE / "ejemplo-district-2025-26.json")
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({"format": "cei.assessment/1"}), encoding="utf-8")
    assert "missing_field" in run("report", str(bad), "--audience", "internal", status=1)[1]
    cohort = str(EXAMPLE / "initiative" / "ejemplo-cohort.json")
    assert "as_of" in run("report", fine, cohort, "--audience", "internal", status=2)[1]
    assert "`fr`" in run("report", fine, "--audience", "internal", "--lang", "fr", status=2)[1]
    assert "no such file" in run("report", str(tmp_path / "none.csv"), status=2)[1].lower()
    bad.write_text("[1]", encoding="utf-8")
    assert "wrong_type" in run("report", str(bad), "--audience", "internal", status=1)[1]


def test_the_guide_runs(place: Path) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    for line in "".join(re.findall(r"```sh\n(.*?)```", text, flags=re.S)).splitlines():
        command, *arguments = shlex.split(line)
        assert command == "cei"
        run(*arguments, cwd=place)
    assert (place / "informe.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    first, *figures = re.findall(r"```python\n(.*?)```", text, flags=re.S)
    code = first
    try:
        import matplotlib  # noqa: F401

        code += "".join(figures)
    except ImportError:
        pass
    done = subprocess.run([sys.executable, "-c", code], cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "{'students': 8, 'families': 9, 'educators': 8, 'leaders': 3, 'community': 3}" in done.stdout
    assert (place / "internal.html").exists() and "<article" in (place / "report.html").read_text(encoding="utf-8")
