"""The functions of the package: names and defaults, and then the core."""

from __future__ import annotations

import functools
import json
import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, cast, overload

from . import _cei
from ._cei import POLICIES, RUBRICS, SCHEMAS, Policy, Profile, Profiles, Rubric, Table, Tallies, Tally
from ._checked import checked
from ._codes import Code
from ._names import unknown
from ._report import CeiError, Report
from ._table_file import TableFile, is_table_path, opened

if TYPE_CHECKING:
    from typing import TypeGuard

    InMemory: TypeAlias = dict[str, Any] | str | bytes | bytearray
    Document: TypeAlias = InMemory | os.PathLike[str]
    Kind: TypeAlias = Literal["ratings", "counts", "wide"]
    Errors: TypeAlias = Literal["raise", "report"]

    class ArrowStream(Protocol):
        """A table of pandas, polars, pyarrow, duckdb, ..., or of this package."""

        def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

    AnyTable: TypeAlias = ArrowStream | TableFile


@checked
def rubric(source: Rubric | Document = "cei-self-assessment") -> Rubric:
    """Return a built-in rubric by its name, or read one.

    Parameters
    ----------
    source : str, dict, bytes, pathlib.Path or Rubric
        The name of a built-in rubric (`cei.RUBRICS` lists them) or a ``cei.rubric/1`` document.

    Raises
    ------
    CeiError
        If there is no such rubric, or the document is not valid: all of its problems at once.

    Examples
    --------
    >>> import cei
    >>> cei.rubric()
    <cei.Rubric cei-self-assessment 2023.1: 7 domains, 34 competencies, 4 stages>
    >>> cei.rubric().stages
    ('not_evident', 'developing', 'maturing', 'advanced')
    >>> cei.rubric("cei-self-asessment")
    Traceback (most recent call last):
        ...
    cei.CeiError: there is no rubric `cei-self-asessment`: did you mean `cei-self-assessment`? ...
    """
    if isinstance(source, Rubric):
        return source
    if isinstance(source, str) and _is_name(source):
        built_in = Rubric.built_in(source)
        if built_in is None:
            raise CeiError(unknown("rubric", source, RUBRICS, "built in are") + _files(source))
        return built_in
    return Rubric.parse(source)


@checked
def policy(source: Policy | Document = "cei-default") -> Policy:
    """Return a built-in policy by its name, or read one.

    The built-in policies are this project's own: the source of the rubric does not say how ratings become stages.

    Parameters
    ----------
    source : str, dict, bytes, pathlib.Path or Policy
        The name of a built-in policy (`cei.POLICIES` lists them) or a ``cei.policy/1`` document.

    Raises
    ------
    CeiError
        If there is no such policy, or the document is not valid: all of its problems at once.

    Examples
    --------
    >>> import cei
    >>> cei.policy("mean").to_dict()["domain"]["by"]
    'points'
    """
    if isinstance(source, Policy):
        return source
    if isinstance(source, str) and _is_name(source):
        built_in = _built_in_policy(source)
        if built_in is None:
            raise CeiError(unknown("policy", source, POLICIES, "built in are") + _files(source))
        return built_in
    return Policy.parse(source)


@checked
def validate(
    document: Document | AnyTable,
    rubric: Rubric | Document | None = None,
    *,
    kind: Kind | None = None,
    rename: Mapping[str, str] | None = None,
    assessment: str | None = None,
) -> Report:
    """Return what is wrong with a document of any kind or a table, and what is worth knowing about it.

    Parameters
    ----------
    document : dict, str, bytes, pathlib.Path or table
        A rubric, a policy, an assessment, a tally or a profile: its ``format`` says which. A `str` is JSON text; for
        a file, pass a `pathlib.Path`. Or a table, as `tally` takes it.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What an assessment, a tally, a policy or a table is held against. Without it, the built-in rubric that an
        assessment or a tally names; for a table, ``cei-self-assessment``.
    kind, rename, assessment
        For a table: as for `tally`.

    Returns
    -------
    Report
        All problems in one pass, in the order of their places, with line and column if the document came as text.
        Nothing that is in a JSON document or a table makes this raise.

    Raises
    ------
    TypeError
        If the document is none of these.
    CeiError
        If the rubric cannot be used.

    Examples
    --------
    >>> import cei
    >>> report = cei.validate({
    ...     "format": "cei.assessment/1",
    ...     "id": "spring",
    ...     "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...     "ratings": [{"competency": "1.1", "stage": "maturin"}],
    ... })
    >>> report.valid
    False
    >>> report.errors[0].path, report.errors[0].params
    ('/ratings/0/stage', {'id': 'maturin', 'suggestion': 'maturing'})
    """
    if _is_table(document):
        return _cei.validate_table(opened(document), *_reading(rubric, kind, rename, assessment))
    _only_for_tables(kind, rename, assessment)
    return _cei.validate(cast("Document", document), _rubric(rubric))


