"""Rubrics as CASE packages: what is written has the standard's form, and what is read back is the rubric."""

from __future__ import annotations

import copy
import json
import uuid
from pathlib import Path
from typing import Any

import pytest

import cei
from cei import _cei

SCHEMA = json.loads((Path(__file__).parent / "case.schema.json").read_text(encoding="utf-8"))
RUBRICS = ("cei-self-assessment", "lcff-priority-3", "nine")


def nine_stages() -> dict[str, Any]:
    """A rubric with 9 stages, plain texts, a text in one language only, and extensions."""
    scale = [{"id": f"s{n}", "title": f"Step {n}"} for n in range(1, 10)]
    scale[8] |= {"title": {"en": "Step 9", "es": "Paso 9", "vi": "Bước 9"}, "messages": ["Go on"], "text": "The last"}
    competencies = [
        {"id": "a.1", "title": "Plain", "text": {"es": "solo en español"}, "descriptors": {"s9": "all", "s2": "some"}},
        {"id": "a.2", "title": {"es": "Solo en español"}},
    ]
    return {
        "format": "cei.rubric/1",
        "id": "nine",
        "version": "0.1",
        "title": "Nine steps",
        "scale": scale,
        "groups": [{"id": "families", "title": "Families"}],
        "domains": [
            {"id": "b", "title": "Second letter", "competencies": [{"id": "b.1", "title": "One"}], "builds_on": ["a"]},
            {
                "id": "a",
                "number": "7",
                "title": {"en": "First", "es": "Primera"},
                "description": "About it",
                "competencies": competencies,
                "constituents": ["families"],
                "reflections": ["Why?"],
            },
        ],
        "lenses": [{"id": "l", "title": "Lens", "parts": [{"id": "p", "title": "Part", "competencies": ["a.2"]}]}],
        "extensions": {"mine": {"deep": [1, 2.5, None]}, "case": {"last_change": "2026-01-02T03:04:05+01:00"}},
    }


def rubric(name: str) -> cei.Rubric:
    return cei.rubric(nine_stages() if name == "nine" else name)


def package(name: str = "nine") -> dict[str, Any]:
    return json.loads(rubric(name).to_case())


def languages(name: str) -> list[str]:
    return ["es", "vi"] if name == "nine" else ["es"]


@pytest.mark.parametrize("name", RUBRICS)
def test_a_rubric_comes_back_as_it_was(name: str) -> None:
    one = rubric(name)
    translations = [one.to_case(tag) for tag in languages(name)]
    again, report = cei.read_case(one.to_case(), *translations)
    assert again.digest == one.digest
    assert len(report) == 0
    assert again.to_case() == one.to_case()
    assert [again.to_case(tag) for tag in languages(name)] == translations
    wrapped = [{"CFPackage": json.loads(text)} for text in (one.to_case(), *translations)]
    assert cei.read_case(*wrapped).rubric == again


@pytest.mark.parametrize("name", RUBRICS)
def test_a_package_has_the_form_of_the_standard(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for tag in (None, *languages(name)):
        written = json.loads(rubric(name).to_case(tag, base="https://case.example.org/ims/case/v1p1"))
        validator.validate(written)
        validator.validate(json.loads(rubric(name).to_case(tag)))
        associations = written["CFAssociations"]
        kinds = {one["associationType"] for one in associations}
        # In Vietnamese only a stage has words: there is no item to translate.
        assert kinds == {None: {"isChildOf"}, "es": {"isChildOf", "isTranslationOf"}, "vi": set()}[tag]


@pytest.mark.parametrize("name", RUBRICS)
def test_everything_refers_to_something(name: str) -> None:
    one = rubric(name)
    original, document = package(name), one.to_dict()
    identifiers: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, list):
            for item in value:
                collect(item)
        elif isinstance(value, dict):
            if "lastChangeDateTime" in value:
                identifiers.append(value["identifier"])
            for key, item in value.items():
                if key != "extensions":
                    collect(item)

    collect(original)
    competencies = [one for domain in document["domains"] for one in domain["competencies"]]
    stages = len(document["scale"])
    nodes = len(document["domains"]) + len(competencies)
    # The document, the rubric, an item and an association for every node, a criterion and its levels.
    assert len(identifiers) == len(set(identifiers)) == 2 + 2 * nodes + len(competencies) * (1 + stages)
    items = {item["identifier"]: item for item in original["CFItems"]}
    for association in original["CFAssociations"]:
        assert association["originNodeURI"]["identifier"] in items
        up = association["destinationNodeURI"]["identifier"]
        assert up in items or up == original["CFDocument"]["identifier"]
    criteria = original["CFRubrics"][0]["CFRubricCriteria"]
    codes = [items[criterion["CFItemURI"]["identifier"]]["humanCodingScheme"] for criterion in criteria]
    assert codes == [one["id"] for one in competencies]
    for criterion in criteria:
        assert [level["score"] for level in criterion["CFRubricCriterionLevels"]] == list(range(1, stages + 1))
    for tag in languages(name):
        for association in json.loads(one.to_case(tag))["CFAssociations"]:
            if association["associationType"] == "isTranslationOf":
                assert association["destinationNodeURI"]["identifier"] in items
                assert association["originNodeURI"]["identifier"] not in items


