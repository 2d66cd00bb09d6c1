"""The built-in rubric `cei-self-assessment` against the source texts it was made from.

The source texts are not part of this repository. Where they lie beside it, every English text of
the rubric that is the source's is looked up in them, word for word (and the Spanish of the
Peer Leading and Learning Network components too), and `seeds.csv` is checked to say of every line
of the source where it is carried. Without them those tests are skipped, and the structure is still checked.

Pointers here and in `seeds.csv` are JSON Pointers by id: `/domains/building-relationships/description`.
Glossary terms and resources have no id and are named by their English title in small letters and
hyphens; plain lists by index. `#2` means the second paragraph of a text.

`seeds.csv`: `lines` are line numbers from 1; `a-b` is a range whose lines are read one by one, `a b`
are lines that belong together (a sentence over a page break). `item` names one place or several, with
blanks between: `rubric:` and a pointer, or a document and the part of it that takes this matter
(`cei.cohort/1:convenings`), or `context`: not carried, for the `reason` given. A reason that begins
with `heading:`, `lead-in:` or `same:` says why the words themselves are not repeated in the item.
"""
import csv
import json
import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SEEDS = Path(os.environ.get("CEI_SEEDS", ROOT.parent / "shared" / "seeds"))
RUBRIC = json.loads((ROOT / "cei-core" / "data" / "cei-self-assessment.json").read_text("utf-8"))
INAUGURAL = json.loads((ROOT / "cei-core" / "data" / "initiative" / "inaugural-cohort.json").read_text("utf-8"))
ROWS = list(csv.DictReader((Path(__file__).with_name("seeds.csv")).open(encoding="utf-8", newline="")))

need_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the source texts are not here")

DOCUMENTS = {"cei.plan/1", "cei.metrics/1", "cei.cohort/1", "cei.consultation/1", "cei.partnerships/1", "cei.initiative/1"}

# Texts that are this project's own words. `*` stands for any one step.
OURS = {
    "/citation#2": "what is the source's and what is ours",
    "/lenses/*/parts/*/reason": "why a part names these competencies or this stage: the source does not say",
    "/lenses/plln-components/citation": "names the source and says what is ours",
    "/lenses/six-essential-roots/text": "the six roots are retold from the initiative's public lessons",
    "/lenses/six-essential-roots/citation": "the six roots are retold from the initiative's public lessons",
    "/lenses/six-essential-roots/parts/*/title": "the six roots are retold from the initiative's public lessons",
    "/lenses/six-essential-roots/parts/*/text": "the six roots are retold from the initiative's public lessons",
    "/lenses/participatory-systems-change/citation#2": "says what is ours",
    "/lenses/spectrum-of-community-engagement/citation#2": "says what is ours",
    "/lenses/spectrum-of-community-engagement/parts/*/title": "the source's paragraphs have no titles",
    "/lenses/individual-and-collective-power/citation": "names the source and says what is ours",
    "/lenses/dual-capacity/citation#2": "says what is ours",
    "/lenses/dual-capacity/parts/*/title": "the source's sentences have no titles",
    "/modules/data-and-evaluation/title": "the source's paragraph has no title",
    "/modules/lcap-engagement/title": "the source's paragraph has no title",
    "/strategies/two-way-learning/title": "the source's sentence has no title",
    "/strategies/shared-responsibility/title": "the source's sentence has no title",
    "/strategies/planning-with-communities/title": "the source's sentence has no title",
    "/strategies/common-vision-and-joint-planning/title": "the source's sentence has no title",
    "/strategies/*/citation": "names the source and says what is ours",
    "/glossary/*/term": "terms are named so that they can be told apart",
    "/glossary/collective-efficacy/text": "a definition of ours",
    "/glossary/crucial-conversations/text": "a definition of ours",
    "/glossary/participatory-budgeting/text": "a definition of ours",
    "/glossary/language-access/text": "a definition of ours",
    "/glossary/landscape-analysis/text": "a definition of ours",
    "/glossary/resource-mapping/text": "a definition of ours",
    "/glossary/local-control-funding-formula-lcff/text": "a definition of ours",
    "/glossary/single-plan-for-student-achievement-spsa/text": "a definition of ours",
    "/glossary/educational-partners/text": "a definition of ours",
    "/glossary/local-educational-agency-lea/text": "a definition of ours",
    "/glossary/county-office-of-education-coe/text": "a definition of ours",
    "/glossary/community-based-organization-cbo/text": "a definition of ours",
    "/glossary/california-collaborative-for-educational-excellence-ccee/text": "a definition of ours",
    "/glossary/state-transformational-assistance-center-s-tac/text": "a definition of ours",
    "/glossary/state-board-of-education-sbe/text": "a definition of ours",
}

