"""What a user's program may rely on: the types of the package, in the strictest mode of two checkers."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
import verdicts

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "example" / "ejemplo-district-2025-26.json"
# Each is a slip that a checker has to see.
SLIPS = {
    "cei.tally(cei.TableFile('x.csv'), kind='long')": "kind",
    "cei.stage(cei.tally(cei.TableFile('x.csv')))['a'].stge": "stge",
    "cei.assess(3)": "assess",
    "cei.validate({}).valid = True": "valid",
    "cei.tally(Path('x.csv'), errors='ignore')": "errors",
    "cei.asses({})": "asses",
}


def pyright(*files: Path):
    """What pyright says of files, in strict mode."""
    if not verdicts.npm(HERE):
        pytest.skip("pyright needs node and npm")
    config = files[0].parent / "pyrightconfig.json"
    config.write_text(json.dumps({"typeCheckingMode": "strict", "include": [file.name for file in files]}))
    command = [
        "node",
        HERE / "node_modules" / "pyright" / "index.js",
        "--project",
        config,
        "--outputjson",
        "--pythonpath",
        sys.executable,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    return [
        (one["range"]["start"]["line"] + 1, one["message"]) for one in json.loads(done.stdout)["generalDiagnostics"]
    ]


def test_the_program_runs(tmp_path, capsys):
    spec = importlib.util.spec_from_file_location("user", HERE / "user.py")
    user = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(user)
    table = tmp_path / "table.csv"
    table.write_text("School,competency,stage\nnorth,1.1,3\n")
    user.main(table, EXAMPLE)
    assert "maturing" in capsys.readouterr().out


def test_pyright_finds_nothing_in_it_and_every_slip(tmp_path):
    good, bad = tmp_path / "user.py", tmp_path / "slips.py"
    good.write_text((HERE / "user.py").read_text(encoding="utf-8"))
    head = ["from pathlib import Path", "import cei"]
    bad.write_text("\n".join([*head, *SLIPS]) + "\n")
    assert pyright(good) == []
    found = pyright(bad)
    for line, (slip, word) in enumerate(SLIPS.items(), start=len(head) + 1):
        said = " ".join(message for at, message in found if at == line)
        assert word in said, (slip, said)


def test_mypy_finds_nothing_in_it(tmp_path):
    pytest.importorskip("mypy")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", HERE / "user.py"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