def test_identifiers_are_those_of_the_documentation() -> None:
    def identifier(part: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"cei:case/lcff-priority-3/2025.1/en/{part}"))

    one = package("lcff-priority-3")
    first = one["CFRubrics"][0]["CFRubricCriteria"][0]
    competency = cei.rubric("lcff-priority-3").competencies[0]
    assert one["CFDocument"]["identifier"] == identifier("document")
    assert one["CFItems"][0]["identifier"] == identifier("domain/building-relationships")
    assert first["identifier"] == identifier(f"criterion/{competency}")
    level = identifier(f"criterion/{competency}/level/exploration_and_research")
    assert first["CFRubricCriterionLevels"][0]["identifier"] == level
    assert one["CFDocument"]["uri"] == f"urn:uuid:{identifier('document')}"


def test_the_time_of_the_last_change_is_no_clock() -> None:
    document = nine_stages()
    assert package()["CFDocument"]["lastChangeDateTime"] == "2026-01-02T03:04:05+01:00"
    given = json.loads(cei.rubric(document).to_case(last_change="2027-01-01T00:00:00Z"))
    assert given["CFItems"][0]["lastChangeDateTime"] == "2027-01-01T00:00:00Z"
    del document["extensions"]["case"]
    for bad, code in ((None, "missing_field"), ("2026", "invalid_date_time")):
        with pytest.raises(cei.CeiError) as error:
            cei.rubric(document).to_case(last_change=bad)
        assert [one.code for one in error.value.diagnostics] == [code]
    with pytest.raises(cei.CeiError) as error:
        cei.rubric().to_case("fr")
    assert [(one.code, one.params["allowed"]) for one in error.value.diagnostics] == [("invalid_value", ["en", "es"])]


def test_the_first_package_alone_gives_its_own_language() -> None:
    again = cei.read_case(cei.rubric().to_case()).rubric
    assert again.structure == cei.rubric().structure
    assert again.to_dict()["title"].keys() == {"en"}


CONFLICTS = [
    # What is changed in the package, and what is found: code and path.
    (
        lambda p: levels(p)[1].update(position=7),
        "level_order",
        "/CFRubrics/0/CFRubricCriteria/0/CFRubricCriterionLevels",
    ),
    (
        lambda p: levels(p)[1].update(score=3.0),
        "level_order",
        "/CFRubrics/0/CFRubricCriteria/0/CFRubricCriterionLevels",
    ),
    (lambda p: criterion(p).pop("CFItemURI"), "missing_item", "/CFRubrics/0/CFRubricCriteria/0"),
    (
        lambda p: criterion(p)["CFItemURI"].update(identifier=str(uuid.uuid4())),
        "unknown_item",
        "/CFRubrics/0/CFRubricCriteria/0/CFItemURI/identifier",
    ),
    (lambda p: criterion(p).update(weight=2.5), "not_kept", "/CFRubrics/0/CFRubricCriteria/0/weight"),
    (lambda p: levels(p)[0].update(feedback="Go on"), "not_kept", None),
    (lambda p: p["CFDefinitions"]["CFLicenses"].append({"title": "CC"}), "not_kept", "/CFDefinitions/CFLicenses"),
    (lambda p: p["CFItems"][0].update(educationLevel=["09"]), "not_kept", "/CFItems/0/educationLevel"),
    (
        lambda p: p["CFAssociations"][0].update(associationType="isRelatedTo"),
        "not_kept",
        "/CFAssociations/0/associationType",
    ),
    (
        lambda p: criterion(p).update(description="Other words"),
        "text_differs",
        "/CFRubrics/0/CFRubricCriteria/0/description",
    ),
    (lambda p: criterion(p).update(category="Other"), "text_differs", "/CFRubrics/0/CFRubricCriteria/0/category"),
    (
        lambda p: levels(p, 1)[0].update(quality="Other"),
        "text_differs",
        "/CFRubrics/0/CFRubricCriteria/1/CFRubricCriterionLevels/0/quality",
    ),
    (lambda p: p["CFDocument"].update(identifier="DOC-1"), "uuid_form", "/CFDocument/identifier"),
]

