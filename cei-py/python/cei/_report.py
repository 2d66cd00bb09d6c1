"""What was found in a document: the report, its diagnostics, and the error that carries them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from ._checked import checked
from ._shown import html_of
from ._words import visible

LANGUAGES: Final = ("en", "es")

_PLACES = (
    {"at": "at", "file": "file", "sheet": "sheet", "row": "row", "column": "column"},
    {"at": "en", "file": "archivo", "sheet": "hoja", "row": "fila", "column": "columna"},
)


def language(tag: str) -> int:
    """Which of the languages that messages exist in a tag such as ``es-MX`` means."""
    primary = tag.split("-")[0].lower()
    if primary not in LANGUAGES:
        raise CeiError(f"lang: messages exist in `en` and `es`, not in `{tag}`")
    return LANGUAGES.index(primary)


@dataclass(frozen=True)
class Diagnostic:
    """One finding: what, where, and how to mend it.

    Attributes
    ----------
    severity : str
        ``error``, ``warning`` or ``note``. Only an error makes a document invalid.
    code : str
        Which kind, stable between releases; see `cei.codes`.
    path : str
        Where in the document, as a JSON Pointer (RFC 6901); empty for the document itself.
    message : str
        What is the matter, in English.
    help : str
        How to mend it, in English.
    params : dict
        The values that the message speaks of.
    line, column : int or None
        Where in the text, from 1, in code points; None if the document did not come as text.
    at : dict or None
        Where in a table; of several documents, in which one (``file``).
    """

    severity: str
    code: str
    path: str
    message: str
    help: str
    params: dict[str, Any] = field(hash=False)
    line: int | None = None
    column: int | None = None
    at: dict[str, Any] | None = field(default=None, hash=False)

    def __str__(self) -> str:
        """Return the finding in one line, and below it how to mend it."""
        return self._text("en")

    def _text(self, lang: str) -> str:
        """Return the same, with the words for its place in a language; the message is in the one that it has."""
        place = "" if self.line is None else f" {self.line}:{self.column}"
        words = _PLACES[language(lang)]
        if self.at and list(self.at) == ["file"]:
            # One of several documents; a table has a row or a column as well.
            place = f" {self.at['file']}" + (f":{place.lstrip()}" if place else "")
            place += f" {words['at']} {self.path}" if self.path else ""
        elif self.at:
            place += f" {words['at']} " + ", ".join(f"{words[name]} {value}" for name, value in self.at.items())
        elif self.path:
            place += f" {words['at']} {self.path}"
        place = visible(place)
        return f"{self.severity}[{self.code}]{place}: {self.message}\n  {self.help}"

    _repr_html_ = html_of

    def to_dict(self) -> dict[str, Any]:
        """Return the diagnostic as in a ``cei.report/1`` document."""
        out: dict[str, Any] = {"severity": self.severity, "code": self.code, "path": self.path}
        for name in ("at", "line", "column"):
            value = getattr(self, name)
            if value is not None:
                out[name] = value
        return {**out, "message": self.message, "help": self.help, "params": self.params}

    def to_json(self) -> str:
        """Return the diagnostic as compact JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))


