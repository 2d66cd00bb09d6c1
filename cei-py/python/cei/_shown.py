"""What makes a result show itself in a notebook."""

from __future__ import annotations

from typing import Any


def html_of(self: Any) -> str:
    """Return the result as HTML, for notebooks."""
    from ._html import shown

    return shown(self)
