"""Privacy: what may be published of a profile, as a type of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from ._api import _policy
from ._cei import Policy, Profile, Rubric, Tally
from ._voices import Result, _answers, _checked, _derived

if TYPE_CHECKING:
    from ._api import Document


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


def disclose(
    source: Profile | Tally | Document,
    disclosure: Document | None = None,
    rubric: Rubric | Document | None = None,
    policy: Policy | Document | None = None,
    *,
    min_n: int | None = None,
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

    Raises
    ------
    CeiError
        If a document is not valid, or the policy is not the one that staged the profile.

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
    if disclosure is not None and min_n is not None:
        raise TypeError("give a disclosure policy or min_n, not both")
    parts = _answers(source, rubric)
    if policy is not None or "profile" not in parts:
        parts["policy"] = _policy(policy).to_json()
    if min_n is not None:
        disclosure = {"format": "cei.disclosure/1", "id": f"min-{min_n}", "version": "1", "min_n": min_n}
    if disclosure is not None:
        parts["disclosure"] = _checked(disclosure, None)
    return Release(_derived("disclose", parts))


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
    TypeError: a release is needed, and this is a profile: `cei.disclose` makes one of it
    """
    if isinstance(source, Release):
        return source
    if isinstance(source, (Profile, Tally)):
        raise _not_a_release(type(source).__name__.lower())
    document = json.loads(_checked(source, None))
    kind = str(document["format"]).removeprefix("cei.").removesuffix("/1")
    if kind != "release":
        raise _not_a_release(kind)
    return Release(json.dumps(document, ensure_ascii=False, separators=(",", ":")))


def _not_a_release(kind: str) -> TypeError:
    return TypeError(f"a release is needed, and this is a {kind}: `cei.disclose` makes one of it")
