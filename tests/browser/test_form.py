"""A form drawn from the Spanish schema of the built-in rubric, filled in with the keyboard in a real browser.

The page, what it exported and a picture of it stay in build/form.
"""

import json
import shutil
import subprocess
from pathlib import Path

import cei
import pytest
import verdicts

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = ROOT / "build" / "form"
CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)

FILLED = {
    "format": "cei.assessment/1",
    "id": "otono-2025",
    "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    "subject": {"id": "99999990000000", "scheme": "cds", "name": {"es": "Distrito Ejemplo"}, "level": "district"},
    "period": {"school_year": "2025-26", "from": "2025-09-01"},
    "raters": [{"id": "p1", "group": "families"}],
    "ratings": [
        {"rater": "p1", "competency": "1.1", "stage": "maturing",
         "evidence": [{"title": {"es": "Acta de la reunión de septiembre"}, "date": "2025-09-20"}]},
        {"group": "students", "competency": "1.2", "missing": "dont_know"},
    ],
    "decisions": [{"competency": "1.1", "stage": "advanced", "method": "thumbs",
                   "note": {"es": "Todas las personas están de acuerdo."}}],
}


@pytest.mark.skipif(CHROMIUM is None, reason="the form needs Chromium (Debian: chromium)")
def test_form_by_keyboard():
    if not verdicts.npm(HERE):
        pytest.skip("the form needs node and npm")
    shutil.rmtree(OUT, ignore_errors=True)
    schema = ROOT / "schemas" / "assessment" / "cei-self-assessment.es.schema.json"
    done = subprocess.run(["node", HERE / "drive.mjs", schema, CHROMIUM, OUT], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, timeout=400)
    assert done.returncode == 0, done.stdout[-3000:]
    text = (OUT / "assessment.json").read_text(encoding="utf-8")
    assert json.loads(text) == FILLED
    assert not cei.validate(text).errors
    assert cei.assess(text)["1.1"].stage == "advanced"
    assert json.loads((OUT / "axe.json").read_text(encoding="utf-8")) == []
    assert (OUT / "form.png").stat().st_size > 20_000
