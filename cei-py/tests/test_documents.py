"""Every form of a document means the same, and what is none gets a clear word."""

from __future__ import annotations

import json
from enum import Enum, IntEnum
from pathlib import Path

import pytest
from samples import assessment

import cei


@pytest.mark.parametrize("name", sorted(path.name for path in Path(__file__).parents[2].glob("tests/example/*.json")))
def test_every_form_gives_the_same_bytes(example: Path, name: str) -> None:
    path = example.with_name(name)
    text = path.read_text(encoding="utf-8")
    forms = [path, text, text.encode(), bytearray(text.encode()), json.loads(text)]
    assert len({cei.assess(form).to_json() for form in forms}) == 1
    assert len({cei.tally(form).to_json() for form in forms}) == 1
    assert len({cei.stage(cei.tally(form)).to_json() for form in forms}) == 1
    profile = cei.assess(path)
    assert json.dumps(profile.to_dict(), ensure_ascii=False, separators=(",", ":")) == profile.to_json()
    assert cei.stage(cei.tally(path).to_dict()) == profile


def test_lines_and_columns_are_those_of_a_text() -> None:
    document = assessment(("families", "1.1", "maturin"))
    text = json.dumps(document, indent=1)
    of_text, of_bytes, of_dict = (cei.validate(form).errors[0] for form in (text, text.encode(), document))
    line = text[: text.index('"maturin"')].count("\n") + 1
    assert of_text.line == of_bytes.line == line and of_text.column == 13
    assert of_dict.line is None and of_dict.column is None
    assert of_dict.path == of_text.path == "/ratings/0/stage"


def test_values_are_written_exactly() -> None:
    class Word(str, Enum):
        MATURING = "maturing"

    class Number(IntEnum):
        FOUR = 4

    extensions = {"n": Number.FOUR, "flag": True, "none": None, "x": 1.5, "big": 2**53 - 1, "tuple": (1, 'ñ\n"')}
    document = assessment(("families", "1.1", Word.MATURING), extensions=extensions)
    assert cei.validate(document).valid
    document["extensions"]["big"] = 2**70
    assert [one.code for one in cei.validate(document) if one.severity == "error"] == ["out_of_range"]


def test_a_dict_that_is_not_json_says_where() -> None:
    for value, error, said in [
        (float("nan"), cei.CeiError, "/extensions/a~1b/0: JSON has no number nan"),
        (float("-inf"), cei.CeiError, "/extensions/a~1b/0: JSON has no number -inf"),
        ({1, 2}, TypeError, "/extensions/a~1b/0: set is not a type of JSON"),
        ({1: 2}, TypeError, "/extensions/a~1b/0: the key 1 is not a str"),
        (b"x", TypeError, "/extensions/a~1b/0: bytes is not a type of JSON"),
        ("\ud800", cei.CeiError, "surrogate"),
    ]:
        document = assessment(extensions={"a/b": [value]})
        assert not cei.validate(document).valid
        for use in (cei.assess, cei.tally, cei.stage, cei.rubric, cei.policy):
            with pytest.raises(error) as raised:
                use(document)
            assert said in str(raised.value)


def test_a_list_that_holds_itself_is_too_deep() -> None:
    endless: list[object] = []
    endless.append(endless)
    assert [one.code for one in cei.validate(assessment(extensions={"a": endless}))] == ["too_deep"]
    wide: list[object] = []
    for _ in range(100):
        wide = [wide]
    assert [one.code for one in cei.validate(assessment(extensions={"a": wide}))] == ["too_deep"]


@pytest.mark.parametrize("name", ["ratings.json", "data/ratings", "C:\\data\\ratings.json", "../x.txt"])
def test_a_file_name_as_str_points_to_pathlib(name: str) -> None:
    for use in (cei.validate, cei.assess, cei.tally, cei.stage):
        with pytest.raises(cei.CeiError, match=r"pass a pathlib\.Path"):
            use(name)
    for use in (cei.rubric, cei.policy):
        with pytest.raises(cei.CeiError, match=r"pass pathlib\.Path|there is no"):
            use(name)


@pytest.mark.parametrize(
    "text", ["", " ", "1.5", "-1", "true", "[]", '"a.json"', "{", "nonsense", "\ufeff{}", "{}\x00"]
)
def test_any_other_text_gives_a_report(text: str) -> None:
    assert not cei.validate(text).valid
    assert cei.validate(text).to_json() == cei.validate(text.encode()).to_json()


def test_bytes_that_are_not_utf8_give_a_report() -> None:
    assert [one.code for one in cei.validate(b'{"a":"\xff"}')] == ["invalid_utf8"]
    assert [one.code for one in cei.validate('{"a":"\ud800"}')] == ["invalid_utf8"]


@pytest.mark.parametrize("thing", [None, 3, 1.5, [], (), object(), {1, 2}])
def test_other_types_are_no_documents(thing: object) -> None:
    with pytest.raises(TypeError, match=r"document: a document \(a dict, JSON text or a pathlib\.Path\) or a table .* is needed here, not "):
        cei.validate(thing)  # type: ignore[arg-type]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"gone\.json"):
        cei.validate(tmp_path / "gone.json")


def test_names_with_a_slip() -> None:
    with pytest.raises(cei.CeiError, match="did you mean `cei-self-assessment`") as raised:
        cei.rubric("cei-self-asessment")
    assert raised.value.diagnostics == () and raised.value.report is None
    with pytest.raises(ValueError, match="did you mean `cei-every-voice`"):
        cei.policy("every-voice")
    with pytest.raises(cei.CeiError, match="did you mean `unknown_stage`"):
        cei.codes("unkown_stage")
    with pytest.raises(cei.CeiError, match="did you mean `assessment`"):
        cei.schema("asessment")
    with pytest.raises(cei.CeiError, match="did you mean"):
        cei.assess(assessment(), policy="cei-defalt")


def test_built_in_names() -> None:
    assert cei.rubric() is not cei.rubric() and cei.rubric() == cei.rubric("cei-self-assessment")
    assert [cei.rubric(name).id for name in cei.RUBRICS] == list(cei.RUBRICS)
    assert [cei.policy(name).id for name in cei.POLICIES] == list(cei.POLICIES)
    for name in cei.SCHEMAS:
        assert cei.schema(name) == cei.schema(f"cei.{name}/1")
        assert cei.schema(name)["$schema"].endswith("2020-12/schema")


def test_a_rubric_goes_round() -> None:
    rubric = cei.rubric()
    again = cei.rubric(rubric.to_dict())
    assert again == rubric == cei.rubric(rubric) and hash(again) == hash(rubric)
    assert (again.digest, again.structure, again.to_json()) == (rubric.digest, rubric.structure, rubric.to_json())
    assert rubric != cei.rubric("lcff-priority-3") and rubric != "cei-self-assessment"
    assert rubric.groups[-1] == "team" and len(rubric.competencies) == 34 and len(rubric.domains) == 7
    policy = cei.policy("mean")
    assert cei.policy(policy.to_json()) == policy != cei.policy()