@checked
def assess(
    assessment: Document, rubric: Rubric | Document | None = None, policy: Policy | Document | None = None
) -> Profile:
    """Return the profile of an assessment: the stage of every competency and domain, each with its reason.

    Parameters
    ----------
    assessment : dict, str, bytes or pathlib.Path
        A ``cei.assessment/1`` document. A `str` is JSON text; for a file, pass a `pathlib.Path`.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What it was rated by. Without it, the built-in rubric that the assessment names.
    policy : Policy, str, dict, bytes or pathlib.Path, optional
        How ratings become stages. Without it, ``cei-default``.

    Raises
    ------
    CeiError
        If one of the documents is not valid, with all of its problems.

    Examples
    --------
    >>> import cei
    >>> spring = {
    ...     "format": "cei.assessment/1",
    ...     "id": "spring",
    ...     "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...     "ratings": [
    ...         {"group": "families", "competency": "1.1", "stage": "developing"},
    ...         {"group": "students", "competency": "1.1", "stage": "maturing"},
    ...     ],
    ... }
    >>> cei.assess(spring)["1.1"].stage
    'developing'
    >>> cei.assess(spring, policy="cei-every-voice")["1.1"].because["bound"]
    'reach'
    """
    return _cei.assess(assessment, _rubric(rubric), _policy(policy))


@overload
def tally(source: InMemory, rubric: Rubric | Document | None = None) -> Tally: ...
@overload
def tally(
    source: os.PathLike[str],
    rubric: Rubric | Document | None = None,
    *,
    kind: Kind | None = None,
    rename: Mapping[str, str] | None = None,
    assessment: str | None = None,
    errors: Errors | None = None,
) -> Any: ...  # what is in the file, its name tells
@overload
def tally(
    source: AnyTable,
    rubric: Rubric | Document | None = None,
    *,
    kind: Kind | None = None,
    rename: Mapping[str, str] | None = None,
    assessment: str | None = None,
    errors: Errors | None = None,
) -> Tallies: ...
@checked
def tally(
    source: Document | AnyTable,
    rubric: Rubric | Document | None = None,
    *,
    kind: Kind | None = None,
    rename: Mapping[str, str] | None = None,
    assessment: str | None = None,
    errors: Errors | None = None,
) -> Tally | Tallies:
    """Return the counts of an assessment or of a table, or read a tally.

    Counts are all that a stage needs, and they add up: ``cei.tally(a) + cei.tally(b)``.

    Parameters
    ----------
    source : dict, str, bytes, pathlib.Path or table
        A ``cei.assessment/1`` or a ``cei.tally/1`` document. Or a table of answers, of counts, or with a column for
        each competency: of pandas, polars, pyarrow, duckdb, or anything else with ``__arrow_c_stream__``, the path of
        a CSV or XLSX file, or a `TableFile`.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What was rated by. Without it, the built-in rubric that the document names; for a table,
        ``cei-self-assessment``.
    kind : {"ratings", "counts", "wide"}, optional
        For a table: what one row is. Without it, the columns tell.
    rename : dict, optional
        For a table: the names that its columns have, each with the one it stands for, as in
        ``{"School": "assessment"}``.
    assessment : str, optional
        For a table without such a column: the assessment that all of its rows belong to.
    errors : {"raise", "report"}, optional
        For a table: what is done about rows with an error. ``raise``, which is the default, raises one `CeiError` with
        all of them. ``report`` leaves them out, and the ``report`` of the result names each; of a row of a wide table
        the answers without an error are counted, and of two answers of one rater on a competency the first is.
        What is wrong with the header is raised in any case.

    Returns
    -------
    Tally or Tallies
        Of a document, its tally; of a table, the tally of each assessment in it.

    Raises
    ------
    CeiError
        If one of the documents is not valid, with all of its problems; from ``+``, if the tallies are not of the same
        rubric, subject and period, or their decisions contradict each other.

    Examples
    --------
    >>> import cei
    >>> def answers(id, stage):
    ...     return {
    ...         "format": "cei.assessment/1",
    ...         "id": id,
    ...         "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...         "ratings": [{"group": "families", "competency": "1.1", "stage": stage}],
    ...     }
    >>> both = cei.tally(answers("north", "developing")) + cei.tally(answers("south", "maturing"))
    >>> both.to_dict()["cells"]
    [{'competency': '1.1', 'group': 'families', 'stages': [0, 1, 1, 0]}]
    >>> both.assessment
    'north+south'
    """
    if _is_table(source):
        return Tallies.of(opened(source), *_reading(rubric, kind, rename, assessment), _leaves_out(errors))
    _only_for_tables(kind, rename, assessment, errors)
    return Tally.of(cast("Document", source), _rubric(rubric))


