"""Figures of profiles: one call each, readable in grey, each with its text.

They need matplotlib: ``pip install 'cei[plot]'``. Stages go from pale to deep in one hue, so that they read as more,
not as good or bad, and the number or the name of a stage is always there as well. Nothing is sorted by stage.

A figure made from a profile, and not from what may be published, says so at its foot.
"""

from ._charts import districts, gaps, growth, heat_map, ladder
from ._figure import Figure

__all__ = ["Figure", "districts", "gaps", "growth", "heat_map", "ladder"]