# Texts that a page or a footnote breaks in the source: (seed, lines, column of the table or None).
JOINS = [
    ("003", (55, 59), 0), ("003", (64, 66), 0), ("003", (239, 247), 1),
    ("003", (99, 101), None), ("003", (116, 120), None), ("003", (163, 164), None), ("003", (181, 183), None),
]

# Names that are the same in both languages.
SAME_IN_BOTH = {"/glossary/cei-lead-agency-consortium/text#3"}

COMPETENCIES = [f"{d}.{n}" for d, count in zip("1234567", (5, 5, 7, 4, 4, 4, 5)) for n in range(1, count + 1)]
DOMAINS = [
    "building-relationships", "building-collective-efficacy", "shared-power-and-decision-making",
    "operations-systems-structures-and-resourcing-the-work", "families-as-co-educators",
    "participatory-practices-with-students", "community-as-collaborators",
]


def plain(text):
    """The words of a line: no markup, list mark, footnote mark or emphasis, single blanks."""
    text = text.replace("\\(", "(").replace("\\)", ")")
    text = re.sub(r"\[([^\]]*)\]\(#\)", r"\1", text)
    text = re.sub(r"<(https?:[^>]*)>", r"\1", text)
    text = re.sub(r"</?[a-zA-Z][^>]*>", " ", text)
    text = re.sub("[¹²³⁴⁵⁶⁷⁸⁹⁰]", "", text)
    text = text.replace("*", "").replace("●", " ")
    text = re.sub(r"^\s*[-•]\s+", "", text)
    return re.sub(r"\s+", " ", text).strip()


def seeds():
    return {path.name[:3]: path.read_text("utf-8").split("\n") for path in sorted(SEEDS.glob("*.txt"))}


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text["en"].lower()).strip("-")


def is_text(value):
    return isinstance(value, dict) and "en" in value


def key_of(value, index):
    if isinstance(value, dict):
        if "id" in value:
            return value["id"]
        if "term" in value:
            return slug(value["term"])
        if "uri" in value or set(value) == {"title", "text"}:
            return slug(value["title"])
    return str(index)


def texts(value=RUBRIC, at=""):
    """Every text of the rubric with its pointer."""
    if is_text(value):
        yield at, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{at}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{at}/{key_of(inner, index)}")


def paragraphs(language):
    for at, text in texts():
        parts = [part for part in text[language].split("\n") if part]
        for number, part in enumerate(parts, 1):
            yield at, f"{at}#{number}", part


def look_up(pointer):
    value = RUBRIC
    for step in pointer.split("/")[1:]:
        if isinstance(value, list):
            found = [inner for index, inner in enumerate(value) if key_of(inner, index) == step]
            assert len(found) == 1, f"{pointer}: {len(found)} times `{step}`"
            value = found[0]
        else:
            assert step in value, f"{pointer}: no `{step}`"
            value = value[step]
    return value


def matches(pattern, pointer):
    return re.fullmatch(re.escape(pattern).replace(r"\*", "[^/#]+"), pointer) is not None


def is_ours(at, numbered):
    return any(matches(pattern, at) or matches(pattern, numbered) for pattern in OURS)


def haystack(sources):
    pieces = []
    for lines in sources.values():
        pieces.append(" ".join(filter(None, map(plain, lines))))
    for seed, numbers, column in JOINS:
        cells = [sources[seed][n - 1] for n in numbers]
        if column is not None:
            cells = [cell.split("\t")[column] for cell in cells]
        pieces.append(" ".join(map(plain, cells)))
    return " \n ".join(pieces)


def unquoted(text):
    text = text.removeprefix("“") if text.count("“") > text.count("”") or text.endswith("”") else text
    return text.removesuffix("”") if text.count("”") > text.count("“") else text


