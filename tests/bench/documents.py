"""One assessment of 3 kB, bytes in: everything checked, and the stages or the whole profile out. One thread.

And a stream of them, a document on each line.
"""

import json
import sys
from pathlib import Path
from typing import Literal

import cei
import library
import msgspec
import orjson
import pydantic
from timing import compare, peak_mib

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import corpus  # noqa: E402
import oracle  # noqa: E402

RUBRIC = json.loads((ROOT / "cei-core/data/cei-self-assessment.json").read_bytes())
POLICY = json.loads((ROOT / "cei-core/data/policies/cei-default.json").read_bytes())


def assessment(number=0):
    """Eight people of four groups; each rates some competencies, not always with a stage."""
    competencies = [one["id"] for domain in RUBRIC["domains"] for one in domain["competencies"]]
    stages = [stage["id"] for stage in RUBRIC["scale"]]
    groups = ["families", "students", "educators", "leaders"]
    ratings = []
    for index in range(40):
        rating = {"rater": f"r{index % 8 + 1}", "competency": competencies[(index * 7 + index // 34) % 34]}
        if index % 10 == 9:
            rating["missing"] = "dont_know"
        else:
            rating["stage"] = stages[(index * 5 + number) % 4]
        ratings.append(rating)
    return {
        "format": "cei.assessment/1", "id": f"spring-{number}", "rubric": {"id": RUBRIC["id"], "version": RUBRIC["version"]},
        "subject": {"id": "30664310000000", "scheme": "cds", "level": "district"},
        "period": {"school_year": "2025-26"},
        "raters": [{"id": f"r{index + 1}", "group": groups[index % 4]} for index in range(8)],
        "ratings": ratings,
    }


ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"


class Strict(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid")


Id = pydantic.constr(pattern=ID)
REASONS = Literal["unanswered", "dont_know", "not_applicable", "withheld"]


class Reference(Strict):
    id: Id
    version: Id


class Subject(Strict):
    id: Id
    scheme: Id | None = None
    name: str | None = None
    level: Literal["school", "district", "county", "state", "network"] | None = None
    parent: Id | None = None


class Period(Strict):
    school_year: pydantic.constr(pattern=r"^\d{4}-\d{2}$") | None = None


class Rater(Strict):
    id: Id
    group: Id


class Rating(Strict):
    rater: Id | None = None
    group: Id | None = None
    competency: Id
    stage: Id | None = None
    missing: REASONS | None = None


class Assessment(Strict):
    format: Literal["cei.assessment/1"]
    id: Id
    rubric: Reference
    subject: Subject | None = None
    period: Period | None = None
    raters: list[Rater] = []
    ratings: list[Rating] = []


def typed():
    """The same for msgspec, which checks types as it reads."""
    def struct(name, fields):
        return msgspec.defstruct(name, fields, forbid_unknown_fields=True)

    text = str | None
    reference = struct("Reference", [("id", str), ("version", str)])
    subject = struct("Subject", [("id", str), ("scheme", text, None), ("name", text, None), ("level", text, None)])
    period = struct("Period", [("school_year", text, None)])
    rater = struct("Rater", [("id", str), ("group", str)])
    rating = struct("Rating", [("competency", str), ("rater", text, None), ("group", text, None), ("stage", text, None),
                               ("missing", REASONS | None, None)])
    return msgspec.json.Decoder(struct("Assessment", [
        ("format", Literal["cei.assessment/1"]), ("id", str), ("rubric", reference), ("subject", subject | None, None),
        ("period", period | None, None), ("raters", list[rater], []), ("ratings", list[rating], [])]))


def main(lines=100_000):
    document = assessment()
    data = orjson.dumps(document)
    rubric, policy, decoder = cei.rubric(), cei.policy(), typed()
    again = range(200)

    def many(work):
        return lambda: [work() for _ in again]

    plain = corpus.strip(json.loads(cei.assess(data, rubric, policy).to_json()))
    assert corpus.same(oracle.stage(RUBRIC, POLICY, oracle.tally(RUBRIC, document)), plain) == []
    numbers = {None: 0, **{stage["id"]: index + 1 for index, stage in enumerate(RUBRIC["scale"])}}
    assert cei.stages(data) == {domain.id: numbers[domain.stage] for domain in cei.assess(data)}
    in_c = library.Rules(library.load(), "cei-default")
    assert list(in_c.stage_document(data)) == list(cei.stages(data).values())
    assert decoder.decode(data).id == Assessment.model_validate_json(data).id == "spring-0"
    print(f"one thread each; a document has {len(data):,} bytes; {len(again)} documents at a time")
    compare("stages only", {
        "cei.stages": many(lambda: cei.stages(data, rubric, policy)),
        "cei_rules_stage_document, called by ctypes": many(lambda: in_c.stage_document(data)),
        "orjson, only parsed": many(lambda: orjson.loads(data)),
        "msgspec, typed": many(lambda: decoder.decode(data)),
        "pydantic, validated": many(lambda: Assessment.model_validate_json(data)),
        "json, only parsed": many(lambda: json.loads(data)),
    })
    # The object is explained when something of it is asked for: what that takes is beside it.
    few = range(5)

    def a_few(work):
        return lambda: [work() for _ in few]

    compare(f"the whole profile as JSON, {len(few)} documents at a time", {
        "cei.assess(...).to_json()": a_few(lambda: cei.assess(data, rubric, policy).to_json()),
        "cei.assess(...)": a_few(lambda: cei.assess(data, rubric, policy)),
        "cei.assess(...)[domain].stage": a_few(lambda: cei.assess(data, rubric, policy)["building-relationships"].stage),
        "pydantic, validated": a_few(lambda: Assessment.model_validate_json(data)),
        "pydantic, and plain Python stages it": a_few(lambda: oracle.stage(
            RUBRIC, POLICY, oracle.tally(RUBRIC, Assessment.model_validate_json(data).model_dump(exclude_none=True)))),
    }, rounds=3)
    stream = b"\n".join(orjson.dumps(assessment(number)) for number in range(1_000)).split(b"\n") * (lines // 1_000)
    before = peak_mib()
    compare(f"{len(stream):,} documents, a line each", {
        "cei.stages": lambda: sum(len(cei.stages(line, rubric, policy)) for line in stream),
        "msgspec, typed": lambda: sum(len(decoder.decode(line).ratings) for line in stream),
        "pydantic, validated": lambda: sum(len(Assessment.model_validate_json(line).ratings) for line in stream),
        "orjson, only parsed": lambda: sum(len(orjson.loads(line)) for line in stream),
    }, rounds=3, size=sum(map(len, stream)))
    print(f"  added peak memory {peak_mib() - before:.0f} MiB")
    part = stream[: len(stream) // 10]
    compare("growth of cost: documents", {
        f"cei.stages, {len(lines):,} documents": lambda lines=lines: sum(len(cei.stages(line, rubric, policy)) for line in lines)
        for lines in (part, stream)
    }, rounds=3)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
