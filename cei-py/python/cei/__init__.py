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

from ._api import assess, codes, policy, rubric, schema, stage, tally, validate
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
from ._node import Node
from ._report import CeiError, Diagnostic, Report

__all__ = [
    "FORMATS",
    "POLICIES",
    "RUBRICS",
    "RULES_VERSION",
    "SCHEMAS",
    "CeiError",
    "Code",
    "Diagnostic",
    "Node",
    "Policy",
    "Profile",
    "Profiles",
    "Report",
    "Rubric",
    "Table",
    "Tallies",
    "Tally",
    "__version__",
    "assess",
    "codes",
    "policy",
    "rubric",
    "schema",
    "stage",
    "tally",
    "validate",
]
