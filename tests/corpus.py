"""Reading the corpus in tests/vectors and comparing an answer with it.

    for case in corpus.load():
        output = ...   # give case["input"] to the edge under test
        for path, expected, got in corpus.agrees(case, output):
            ...

Standard library only; see tests/vectors/README.md for the format.
"""

import base64
import json
import math
from pathlib import Path

VECTORS = Path(__file__).resolve().parent / "vectors"

# Prose, and what is made of it: never compared.
PROSE = ["message", "help"]
# The order of keys is compared everywhere but in what a caller wrote by language or freely.
FREE_ORDER = ["name", "reason", "note", "title", "extensions"]


def compact(document):
    """JSON bytes of a document, keys in the order given."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def raw(document):
    """The bytes to hand over for one `input`: raw text where the case says so."""
    if isinstance(document, dict):
        if list(document) == ["$text"]:
            return document["$text"].encode("utf-8")
        if list(document) == ["$base64"]:
            return base64.b64decode(document["$base64"])
        if list(document) == ["$repeat"]:
            text, count = document["$repeat"]
            return text.encode("utf-8") * count
    return compact(document)


def is_raw(document):
    """Whether the input is text with lines and columns, not a document."""
    return isinstance(document, dict) and list(document) in (["$text"], ["$base64"], ["$repeat"])


def read(name):
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def themes():
    return sorted(path.stem for path in VECTORS.glob("*.json"))


def load(theme=None, do=None):
    """All cases, in the order of the files. Each is the dict of the file with more keys:

    theme           name of the file
    input_bytes     bytes of the input (a list of two for "merge"; None if there is none)
    positions       whether the input was text, so that a report has lines and columns
    rubric_name     name of a built-in rubric, or None
    rubric_bytes    bytes of a rubric document, or None
    policy_name     name of a built-in policy, or None
    policy_bytes    bytes of a policy document, or None
    """
    for name in themes() if theme is None else [theme]:
        for case in read(name + ".json")["cases"]:
            if do is not None and case["do"] != do:
                continue
            case = dict(case)
            case["theme"] = name
            case["input_bytes"] = None
            if "input" in case:
                if case["do"] == "merge":
                    case["input_bytes"] = [raw(one) for one in case["input"]]
                else:
                    case["input_bytes"] = raw(case["input"])
            case["positions"] = is_raw(case.get("input"))
            rubric = case.get("rubric")
            in_file = rubric is not None and rubric.startswith("rubrics/")
            case["rubric_name"] = None if in_file else rubric
            case["rubric_bytes"] = compact(read(rubric)) if in_file else None
            policy = case.get("policy")
            case["policy_name"] = policy if isinstance(policy, str) else None
            case["policy_bytes"] = compact(policy) if isinstance(policy, dict) else None
            yield case


def strip(profile):
    """A profile or a release without its prose: `because.text`, `message` and `help` of notes, what a release says it hides."""
    if isinstance(profile, list):
        return [strip(item) for item in profile]
    if not isinstance(profile, dict):
        return profile
    result = {}
    for key, value in profile.items():
        if key == "text" and "disclosure" in profile:
            continue
        if key == "because" and isinstance(value, dict):
            value = {name: part for name, part in value.items() if name != "text"}
        elif key in ("notes", "diagnostics") or (key == "exposed" and isinstance(value, list)):
            value = [{name: part for name, part in note.items() if name not in PROSE} for note in value]
        elif key == "missing" and isinstance(value, list):
            value = [{name: part for name, part in one.items() if name not in PROSE} if isinstance(one, dict) else one
                     for one in value]
        elif key not in ("name", "extensions"):
            value = strip(value)
        result[key] = value
    return result


def same(expected, got, path="", ordered=True):
    """Differences between two JSON values as (path, expected, got). Key order counts."""
    if isinstance(expected, dict) and isinstance(got, dict):
        found = []
        for key, value in expected.items():
            if key in got:
                found += same(value, got[key], f"{path}/{key}", ordered and key not in FREE_ORDER)
            else:
                found.append((f"{path}/{key}", value, "absent"))
        for key, value in got.items():
            if key not in expected:
                found.append((f"{path}/{key}", "absent", value))
        if ordered and not found and list(expected) != list(got):
            found.append((path + " (order of keys)", list(expected), list(got)))
        return found
    if isinstance(expected, list) and isinstance(got, list):
        found = []
        for i in range(max(len(expected), len(got))):
            if i >= len(got):
                found.append((f"{path}/{i}", expected[i], "absent"))
            elif i >= len(expected):
                found.append((f"{path}/{i}", "absent", got[i]))
            else:
                found += same(expected[i], got[i], f"{path}/{i}", ordered)
        return found
    if type(expected) is float and type(got) is float and math.isclose(expected, got, rel_tol=1e-9, abs_tol=1e-9):
        return []
    # In Python True == 1 and 1.0 == 1, in a document they are not the same.
    if type(expected) is not type(got) or expected != got:
        return [(path, expected, got)]
    return []


def diagnostic_differs(expected, got, path):
    """Only what the expectation lists is compared. `under` is a path or anything below it."""
    found = []
    for key, value in expected.items():
        if key == "under":
            its = got.get("path")
            if not isinstance(its, str) or not (its == value or its.startswith(value + "/")):
                found.append((f"{path}/path", f"{value} or below", its))
        elif key == "params":
            for name, part in value.items():
                found += same(part, got.get("params", {}).get(name, "absent"), f"{path}/params/{name}")
        elif got.get(key, "absent") != value:
            found.append((f"{path}/{key}", value, got.get(key, "absent")))
    return found


def report_differs(expected, got):
    found = []
    if got.get("format", "cei.report/1") != "cei.report/1":
        found.append(("/format", "cei.report/1", got.get("format")))
    if got.get("valid") is not expected["valid"]:
        found.append(("/valid", expected["valid"], got.get("valid")))
    diagnostics = got.get("diagnostics") or []
    if "counts" in expected:
        counts = {}
        for one in diagnostics:
            counts[one["code"]] = counts.get(one["code"], 0) + 1
        return found + same(expected["counts"], counts, "/counts", ordered=False)
    if "any_order" in expected:
        key = lambda one: (one["code"], json.dumps(one.get("params"), sort_keys=True))
        wanted, diagnostics = sorted(expected["any_order"], key=key), sorted(diagnostics, key=key)
    else:
        wanted = expected["diagnostics"]
    if len(wanted) != len(diagnostics):
        brief = lambda many: [f"{one['code']} {one.get('path', one.get('under'))}" for one in many]
        return found + [("/diagnostics", brief(wanted), brief(diagnostics))]
    for i, (one, other) in enumerate(zip(wanted, diagnostics)):
        found += diagnostic_differs(one, other, f"/diagnostics/{i}")
    return found


def agrees(case, output):
    """Differences between what the case expects and what an edge answered, as a list of
    (JSON path, expected, got); empty if they agree. `output` is the answer as parsed JSON:
    a profile, a tally, a report, or {"digest", "structure"}.
    """
    expect = case["expect"]
    if "profile" in expect:
        return same(expect["profile"], strip(output))
    if "tally" in expect:
        return same(expect["tally"], output)
    if "report" in expect:
        return report_differs(expect["report"], output)
    if "result" in expect:
        return same(expect["result"], strip(output))
    return same(expect, {key: output[key] for key in expect if key in output})


def write(path, outputs):
    """Writes the answers of an edge, {name: bytes}, for `answers_differ`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({name: data.decode("latin-1") for name, data in outputs.items()}), encoding="utf-8")


def answers_differ(directory):
    """Cases that two edges answer with other bytes, as (name, edge, edge); and how many were compared.

    A document that one edge takes as text and another as a dict has lines and columns in the one report only: those are
    left out for such cases, and everything else is compared byte by byte.
    """
    answers = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(directory.iterdir())}
    first, *others = answers
    differing = []
    for case in load():
        name = case["name"]
        bytes_of = {edge: placeless(answers[edge][name], case).rstrip("\n") for edge in answers}
        differing += [(name, first, other) for other in others if bytes_of[first] != bytes_of[other]]
    return differing, len(answers), list(answers)


def placeless(text, case):
    if case["positions"] or not text.startswith('{"format":"cei.report/1"'):
        return text
    report = json.loads(text)
    for diagnostic in report["diagnostics"]:
        diagnostic.pop("line", None)
        diagnostic.pop("column", None)
    return json.dumps(report)
