"""The rating workbook through a real LibreOffice: filled in by it, saved by it, and read back as the same answers.

For `make release-check`. Needs Debian's libreoffice-calc-nogui and python3-uno; without them it says that it is skipped.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import cei
import openpyxl

FILL = Path(__file__).with_name("fill.py")
# A Python that has LibreOffice's module `uno`.
UNO = "/usr/bin/python3"


def plan_of(path, rubric, lang):
    """Cells to fill, and the assessment they make: written down here, not by the code under test."""
    document = rubric.to_dict()
    words = {"en": ("I don't know", "Does not apply to us"), "es": ("No sé", "No se aplica a nosotros")}[lang]
    titles = [stage["title"][lang] for stage in document["scale"]]
    group = document["groups"][1] if document["groups"] else None
    book = openpyxl.load_workbook(path)
    names = [name for name in book.sheetnames if name != "cei"]
    group_title = group["title"][lang] if group else {"en": "Team", "es": "Equipo"}[lang]
    fill = [[names[0], "B4", group_title], [names[0], "B5", "r-07"]]
    locked, lists, ratings, decisions = [[names[0], "A1"]], [[names[0], "B4"]], [], []
    count = 0
    for name, domain in zip(names[1:], document["domains"], strict=True):
        locked += [[name, "A5"], [name, "C5"], [name, "C2"]]
        for row, competency in enumerate(domain["competencies"], start=5):
            lists += [[name, f"D{row}"], [name, f"G{row}"]]
            rating = {"rater": "r-07", "competency": competency["id"]}
            kind = count % 7
            if kind == 5:
                fill.append([name, f"D{row}", words[0]])
                rating["missing"] = "dont_know"
            elif kind == 6:
                rating["missing"] = "unanswered"
            else:
                stage = count % len(titles)
                fill.append([name, f"D{row}", titles[stage]])
                rating["stage"] = document["scale"][stage]["id"]
                if kind == 2:
                    fill += [[name, f"E{row}", "Acta, “ñandú”\n& más"], [name, f"F{row}", "https://example.org/a?b=1&c=2"]]
                    rating["evidence"] = [{"title": "Acta, “ñandú”\n& más", "uri": "https://example.org/a?b=1&c=2"}]
                if kind == 3:
                    fill.append([name, f"G{row}", titles[-1]])
                    decisions.append({"competency": competency["id"], "stage": document["scale"][-1]["id"]})
            ratings.append(rating)
            count += 1
    expected = {
        "format": "cei.assessment/1", "id": "spring", "rubric": {"id": rubric.id, "version": rubric.version},
        "subject": {"id": "30664310000000", "scheme": "cds", "name": "Ejemplo"}, "period": {"school_year": "2025-26"},
        "raters": [{"id": "r-07", "group": group["id"] if group else "team"}], "ratings": ratings, "decisions": decisions,
    }
    return {"fill": fill, "locked": locked, "lists": lists}, names, expected


def main():
    office = shutil.which("soffice")
    has_uno = subprocess.run([UNO, "-c", "import uno"], capture_output=True).returncode == 0 if Path(UNO).exists() else False
    if office is None or not has_uno:
        print("SKIPPED workbook through LibreOffice: libreoffice-calc-nogui or python3-uno is not installed")
        return
    failed = 0
    with tempfile.TemporaryDirectory() as root:
        root = Path(root)
        pipe = f"cei{os.getpid()}"
        server = subprocess.Popen(
            [office, "--headless", "--invisible", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;",
             f"-env:UserInstallation={(root / 'profile').as_uri()}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )
        try:
            for name in cei.RUBRICS:
                for lang in ("en", "es"):
                    failed += not through(root, pipe, cei.rubric(name), lang)
        finally:
            os.killpg(server.pid, 15)
            server.wait(30)
    print(f"{4 - failed} workbooks came back as they were filled in, {failed} did not")
    sys.exit(failed > 0)


def through(root, pipe, rubric, lang):
    blank, filled, plan_file = (root / f"{rubric.id}-{lang}{end}" for end in (".xlsx", "-filled.xlsx", ".json"))
    blank.write_bytes(cei.workbook(
        rubric, assessment="spring", lang=lang, decisions=True,
        subject={"id": "30664310000000", "scheme": "cds", "name": "Ejemplo"}, period={"school_year": "2025-26"},
    ))
    plan, names, expected = plan_of(blank, rubric, lang)
    plan_file.write_text(json.dumps({"in": str(blank), "out": str(filled), **plan}), encoding="utf-8")
    done = subprocess.run([UNO, FILL, pipe, plan_file], capture_output=True, text=True, timeout=180)
    if done.returncode:
        print(f"FAILED {blank.name}: {done.stderr}")
        return False
    seen = json.loads(done.stdout)
    document, report = cei.read_workbook(filled)
    problems = [
        text for text, wrong in [
            (f"cells are not locked: {seen['unlocked']}", seen["unlocked"]),
            (f"cells to fill in are locked: {seen['closed']}", seen["closed"]),
            (f"cells have no drop-down: {seen['without']}", seen["without"]),
            (f"sheets are shown that are not: {seen['visible']}", seen["visible"] != names),
            ("other answers came back", document != expected),
        ] if wrong
    ]
    for problem in problems:
        print(f"FAILED {blank.name}: {problem}")
    if document != expected:
        differing = [(a, b) for a, b in zip(document["ratings"], expected["ratings"]) if a != b]
        print(differing[:3], {k: (document.get(k), expected[k]) for k in expected if k != "ratings" and document.get(k) != expected[k]})
    return not problems and report.valid


if __name__ == "__main__":
    main()