def carried(text, at, hay):
    if text in hay or unquoted(text) in hay:
        return True
    if at.endswith(("/title", "/term")):
        return text.casefold() in hay.casefold()
    return at.startswith("/strategies/") and text[0].lower() + text[1:] in hay


# With the source texts


@need_seeds
def test_every_english_text_of_the_source_is_the_source_s():
    hay = haystack(seeds())
    wrong = [f"{numbered}: {part[:80]}" for at, numbered, part in paragraphs("en")
             if not is_ours(at, numbered) and not carried(part, at, hay)]
    assert not wrong, "not found in the source:\n" + "\n".join(wrong)


@need_seeds
def test_the_source_s_spanish_is_carried_word_for_word():
    lines = {plain(line) for line in seeds()["000"]}
    lens = look_up("/lenses/plln-components")
    spanish = [lens["title"]["es"]] + [part[field]["es"] for part in lens["parts"] for field in ("title", "text")]
    assert len(spanish) == 11
    assert [text for text in spanish if text not in lines] == []


@need_seeds
def test_links_are_the_source_s():
    hay = haystack(seeds())
    uris = [resource["uri"] for resource in RUBRIC["resources"] if "uri" in resource]
    assert uris
    assert [uri for uri in uris if uri not in hay and uri.removeprefix("https://") not in hay] == []


def numbers_of(lines):
    """`13-15` is [[13], [14], [15]], `55 59` is [[55, 59]]."""
    if " " in lines:
        return [[int(n) for n in lines.split(" ")]]
    first, _, last = lines.partition("-")
    return [[n] for n in range(int(first), int(last or first) + 1)]


# Rows with a question that is part of a text: it describes a component or opens a module.
QUESTIONS_IN_TEXTS = {("000", "27"), ("000", "53"), ("001", "45-47")}


@need_seeds
def test_every_question_of_the_source_is_a_reflection():
    """That the words are there is shown row by row below; this shows that they are in the right kind of place."""
    sources = seeds()
    elsewhere = set()
    for row in ROWS:
        lines = [sources[row["seed"]][n - 1] for group in numbers_of(row["lines"]) for n in group]
        if row["item"] != "context" and re.search(r"\?(\s|$)", "\n".join(lines)) and "/reflections" not in row["item"]:
            elsewhere.add((row["seed"], row["lines"]))
    assert elsewhere == QUESTIONS_IN_TEXTS


@need_seeds
def test_every_line_of_the_source_is_accounted_for_once():
    sources = seeds()
    seen = {}
    for row in ROWS:
        assert row["seed"] in sources, row
        for number in sum(numbers_of(row["lines"]), []):
            assert 1 <= number <= len(sources[row["seed"]]), row
            seen[row["seed"], number] = seen.get((row["seed"], number), 0) + 1
    twice = [place for place, count in seen.items() if count > 1]
    missing = [(seed, n) for seed, lines in sources.items() for n, line in enumerate(lines, 1)
               if line.strip() and (seed, n) not in seen]
    assert not twice and not missing, (twice, missing)


LABELS = {"impact", "foundational belief"}


def pieces_of(lines):
    """The smallest runs of words of these lines that must be found together, in small letters."""
    columns = {}
    for line in lines:
        for column, cell in enumerate(line.split("\t")):
            columns.setdefault(column, []).append(cell)
    for cells in columns.values():
        text = " ".join(re.sub(r"^\s*[-•]\s+", "", cell) for cell in cells)
        text = re.sub(r"<(https?:[^>]*)>", r"\1", text)
        text = re.sub(r"</p>\s*<p>", " ", text)
        for run in re.split(r"●|</?[a-zA-Z][^>]*>", text):
            run = re.sub(r"^\d\.\d ", "", plain(run))
            capital = re.match(r"([A-Z ,\-]{9,})(?=:? [A-Z][a-z])", run)
            for part in [capital.group(1), run[capital.end():]] if capital else [run]:
                for sentence in re.split(r"(?<=[.?!:;])\s+", part):
                    sentence = sentence.strip(" :;").casefold()
                    if re.search(r"\w", sentence) and sentence not in LABELS:
                        yield sentence


