"""A consumer written by hand over the pydantic models that datamodel-code-generator makes.

The test makes the modules `assessment`, `profile` and `policy` beside this file, and runs it.
"""

import json
import sys
from pathlib import Path

import assessment as form
import cei
import policy
import profile as result
import pydantic

# An assessment built from the models is one that the library takes.
built = form.Assessment(
    format="cei.assessment/1",
    id="typed",
    rubric=form.RubricRef(id="cei-self-assessment", version="2023.1"),
    subject=form.Subject(id="99999990000000", scheme="cds", name={"en": "Ejemplo Unified"}, level="district"),
    period=form.Period(school_year="2025-26"),
    ratings=[{"group": "families", "competency": "1.1", "stage": "maturing"},
             {"group": "students", "competency": "1.1", "missing": "dont_know"}],
)
text = built.model_dump_json(exclude_none=True)
assert not cei.validate(text).errors, cei.validate(text)

# Its profile is read back into models, field by field.
found = result.Profile.model_validate_json(cei.assess(text).to_json())
first = found.domains[0].competencies[0]
assert first.id.root == "1.1" and first.status.value == "staged" and first.stage.root == "maturing"
assert found.rubric.digest.root.startswith("sha256:")

# What the library refuses for its form, so do the models.
for wrong in ({"format": "cei.assessment/2"}, {"id": "a b"}, {"rubric": None}, {"period": {"school_year": "2025-27"}},
              {"period": {"from": "2025-02-30"}}, {"ratingz": []}):
    document = {**json.loads(text), **wrong}
    assert cei.validate(json.dumps(document)).errors
    try:
        form.Assessment.model_validate(document)
    except pydantic.ValidationError:
        continue
    raise AssertionError(f"the models take {wrong}")

rules = policy.Policy.model_validate_json(Path(sys.argv[1]).read_text(encoding="utf-8"))
assert rules.raters.by.value == "reach" and rules.raters.share.root == "majority"
