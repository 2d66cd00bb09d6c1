"""All that is HTML: what a notebook shows, and the report."""

from .notebook import shown

__all__ = ["shown"]
