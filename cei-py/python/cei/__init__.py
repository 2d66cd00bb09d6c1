"""Community engagement self-assessments as data.

Answers go in as documents, are counted as a tally, and come out as a profile: the stage of every competency and
domain, each with its reason, its range and its next step.

>>> import cei
>>> profile = cei.assess({
...     "format": "cei.assessment/1",
...     "id": "spring",
...     "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
...     "ratings": [{"group": "families", "competency": "1.1", "stage": "maturing"}],
... })
>>> profile["1.1"].stage
'maturing'
>>> print(profile["1.1"].reason())
1 of 1 group has reached Maturing; 1 is needed. None has reached Advanced yet.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._api import assess, codes, policy, rubric, schema, stage, stages, tally, validate
    from ._case import ReadRubric, read_case
    from ._cei import (
        FORMATS,
        POLICIES,
        RUBRICS,
        RULES_VERSION,
        SCHEMAS,
        Policy,
        Profile,
        Profiles,
        Rubric,
        Table,
        Tallies,
        Tally,
    )
    from ._cei import VERSION as __version__
    from ._codes import Code
    from ._dashboard import Dashboard, read_dashboard
    from ._many import assess_many
    from ._node import Node
    from ._planning import check_plan, initiative, lens, metrics, plan, progress
    from ._privacy import Audit, Release, audit, disclose, disclose_counts, release
    from ._rating_sheet import rating_sheet
    from ._report import CeiError, Diagnostic, Report
    from ._report_page import ReportPage, initiative_html, report
    from ._reviews import cohort_review, consultation_checks, consultation_review, inaugural_cohort, partnerships_review
    from ._rubric_table import read_rubric_csv, rubric_csv
    from ._survey import Survey, read_survey
    from ._table_file import TableFile
    from ._voices import (
        Agreement,
        Crosswalk,
        Gaps,
        Growth,
        Overview,
        Transitions,
        agreement,
        compare,
        crosswalk,
        gaps,
        overview,
        transitions,
    )
    from ._workbook import ReadAssessment, read_workbook, workbook

__all__ = [
    "FORMATS",
    "POLICIES",
    "RUBRICS",
    "RULES_VERSION",
    "SCHEMAS",
    "Agreement",
    "Audit",
    "CeiError",
    "Code",
    "Crosswalk",
    "Dashboard",
    "Diagnostic",
    "Gaps",
    "Growth",
    "Node",
    "Overview",
    "Policy",
    "Profile",
    "Profiles",
    "ReadAssessment",
    "ReadRubric",
    "Release",
    "Report",
    "ReportPage",
    "Rubric",
    "Survey",
    "Table",
    "TableFile",
    "Tallies",
    "Tally",
    "Transitions",
    "__version__",
    "agreement",
    "assess",
    "assess_many",
    "audit",
    "check_plan",
    "codes",
    "cohort_review",
    "compare",
    "consultation_checks",
    "consultation_review",
    "crosswalk",
    "disclose",
    "disclose_counts",
    "gaps",
    "inaugural_cohort",
    "initiative",
    "initiative_html",
    "lens",
    "metrics",
    "overview",
    "partnerships_review",
    "plan",
    "policy",
    "progress",
    "rating_sheet",
    "read_case",
    "read_dashboard",
    "read_rubric_csv",
    "read_survey",
    "read_workbook",
    "release",
    "report",
    "rubric",
    "rubric_csv",
    "schema",
    "stage",
    "stages",
    "tally",
    "transitions",
    "validate",
    "workbook",
]

# Nothing is loaded before it is asked for, so that `import cei` costs next to nothing: in which module each name is.
_HOMES = {
    "_api": "assess codes policy rubric schema stage stages tally validate",
    "_case": "ReadRubric read_case",
    "_cei": "FORMATS POLICIES RUBRICS RULES_VERSION SCHEMAS Policy Profile Profiles Rubric Table Tallies Tally",
    "_codes": "Code",
    "_dashboard": "Dashboard read_dashboard",
    "_many": "assess_many",
    "_node": "Node",
    "_planning": "check_plan initiative lens metrics plan progress",
    "_privacy": "Audit Release audit disclose disclose_counts release",
    "_rating_sheet": "rating_sheet",
    "_report": "CeiError Diagnostic Report",
    "_report_page": "ReportPage initiative_html report",
    "_reviews": "cohort_review consultation_checks consultation_review inaugural_cohort partnerships_review",
    "_rubric_table": "read_rubric_csv rubric_csv",
    "_survey": "Survey read_survey",
    "_table_file": "TableFile",
    "_voices": (
        "Agreement Crosswalk Gaps Growth Overview Transitions agreement compare crosswalk gaps overview "
        "transitions"
    ),
    "_workbook": "ReadAssessment read_workbook workbook",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


if not TYPE_CHECKING:  # to a checker there is no name but those above

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name == "__version__":
            value: object = import_module("._cei", __name__).VERSION
        elif name in _HOME_OF:
            value = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
        elif name in _HOMES or name in ("plot", "spark"):
            return import_module(f".{name}", __name__)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