@need_seeds
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['seed']}:{row['lines'].replace(' ', '+')}")
def test_the_item_carries_the_words_of_its_lines(row):
    if row["item"] == "context" or row["reason"].startswith(("heading:", "lead-in:", "same:")):
        return
    pointers = [item.removeprefix("rubric:") for item in row["item"].split(" ") if item.startswith("rubric:")]
    if not pointers:
        return
    words = []
    for pointer in pointers:
        for _, text in texts(look_up(pointer)):
            words += [plain(text["en"].replace("\n", " ")), plain(text["es"].replace("\n", " "))]
    hay = " \n ".join(words).casefold()
    for group in numbers_of(row["lines"]):
        for piece in pieces_of([seeds()[row["seed"]][n - 1] for n in group]):
            halves = piece.split(", ") if pointers == ["/scale"] else [piece]
            assert [half for half in halves if half not in hay] == []


# The built-in cohort


@need_seeds
def test_the_inaugural_cohort_is_the_source_s():
    lines = [plain(line) for line in seeds()["002"]]
    source = " \n ".join(lines)
    assert [one["name"] for one in INAUGURAL["teams"]] == [line for line in lines[51:59] if line.endswith("District")]
    days = [re.search(r"(\d+)/(\d+)/(\d\d)$", line) for line in lines[62:72]]
    assert [one["date"] for one in INAUGURAL["convenings"]] == [
        f"20{day[3]}-{int(day[1]):02}-{int(day[2]):02}" for day in days if day]
    assert all(one["mode"] == "either" for one in INAUGURAL["convenings"]) and "either virtually or in person" in source
    assert [one["name"]["en"] for one in INAUGURAL["consortium"]] == lines[10:14]
    months = {"February 1, 2019": "2019-02-01", "January 1, 2021": "2021-01-01", "June 30, 2024": "2024-06-30"}
    assert [one["due"] for one in INAUGURAL["milestones"]] == list(months.values())
    for one, words in zip(INAUGURAL["milestones"], months):
        line = next(line for line in lines if words in line).casefold()
        assert line.startswith(f"by {words}, ".casefold()) and one["title"]["en"].casefold() in line
    assert [one["text"]["en"] for one in INAUGURAL["goals"]] == lines[42:48]
    wanted = [line.casefold().rstrip(".") for line in lines[21:24]]
    said = [one["title"]["en"].casefold().removeprefix("willing to ") for one in INAUGURAL["criteria"]]
    assert said == wanted
    # The first of the three asks for two things, which are two commitments.
    first, cofacilitate, *others = [one["title"]["en"].casefold() for one in INAUGURAL["commitments"]]
    assert others == wanted[1:]
    assert wanted[0] == first.replace("participate in", "participate in and cofacilitate") and "cofacilitate a professional learning network" == cofacilitate


# Without them


def test_rows_are_well_formed_and_their_items_exist():
    assert ROWS and set(ROWS[0]) == {"seed", "lines", "item", "reason"}
    for row in ROWS:
        assert re.fullmatch(r"\d+(-\d+|( \d+)+)?", row["lines"]), row
        if row["item"] == "context":
            assert row["reason"], row
            continue
        for item in row["item"].split(" "):
            if item.startswith("rubric:"):
                look_up(item.removeprefix("rubric:"))
            else:
                document, _, part = item.partition(":")
                assert document in DOCUMENTS and re.fullmatch("[a-z_]+", part), row
                schema = ROOT / "schemas" / f"{document.removeprefix('cei.').removesuffix('/1')}.schema.json"
                assert not schema.exists() or part in json.loads(schema.read_text("utf-8"))["properties"], row


def test_what_is_ours_is_named_and_there():
    pointers = {at for at, _ in texts()} | {numbered for _, numbered, _ in paragraphs("en")}
    unused = [pattern for pattern in OURS if not any(matches(pattern, pointer) for pointer in pointers)]
    assert not unused


def test_definitions_of_the_source_are_quotations_and_ours_are_not():
    for entry in RUBRIC["glossary"]:
        at = f"/glossary/{slug(entry['term'])}/text"
        for language in ("en", "es"):
            quoted = entry["text"][language].startswith("“") and entry["text"][language].rstrip().endswith("”")
            assert quoted != (at in OURS), at


