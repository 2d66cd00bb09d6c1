"""All that is HTML: what a notebook shows, and the report. Nothing of it is loaded before it is asked for."""

from __future__ import annotations

from typing import Any


def shown(thing: Any) -> str:
    """Return a result as HTML for a notebook."""
    from .notebook import shown

    return shown(thing)
