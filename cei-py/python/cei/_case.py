"""Rubrics from other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import _cei
from ._cei import Rubric
from ._checked import checked
from ._report import Report
from ._shown import html_of

if TYPE_CHECKING:
    from ._api import Document


class ReadRubric(NamedTuple):
    """A rubric that came from another format, and what was found on the way.

    Attributes
    ----------
    rubric : Rubric
        The rubric.
    report : Report
        What the rubric has no place for, and what is at odds; no errors.
    """

    rubric: Rubric
    report: Report

    def _repr_html_(self) -> str:
        return html_of(self)


@checked
def read_case(package: Document, *translations: Document) -> ReadRubric:
    """Read the rubric of a 1EdTech CASE 1.0 or 1.1 package.

    Parameters
    ----------
    package : dict, str, bytes or pathlib.Path
        A CFPackage, plain or wrapped in ``{"CFPackage": ...}``. A `str` is JSON text; for a file, pass a
        `pathlib.Path`.
    *translations : dict, str, bytes or pathlib.Path
        Packages of the same rubric in other languages.

    Returns
    -------
    ReadRubric
        The rubric, and a report of what it has no place for and of what is at odds in the package. With translations,
        the paths of the report begin with ``/package`` or ``/translations/0``.

    Raises
    ------
    CeiError
        If it cannot be a rubric, with all the reasons.

    Examples
    --------
    >>> import cei
    >>> rubric = cei.rubric("lcff-priority-3")
    >>> again, report = cei.read_case(rubric.to_case(), rubric.to_case("es"))
    >>> again == rubric, len(report)
    (True, 0)
    """
    return ReadRubric(*_cei.case_import(package, list(translations)))
