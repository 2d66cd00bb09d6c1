"""Documents with something wrong in them, or something unusual: the list of mutations, each from a seed.

    text = mutate.mutated(random.Random(seed), document, others)

Every mutation takes a random generator and a document, and returns another document; which place it strikes is drawn.
`Raw` stands for JSON that no Python value is written as, such as `1e3` or a key that stands there twice.
"""

import copy
import json


class Raw:
    """JSON as it stands."""

    def __init__(self, text):
        self.text = text


def written(value):
    """JSON text; what is `Raw` as it stands."""
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{written(below)}" for key, below in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


NUMERALS = ["1.0", "3e0", "1e3", "1E+2", "10e-1", "-0", "-0.0", "0.0", "0e5", "1.5", "1e-3", "-1", "-1.0", "0", "1", "2", "9",
            "1000000000000", "1000000000001", "1e12", "9007199254740991", "9007199254740992", "-9007199254740992",
            "9007199254740993", "18446744073709551615", "18446744073709551616", "1e16", "1e20", "1e300", "0.1e1", "123456789012345678901234567890"]
STRINGS = ["", " ", "\t", "\n", "\u0085", "\u00a0", "\u1680", "\u2003", "\u2028", "\u3000", "\ufeff", "\u200b", "\u180e", "\u001c", " \n ", "a", "A1",
           "a\n", "\na", "a b", ".a", "-a", "_a", "a.", "a-_.", "é", "١", "a" * 64, "a" * 65, "a+b", "a+", "+a", "a++b", "x", "null", "0", "team",
           "top", "𝒳", "e\u0301", "\u0000", "🙂", "en", "es-MX", "x-", "x-a", "xx-", "en_US", "i-klingon", "a-b", "en-" + "a" * 9,
           "-".join(["abcdefgh"] * 4), "EN", "2025-02-28", "2025-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "2025-13-01", "2025-00-10",
           "2025-04-31", "2025-4-1", "0000-01-01", "0000-02-29", "9999-12-31", "10000-01-01", "-001-01-01", "2025-01-01T00:00", "20250101", "2025-W01-1", "2025-001",
           "2025-01-01\n", "２０２５-01-01", "2025-26", "2025-27", "2099-00", "1999-00", "2025-2026", "25-26", "2025-26\n", "2025–26", "any", "majority", "all", "even",
           "1/2", "2/1", "1/1", "0/1", "1/0", "01/2", "1/02", "+1/2", "1/1000000", "1/1000001", "1000000/1000000", "999999/1000000", " 1/2", "1/2\n", "0.5",
           "sha256:" + "0" * 64, "sha256:" + "A" * 64, "sha256:" + "0" * 63, "sha512:" + "0" * 64, "sha256:" + "0" * 64 + "\n",
           "99999990000000", "9999999000000", "999999900000001", "９9999990000000", "cds", "1", "https://example.org/\u00e9"]
VALUES = [None, True, False, [], {}, [None], [[]], {"a": 1}, {"en": "a", "es": "b"}, {"en": ""}, {"": "a"}, {"en": None}, {"en\n": "a"},
          {"x-a": "b"}, ["a"], ["1/2"], ["1/2", "1/4"], ["even"], [1], 0, 1, 2, 5, -1, 10**13, 0.5, {"id": "a"}, {"id": "a", "version": "1"}]
NAMES = ["", "x", "Format", "ID", "name", "stage", "extensions", "__proto__", "constructor", "toString", "title", "é", "a b", "$ref", "en", "cei",
         "a\u0000b", "id ", "versión", "length", "hasOwnProperty"]


def containers(document):
    """Every object and array, with those in what a user adds last and seldom."""
    found, stack = [], [document]
    while stack:
        value = stack.pop()
        if isinstance(value, (dict, list)):
            found.append(value)
            stack.extend(value.values() if isinstance(value, dict) else value)
    return found


def slots(document, kind=object):
    """Every place with a value of that type: the container and the key or index."""
    found = []
    for container in containers(document):
        entries = container.items() if isinstance(container, dict) else enumerate(container)
        found += [(container, key) for key, value in entries
                  if isinstance(value, kind) and not (kind is int and isinstance(value, bool))]
    return found


def place(draw, document, kind=object):
    found = slots(document, kind)
    return draw.choice(found) if found else (None, None)


def drop_field(draw, document):
    container, key = place(draw, document)
    if container is not None:
        del container[key]


def rename_field(draw, document):
    container = draw.choice([one for one in containers(document) if isinstance(one, dict)])
    if container:
        old = draw.choice(list(container))
        new = draw.choice([old.upper(), old[:-1], old + "s", old.replace("_", "-"), old + " ", draw.choice(NAMES)])
        entries = [(new if key == old else key, value) for key, value in container.items()]
        container.clear()
        container.update(entries)


