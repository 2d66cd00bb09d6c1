"""Many documents, one after the other."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from samples import EXAMPLE, assessment

import cei
from cei._cli import main
from cei._many import lines

GOOD = [assessment(("families", "1.1", stage), id=f"a{index}") for index, stage in enumerate(cei.rubric().stages)]
BAD = assessment(("families", "1.1", "maturin"))


def test_what_is_wrong_with_one_does_not_stop_the_others() -> None:
    made = list(cei.assess_many([json.dumps(GOOD[0]), b"\n", GOOD[1], json.dumps(BAD).encode(), *EXAMPLE.glob("*2025-26.json")]))
    assert made[0] == cei.assess(GOOD[0]) and made[1] == cei.assess(GOOD[1])
    assert isinstance(made[2], cei.CeiError)
    assert [one.code for one in made[2].diagnostics if one.severity == "error"] == ["unknown_stage"]
    assert len(made) == 3 + len(list(EXAMPLE.glob("*2025-26.json")))
    with pytest.raises(cei.CeiError, match="no rubric"):
        list(cei.assess_many(GOOD, rubric="none"))


def test_lines_on_the_command_line(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "many.ndjson"
    file.write_bytes(b"\n".join(json.dumps(one).encode() for one in GOOD))
    assert main(["assess", "--ndjson", str(file)]) == 0
    assert capfdbinary.readouterr().out.splitlines() == [cei.assess(one).to_json().encode() for one in GOOD]
    file.write_bytes(json.dumps(BAD).encode() + b"\r\n\n" + json.dumps(GOOD[2]).encode() + b"\n")
    assert main(["assess", "--ndjson", "--lang", "es", str(file)]) == 1
    report, profile = map(json.loads, capfdbinary.readouterr().out.splitlines())
    assert report["format"] == "cei.report/1" and report["valid"] is False and "etapa" in str(report)
    assert profile == cei.assess(GOOD[2]).to_dict()
    assert main(["assess", "--ndjson", str(tmp_path / "none")]) == 2


def test_a_line_longer_than_any_document_takes_no_more_memory_than_that() -> None:
    stream = io.BytesIO(b"1234\n" + b"x" * 50 + b"\n12\n" + b"y" * 9)
    assert list(lines(stream, 8)) == [b"1234\n", b"x" * 9, b"12\n", b"y" * 9]
