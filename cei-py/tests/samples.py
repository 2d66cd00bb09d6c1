"""What the tests put in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

EXAMPLE = Path(__file__).resolve().parents[2] / "tests" / "example"

RUBRIC = {"id": "cei-self-assessment", "version": "2023.1"}


def assessment(*ratings: tuple[str, str, str], id: str = "spring", **more: Any) -> dict[str, Any]:
    """Return an assessment of ratings (group, competency, stage)."""
    said = [{"group": group, "competency": competency, "stage": stage} for group, competency, stage in ratings]
    return {"format": "cei.assessment/1", "id": id, "rubric": RUBRIC, **more, "ratings": said}