def extra_field(draw, document):
    container = draw.choice([one for one in containers(document) if isinstance(one, dict)])
    container[draw.choice(NAMES)] = copy.deepcopy(draw.choice(VALUES))


def retype(draw, document):
    container, key = place(draw, document)
    if container is not None:
        container[key] = copy.deepcopy(draw.choice(VALUES))


def null(draw, document):
    container, key = place(draw, document)
    if container is not None:
        container[key] = None


def wrap(draw, document):
    container, key = place(draw, document)
    if container is not None:
        value = container[key]
        container[key] = draw.choice([[value], {"en": value}, [value, value], str(value)])


def number(draw, document):
    container, key = place(draw, document, (int, float))
    if container is not None:
        container[key] = Raw(draw.choice(NUMERALS))


def number_anywhere(draw, document):
    container, key = place(draw, document)
    if container is not None:
        container[key] = Raw(draw.choice(NUMERALS))


def string(draw, document):
    container, key = place(draw, document, str)
    if container is not None:
        container[key] = draw.choice(STRINGS)


def string_edit(draw, document):
    container, key = place(draw, document, str)
    if container is not None and container[key]:
        text = container[key]
        at = draw.randrange(len(text) + 1)
        piece = draw.choice([" ", "\n", ".", "-", "_", "/", "0", "9", "é", "\u00a0", "a", "+", text])
        container[key] = draw.choice([text[:at] + piece + text[at:], text[:at] + text[at + 1:], text.upper(), text.title(), text + piece])


def other_word(draw, document):
    """A word of the same document at another place: the wrong id."""
    container, key = place(draw, document, str)
    if container is not None:
        other, where = place(draw, document, str)
        container[key] = other[where]


def graft(draw, document):
    """A part of the same document at another place."""
    container, key = place(draw, document)
    if container is not None:
        other, where = place(draw, document)
        container[key] = copy.deepcopy(other[where])


def repeat_item(draw, document):
    lists = [one for one in containers(document) if isinstance(one, list) and one]
    if lists:
        one = draw.choice(lists)
        one.insert(draw.randrange(len(one) + 1), copy.deepcopy(draw.choice(one)))


def reorder_items(draw, document):
    lists = [one for one in containers(document) if isinstance(one, list) and len(one) > 1]
    if lists:
        draw.shuffle(draw.choice(lists))


def empty(draw, document):
    container, key = place(draw, document, (dict, list, str))
    if container is not None:
        container[key] = type(container[key])()


def many_items(draw, document):
    lists = [one for one in containers(document) if isinstance(one, list) and one]
    if lists:
        one = draw.choice(lists)
        one.extend(copy.deepcopy(draw.choice(one)) for _ in range(draw.choice([2, 9, 100])))


def repeat_key(draw, document):
    container, key = place(draw, document)
    if isinstance(container, dict):
        value = written(container[key])
        again = draw.choice([value, value, "null", '"other"'])
        container[key] = Raw(f"{value},{json.dumps(key)}:{again}")


def added_json(draw, document):
    """Anything at all in what a user adds, where one may add."""
    container = draw.choice([one for one in containers(document) if isinstance(one, dict)])
    deep = copy.deepcopy(draw.choice(VALUES))
    for _ in range(draw.choice([0, 1, 5, 40])):
        deep = [deep] if draw.random() < 0.5 else {"a": deep}
    container["extensions"] = draw.choice([{"a": Raw(draw.choice(NUMERALS))}, {"a": deep}, deep, {"": draw.choice(STRINGS)}])


def other_format(draw, document):
    document["format"] = draw.choice(["cei.rubric/1", "cei.profile/2", "cei.assessment/1", "cei.tally/1", "CEI.policy/1", "", None, 1])


def other_field(draw, document):
    """What another object of the same document has."""
    objects = [one for one in containers(document) if isinstance(one, dict)]
    one, other = draw.choice(objects), draw.choice(objects)
    if other:
        key = draw.choice(list(other))
        one[key] = copy.deepcopy(other[key])


MUTATIONS = [drop_field, drop_field, rename_field, extra_field, retype, retype, null, wrap, number, number, number_anywhere, string, string, string,
             string_edit, string_edit, other_word, other_word, graft, repeat_item, reorder_items, empty, many_items, repeat_key, added_json,
             other_format, other_field]


def mutated(draw, document):
    """A copy with one mutation, at times two or three; and the names of the mutations."""
    document = copy.deepcopy(document)
    names = []
    for _ in range(draw.choice([1, 1, 1, 1, 2, 3])):
        mutation = draw.choice(MUTATIONS)
        mutation(draw, document)
        names.append(mutation.__name__)
    return document, names