ERRORS = [
    (lambda p: levels(p, 1).pop(), "levels_differ", "/CFRubrics/0/CFRubricCriteria/1/CFRubricCriterionLevels"),
    (lambda p: p["CFRubrics"].append(copy.deepcopy(p["CFRubrics"][0])), "too_many_items", "/CFRubrics"),
    (lambda p: p["CFRubrics"].clear(), "too_few_items", "/CFRubrics"),
    (lambda p: p["CFRubrics"][0]["CFRubricCriteria"].clear(), "too_few_items", "/CFRubrics/0/CFRubricCriteria"),
    (lambda p: p["CFDocument"].pop("creator"), "missing_field", "/CFDocument"),
    (lambda p: p["CFItems"].append(p["CFItems"][0]), "duplicate_id", "/CFItems/5/identifier"),
    (lambda p: p["CFDocument"].update(language="Spanish language"), "invalid_language_tag", "/CFDocument/language"),
    (
        lambda p: extension(p)["lenses"][0]["parts"][0]["competencies"].append("a.9"),
        "unknown_competency",
        "/CFRubrics/0/extensions/cei/lenses/0/parts/0/competencies/1",
    ),
    (
        lambda p: extension(p)["domains"][0]["builds_on"].append("z"),
        "unknown_domain",
        "/CFRubrics/0/extensions/cei/domains/0/builds_on/1",
    ),
    (
        lambda p: criterion(p, 1)["extensions"]["cei"].update(competency="b.1"),
        "duplicate_id",
        "/CFRubrics/0/CFRubricCriteria/1",
    ),
    (lambda p: levels(p)[0].update(score="high"), "wrong_type", None),
]


def criterion(package: dict[str, Any], index: int = 0) -> dict[str, Any]:
    return package["CFRubrics"][0]["CFRubricCriteria"][index]


def levels(package: dict[str, Any], index: int = 0) -> list[dict[str, Any]]:
    return criterion(package, index)["CFRubricCriterionLevels"]


def extension(package: dict[str, Any]) -> dict[str, Any]:
    return package["CFRubrics"][0]["extensions"]["cei"]


@pytest.mark.parametrize(("change", "code", "path"), CONFLICTS)
def test_what_is_at_odds_is_said_and_read(change: Any, code: str, path: str | None) -> None:
    changed = package()
    change(changed)
    found = cei.read_case(changed)
    assert found.report.valid
    assert code in [one.code for one in found.report]
    assert path is None or path in [one.path for one in found.report if one.code == code]
    wrapped = cei.read_case({"CFPackage": changed})
    assert path is None or f"/CFPackage{path}" in [one.path for one in wrapped.report if one.code == code]


@pytest.mark.parametrize(("change", "code", "path"), ERRORS)
def test_what_cannot_be_a_rubric_is_refused(change: Any, code: str, path: str | None) -> None:
    changed = package()
    change(changed)
    with pytest.raises(cei.CeiError) as error:
        cei.read_case(changed)
    found = [one for one in error.value.diagnostics if one.code == code]
    assert found, [(one.code, one.path) for one in error.value.diagnostics]
    assert path is None or path in [one.path for one in found]


def test_levels_whose_positions_fall_are_in_order() -> None:
    changed = package()
    for one in range(3):
        for level in levels(changed, one):
            level["position"] = 10 - level["position"]
        levels(changed, one).reverse()
    found = cei.read_case(changed)
    assert found.rubric.stages == rubric("nine").stages
    assert len(found.report) == 0


def foreign() -> dict[str, Any]:
    """A CASE 1.0 package of another program: no extensions, other identifiers, wrapped, positions that fall."""
    number = iter(range(1, 100))

    def new(**fields: Any) -> dict[str, Any]:
        identifier = f"00000000-0000-4000-8000-{next(number):012d}"
        return {
            "identifier": identifier,
            "uri": f"https://x.example/{identifier}",
            "lastChangeDateTime": "2020-02-03T04:05:06+00:00",
            **fields,
        }

    def link(one: dict[str, Any]) -> dict[str, Any]:
        return {"title": one.get("fullStatement", "Framework"), "identifier": one["identifier"], "uri": one["uri"]}

    document = new(creator="A State", title="Family Voice!", version="2 beta", adoptionStatus="Adopted")
    parent = new(fullStatement="Trust and Respect", humanCodingScheme="FV.A")
    items = [new(fullStatement=f"Statement {n}", humanCodingScheme=f"FV.A.{n}") for n in (1, 2)]
    unrated = new(fullStatement="Never rated")
    associations = [
        new(associationType="isChildOf", originNodeURI=link(one), destinationNodeURI=link(parent)) for one in items
    ]
    associations.append(new(associationType="isChildOf", originNodeURI=link(parent), destinationNodeURI=link(document)))
    criteria = [
        new(
            CFItemURI=link(one),
            position=n,
            description=f"We do it {n}",
            category="Ours",
            CFRubricCriterionLevels=[
                new(quality=quality, score=score, position=position, description=f"{quality} of {n}")
                for quality, score, position in (("Strong", 10.5, 1), ("Some", 5, 2), ("Not yet", 0, 3))
            ],
        )
        for n, one in enumerate(items, start=1)
    ]
    criteria.append(
        new(
            description="Loose",
            category="Ours",
            position=3,
            CFRubricCriterionLevels=copy.deepcopy(criteria[0]["CFRubricCriterionLevels"]),
        )
    )
    return {
        "CFPackage": {
            "CFDocument": document,
            "CFItems": [parent, *items, unrated],
            "CFAssociations": associations,
            "CFRubrics": [new(title="Family Voice Rubric", CFRubricCriteria=criteria)],
        }
    }