def test_domains_competencies_and_descriptors():
    assert (RUBRIC["id"], RUBRIC["version"]) == ("cei-self-assessment", "2023.1")
    assert [stage["id"] for stage in RUBRIC["scale"]] == ["not_evident", "developing", "maturing", "advanced"]
    assert [len(stage["messages"]) for stage in RUBRIC["scale"]] == [5, 2, 2, 5]
    assert [group["id"] for group in RUBRIC["groups"]] == ["students", "families", "educators", "leaders", "community"]
    assert [domain["id"] for domain in RUBRIC["domains"]] == DOMAINS
    assert [domain["number"] for domain in RUBRIC["domains"]] == list("1234567")
    competencies = [c for domain in RUBRIC["domains"] for c in domain["competencies"]]
    assert [c["id"] for c in competencies] == COMPETENCIES and len(competencies) == 34
    described = {(c["id"], stage) for c in competencies for stage in c.get("descriptors", {})}
    assert described == {(f"7.{n}", "advanced") for n in range(1, 6)}


def test_foundations():
    first, second, third, *others = RUBRIC["domains"]
    assert first.get("builds_on", []) == []
    assert second["builds_on"] == ["building-relationships"]
    assert third["builds_on"] == ["building-relationships", "building-collective-efficacy"]
    assert all(domain["builds_on"] == ["building-relationships"] for domain in others)


def test_reflections_are_where_the_source_has_them():
    assert [len(domain.get("reflections", [])) for domain in RUBRIC["domains"]] == [5, 6, 4, 0, 4, 0, 0]
    assert [len(part["reflections"]) for part in look_up("/lenses/spectrum-of-community-engagement/parts")] == [2, 2, 3, 2, 4, 4]
    assert [len(part["reflections"]) for part in look_up("/lenses/individual-and-collective-power/parts")] == [4, 5]


def test_lenses():
    assert [(lens["id"], len(lens["parts"])) for lens in RUBRIC["lenses"]] == [
        ("plln-components", 5), ("six-essential-roots", 6), ("participatory-systems-change", 7),
        ("spectrum-of-community-engagement", 6), ("individual-and-collective-power", 2), ("dual-capacity", 2)]
    for lens in RUBRIC["lenses"]:
        assert lens["basis"] == "project"
        for part in lens["parts"]:
            assert is_text(part["reason"])
            named = part.get("competencies", [])
            assert set(named) <= set(COMPETENCIES) and len(named) == len(set(named))
            assert named == sorted(named)
            assert bool(named) != ("stage" in part), (lens["id"], part["id"])
    assert [part["stage"] for part in look_up("/lenses/spectrum-of-community-engagement/parts")] == [
        "not_evident", "developing", "developing", "maturing", "advanced", "advanced"]


def test_modules_and_strategies_name_what_there_is():
    assert len(RUBRIC["modules"]) == 8
    for module in RUBRIC["modules"]:
        assert module["domains"] and set(module["domains"]) <= set(DOMAINS)
    for strategy in RUBRIC["strategies"]:
        assert strategy["competencies"] and set(strategy["competencies"]) <= set(COMPETENCIES)


def test_every_text_is_there_in_both_languages():
    count = 0
    for at, text in texts():
        count += 1
        assert list(text) == ["en", "es"], at
        for words in text.values():
            assert words == words.strip() and words and "  " not in words, at
        assert text["en"].count("\n") == text["es"].count("\n"), at
        for number, (en, es) in enumerate(zip(text["en"].split("\n"), text["es"].split("\n")), 1):
            if len(en.split()) > 2:
                assert en != es or f"{at}#{number}" in SAME_IN_BOTH, at
    assert count > 300


def test_no_text_is_left_in_one_language():
    def loose(value, at=""):
        if is_text(value):
            return
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from loose(inner, f"{at}/{key}")
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                yield from loose(inner, f"{at}/{index}")
        elif isinstance(value, str) and " " in value:
            yield at
    assert list(loose(RUBRIC)) == []


@pytest.mark.parametrize("remnant", [r"</?[a-z]", r"●|•", r"\*", "[¹²³⁴⁵⁶⁷⁸⁹⁰]", r"\]\(", "FIS Input", "MAYA"])
def test_no_markup_or_drafting_note_is_left(remnant):
    assert [at for at, text in texts() for words in text.values() if re.search(remnant, words)] == []