class Report:
    """All that was found in one document, in the order of its places. Immutable.

    Going through a report gives its diagnostics. A report is neither true nor false, because a valid document may
    have warnings and notes: ask for ``report.valid``.

    Examples
    --------
    >>> import cei
    >>> report = cei.validate('{"format": "cei.policy/1", "id": "mine", "vrsion": "1"}')
    >>> report.valid
    False
    >>> [diagnostic.code for diagnostic in report][:2]
    ['missing_field', 'missing_field']
    >>> unknown = [diagnostic for diagnostic in report if diagnostic.code == "unknown_field"]
    >>> print(unknown[0])
    error[unknown_field] 1:42 at /vrsion: the field `vrsion` is not known here
      did you mean `version`? take it out, or move it into `extensions` where the document has one
    """

    __slots__ = ("_diagnostics", "_masked", "_plain")

    _plain: list[str]
    _masked: list[str]
    _diagnostics: tuple[Diagnostic, ...] | None

    def __init__(self, plain: list[str], masked: list[str]) -> None:
        object.__setattr__(self, "_plain", plain)
        object.__setattr__(self, "_masked", masked)
        object.__setattr__(self, "_diagnostics", None)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a report cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a report cannot be changed")

    @property
    def valid(self) -> bool:
        """Whether nothing found is an error."""
        return not self.errors

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found, in English."""
        if self._diagnostics is None:
            object.__setattr__(self, "_diagnostics", self.in_language("en"))
        assert self._diagnostics is not None
        return self._diagnostics

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What makes the document invalid, in English."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.severity == "error")

    @checked
    def in_language(self, lang: str) -> tuple[Diagnostic, ...]:
        """Return what was found with its messages in a language, ``en`` or ``es``."""
        return tuple(Diagnostic(**one) for one in self.to_dict(lang)["diagnostics"])

    def masked(self) -> Report:
        """Return the report without any value of the document, for logs that must not hold what a person answered."""
        return Report(self._masked, self._masked)

    @checked
    def to_json(self, lang: str = "en") -> str:
        """Return the report as a ``cei.report/1`` document, compact JSON text with its messages in a language."""
        return self._plain[language(lang)]

    @checked
    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Return the report as a dict, with its messages in a language."""
        document: dict[str, Any] = json.loads(self.to_json(lang))
        return document

    @checked
    def text(self, lang: str = "en", most: int | None = None) -> str:
        """Return the report as lines for people, with at most so many findings."""
        found = self.in_language(lang)
        shown = found if most is None else found[:most]
        lines = [diagnostic._text(lang) for diagnostic in shown]
        if len(shown) < len(found):
            more = len(found) - len(shown)
            lines.append((f"... and {more} more", f"... y {more} más")[language(lang)])
        return "\n".join(lines)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def __bool__(self) -> bool:
        raise TypeError("a report is neither true nor false: ask for report.valid, or len(report)")

    def __eq__(self, other: object) -> bool:
        return self._plain == other._plain if isinstance(other, Report) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._plain[0])

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<cei.Report: {'valid' if self.valid else 'not valid'}, {summary(self)}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (Report, (self._plain, self._masked))

    _repr_html_ = html_of


def summary(report: Report, lang: str = "en") -> str:
    """Return how many errors, warnings and notes there are, in words."""
    words = {
        "error": (("error", "errors"), ("error", "errores")),
        "warning": (("warning", "warnings"), ("advertencia", "advertencias")),
        "note": (("note", "notes"), ("nota", "notas")),
    }
    counts = {severity: sum(one.severity == severity for one in report) for severity in words}
    said = [f"{n} {words[severity][language(lang)][n != 1]}" for severity, n in counts.items() if n]
    return ", ".join(said) or ("nothing found", "sin hallazgos")[language(lang)]


class CeiError(ValueError):
    """A document, a name or a table that cannot be used, with all that is wrong with it.

    Attributes
    ----------
    diagnostics : tuple of Diagnostic
        All that was found, warnings and notes too; empty where the trouble is not in a document, such as the name of
        a rubric that there is not.
    report : Report or None
        The same as a report.

    Examples
    --------
    >>> import cei
    >>> try:
    ...     cei.policy({"format": "cei.policy/1", "id": "mine", "version": "1", "raters": {"by": "reach"}})
    ... except cei.CeiError as error:
    ...     print([diagnostic.path for diagnostic in error.diagnostics])
    ['', '', '/raters']
    """

    __module__ = "cei"

    def __init__(self, message: str, report: Report | None = None) -> None:
        super().__init__(message)
        self.report = report

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found."""
        return () if self.report is None else self.report.diagnostics


def error_of(report: Report) -> CeiError:
    """Return the error that carries a report; its message shows the first findings, errors before others."""
    errors = report.errors
    lines = [f"this cannot be used: {summary(report)}", *map(str, errors[:10])]
    if len(errors) > 10:
        lines.append(f"... and {len(errors) - 10} more in .diagnostics")
    return CeiError("\n".join(lines), report)
