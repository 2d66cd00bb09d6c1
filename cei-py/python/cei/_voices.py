"""Several voices: agreement, gaps, growth, overviews, crosswalks, as immutable results."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, cast, overload

from . import _api, _cei
from ._api import _is_table, _policy, _rubric
from ._arguments import document_text
from ._cei import FORMATS, RUBRICS, Policy, Profile, Rubric, Table, Tallies, Tally
from ._checked import checked
from ._report import CeiError, Report, error_of
from ._sheets import Found, Place
from ._shown import html_of
from ._table_file import opened

if TYPE_CHECKING:
    from ._api import AnyTable, Document
    from ._privacy import Release

    Round: TypeAlias = "Profile | Release | Document | tuple[Profile | Document, Document]"

STATISTICS = {
    "exact": ("exact",),
    "alpha_nominal": ("alpha", "nominal"),
    "alpha_ordinal": ("alpha", "ordinal"),
    "alpha_interval": ("alpha", "interval"),
    "ac_identity": ("ac", "identity"),
    "ac_linear": ("ac", "linear"),
    "ac_ordinal": ("ac", "ordinal"),
    "ac_quadratic": ("ac", "quadratic"),
}


class Result:
    """A document that was derived from others. Immutable; equal if the documents are."""

    #: The columns of its table, each with what it holds: text, whole or number.
    _columns: ClassVar[dict[str, str]] = {}

    def __init__(self, document: str) -> None:
        self.__dict__["_json"] = document

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a {type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a {type(self).__name__} cannot be changed")

    def to_json(self) -> str:
        """Return the document as JSON text: compact, in the order of the schema, the same bytes every time."""
        return cast(str, self.__dict__["_json"])

    def to_dict(self) -> dict[str, Any]:
        """Return the document as a dict."""
        document: dict[str, Any] = json.loads(self.to_json())
        return document

    def _rows(self) -> Iterable[Sequence[Any]]:
        """Return the rows of its table."""
        return ()

    @cached_property
    def table(self) -> Table:
        """The result as a table."""
        rows = list(self._rows())
        columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in self._columns]
        named = zip(self._columns.items(), columns, strict=True)
        return _cei.table([(name, kind, values) for (name, kind), values in named])

    def to_pandas(self) -> Any:
        """Return its table as a pandas DataFrame; needs pandas and pyarrow."""
        return self.table.to_pandas()

    def to_polars(self) -> Any:
        """Return its table as a polars DataFrame; needs polars."""
        return self.table.to_polars()

    def to_arrow(self) -> Any:
        """Return its table as a pyarrow Table; needs pyarrow."""
        return self.table.to_arrow()

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.to_json() == self.to_json()

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        return f"<cei.{type(self).__name__} of {len(self.table)} rows: {', '.join(self._columns)}>"

    _repr_html_ = html_of

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return type(self), (self.to_json(),)


class Agreement(Result):
    """How far the raters of one assessment agree: over all, by domain, within each group. Made by `cei.agreement`."""

    _columns: ClassVar[dict[str, str]] = {
        "level": "text",
        "id": "text",
        "units": "whole",
        "raters": "whole",
        "statistic": "text",
        "value": "number",
        "low": "number",
        "high": "number",
        "undefined": "text",
    }

    def _rows(self) -> Iterable[Sequence[Any]]:
        document = self.to_dict()
        parts = [("all", "all", document["all"])]
        parts += [("domain", one["id"], one) for one in document["domains"]]
        parts += [("group", one["group"], one) for one in document["groups"]]
        for level, id, part in parts:
            for name, path in STATISTICS.items():
                statistic = part
                for step in path:
                    statistic = statistic[step]
                low, high = statistic.get("interval", (None, None))
                value, undefined = statistic.get("value"), statistic.get("undefined")
                yield level, id, part["units"], part["raters"], name, value, low, high, undefined


def wide(agreement: Agreement) -> dict[str, list[Any]]:
    """Return an agreement with a row for each part and a column for each statistic, intervals in brackets."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for level, id, units, raters, name, value, low, high, undefined in agreement._rows():
        row = rows.setdefault((level, id, units, raters), {})
        said = undefined if value is None else f"{value:.3f}"
        row[name] = said if low is None else f"{said} [{low:.2f}, {high:.2f}]"
    columns: dict[str, list[Any]] = {
        name: [key[place] for key in rows] for place, name in enumerate(("level", "id", "units", "raters"))
    }
    return {**columns, **{name: [row[name] for row in rows.values()] for name in STATISTICS}}


