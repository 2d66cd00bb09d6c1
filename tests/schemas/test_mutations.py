"""The library and three validators agree on the form of every document, and of what mutations make of it.

`CEI_MUTATIONS` says how many documents (5,000; `make release-check` takes 200,000), `CEI_SEED` what they begin with.
`meaning.json` lists what only the library can see. With `CEI_GEN` new entries are added to it; review them, and run
`make gen` for the table in schemas/README.md.
"""

import collections
import itertools
import json
import os
import random
import subprocess
import sys

import cei
import documents
import mutate
import pytest
import verdicts

MANY = int(os.environ.get("CEI_MUTATIONS", "5000"))
SEED = int(os.environ.get("CEI_SEED", "20251127"))
RUBRIC = cei.rubric("cei-self-assessment")
BATCH = 20_000


def made(seeds, number):
    """The mutated document of that number: kind, document, rubric, what was done, and whether it began as an example."""
    draw = random.Random(f"{SEED} {number}")
    name = list(seeds)[number % len(seeds)]
    which = 0 if draw.random() < 0.7 else draw.randrange(len(seeds[name]))
    document, rubric = seeds[name][which]
    rubric = rubric or draw.choice([RUBRIC, RUBRIC, None])
    document, names = mutate.mutated(draw, document)
    return name, document, rubric, names, which == 0


def difference(before, after, path=""):
    """The changes that make one document of another: [pointer, value], or [pointer] for what is dropped."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before:
            if key not in after:
                yield [f"{path}/{key}"]
        for key, value in after.items():
            if key not in before:
                yield [f"{path}/{key}", value]
            else:
                yield from difference(before[key], value, f"{path}/{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after)):
            yield from difference(one, other, f"{path}/{index}")
    elif before != after or type(before) is not type(after):
        yield [path, after]


def changed(document, changes):
    """The example with those changes."""
    document = json.loads(json.dumps(document))
    for path, *value in changes:
        *steps, last = path.split("/")[1:]
        at = document
        for step in steps:
            at = at[int(step)] if isinstance(at, list) else at[step]
        if value:
            at[int(last) if isinstance(at, list) else last] = value[0]
        else:
            del at[last]
    return document


def entries(name, document, rubric, found):
    """What only the library sees in this document, as entries of `meaning.json`."""
    text = mutate.written(document)
    changes = list(difference(documents.example(name), json.loads(text)))
    for code, path in found:
        code, field = verdicts.kind_of(code, path)
        yield {"document": name, "code": code, "field": field, "rubric": rubric is not None, "changes": changes}


@pytest.fixture(scope="module")
def node():
    if not verdicts.npm(verdicts.HERE):
        pytest.skip("ajv needs node and npm")


def test_examples_have_every_field():
    assert {name: lacking for name in documents.SCHEMAS if (lacking := documents.lacking(name))} == {}


def test_examples_and_seeds_are_valid(node):
    lines = [(name, json.dumps(document), rubric) for name, many in documents.seeds().items() for document, rubric in many]
    assert len(lines) > 2 * len(documents.SCHEMAS)
    for (name, text, rubric), strict in zip(lines, verdicts.ajv([line[:2] for line in lines])):
        assert verdicts.errors(text, rubric) == [], name
        assert strict and verdicts.in_python(name).is_valid(json.loads(text)) and verdicts.in_rust(name).is_valid(json.loads(text)), name


def test_every_schema_is_one():
    """Of draft 2020-12, and without what strict readers do not know. (That ajv compiles it, every other test shows.)"""
    files = sorted((documents.ROOT / "schemas").rglob("*.schema.json"))
    assert len(files) > len(documents.SCHEMAS)
    subprocess.run([sys.executable, "-m", "check_jsonschema", "--check-metaschema", *files], check=True, timeout=120,
                   stdout=subprocess.DEVNULL)


def test_corpus(node):
    """The documents of the corpus, good and bad, and the built-in ones."""
    data = documents.ROOT / "cei-core" / "data"
    files = [*data.glob("*.json"), *(data / "policies").glob("*.json"), *(documents.ROOT / "tests" / "example").glob("*.json")]
    built_in = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    all_of_them = [(name, document, rubric) for _, name, document, rubric in documents.corpus_documents()]
    all_of_them += [(documents.kind(document), document, None) for document in built_in]
    known, seen = verdicts.known(), collections.Counter()
    lines = [(name, json.dumps(document)) for name, document, _ in all_of_them]
    for (name, document, rubric), (_, text), strict in zip(all_of_them, lines, verdicts.ajv(lines)):
        found = verdicts.errors(text, rubric)
        if {code for code, _ in found} & verdicts.UNREADABLE:
            continue
        accepted = {strict, verdicts.in_python(name).is_valid(document), verdicts.in_rust(name).is_valid(document)}
        left = verdicts.structural(found, known[name])
        assert accepted == {not left} or accepted == {False} and {code for code, _ in found} & verdicts.BY_FIELD, (name, found, text)
        seen[strict] += 1
    assert seen[True] > 300 and seen[False] > 50, seen


def test_what_only_the_library_checks(node):
    """Each entry's document passes the schema, and fails in the library with that code at that field."""
    listed, known = verdicts.meaning(), verdicts.known()
    lines = [(one["document"], json.dumps(changed(documents.example(one["document"]), one["changes"]))) for one in listed]
    for one, (name, text), strict in zip(listed, lines, verdicts.ajv(lines)):
        assert strict and verdicts.in_python(name).is_valid(json.loads(text)) and verdicts.in_rust(name).is_valid(json.loads(text)), one
        found = verdicts.errors(text, RUBRIC if one["rubric"] else None)
        assert (one["code"], one["field"]) in [verdicts.kind_of(*error) for error in found], one
        assert not verdicts.structural(found, known[name]), one


