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
    "check_plan",
    "codes",
    "cohort_review",
    "compare",
    "consultation_checks",
    "consultation_review",
    "crosswalk",
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
