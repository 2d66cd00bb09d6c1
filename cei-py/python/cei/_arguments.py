"""The arguments of what is derived by name: documents in any form, put together as one text."""

from __future__ import annotations

import json
from typing import Any

from . import _cei


def derived(operation: str, documents: dict[str, Any], **options: Any) -> Any:
    """Return what an operation gives. Arguments that are None or an empty list are left out."""
    fields = [f'"{name}":{text_of(one)}' for name, one in documents.items() if one is not None]
    fields += [f'"{name}":{json.dumps(one)}' for name, one in options.items() if one is not None and one != []]
    arguments = "{" + ",".join(fields) + "}"
    return json.loads(_cei.derive(operation, arguments.encode("utf-8", "surrogateescape")))


def text_of(document: Any) -> str:
    """Return the JSON text of a document, or of a list of them; of a name, a string."""
    if isinstance(document, (list, tuple)):
        return "[" + ",".join(map(text_of, document)) + "]"
    if isinstance(document, str) and not document.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return json.dumps(document)
    return document_text(document)


def document_text(document: Any) -> str:
    """Return the JSON text of a document in any form, or of a result. Bytes that are not UTF-8 are in it as surrogates."""
    if hasattr(document, "to_json"):
        return str(document.to_json())
    return _cei.document_bytes(document).decode("utf-8", "surrogateescape")
