"""Privacy: what may be published of a profile, as a type of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from . import _api
from ._api import _policy, _rubric
from ._arguments import document_text
from ._cei import Policy, Profile, Rubric, Table, Tallies, Tally
from ._checked import checked
from ._report import CeiError
from ._table_file import opened
from ._voices import Result, _answers, _array, _derived, _kind, _named, _valid

if TYPE_CHECKING:
    from ._api import AnyTable, Document


#: The disclosure policy that holds where none is given.
DEFAULT = '{"format":"cei.disclosure/1","id":"cei-disclosure","version":"1"}'


class Release(Result):
    """What may be published of a profile. Made by `cei.disclose`, or read by `cei.release`.

    Whatever is meant for the public takes this and nothing else. Its table has a row for every node; of a hidden one it
    says only that it is hidden.
    """

    _columns: ClassVar[dict[str, str]] = {
        "level": "text",
        "id": "text",
        "competency": "text",
        "hidden": "whole",
        "status": "text",
        "stage": "text",
        "answers": "whole",
    }

    @checked
    def text(self, lang: str = "en") -> str:
        """Return what is hidden, and why, in sentences."""
        texts: dict[str, str] = self.to_dict()["text"]
        return texts.get(lang.split("-")[0], texts["en"])

    def _rows(self) -> Iterable[Sequence[Any]]:
        def row(
            level: str, id: str, node: dict[str, Any], competency: str | None, answers: int | None
        ) -> Sequence[Any]:
            hidden = int(node.get("hidden", False))
            return level, id, competency, hidden, node.get("status"), node.get("stage"), answers

        document = self.to_dict()
        if "overall" in document:
            yield row("overall", "overall", document["overall"], None, None)
        for domain in document["domains"]:
            yield row("domain", domain["id"], domain, None, None)
            for one in domain["competencies"]:
                yield row("competency", one["id"], one, one["id"], one.get("answers"))
                for group in one.get("groups", ()):
                    answers = None
                    if not group.get("hidden"):
                        answers = sum(group["stages"]) + sum(group.get("missing", {}).values())
                    yield row("group", group["group"], group, one["id"], answers)


@checked
def disclose(
    source: Profile | Tally | Document,
    disclosure: Document | None = None,
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
    *,
    min_n: int | None = None,
    beside: Release | Document | Iterable[Release | Document] = (),
) -> Release:
    """Return what may be published: rows of few answers are hidden, and all that would give them away.

    Parameters
    ----------
    source : Profile, Tally, dict, str, bytes or pathlib.Path
        A profile, an assessment or a tally. Answers are staged first.
    disclosure : dict, str, bytes or pathlib.Path, optional
        A ``cei.disclosure/1`` document. Without it, rows of fewer than 11 answers are hidden, and others as needed.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What was rated by. Without it, the built-in rubric that the document names.
    policy : Policy, str, dict, bytes or pathlib.Path, optional
        What answers are staged by; without it, ``cei-default``. For a profile, what staged it; without it, the built-in
        policy that it names.
    min_n : int, optional
        In place of a disclosure policy: from how many answers on a row is shown.
    beside : Release, dict, str, bytes, pathlib.Path, or an iterable of them
        What was published before. What an earlier release of the same answers hides stays hidden, and more where both
        together would give it away.

    Raises
    ------
    CeiError
        If a document is not valid, the policy is not the one that staged the profile, or earlier releases give away
        what would have to be hidden.

    Examples
    --------
    >>> import cei
    >>> cells = [
    ...     {"competency": "1.1", "group": "families", "stages": [0, 9, 3, 0]},
    ...     {"competency": "1.1", "group": "students", "stages": [0, 2, 3, 0]},
    ... ]
    >>> release = cei.disclose({
    ...     "format": "cei.tally/1",
    ...     "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...     "assessment": "spring",
    ...     "cells": cells,
    ... })
    >>> competency = release.to_dict()["domains"][0]["competencies"][0]
    >>> competency["stage"], competency["answers"]
    ('developing', 17)
    >>> competency["groups"]
    [{'group': 'students', 'hidden': True}, {'group': 'families', 'hidden': True}]
    """
    terms = _disclosure(disclosure, min_n)
    parts = _answers(source, rubric)
    if policy is not None or "profile" not in parts:
        parts["policy"] = _policy(policy).to_json()
    if terms is not None:
        parts["disclosure"] = terms
    earlier = _releases(beside)
    if earlier:
        parts["beside"] = _array(one.to_json() for one in earlier)
    return Release(_derived("disclose", parts))


@checked
def release(source: Release | Document) -> Release:
    """Return a release that was read, and checked to show no more than its own terms allow.

    Raises
    ------
    CeiError
        If the document is not valid, or shows or gives away a row that it may not.

    Examples
    --------
    >>> import cei
    >>> spring = {
    ...     "format": "cei.assessment/1",
    ...     "id": "spring",
    ...     "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...     "ratings": [{"group": "families", "competency": "1.1", "stage": "maturing"}],
    ... }
    >>> cei.release(cei.disclose(spring).to_json())
    <cei.Release of 42 rows: level, id, competency, hidden, status, stage, answers>
    >>> cei.release(cei.assess(spring))
    Traceback (most recent call last):
        ...
    TypeError: source: a cei.Release or a document ... is needed here, not a cei.Profile: `cei.disclose` makes one of it
    """
    if isinstance(source, Release):
        return source
    text = document_text(source)
    kind = _kind(text)
    if kind in ("profile", "tally", "assessment"):
        raise TypeError(f"a release is needed, and this is a {kind}: `cei.disclose` makes one of it")
    _valid(source, kinds=("release",))
    return Release(json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")))


@checked
def disclose_counts(
    source: Tallies | AnyTable | os.PathLike[str],
    disclosure: Document | None = None,
    rubric: Rubric | Document | None = None,
    *,
    min_n: int | None = None,
) -> Table:
    """Return what may be published of the counts of many assessments, and the audit of the rest, as one table.

    Parameters
    ----------
    source : Tallies, table or pathlib.Path
        What `cei.tally` makes of a table, or a table of counts.
    disclosure, min_n
        As for `disclose`.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        For a table: what was rated by. Without it, ``cei-self-assessment``.

    Returns
    -------
    Table
        A row for each group on each competency: ``hidden`` (0 or 1), the counts (null where hidden), the competency's
        ``total`` (null where that is hidden). From these, ``low`` and ``high`` say how many answers the row can have;
        ``high`` is null where there is no end. No stage is in it, so that none bounds the counts.

    Raises
    ------
    CeiError
        If the table or the disclosure policy is not valid.

    Examples
    --------
    >>> import cei
    >>> spring = cei.tally({
    ...     "format": "cei.tally/1",
    ...     "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...     "assessment": "spring",
    ...     "cells": [
    ...         {"competency": "1.1", "group": "families", "stages": [0, 9, 3, 0]},
    ...         {"competency": "1.1", "group": "students", "stages": [0, 2, 3, 0]},
    ...     ],
    ... })
    >>> table = cei.disclose_counts(spring.counts()).to_dict()
    >>> table["group"], table["hidden"], table["total"], table["low"], table["high"]
    (['students', 'families'], [1, 1], [17, 17], [1, 1], [16, 16])
    """
    if not isinstance(source, Tallies):
        source = Tallies.of(opened(source), _rubric(rubric) or _api.rubric(), "counts", [], None)
    return source.disclose(_disclosure(disclosure, min_n) or DEFAULT)


def _disclosure(disclosure: Document | None, min_n: int | None) -> str | None:
    if disclosure is not None and min_n is not None:
        raise TypeError("give a disclosure policy or min_n, not both")
    if min_n is not None:
        if min_n < 1:
            raise CeiError(f"min_n: a whole number from 1 on is needed here, not {min_n}")
        disclosure = {"format": "cei.disclosure/1", "id": f"min-{min_n}", "version": "1", "min_n": min_n}
    return None if disclosure is None else _valid(disclosure, kinds=("disclosure",))


class Audit(Result):
    """What can be derived of every hidden row from everything that is published. Made by `cei.audit`.

    Its table has a row for every count that is hidden; `high` is null where there is no end.
    """

    _columns: ClassVar[dict[str, str]] = {
        "release": "whole",
        "competency": "text",
        "group": "text",
        "count": "text",
        "low": "whole",
        "high": "whole",
    }

    @property
    def safe(self) -> bool:
        """Whether nothing is narrower than the disclosure policies allow."""
        return bool(self.to_dict()["safe"])

    @property
    def exposed(self) -> list[dict[str, Any]]:
        """What is narrower: code, path, message, help and params of each."""
        found: list[dict[str, Any]] = self.to_dict().get("exposed", [])
        return found

    def _rows(self) -> Iterable[Sequence[Any]]:
        for row in self.to_dict().get("hidden", ()):
            of = (row["release"], row["competency"], row["group"])
            if "answers" in row:
                yield *of, "answers", row["answers"]["low"], row["answers"].get("high")
            for number, stage in enumerate(row.get("stages", ()), start=1):
                yield *of, f"stage {number}", stage["low"], stage.get("high")


@checked
def audit(
    releases: Release | Document | Iterable[Release | Document],
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
) -> Audit:
    """Return what can be derived of every hidden row from some releases together.

    Parameters
    ----------
    releases : Release, dict, str, bytes, pathlib.Path, or an iterable of them
        Everything that is published: of the same answers under other terms, or of other rounds.
    rubric : Rubric, str, dict, bytes or pathlib.Path, optional
        What was rated by. Without it, the built-in rubric that the first release names.
    policy : Policy, str, dict, bytes or pathlib.Path, optional
        What staged the releases. Without it, the built-in policy that the first one names.

    Raises
    ------
    TypeError
        If one of them is a profile or answers: only releases are published.
    CeiError
        If a document is not valid, or not of that rubric and policy.

    Examples
    --------
    >>> import cei
    >>> spring = {
    ...     "format": "cei.tally/1",
    ...     "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...     "assessment": "spring",
    ...     "cells": [
    ...         {"competency": "1.1", "group": "families", "stages": [0, 9, 3, 0]},
    ...         {"competency": "1.1", "group": "students", "stages": [0, 2, 3, 0]},
    ...     ],
    ... }
    >>> audit = cei.audit(cei.disclose(spring))
    >>> audit.safe
    True
    >>> audit.to_dict()["hidden"][0]["answers"]
    {'low': 1, 'high': 16}
    >>> cei.audit([cei.disclose(spring), cei.disclose(spring, min_n=2)]).safe
    False
    """
    parts = {"releases": _array(one.to_json() for one in _releases(releases))}
    given = _rubric(rubric)
    if given is not None:
        parts["rubric"] = _named(given)
    if policy is not None:
        parts["policy"] = _policy(policy).to_json()
    return Audit(_derived("audit", parts))


def _releases(given: Release | Document | Iterable[Release | Document]) -> list[Release]:
    if isinstance(given, (Release, dict, str, bytes, bytearray, os.PathLike)):
        given = [given]
    return [release(one) for one in given]