def test_own_schema_of_a_rubric(node):
    """What passes a rubric's own schema has no error of form, and names nothing that the rubric does not have."""
    unknown = {"unknown_competency", "unknown_stage", "unknown_group", "unknown_rubric", "rubric_mismatch", "invalid_cds_code"}
    known, lines, seen = verdicts.known()["assessment"], [], collections.Counter()
    for rubric, lang in itertools.product(cei.RUBRICS, ("en", "es")):
        own = json.loads((documents.ROOT / "schemas" / "assessment" / f"{rubric}.{lang}.schema.json").read_text(encoding="utf-8"))
        assert own == cei.schema("assessment", rubric=rubric, lang=lang)
        # As an example of its own, with all that a form can add in that language.
        whole = json.loads(json.dumps(documents.example("assessment")))
        whole["rubric"] = own["examples"][0]["rubric"]
        whole = in_one_language(whole, lang)
        renamed = {"cei-self-assessment": {}, "lcff-priority-3": dict(zip(
            ["not_evident", "developing", "maturing", "advanced"], [one["const"] for one in own["$defs"]["Stage"]["oneOf"]]))}[rubric]
        groups = [one["const"] for one in own["$defs"]["Group"]["oneOf"]]
        whole = json.loads(json.dumps(whole), object_hook=lambda one: {
            key: renamed.get(value, value) if key == "stage" else groups[-1] if key == "group" and value not in groups else value
            for key, value in one.items()})
        for number in range(MANY // 20):
            draw = random.Random(f"{SEED} {rubric} {lang} {number}")
            document = whole if number == 0 else mutate.mutated(draw, draw.choice([whole, own["examples"][0]]))[0]
            lines.append((f"assessment/{rubric}.{lang}", mutate.written(document)))
    for (name, text), strict in zip(lines, verdicts.ajv(lines)):
        found = verdicts.errors(text, None)
        seen[name, strict] += 1
        if strict and not {code for code, _ in found} & verdicts.UNREADABLE:
            assert not {code for code, _ in found} & unknown and not verdicts.structural(found, known), (name, found, text)
    assert all(seen[name, verdict] > MANY / 200 for name, _ in lines for verdict in (True, False)), seen


def in_one_language(value, lang):
    """Texts as a form in that language gives them: plain in English, else an object with the one tag."""
    if isinstance(value, list):
        return [in_one_language(one, lang) for one in value]
    if not isinstance(value, dict):
        return value
    words = {key: below.get("en") if isinstance(below, dict) else below for key, below in value.items() if key in TEXTS}
    return {key: (words[key] if lang == "en" else {lang: words[key]}) if key in TEXTS else in_one_language(below, lang)
            for key, below in value.items()}


TEXTS = {"name", "reason", "note", "title"}


def test_mutations(node):
    seeds = documents.seeds()
    listed, known = verdicts.meaning(), verdicts.known()
    wrong, new, seen = [], {}, collections.Counter()
    for begin in range(0, MANY, BATCH):
        batch = [made(seeds, number) for number in range(begin, min(MANY, begin + BATCH))]
        texts = [mutate.written(document) for _, document, *_ in batch]
        for number, ((name, document, rubric, names, is_example), text, strict) in enumerate(
            zip(batch, texts, verdicts.ajv([(one[0], text) for one, text in zip(batch, texts)])), begin
        ):
            found = verdicts.errors(text, rubric)
            codes = {code for code, _ in found}
            if codes & verdicts.UNREADABLE:
                seen["unreadable"] += 1
                continue
            value = verdicts.parsed(text)
            accepted = {strict, verdicts.in_python(name).is_valid(value), verdicts.in_rust(name).is_valid(value)}
            left = verdicts.structural(found, known[name])
            seen[name, strict] += 1
            if accepted == {True} and left and is_example:
                for entry in entries(name, document, rubric, left):
                    key = (name, entry["code"], entry["field"])
                    if key not in new or len(str(entry)) < len(str(new[key])):
                        new[key] = entry
            elif accepted != {not left} and not (accepted == {False} and codes & verdicts.BY_FIELD):
                wrong.append((number, name, names, accepted, found[:5], text[:2000]))
    if os.environ.get("CEI_GEN") and new:
        verdicts.MEANING.write_text(
            "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in sorted(
                [*listed, *new.values()], key=lambda one: (list(seeds).index(one["document"]), one["code"], one["field"] or "")
            )) + "\n]\n", encoding="utf-8")
    assert not wrong, f"{len(wrong)} disagreements, the first: {wrong[:3]}"
    assert not new, f"only the library sees these; CEI_GEN=1 lists them in meaning.json: {list(new.values())[:5]}"
    assert all(seen[name, verdict] >= MANY / len(seeds) / 20 for name in seeds for verdict in (True, False)), seen
