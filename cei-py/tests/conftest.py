"""What several tests need."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import EXAMPLE


@pytest.fixture
def example() -> Path:
    return EXAMPLE / "ejemplo-district-2025-26.json"
