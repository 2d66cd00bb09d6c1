"""What a notebook shows of every result."""

from __future__ import annotations

import io
from typing import Any

from samples import RUBRIC, assessment

import cei


def results() -> dict[str, Any]:
    """Return one of every class that a notebook may show, with a name in it that must be escaped."""
    bad = '<b title="&">'
    spring = assessment(
        ("families", "1.1", "developing"), ("leaders", "1.1", "advanced"), subject={"id": "s", "name": bad}
    )
    profile, tally = cei.assess(spring), cei.tally(spring)
    rows = [f"school-{number},1.1,2" for number in range(30)]
    table = "\n".join(["assessment,competency,stage", *rows]).encode()

    def many() -> cei.TableFile:
        return cei.TableFile(io.BytesIO(table))

    wrong = cei.validate({"format": bad})
    rubric = {**cei.rubric().to_dict(), "id": "own", "title": bad}
    export = "Role,1.1 Inclusive and welcoming district culture,<b title=x>\nStudent,Developing,x\n"
    return {
        "Profile": profile,
        "Node": profile["1.1"],
        "Tally": tally,
        "Rubric": cei.rubric(rubric),
        "Policy": cei.policy({**cei.policy().to_dict(), "title": bad}),
        "Report": wrong,
        "Diagnostic": wrong.diagnostics[0],
        "Code": cei.codes("unknown_competency"),
        "Tallies": cei.tally(many()),
        "Profiles": cei.stage(many()),
        "Table": cei.stage(many()).stages(),
        "Release": cei.disclose(spring),
        "Audit": cei.audit(cei.disclose(spring)),
        "Agreement": cei.agreement(spring),
        "Gaps": cei.gaps(spring),
        "Growth": cei.compare(spring, {**spring, "id": "later"}),
        "Overview": cei.overview([spring]),
        "Transitions": cei.transitions([cei.compare(spring, {**spring, "id": "later"})]),
        "Crosswalk": cei.crosswalk(
            {"format": "cei.crosswalk/1", "id": "next", "version": "1", "from": RUBRIC,
             "to": {**RUBRIC, "version": "2027.1"}, "map": [{"from": ["1.1"], "to": ["1.1"]}]}
        ),
        "Survey": cei.read_survey(export.encode(), errors="report"),
        "ReadRubric": cei.ReadRubric(cei.rubric(rubric), wrong),
        "ReadAssessment": cei.ReadAssessment(spring, cei.validate(spring)),
        "Dashboard": cei.Dashboard(cei.tally(many()), cei.stage(many()).stages(), (), (), wrong),
        "ReportPage": cei.report(spring, audience="internal"),
    }  # fmt: skip


def test_a_notebook_shows_every_result() -> None:
    made = results()
    # A crosswalk's and an export's own classes are not results; all that the package gives is shown.
    public = {name for name in cei.__all__ if isinstance(getattr(cei, name), type)} - {"CeiError", "TableFile"}
    assert public == set(made)
    for name, one in made.items():
        html = one._repr_html_()
        assert type(one).__name__ == name
        assert "<b title" not in html, name
        assert len(html) < 40_000 or name == "ReportPage", name
        if name != "ReportPage":
            assert html.count("<table>") == html.count("</table>") == html.count("<caption") > 0, name
            assert 'scope="row"' in html or "nothing found" in html, name
