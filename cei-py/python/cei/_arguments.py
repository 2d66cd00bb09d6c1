"""The arguments of what is derived by name: documents in any form, put together as one text.

What is wrong is told where people wrote it: with the document, the path in it, and the line and column of its own text.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any

from . import _cei
from ._report import CeiError, Report, error_of

# What may stand as a name in place of a document.
_NAMED = ("cohort", "cohorts", "lens", "rubric", "policy")


class File(bytes):
    """The bytes of a document, and the name that its problems are told by.

    Where they were made from what is in the file, such as a profile from an assessment, lines and columns say nothing.
    """

    name: str
    is_made: bool

    def __new__(cls, data: bytes, name: str, is_made: bool = False) -> File:
        file = super().__new__(cls, data)
        file.name, file.is_made = name, is_made
        return file


@dataclass(frozen=True)
class _Part:
    """Where a document stands in the arguments."""

    path: str
    label: str | None
    first_line: int
    is_written: bool

    def has(self, path: str) -> bool:
        return path == self.path or path.startswith(self.path + "/")


class _Arguments:
    """One text of documents and options; each document begins on a line of its own."""

    def __init__(self, documents: dict[str, Any], options: dict[str, Any]) -> None:
        self.parts: list[_Part] = []
        self.text = "{"
        self.lines = 1
        given = {name: one for name, one in documents.items() if one is not None}
        alone = len([name for name in given if name not in ("rubric", "policy")]) == 1
        for name, document in given.items():
            self.add(f'{"," if self.text != "{" else ""}"{name}":')
            if isinstance(document, (list, tuple)):
                self.add("[")
                for index, one in enumerate(document):
                    self.add("," * (index > 0))
                    self.document(one, f"/{name}/{index}", f"{name}[{index}]")
                self.add("]")
            else:
                self.document(document, f"/{name}", None if alone else name)
        for name, option in options.items():
            if option is not None and option != []:
                self.add(f'{"," if self.text != "{" else ""}"{name}":{json.dumps(option)}')
        self.add("}")

    def add(self, text: str) -> None:
        self.text += text
        self.lines += text.count("\n")

    def document(self, document: Any, path: str, label: str | None) -> None:
        if isinstance(document, os.PathLike):
            with open(document, "rb") as file:
                document = File(file.read(_cei.MAX_DOCUMENT_BYTES + 1), os.fspath(document))
        if path.split("/")[1] in _NAMED and _is_name(document):
            self.add(json.dumps(document))
            return
        is_text = isinstance(document, (str, bytes, bytearray))
        if isinstance(document, File):
            label = document.name
        if is_text:
            _is_json(document, label)
        self.add("\n")
        is_written = is_text and not (isinstance(document, File) and document.is_made)
        self.parts.append(_Part(path, label, self.lines, is_written))
        self.add(text_of(document) + "\n")

    def told(self, report: Report) -> Report:
        """Return a report on the arguments with each finding in its document."""
        masked = report.masked()
        return Report(*([self._told(one.to_json(lang)) for lang in ("en", "es")] for one in (report, masked)))

    def _told(self, text: str) -> str:
        report = json.loads(text)
        all_found = report["diagnostics"]
        # A document of another kind lacks all sorts of things; only its kind is worth saying.
        others = {one["path"].removesuffix("/format") for one in all_found if one["code"] == "unknown_format"}
        others &= {part.path for part in self.parts}
        report["diagnostics"] = [
            one
            for one in all_found
            if one["code"] == "unknown_format" or not any(part.path in others and part.has(one["path"]) for part in self.parts)
        ]
        for found in report["diagnostics"]:
            part = next((one for one in self.parts if one.has(found["path"])), None)
            if part is None or not part.is_written:
                found.pop("line", None), found.pop("column", None)
            elif "line" in found:
                found["line"] -= part.first_line - 1
            if part is not None:
                found["path"] = found["path"][len(part.path) :]
                _label(found, part.label)
        return json.dumps(report, ensure_ascii=False, separators=(",", ":"))


def derived(operation: str, documents: dict[str, Any], **options: Any) -> Any:
    """Return what an operation gives. Arguments that are None, and options that are an empty list, are left out."""
    arguments = _Arguments(documents, options)
    try:
        return json.loads(_cei.derive(operation, arguments.text.encode("utf-8", "surrogateescape")))
    except CeiError as error:
        raise error if error.report is None else error_of(arguments.told(error.report)) from None


def _is_json(document: Any, label: str | None) -> None:
    """Refuse a text that is no JSON value by itself: among others it could be read as something else."""
    try:
        json.loads(document if isinstance(document, str) else document.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        report = _cei.validate(bytes(document) if isinstance(document, (bytes, bytearray)) else document, None)
        if not report.valid:
            raise error_of(labelled(report, label)) from None


def _is_name(document: Any) -> bool:
    return isinstance(document, str) and not document.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def labelled(report: Report, label: str | None) -> Report:
    """Return a report whose findings say which document they are in."""

    def told(text: str) -> str:
        document = json.loads(text)
        for found in document["diagnostics"]:
            _label(found, label)
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))

    masked = report.masked()
    return Report(*([told(one.to_json(lang)) for lang in ("en", "es")] for one in (report, masked)))


def _label(found: dict[str, Any], label: str | None) -> None:
    if label is not None:
        found["at"] = {"file": label}
        # As the other fields of a place: before the line.
        for name in ("line", "column", "message", "help", "params"):
            if name in found:
                found[name] = found.pop(name)


def text_of(document: Any) -> str:
    """Return the JSON text of a document, or of a list of them; of a name, a string."""
    if isinstance(document, (list, tuple)):
        return "[" + ",".join(map(text_of, document)) + "]"
    return json.dumps(document) if _is_name(document) else document_text(document).removeprefix("\ufeff")


def document_text(document: Any) -> str:
    """Return the JSON text of a document in any form, or of a result. Bytes that are not UTF-8 are in it as surrogates."""
    if hasattr(document, "to_json"):
        return str(document.to_json())
    return _cei.document_bytes(document).decode("utf-8", "surrogateescape")