def test_a_package_of_another_program() -> None:
    read, report = cei.read_case(foreign())
    document = read.to_dict()
    assert (read.id, read.version, document["title"]) == ("family-voice", "2-beta", {"en": "Family Voice Rubric"})
    assert read.stages == ("not-yet", "some", "strong")
    assert read.domains == ("trust-and-respect", "ours")
    assert read.competencies[:2] == ("FV.A.1", "FV.A.2")
    first = document["domains"][0]["competencies"][0]
    assert (first["title"], first["text"]) == ({"en": "Statement 1"}, {"en": "We do it 1"})
    assert list(first["descriptors"].items())[2] == ("strong", {"en": "Strong of 1"})
    assert document["citation"] == "A State"
    codes = {(one.code, one.path) for one in report}
    base = "/CFPackage"
    assert ("not_kept", f"{base}/CFDocument/adoptionStatus") in codes
    assert ("not_kept", f"{base}/CFItems/3") in codes
    assert ("missing_item", f"{base}/CFRubrics/0/CFRubricCriteria/2") in codes
    # What the other program called its parts is what they are called again.
    again = json.loads(read.to_case())
    wanted = foreign()["CFPackage"]
    assert again["CFDocument"]["identifier"] == wanted["CFDocument"]["identifier"]
    assert again["CFDocument"]["lastChangeDateTime"] == "2020-02-03T04:05:06+00:00"
    assert [item["identifier"] for item in again["CFItems"][:3]] == [
        item["identifier"] for item in wanted["CFItems"][:3]
    ]
    assert cei.read_case(again).rubric == read


def test_hostile_input_is_reported() -> None:
    for bad in ("", "[]", "{}", '{"CFPackage":[]}', '{"CFDocument":{"identifier":1}}', "[" * 70 + "]" * 70):
        with pytest.raises(cei.CeiError) as error:
            cei.read_case(bad)
        assert error.value.diagnostics


def test_by_name_from_every_language() -> None:
    """The same through the one table of operations, which C and the command line reach."""
    rubric = cei.rubric("lcff-priority-3")
    assert _cei.derive("case_export", {"rubric": "lcff-priority-3"}) == rubric.to_case()
    spanish = _cei.derive("case_export", {"rubric": rubric.to_dict(), "language": "es"})
    assert spanish == rubric.to_case("es")
    arguments = {"package": json.loads(rubric.to_case()), "translations": [{"CFPackage": json.loads(spanish)}]}
    result = json.loads(_cei.derive("case_import", arguments))
    assert cei.rubric(result["rubric"]) == rubric
    assert result["report"] == {"format": "cei.report/1", "valid": True, "diagnostics": []}
    arguments["package"]["CFItems"][0]["educationLevel"] = ["09"]
    arguments["translations"][0]["CFPackage"]["CFDocument"]["identifier"] = "X"
    result = json.loads(_cei.derive("case_import", arguments))
    found = [(one["code"], one["path"]) for one in result["report"]["diagnostics"]]
    assert ("not_kept", "/package/CFItems/0/educationLevel") in found
    assert ("uuid_form", "/translations/0/CFPackage/CFDocument/identifier") in found
    for operation, wrong, code, path in (
        ("case_export", {"rubric": "lcff-priority-3", "language": "fr"}, "invalid_value", "/language"),
        ("case_export", {"rubric": "lcff-priority-3", "last_change": "2026"}, "invalid_date_time", "/last_change"),
        ("case_export", {"rubric": nine_stages() | {"extensions": {}}}, "missing_field", ""),
        ("case_import", {"package": {}, "translation": []}, "unknown_field", "/translation"),
    ):
        with pytest.raises(cei.CeiError) as error:
            _cei.derive(operation, wrong)
        assert (code, path) in [(one.code, one.path) for one in error.value.diagnostics]
