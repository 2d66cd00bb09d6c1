"""Many documents, one after the other, in as much memory as one needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _api, _cei
from ._checked import checked
from ._report import CeiError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ._cei import Policy, Profile, Rubric


@checked
def assess_many(
    documents: Iterable[_api.Document],
    rubric: Rubric | _api.Document | None = None,
    policy: Policy | _api.Document | None = None,
) -> Iterator[Profile | CeiError]:
    """Give the profile of each of many assessments, one after the other.

    One that is not valid does not stop the others: what comes in its place is the error that `assess` would raise.

    Parameters
    ----------
    documents : iterable of dict, str, bytes or pathlib.Path
        The assessments. A file of JSON lines, opened with ``open(path, "rb")``, is such an iterable; lines of nothing
        but white space are passed over.
    rubric, policy
        As for `assess`, the same for all.

    Yields
    ------
    Profile or CeiError
        One for each document, in order.

    Examples
    --------
    >>> import cei
    >>> lines = [b'{"format":"cei.assessment/1","id":"a","rubric":{"id":"cei-self-assessment","version":"2023.1"}}', b"{"]
    >>> [type(one).__name__ for one in cei.assess_many(lines)]
    ['Profile', 'CeiError']
    """
    by = None if rubric is None else _api.rubric(rubric)
    rules = _api.policy("cei-default" if policy is None else policy)
    for document in documents:
        if isinstance(document, str | bytes | bytearray) and not document.strip():
            continue
        try:
            yield _cei.assess(document, by, rules)
        except CeiError as error:
            yield error


def lines(stream: Any, longest: int) -> Iterator[bytes]:
    """Give the lines of a binary stream; of one that is longer than any document, no more than shows that."""
    while line := stream.readline(longest + 1):
        yield line
        # The rest of a line that is too long is no document of its own.
        while len(line) > longest and not line.endswith(b"\n"):
            line = stream.readline(longest + 1)
