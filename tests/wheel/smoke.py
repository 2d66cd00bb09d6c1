"""What somebody does first with the package, in an environment with nothing else: `smoke.py ASSESSMENT`."""

import sys
from io import BytesIO
from pathlib import Path

before = set(sys.modules)
import cei  # noqa: E402

assert set(sys.modules) - before == {"cei"}, "the import loads nothing"

profile = cei.assess(Path(sys.argv[1]))
assert profile["building-relationships"].stage == "advanced"
assert "Building Relationships" in str(profile)
file = BytesIO(b"assessment,group,competency,stage\nspring,families,1.1,3\nspring,parents,1.1,3\n")
tallies = cei.tally(cei.TableFile(file), errors="report")
assert (tallies.rows, tallies.rows_with_errors) == (2, 1)
assert cei.stage(tallies)["spring"]["1.1"].stage == "maturing"
assert cei.stage(tallies).domains().to_dict()["assessment"] == ["spring"]
assert cei.tally(cei.stage(tallies) and tallies.counts()).to_json() == tallies.to_json()
try:
    tallies.counts().to_polars()
except ImportError as error:
    assert "pip install polars" in str(error)
else:
    raise AssertionError("polars is not here")
strangers = {name.partition(".")[0] for name in set(sys.modules) - before} - {"cei"} - set(sys.stdlib_module_names)
assert not strangers, strangers
print(f"cei {cei.__version__} works alone")