@overload
def stage(
    tally: Tally | InMemory, rubric: Rubric | Document | None = None, policy: Policy | Document | None = None
) -> Profile: ...
@overload
def stage(
    tally: os.PathLike[str],
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
    *,
    kind: Kind | None = None,
    rename: Mapping[str, str] | None = None,
    assessment: str | None = None,
    errors: Errors | None = None,
) -> Any: ...  # what is in the file, its name tells
@overload
def stage(
    tally: Tallies | AnyTable,
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
    *,
    kind: Kind | None = None,
    rename: Mapping[str, str] | None = None,
    assessment: str | None = None,
    errors: Errors | None = None,
) -> Profiles: ...
@checked
def stage(
    tally: Tally | Document | Tallies | AnyTable,
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
    *,
    kind: Kind | None = None,
    rename: Mapping[str, str] | None = None,
    assessment: str | None = None,
    errors: Errors | None = None,
) -> Profile | Profiles:
    """Return the profile of a tally, or the profiles of a table.

    Parameters
    ----------
    tally : Tally, Tallies, dict, str, bytes, pathlib.Path or table
        The counts, a ``cei.tally/1`` document, or a table as for `tally`.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What was rated by. Without it, the one the tally was counted for, or the built-in rubric that the document
        names; for a table, ``cei-self-assessment``.
    policy : Policy, str, dict, bytes or pathlib.Path, optional
        How ratings become stages. Without it, ``cei-default``.
    kind, rename, assessment, errors
        For a table: as for `tally`.

    Returns
    -------
    Profile or Profiles
        Of a tally, its profile; of a table, the profile of each assessment in it.

    Raises
    ------
    CeiError
        If one of the documents is not valid, with all of its problems.

    Examples
    --------
    >>> import cei
    >>> counts = {
    ...     "format": "cei.tally/1",
    ...     "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...     "assessment": "spring",
    ...     "cells": [{"competency": "1.1", "group": "families", "stages": [0, 1, 4, 0]}],
    ... }
    >>> cei.stage(counts)["1.1"].stage
    'maturing'
    """
    if _is_table(tally):
        tally = Tallies.of(opened(tally), *_reading(rubric, kind, rename, assessment), _leaves_out(errors))
    else:
        _only_for_tables(kind, rename, assessment, errors)
    if isinstance(tally, Tallies):
        _same_rubric(tally, rubric)
        return Profiles.of(tally, _policy(policy))
    if isinstance(tally, Tally):
        _same_rubric(tally, rubric)
    else:
        tally = Tally.parse(cast("Document", tally), _rubric(rubric))
    return _cei.stage(tally, _policy(policy))


