"""The verdict of three validators and of the library on the form of a document."""

import fcntl
import functools
import json
import re
import shutil
import subprocess
from pathlib import Path

import cei
import jsonschema
import jsonschema_rs
from documents import ROOT, SCHEMAS

HERE = Path(__file__).resolve().parent
MEANING = HERE / "meaning.json"

# In any document: a text that is not one JSON value that every reader carries, and what a user adds.
UNREADABLE = {"invalid_json", "invalid_utf8", "too_deep", "too_large", "duplicate_key"}
ADDED = re.compile(r"/(extensions|params)(/|$)")
# A schema sees some of these and the library the others: 3/2 is no share, and neither is 3:2; a word that is none is seen
# by both, one that is none just there by the library. The code says too little: they are known by their field.
BY_FIELD = {"invalid_share", "invalid_value", "missing_field", "out_of_range", "too_few_items", "too_many_items",
            "unknown_field", "wrong_type"}


def meaning():
    """What only the library checks: entries with the document, the code, the field of some, and a change of the example
    that shows it."""
    return json.loads(MEANING.read_text(encoding="utf-8")) if MEANING.exists() else []


def known():
    """For each kind of document what only the library checks, as `kind_of` has it."""
    return {name: {(one["code"], one["field"]) for one in meaning() if one["document"] == name} for name in SCHEMAS}


def kind_of(code, path):
    """The code, and where that does not tell, the field."""
    steps = [step for step in path.split("/") if step and not step.isdigit()]
    return code, (steps or [""])[-1] if code in BY_FIELD else None


def npm(folder):
    """Installs what the folder's lock file names, once; False where there is no npm."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return False
    done = folder / "node_modules" / ".installed"
    wanted = (folder / "package-lock.json").read_text(encoding="utf-8")
    with (folder / "package-lock.json").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one process of the tests does it, the others wait
        if not done.exists() or done.read_text(encoding="utf-8") != wanted:
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder, check=True, timeout=300)
            done.write_text(wanted, encoding="utf-8")
    return True


@functools.cache
def in_python(name):
    return jsonschema.Draft202012Validator(SCHEMAS[name])


@functools.cache
def in_rust(name):
    return jsonschema_rs.Draft202012Validator(SCHEMAS[name])


def ajv(lines):
    """The verdicts of ajv on (schema, text), all in one process."""
    sent = "\n".join(json.dumps({"schema": name, "text": text}) for name, text in lines)
    done = subprocess.run(["node", HERE / "ajv.mjs", ROOT / "schemas"], input=sent, stdout=subprocess.PIPE, text=True, timeout=3600, check=True)
    words = {"1": True, "0": False, "-": None}
    return [words[line] for line in done.stdout.split()]


def parsed(text):
    """The document, or None where Python reads no JSON; NaN and Infinity are none."""
    try:
        return json.loads(text, parse_constant=lambda word: float("not " + word))
    except ValueError:
        return None


def errors(text, rubric):
    return [(one.code, one.path) for one in cei.validate(text, rubric=rubric).errors]


def structural(found, known):
    """The errors that a schema should see: all but those known to be the library's."""
    return [(code, path) for code, path in found
            if kind_of(code, path) not in known and not (code == "out_of_range" and ADDED.search(path))]
