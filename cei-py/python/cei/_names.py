"""Names that are not known, and what was likely meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher


def unknown(kind: str, name: str, known: Iterable[str], listed: str | None = None) -> str:
    """Return a sentence on a name that there is not, with the nearest one that there is."""
    known = list(known)
    near = _nearest(name, known)
    hint = f": did you mean `{near}`?" if near else ""
    if listed:
        hint += f"{'' if hint else ':'} {listed} {', '.join(f'`{one}`' for one in known)}"
    return f"there is no {kind} `{name}`{hint}"


def unknown_es(kind: str, name: str, known: Iterable[str], listed: str | None = None) -> str:
    """Return the same sentence in Spanish."""
    known = list(known)
    near = _nearest(name, known)
    hint = f": ¿quiso decir `{near}`?" if near else ""
    if listed:
        hint += f"{'' if hint else ':'} {listed} {', '.join(f'`{one}`' for one in known)}"
    return f"no existe `{name}` ({kind}){hint}"


def _nearest(name: str, known: list[str]) -> str | None:
    """Return the known name that is most like this one, the first of several; None if none is like it."""
    plain = [re.sub(r"[\s_.,-]+", "-", one.strip().lower()) for one in (name, *known)]
    scores = [SequenceMatcher(None, plain[0], one).ratio() for one in plain[1:]]
    best = max(scores, default=0.0)
    if best >= 0.6:
        return known[scores.index(best)]
    parts = (one for one, words in zip(known, plain[1:], strict=True) if plain[0] in words)
    return next(parts, None) if len(plain[0]) > 2 else None