@overload
def stages(
    source: InMemory, rubric: Rubric | Document | None = None, policy: Policy | Document | None = None
) -> dict[str, int]: ...
@overload
def stages(
    source: os.PathLike[str],
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
    *,
    kind: Kind | None = None,
    rename: Mapping[str, str] | None = None,
    assessment: str | None = None,
    errors: Errors | None = None,
) -> Any: ...  # what is in the file, its name tells
@overload
def stages(
    source: AnyTable,
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
    *,
    kind: Kind | None = None,
    rename: Mapping[str, str] | None = None,
    assessment: str | None = None,
    errors: Errors | None = None,
) -> Table: ...
@checked
def stages(
    source: Document | AnyTable,
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
    *,
    kind: Kind | None = None,
    rename: Mapping[str, str] | None = None,
    assessment: str | None = None,
    errors: Errors | None = None,
) -> dict[str, int] | Table:
    """Return the stages of the domains of an assessment, or of every assessment in a table, as numbers.

    They are the stages of the profiles that `assess` and `stage` give; the profiles are not made, which makes it many
    times quicker: for very many documents, for millions of answers, and where only the stages are wanted. Everything
    is checked as it is there.

    Parameters
    ----------
    source : dict, str, bytes, pathlib.Path or table
        A ``cei.assessment/1`` document, or a table as for `tally`. Quickest of the tables are ratings with no columns
        but ``assessment``, ``group``, ``competency`` and ``stage`` or ``missing``.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What was rated by. Without it, the built-in rubric that the document names; for a table,
        ``cei-self-assessment``.
    policy : Policy, str, dict, bytes or pathlib.Path, optional
        How ratings become stages. Without it, ``cei-default``.
    kind, rename, assessment, errors
        For a table: as for `tally`.

    Returns
    -------
    dict or Table
        Of a document, the stage number of each domain by its id. Of a table, a row for each assessment, by id in the
        order of its characters. Columns: ``assessment``, one for each domain (uint8), and ``overall`` if the policy
        has a rule for it. A stage is its number, 1 for the lowest; 0 is no stage; 255 is not applicable.

    Raises
    ------
    CeiError
        If the table or one of the documents is not valid, with all of its problems.

    Examples
    --------
    >>> import cei
    >>> import polars
    >>> ids = cei.rubric().to_dict()["domains"][0]["competencies"]
    >>> answers = polars.DataFrame({"assessment": "spring", "competency": [one["id"] for one in ids], "stage": 3})
    >>> cei.stages(answers).to_dict()["building-relationships"]
    [3]
    """
    if _is_table(source):
        reading = _reading(rubric, kind, rename, assessment)
        return _cei.table_stages(opened(source), _policy(policy), *reading, _leaves_out(errors))
    _only_for_tables(kind, rename, assessment, errors)
    return _cei.document_stages(cast("Document", source), _policy(policy), _rubric(rubric))


@overload
def codes(code: None = None) -> tuple[Code, ...]: ...
@overload
def codes(code: str) -> Code: ...
@checked
def codes(code: str | None = None) -> tuple[Code, ...] | Code:
    """Return the catalogue of diagnostic codes, or what it says of one.

    Parameters
    ----------
    code : str, optional
        The name of a code, as in ``diagnostic.code``.

    Raises
    ------
    CeiError
        If there is no such code.

    Examples
    --------
    >>> import cei
    >>> cei.codes("duplicate_key").explanation["en"]
    'An object names each key once. With two values under one key, different programs would read different values ...
    """
    catalogue = {entry["code"]: Code(**{**entry, "params": tuple(entry["params"])}) for entry in _cei.codes()}
    if code is None:
        return tuple(catalogue.values())
    if code not in catalogue:
        raise CeiError(unknown("code", code, catalogue))
    return catalogue[code]


