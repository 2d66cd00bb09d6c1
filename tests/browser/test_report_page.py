"""The report of the worked example in a real browser, at the width of a desk and of a phone, in both languages.

What axe-core says of it, its pictures and its print stay in build/report.
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
OUT = ROOT / "build" / "report"
EXAMPLE = ROOT / "tests" / "example"
CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


def report(audience, lang):
    rounds = [EXAMPLE / f"ejemplo-district-{year}.json" for year in ("2025-26", "2024-25")]
    around = sorted((EXAMPLE / "initiative").glob("*.json"))
    if audience == "public":
        profile = cei.assess(rounds[0])
        (plan,), (lens,) = ([one for one in around if word in one.name] for word in ("plan", "lens"))
        around = [one for one in around if one != lens]
        around += [cei.progress(plan, profile, as_of="2026-06-30"), cei.lens(profile, lens)]
        rounds = [cei.disclose(profile), cei.disclose(cei.assess(rounds[1]))]
    return cei.report(*rounds, *around, audience=audience, lang=lang, as_of="2026-06-30")


@pytest.mark.skipif(CHROMIUM is None, reason="the report is looked at in Chromium (Debian: chromium)")
@pytest.mark.parametrize(("audience", "lang"), [("internal", "en"), ("internal", "es"), ("public", "both")])
def test_report(audience, lang):
    if not verdicts.npm(HERE):
        pytest.skip("the report is driven with node and npm")
    OUT.mkdir(parents=True, exist_ok=True)
    name = f"{audience}-{lang}"
    page = report(audience, lang).to_file(OUT / f"{name}.html")
    command = ["node", HERE / "report.mjs", page, CHROMIUM, OUT, name]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=400)
    assert done.returncode == 0, done.stdout[-3000:]
    found = json.loads((OUT / f"{name}.json").read_text(encoding="utf-8"))
    for width in ("1280", "360"):
        assert found[width]["violations"] == []
        assert found[width]["passes"] > 15
        # What is left to people: the contrast of what is scrolled out of sight, and rows that name a part of a table.
        assert {one["id"] for one in found[width]["incomplete"]} <= {"color-contrast", "th-has-data-cells"}
        assert found[width]["overflow"] == 0
        assert (OUT / f"{name}-{width}.png").stat().st_size > 100_000
    assert found["first"] == "#main"
    assert found["asked"] == []
    assert found["folded"] == 0
    assert (OUT / f"{name}.pdf").stat().st_size > 50_000


@pytest.mark.skipif(CHROMIUM is None, reason="the report is looked at in Chromium (Debian: chromium)")
def test_what_is_wrong_is_seen():
    if not verdicts.npm(HERE):
        pytest.skip("the report is driven with node and npm")
    OUT.mkdir(parents=True, exist_ok=True)
    plain = cei.report(EXAMPLE / "ejemplo-district-2025-26.json", audience="internal")
    html = plain.html.replace("#4c5a67", "#b8c0c8").replace("max-width:60rem", "min-width:90rem")
    wrong = OUT / "wrong.html"
    wrong.write_text(html, encoding="utf-8")
    subprocess.run(["node", HERE / "report.mjs", wrong, CHROMIUM, OUT, "wrong"], check=True, timeout=400)
    found = json.loads((OUT / "wrong.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in found["1280"]["violations"]] == ["color-contrast"]
    assert found["360"]["overflow"] > 0
    for left in OUT.glob("wrong*"):
        left.unlink()