class Gaps(Result):
    """Where groups see the same competency differently, the widest gap first. Made by `cei.gaps`."""

    _columns: ClassVar[dict[str, str]] = {
        "competency": "text",
        "first": "text",
        "first_stage": "text",
        "second": "text",
        "second_stage": "text",
        "difference": "whole",
        "delta": "number",
        "first_answers": "whole",
        "second_answers": "whole",
    }

    def _rows(self) -> Iterable[Sequence[Any]]:
        for gap in self.to_dict()["gaps"]:
            first, second = gap["first"], gap["second"]
            stages = (first["group"], first.get("stage"), second["group"], second.get("stage"))
            yield gap["competency"], *stages, gap.get("difference"), gap["delta"], first["answers"], second["answers"]


class Growth(Result):
    """What rose, fell or stayed between the rounds of one subject. Made by `cei.compare`."""

    _columns: ClassVar[dict[str, str]] = {
        "level": "text",
        "id": "text",
        "from": "text",
        "to": "text",
        "change": "text",
        "steps": "whole",
        "mean_from": "number",
        "mean_to": "number",
        "difference": "number",
        "low": "number",
        "high": "number",
    }

    def _rows(self) -> Iterable[Sequence[Any]]:
        document = self.to_dict()
        nodes = [("overall", {"id": "overall", **document["overall"]})] if "overall" in document else []
        for domain in document["domains"]:
            nodes += [("domain", domain), *(("competency", one) for one in domain["competencies"])]
        for level, node in nodes:
            means = node.get("means", {})
            difference = means.get("difference", {})
            low, high = difference.get("interval", (None, None))
            of_mean = (means.get("from", {}).get("mean"), means.get("to", {}).get("mean"), difference.get("value"))
            yield (
                level,
                node["id"],
                node.get("from"),
                node.get("to"),
                node["change"],
                node.get("steps"),
                *of_mean,
                low,
                high,
            )


class Overview(Result):
    """How many subjects stand at each stage of each domain, never averaged, never ranked. Made by `cei.overview`."""

    _columns: ClassVar[dict[str, str]] = {"parent": "text", "domain": "text", "stage": "text", "subjects": "whole"}

    def _rows(self) -> Iterable[Sequence[Any]]:
        return ([row.get(name) for name in self._columns] for row in self.to_dict()["rows"])


class Transitions(Result):
    """From which stage to which many subjects went, domain by domain. Made by `cei.transitions`."""

    _columns: ClassVar[dict[str, str]] = {"domain": "text", "from": "text", "to": "text", "subjects": "whole"}

    def _rows(self) -> Iterable[Sequence[Any]]:
        return ([row.get(name) for name in self._columns] for row in self.to_dict()["rows"])


class Crosswalk(Result):
    """What became of the competencies of one rubric in another. Made by `cei.crosswalk`."""

    _columns: ClassVar[dict[str, str]] = {"entry": "whole", "from": "text", "to": "text"}

    def _rows(self) -> Iterable[Sequence[Any]]:
        for number, entry in enumerate(self.to_dict()["map"], start=1):
            for before in entry["from"] or [None]:
                for after in entry["to"] or [None]:
                    yield number, before, after


