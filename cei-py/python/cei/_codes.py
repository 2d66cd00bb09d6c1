"""The catalogue of diagnostic codes."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import Any

from ._shown import html_of


@dataclass(frozen=True)
class Code:
    """One kind of finding, as the catalogue explains it.

    Attributes
    ----------
    code : str
        Its stable name.
    severity : str
        ``error``, ``warning`` or ``note``.
    group : str
        Where it belongs: ``reading``, ``rubric``, ``policy``, ``assessment``, ``tally``, ``table`` or ``profile``.
    params : tuple of str
        The names of the values that its message speaks of.
    message, help, explanation : dict
        The words for it by language, ``en`` and ``es``; in `message` and `help`, ``{name}`` stands for a value.
    example : str
        A small input that provokes it.
    """

    code: str
    severity: str
    group: str
    params: tuple[str, ...]
    message: dict[str, str] = dataclasses.field(hash=False)
    help: dict[str, str] = dataclasses.field(hash=False)
    explanation: dict[str, str] = dataclasses.field(hash=False)
    example: str

    _repr_html_ = html_of

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as a dict."""
        return {**dataclasses.asdict(self), "params": list(self.params)}

    def to_json(self) -> str:
        """Return the entry as compact JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))
