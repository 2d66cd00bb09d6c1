"""Tables into the libraries that people work with, where these are installed."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._cei import Table


def to_arrow(table: Table) -> Any:
    """Return a pyarrow Table."""
    return _library("pyarrow", "to_arrow").table(table)


def to_pandas(table: Table) -> Any:
    """Return a pandas DataFrame; stages are ordered categories."""
    _library("pandas", "to_pandas")
    return _library("pyarrow", "to_pandas").table(table).to_pandas()


def to_polars(table: Table) -> Any:
    """Return a polars DataFrame; stages are an Enum, because a Categorical is in the order of the alphabet."""
    polars = _library("polars", "to_polars")
    enums = [polars.col(name).cast(polars.Enum(words)) for name, words in table._categories().items()]
    return polars.DataFrame(table).with_columns(enums)


def _library(name: str, caller: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        hint = f"{caller}() needs {name}, which is not installed: pip install {name}; to_dict() needs nothing"
        raise ImportError(hint, name=name) from error