@checked
def schema(name: str, *, rubric: Rubric | Document | None = None, lang: str | None = None) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of document, or of an assessment by one rubric.

    Parameters
    ----------
    name : str
        The kind, such as ``assessment``, or the ``format`` of such a document; `cei.SCHEMAS` lists the kinds.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        For ``assessment``: only assessments by this rubric, with its competencies, stages and groups as choices that have
        titles. A form generator draws a form from it; what passes it has no error of form.
    lang : str, optional
        The language of those titles, and of texts, as a BCP-47 tag: ``en`` unless given.

    Raises
    ------
    CeiError
        If there is no such kind of document, a rubric is given for another kind, a language without a rubric, `lang` is
        no language tag, or the rubric cannot be used.

    Examples
    --------
    >>> import cei
    >>> cei.schema("assessment")["required"]
    ['format', 'id', 'rubric']
    >>> form = cei.schema("assessment", rubric="cei-self-assessment", lang="es")
    >>> [stage["title"] for stage in form["$defs"]["Stage"]["oneOf"]]
    ['No evidente', 'En desarrollo', 'En maduración', 'Avanzada']
    """
    found: dict[str, Any] = json.loads(schema_text(name, rubric=rubric, lang=lang))
    return found


def schema_text(name: str, *, rubric: Rubric | Document | None = None, lang: str | None = None) -> str:
    """Return a JSON Schema as the text in which the project keeps it."""
    kind = re.sub(r"^cei\.|/1$", "", name)
    general = _cei.schema(kind)
    if general is None:
        raise CeiError(unknown("schema", name, SCHEMAS, "there are"))
    given = _rubric(rubric)
    if given is None:
        if lang is not None:
            raise CeiError("a language goes with a rubric: only a rubric's own schema has titles in it")
        return general
    if kind != "assessment":
        raise CeiError(f"only an assessment has a schema for one rubric, and `{name}` is none")
    own = _cei.assessment_schema(given, lang or "en")
    if own is None:
        raise CeiError(f"`{lang}` is no language tag: use one such as `en` or `es`")
    return own


def _same_rubric(counted: Tally | Tallies, rubric: Rubric | Document | None) -> None:
    """See to it that counts are not staged by another rubric than they were counted for."""
    given = _rubric(rubric)
    if given is not None and given != counted.rubric:
        raise CeiError(
            f"these are counts for the rubric {counted.rubric.id} {counted.rubric.version}, "
            f"which is not the {given.id} {given.version} given here"
        )


def _is_table(source: Any) -> TypeGuard[AnyTable]:
    """Whether this is a table."""
    return hasattr(source, "__arrow_c_stream__") or isinstance(source, TableFile) or is_table_path(source)


def _reading(
    rubric: Rubric | Document | None, kind: Kind | None, rename: Mapping[str, str] | None, assessment: str | None
) -> tuple[Rubric, Kind | None, list[tuple[str, str]], str | None]:
    """Return how a table is to be read."""
    return _rubric(rubric) or _rubric("cei-self-assessment"), kind, list((rename or {}).items()), assessment


def _leaves_out(errors: Errors | None) -> bool:
    """Whether what has an error is to be left out of the result."""
    return errors == "report"


def _only_for_tables(
    kind: Kind | None, rename: Mapping[str, str] | None, assessment: str | None, errors: Errors | None = None
) -> None:
    for name, given in (("kind", kind), ("rename", rename), ("assessment", assessment), ("errors", errors)):
        if given is not None:
            raise TypeError(f"{name} is for tables; this is a document")


@overload
def _rubric(given: Rubric | Document) -> Rubric: ...
@overload
def _rubric(given: Rubric | Document | None) -> Rubric | None: ...
def _rubric(given: Rubric | Document | None) -> Rubric | None:
    return given if given is None or type(given) is Rubric else rubric(given)


@functools.cache
def _built_in_policy(name: str) -> Policy | None:
    return Policy.built_in(name)


def _policy(given: Policy | Document | None) -> Policy:
    return given if type(given) is Policy else policy() if given is None else policy(given)


def _is_name(text: str) -> bool:
    """Whether a text is meant as a name and not as JSON."""
    return not text.lstrip().startswith(("{", "[", "\ufeff"))


def _files(name: str) -> str:
    is_file = name.endswith(".json") or "/" in name or "\\" in name
    return f"; for a file, pass pathlib.Path({name!r})" if is_file else ""
