"""The colours of stages: one hue from pale to deep, so that they read as more, not as good or bad, and in grey too."""

from __future__ import annotations

# Anchors of the ramp; every colour of a scale lies on it, evenly spread.
_RAMP = ("#e3eff3", "#8fbbca", "#3f7d98", "#0f4763")

INK, PAPER, MUTED, LINE = "#1b2733", "#ffffff", "#4c5a67", "#8493a0"


def stage_colours(stages: int) -> list[str]:
    """Return a colour for each stage, lowest first, as ``#rrggbb``.

    >>> stage_colours(4)
    ['#e3eff3', '#8fbbca', '#3f7d98', '#0f4763']
    """
    places = [number * (len(_RAMP) - 1) / (stages - 1) for number in range(stages)] if stages > 1 else [0.0]
    return [_at(place) for place in places]


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on a colour: at least 4.5 to 1 on any."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, colour))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG 2.1 defines it, from 0 to 1."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.1 defines it, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _at(place: float) -> str:
    before = min(int(place), len(_RAMP) - 2)
    share = place - before
    mixed = (
        round(low + (high - low) * share)
        for low, high in zip(_channels(_RAMP[before]), _channels(_RAMP[before + 1]), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
