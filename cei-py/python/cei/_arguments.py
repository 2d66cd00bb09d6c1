"""The arguments of what is derived by name: documents in any form, put together as one text."""

from __future__ import annotations

import json
import os
from typing import Any

from . import _cei
from ._cei import Policy, Profile, Rubric


def derived(operation: str, documents: dict[str, Any], **options: Any) -> Any:
    """Return what an operation gives. Arguments that are None or an empty list are left out."""
    fields = [f'"{name}":{text_of(one)}' for name, one in documents.items() if one is not None]
    fields += [f'"{name}":{json.dumps(one)}' for name, one in options.items() if one is not None and one != []]
    arguments = "{" + ",".join(fields) + "}"
    return json.loads(_cei.derive(operation, arguments.encode("utf-8", "surrogatepass")))


def text_of(document: Any) -> str:
    """Return the JSON text of a document, or of a list of them; of a name, a string."""
    if isinstance(document, (Profile, Policy, Rubric)):
        return document.to_json()
    if isinstance(document, (list, tuple)):
        return "[" + ",".join(map(text_of, document)) + "]"
    if isinstance(document, os.PathLike):
        with open(document, "rb") as file:
            document = file.read(_cei.MAX_DOCUMENT_BYTES + 1)
    if isinstance(document, (bytes, bytearray)):
        return document.decode("utf-8-sig", "surrogateescape")
    if isinstance(document, str):
        return document if document.lstrip("\ufeff \t\r\n").startswith(("{", "[")) else json.dumps(document)
    return json.dumps(document, ensure_ascii=False)