@overload
def agreement(
    source: Tally | Document,
    rubric: Rubric | Document | None = None,
    *,
    resamples: int | None = None,
    seed: int = 0,
    level: float = 0.95,
) -> Agreement: ...
@overload
def agreement(source: Tallies | AnyTable, rubric: Rubric | Document | None = None) -> Table: ...
@checked
def agreement(
    source: Tally | Document | Tallies | AnyTable,
    rubric: Rubric | Document | None = None,
    *,
    resamples: int | None = None,
    seed: int = 0,
    level: float = 0.95,
) -> Agreement | Table:
    """Return how far raters agree: exact agreement, Krippendorff's alpha and Gwet's AC, side by side.

    Parameters
    ----------
    source : Tally, dict, str, bytes, pathlib.Path, Tallies or table
        A ``cei.assessment/1`` or ``cei.tally/1`` document; or the counts of many assessments, or a table as `cei.tally`
        takes it.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What was rated by. Without it, the built-in rubric that the document names.
    resamples : int, optional
        How many times to draw the raters anew, for intervals. Only an assessment knows its raters.
    seed, level
        What the draws begin with, and how much of them an interval holds.

    Returns
    -------
    Agreement or Table
        Of many assessments a table, with a row for all, for each domain and for each group of each.

    Raises
    ------
    CeiError
        If a document is not valid, or intervals are asked for of counts.

    Examples
    --------
    >>> import cei
    >>> both = cei.agreement({
    ...     "format": "cei.tally/1",
    ...     "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...     "assessment": "spring",
    ...     "cells": [{"competency": "1.1", "group": "families", "stages": [0, 3, 1, 0]}],
    ... })
    >>> both.to_dict()["all"]["exact"]
    {'value': 0.5}
    """
    if _is_table(source):
        source = _cei.Tallies.of(opened(source), _rubric(rubric) or _rubric("cei-self-assessment"), None, [], None)
    if isinstance(source, Tallies):
        return source.agreement()
    parts = _answers(source, rubric)
    if resamples is not None:
        parts["bootstrap"] = json.dumps({"resamples": resamples, "seed": seed, "level": level})
    return Agreement(_derived("agreement", parts))


@checked
def gaps(
    source: Profile | Tally | Release | Document,
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
) -> Gaps:
    """Return where groups see the same competency differently, what to talk about first on top.

    Parameters
    ----------
    source : Profile, Tally, Release, dict, str, bytes or pathlib.Path
        A profile, an assessment or a tally. Answers are staged first. Of a release: the gaps between groups that it shows.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What was rated by. Without it, the built-in rubric that the document names.
    policy : Policy, str, dict, bytes or pathlib.Path, optional
        What answers are staged by. Without it, ``cei-default``.

    Raises
    ------
    CeiError
        If a document is not valid.

    Examples
    --------
    >>> import cei
    >>> cells = [
    ...     {"competency": "1.1", "group": "families", "stages": [0, 3, 1, 0]},
    ...     {"competency": "1.1", "group": "educators", "stages": [0, 0, 0, 4]},
    ... ]
    >>> spring = {
    ...     "format": "cei.tally/1",
    ...     "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...     "assessment": "spring",
    ...     "cells": cells,
    ... }
    >>> cei.gaps(spring).table.to_dict()["difference"]
    [-2]
    """
    parts = _answers(source, rubric, (*_INSIDE, "release"))
    if "profile" not in parts and "release" not in parts:
        parts["policy"] = _policy(policy).to_json()
    return Gaps(_derived("gaps", parts))


@checked
def compare(
    *rounds: Round,
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
    crosswalk: Crosswalk | Document | None = None,
    allow: str | Sequence[str] = (),
    resamples: int | None = None,
    seed: int = 0,
    level: float = 0.95,
) -> Growth:
    """Return what rose, fell or stayed between two or more rounds of one subject, the earliest first.

    Parameters
    ----------
    *rounds : Profile, Release, dict, str, bytes, pathlib.Path, or a pair
        For each round its profile, its assessment, or both as a pair. With the assessments of the first and the last
        round, growth names the turnover of raters and the change of means. Or for each round its release: then the change
        of what is hidden in the first or the last round is ``hidden``.
    rubric, policy
        As for `gaps`.
    crosswalk : Crosswalk, dict, str, bytes or pathlib.Path, optional
        What leads from an earlier rubric to that of the last round.
    allow : str or sequence of str
        What may differ all the same: ``subject_differs``, ``structure_differs``, ``rules_differ``, ``policy_differs``.
        The result names what does.
    resamples, seed, level
        For intervals of the changes of means: as for `agreement`.

    Raises
    ------
    CeiError
        If a document is not valid, or the rounds cannot be compared.

    Examples
    --------
    >>> import cei
    >>> def round(id, stage):
    ...     return {
    ...         "format": "cei.assessment/1",
    ...         "id": id,
    ...         "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...         "ratings": [{"competency": "1.1", "stage": stage}],
    ...     }
    >>> growth = cei.compare(round("fall", "developing"), round("spring", "maturing"))
    >>> growth.to_dict()["counts"]["competencies"]["rose"]
    1
    """
    parts = {"rounds": _array(_round(one, rubric) for one in rounds), "policy": _policy(policy).to_json()}
    if crosswalk is not None:
        parts["crosswalk"] = _valid(crosswalk, kinds=("crosswalk",))
    if allow:
        parts["allow"] = _words(allow)
    if resamples is not None:
        parts["bootstrap"] = json.dumps({"resamples": resamples, "seed": seed, "level": level})
    return Growth(_derived("growth", parts))


