"""The schemas, the documents they are tried on, and which of their fields those documents have.

A new kind of document brings its example (`cei-core/src/schema/examples/<kind>.json`), with every field that its schema
has. That example is in the schema for readers and is what the tests begin with; nothing else is needed.
"""

import json
from pathlib import Path

import cei
import corpus

ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMAS = {name: json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
           for name in cei.SCHEMAS}
LARGEST = 3_000  # bytes of a document of the corpus that is tried too; larger ones show nothing more


def example(name):
    return SCHEMAS[name]["examples"][0]


def kind(document):
    """The name of the schema of a document, or None."""
    form = document.get("format") if isinstance(document, dict) else None
    name = form.removeprefix("cei.").removesuffix("/1") if isinstance(form, str) else None
    return name if name in SCHEMAS else None


def corpus_documents():
    """Every document of the corpus that is JSON: case, kind, document, rubric or None."""
    rubrics = {}
    for case in corpus.load():
        inputs = case["input_bytes"]
        for data in inputs if isinstance(inputs, list) else [inputs]:
            try:
                document = json.loads(data)
            except (TypeError, ValueError, RecursionError):
                continue
            given = case["rubric_bytes"]
            if given is not None and given not in rubrics:
                rubrics[given] = cei.rubric(given) if cei.validate(given).valid else None
            if kind(document):
                yield case, kind(document), document, rubrics.get(given)


def seeds():
    """Valid documents to mutate, by kind: (document, rubric). The example comes first; of the corpus, one of each shape."""
    found = {name: [(example(name), None)] for name in SCHEMAS}
    shapes = set()
    for _, name, document, rubric in corpus_documents():
        text = json.dumps(document)
        shape = (name, frozenset(places(document)))
        if len(text) <= LARGEST and shape not in shapes and cei.validate(text, rubric=rubric).valid:
            shapes.add(shape)
            found[name].append((document, rubric))
    return found


def places(value, at=""):
    """Every place of a document, without the positions in its lists."""
    yield f"{at}:{type(value).__name__}"
    if isinstance(value, dict):
        for key, below in value.items():
            yield from places(below, f"{at}/{key}")
    elif isinstance(value, list):
        for below in value:
            yield from places(below, at + "/*")


def fields_of(schema, root=None, name="", done=None):
    """Every field that a schema has, as (definition, field)."""
    root, done = root or schema, set() if done is None else done
    if not isinstance(schema, dict):
        return done
    if "$ref" in schema:
        target = schema["$ref"].removeprefix("#/$defs/")
        if (target, None) not in done:
            done.add((target, None))
            fields_of(root["$defs"][target], root, target, done)
    for field, below in schema.get("properties", {}).items():
        done.add((name, field))
        fields_of(below, root, f"{name}.{field}", done)
    for word in ("items", "additionalProperties"):
        fields_of(schema.get(word), root, name, done)
    for word in ("anyOf", "prefixItems"):
        for below in schema.get(word, []):
            fields_of(below, root, name, done)
    return done


def fields_in(value, schema, root=None, name="", done=None):
    """Those of them that a document has."""
    root, done = root or schema, set() if done is None else done
    if not isinstance(schema, dict) or value is None:
        return done
    if "$ref" in schema:
        target = schema["$ref"].removeprefix("#/$defs/")
        done.add((target, None))
        fields_in(value, root["$defs"][target], root, target, done)
    if isinstance(value, dict):
        for key, below in value.items():
            if key in schema.get("properties", {}):
                done.add((name, key))
                fields_in(below, schema["properties"][key], root, f"{name}.{key}", done)
            else:
                fields_in(below, schema.get("additionalProperties"), root, name, done)
    elif isinstance(value, list):
        for below in value:
            fields_in(below, schema.get("items"), root, name, done)
    for word in ("anyOf", "prefixItems"):
        for below in schema.get(word, []):
            fields_in(value, below, root, name, done)
    return done


def lacking(name):
    """Fields of a schema that its example does not have."""
    schema = SCHEMAS[name]
    return sorted({field for field in fields_of(schema) - fields_in(example(name), schema)}, key=str)