@checked
def overview(
    profiles: Iterable[Profile | Tally | Document],
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
    *,
    allow: str | Sequence[str] = (),
) -> Overview:
    """Return how many subjects stand at each stage of each domain, by the body they belong to.

    Parameters
    ----------
    profiles : iterable of Profile, Tally, dict, str, bytes or pathlib.Path
        One for each school of a district, or each district of a county. Assessments and tallies are staged first.
    rubric, policy, allow
        As for `compare`.

    Raises
    ------
    CeiError
        If there is none, if a subject is there twice, or if rubric, rules or policy differ.

    Examples
    --------
    >>> import cei
    >>> def of(school, stage, id="spring"):
    ...     return {
    ...         "format": "cei.assessment/1",
    ...         "id": id,
    ...         "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...         "subject": {"id": school},
    ...         "decisions": [{"competency": "1.1", "stage": stage}],
    ...     }
    >>> schools = cei.overview([of("north", "maturing"), of("south", "developing")])
    >>> sum(schools.table.to_dict()["subjects"])
    14
    """
    parts = [_answers(one, rubric) for one in profiles]
    arguments = {"profiles": _array(_profile(part, rubric, policy) for part in parts)}
    if parts and "rubric" in parts[0]:
        arguments["rubric"] = parts[0]["rubric"]
    if allow:
        arguments["allow"] = _words(allow)
    return Overview(_derived("overview", arguments))


@checked
def transitions(growths: Iterable[Growth | Document], rubric: Rubric | Document | None = None) -> Transitions:
    """Return from which stage to which the subjects of many growths went, domain by domain.

    Parameters
    ----------
    growths : iterable of Growth, dict, str, bytes or pathlib.Path
        One for each subject.
    rubric
        As for `gaps`.

    Raises
    ------
    CeiError
        If there is none, if a subject is there twice, or if a growth is not of that rubric.

    Examples
    --------
    >>> import cei
    >>> def of(school, stage, id="spring"):
    ...     return {
    ...         "format": "cei.assessment/1",
    ...         "id": id,
    ...         "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...         "subject": {"id": school},
    ...         "decisions": [{"competency": "1.1", "stage": stage}],
    ...     }
    >>> growths = [cei.compare(of(one, "developing", "fall"), of(one, "maturing")) for one in ("north", "south")]
    >>> cei.transitions(growths).table.to_dict()["subjects"]
    [2, 2, 2, 2, 2, 2, 2]
    """
    arguments = {"growths": _array(_valid(one, kinds=("growth",)) for one in growths)}
    given = _rubric(rubric)
    if given is not None:
        arguments["rubric"] = _named(given)
    return Transitions(_derived("transitions", arguments))


@checked
def crosswalk(source: Crosswalk | Document) -> Crosswalk:
    """Return a crosswalk that was read and checked: which competencies of one rubric became which of another.

    Raises
    ------
    CeiError
        If the document is not valid: all of its problems at once.

    Examples
    --------
    >>> import cei
    >>> cei.crosswalk({
    ...     "format": "cei.crosswalk/1",
    ...     "id": "next",
    ...     "version": "1",
    ...     "from": {"id": "cei-self-assessment", "version": "2023.1"},
    ...     "to": {"id": "cei-self-assessment", "version": "2027.1"},
    ...     "map": [{"from": ["1.1"], "to": ["1.1", "1.6"]}],
    ... })
    <cei.Crosswalk of 2 rows: entry, from, to>
    """
    return source if isinstance(source, Crosswalk) else Crosswalk(_valid(source, kinds=("crosswalk",)))


# Arguments


def _derived(operation: str, parts: dict[str, str]) -> str:
    arguments = ",".join(f"{json.dumps(name)}:{part}" for name, part in parts.items())
    try:
        return _cei.derive(operation, ("{" + arguments + "}").encode("utf-8", "surrogateescape"))
    except CeiError as error:
        raise error if error.report is None else error_of(_without_positions(error.report)) from None


def _without_positions(report: Report) -> Report:
    """Return a report without lines and columns: they would be those of a text that nobody wrote."""

    def plain(text: str) -> str:
        document = json.loads(text)
        for diagnostic in document["diagnostics"]:
            diagnostic.pop("line", None), diagnostic.pop("column", None)
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))

    masked = report.masked()
    return Report(*([plain(one.to_json(lang)) for lang in ("en", "es")] for one in (report, masked)))


def _array(parts: Iterable[str]) -> str:
    return "[" + ",".join(parts) + "]"


#: What holds answers, or what was made of them.
_INSIDE = ("profile", "tally", "assessment")


def _answers(source: Any, rubric: Rubric | Document | None, kinds: Sequence[str] = _INSIDE) -> dict[str, str]:
    """Return a profile, a tally, an assessment or a release by what it is, with the rubric it is held against."""
    given = _rubric(rubric)
    if isinstance(source, (Profile, Tally)):
        kind, document = type(source).__name__.lower(), source.to_json()
        given = given or source.rubric
    else:
        document = _valid(source, given, kinds=kinds)
        kind = _kind(document) or ""
    return {kind: document, **({"rubric": _named(given)} if given is not None else {})}


def _profile(parts: dict[str, str], rubric: Rubric | Document | None, policy: Policy | Document | None) -> str:
    """Return the profile that is there, or that of the answers that are."""
    if "assessment" in parts:
        return _api.assess(parts["assessment"], rubric, policy).to_json()
    if "tally" in parts:
        return _api.stage(parts["tally"], rubric, policy).to_json()
    return parts["profile"]


def _round(source: Any, rubric: Rubric | Document | None) -> str:
    parts: dict[str, str] = {}
    for one in source if isinstance(source, tuple) else (source,):
        parts.update(_answers(one, rubric, (*_INSIDE, "release")))
    return "{" + ",".join(f"{json.dumps(name)}:{part}" for name, part in parts.items()) + "}"


def _named(rubric: Rubric) -> str:
    """Return a rubric by its name, if it is built in."""
    built_in = Rubric.built_in(rubric.id) if rubric.id in RUBRICS else None
    return json.dumps(rubric.id) if rubric == built_in else rubric.to_json()


def _valid(document: Any, rubric: Rubric | None = None, *, kinds: Sequence[str]) -> str:
    """Return a document of one of these kinds as JSON text.

    What is wrong with it is said with its places in the document itself.
    """
    text = document_text(document)
    kind = _kind(text)
    if f"cei.{kind}/1" in FORMATS and kind not in kinds:
        found = Found()
        found.add("unknown_format", Place(), found=f"cei.{kind}/1", expected=[f"cei.{one}/1" for one in kinds])
        raise error_of(found.report())
    report = _cei.validate(document if isinstance(document, dict) else text.encode("utf-8", "surrogateescape"), rubric)
    if not report.valid:
        raise error_of(report)
    return text


def _kind(text: str) -> str | None:
    """Return the kind of a document, such as `profile`, as far as it is one."""
    try:
        format = json.loads(text)["format"]
    except (ValueError, RecursionError, TypeError, KeyError):
        return None
    return format.removeprefix("cei.").removesuffix("/1") if isinstance(format, str) else None


def _words(words: str | Sequence[str]) -> str:
    return json.dumps([words] if isinstance(words, str) else list(words))
