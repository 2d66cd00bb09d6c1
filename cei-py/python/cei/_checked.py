"""Arguments of the public functions, held against their annotations: one kind of word for whatever does not fit.

What is annotated is what is accepted, so that nothing is said twice. A document's own mistakes are not looked for here:
they are the core's to find, with code and place.
"""

from __future__ import annotations

import ast
import functools
import inspect
import itertools
import operator
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])

# What a value is answered with that is not of a kind.
_NOT: Any = object()


class _Kind(NamedTuple):
    """One of the things that an argument may be."""

    phrase: str
    # Types that need no second look.
    exact: frozenset[type]
    # The value as the function takes it, or `_NOT`.
    take: Callable[[str, Any], Any]


def checked(function: Function) -> Function:
    """Hold the arguments of a function against its annotations before it is called.

    A whole number of numpy becomes an `int` on the way, and a moment the day that it falls on.

    >>> @checked
    ... def shown(most: int | None = None) -> None: ...
    >>> shown(most="3")
    Traceback (most recent call last):
        ...
    TypeError: most: a whole number or None is needed here, not a str
    """
    kinds: dict[str, tuple[_Kind, ...]] = {}
    exact: dict[str, frozenset[type]] = {}
    code = function.__code__
    known = code.co_argcount + code.co_kwonlyargcount
    positional = code.co_varnames[: code.co_argcount]
    has_rest = bool(code.co_flags & inspect.CO_VARARGS)
    rest = code.co_varnames[known] if has_rest else ""
    parameters = code.co_varnames[: known + has_rest]

    @functools.wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        if not kinds:
            kinds.update((name, _kinds(function.__annotations__.get(name, "Any"))) for name in parameters)
            exact.update((name, frozenset().union(*(kind.exact for kind in of))) for name, of in kinds.items())
        for at, value in enumerate(args):
            name = positional[at] if at < len(positional) else rest
            if name and type(value) not in exact[name]:
                shown = name if at < len(positional) else f"{name}[{at - len(positional)}]"
                args = (*args[:at], _taken(shown, value, kinds[name]), *args[at + 1 :])
        for name, value in named.items():
            if name in kinds and type(value) not in exact[name]:
                named[name] = _taken(name, value, kinds[name])
        return function(*args, **named)

    return cast(Function, call)


def _taken(name: str, value: Any, kinds: tuple[_Kind, ...]) -> Any:
    for kind in kinds:
        taken = kind.take(name, value)
        if taken is not _NOT:
            return taken
    phrases = [kind.phrase for kind in kinds]
    needed = " or ".join(part for part in (", ".join(phrases[:-1]), phrases[-1]) if part)
    raise TypeError(f"{name}: {needed} is needed here, not {_named(value)}{_hint(value, needed)}")


def _named(value: Any) -> str:
    if value is None:
        return "None"
    kind = type(value)
    home = kind.__module__.partition(".")[0]
    name = kind.__name__ if home == "builtins" else f"{home}.{kind.__name__}"
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _hint(value: Any, needed: str) -> str:
    """What to do about something that is nearly what is needed."""
    library = type(value).__module__.partition(".")[0]
    if library == "cei" and "a cei.Release" in needed:
        return ": `cei.disclose` makes one of it" if type(value).__name__ in ("Profile", "Tally") else ""
    if "a table" not in needed:
        return ""
    if hasattr(value, "to_frame"):
        return ": a Series is one column of a table; pass the DataFrame"
    if library == "polars" and hasattr(value, "collect"):
        return ": a LazyFrame has no rows yet; pass frame.collect()"
    if library == "pandas":
        return ": only a DataFrame of pandas 2.2 or later can be read as a table"
    if library == "pyspark":
        return ": a Spark DataFrame is not on this machine; pass frame.toArrow()"
    return ""


# Kinds, by what is written in an annotation.


def _of(phrase: str, *types: type, but: tuple[type, ...] = ()) -> _Kind:
    return _Kind(
        phrase,
        frozenset(types),
        lambda _, value: value if isinstance(value, types) and not isinstance(value, but) else _NOT,
    )


def _whole(_: str, value: Any) -> Any:
    return operator.index(value) if hasattr(value, "__index__") and not isinstance(value, bool) else _NOT


def _number(_: str, value: Any) -> Any:
    is_number = hasattr(value, "__float__") and not isinstance(value, bool | str | bytes)
    return float(value) if is_number and getattr(value, "ndim", 0) == 0 else _NOT


def _day(_: str, value: Any) -> Any:
    from datetime import date, datetime

    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else _NOT


def _table(_: str, value: Any) -> Any:
    from ._table_file import TableFile

    # A class has the method too, and no rows; so has a Series, which is one column.
    is_table = hasattr(value, "__arrow_c_stream__") and not isinstance(value, type) and not hasattr(value, "to_frame")
    return value if is_table or isinstance(value, TableFile) else _NOT


_FORMS = (dict, str, bytes, bytearray, os.PathLike)
_ATOMS = {
    "Any": _Kind("anything", frozenset(), lambda _, value: value),
    "object": _Kind("anything", frozenset(), lambda _, value: value),
    "None": _of("None", type(None)),
    "str": _of("a str", str),
    "int": _Kind("a whole number", frozenset({int}), _whole),
    "float": _Kind("a number", frozenset({float, int}), _number),
    "bool": _of("True or False", bool),
    "date": _Kind("a datetime.date", frozenset(), _day),
    "PathLike": _of("a pathlib.Path", os.PathLike),
    "Callable": _Kind("a function", frozenset(), lambda _, value: value if callable(value) else _NOT),
    "BinaryIO": _Kind("a binary file", frozenset(), lambda _, value: value if hasattr(value, "read") else _NOT),
    "Document": _of("a document (a dict, JSON text or a pathlib.Path)", *_FORMS),
    "Source": _of("a file (its pathlib.Path or its bytes)", str, bytes, os.PathLike),
    "AnyTable": _Kind("a table (of pandas, polars, pyarrow, duckdb, ..., or a cei.TableFile)", frozenset(), _table),
}
# Names for several kinds, or for some words.
_ALIASES = {
    "Round": "Profile | Release | Document | tuple[Profile | Document]",
    "Kind": "Literal['ratings', 'counts', 'wide']",
    "Errors": "Literal['raise', 'report']",
    "Audience": "Literal['public', 'internal']",
}


@functools.cache
def _kinds(annotation: str) -> tuple[_Kind, ...]:
    return tuple(_parsed(ast.parse(annotation, mode="eval").body))


def _parsed(node: ast.expr) -> Iterable[_Kind]:
    """Give the kinds that an annotation names, one after the other."""
    if isinstance(node, ast.BinOp):
        yield from _parsed(node.left)
        yield from _parsed(node.right)
    elif isinstance(node, ast.Subscript) and not ast.unparse(node.value).endswith(("PathLike", "Callable")):
        yield _parametrized(ast.unparse(node.value), node.slice)
    else:
        name = ast.unparse(node.value if isinstance(node, ast.Subscript) else node).rpartition(".")[2]
        if name in _ALIASES:
            yield from _kinds(_ALIASES[name])
        elif name in _ATOMS:
            yield _ATOMS[name]
        else:
            # One of the package's own classes.
            from importlib import import_module

            home = import_module("._voices" if name == "Result" else __package__, __package__)
            yield _of("a result" if name == "Result" else f"a cei.{name}", getattr(home, name))


def _parametrized(name: str, of: ast.expr) -> _Kind:
    if name == "Literal":
        return _choice(ast.literal_eval(of))
    if name in ("Mapping", "dict"):
        texts = ast.unparse(of) == "(str, str)"
        return _Kind(
            f"a dict{' of texts' if texts else ''}",
            frozenset(),
            lambda _, value: value if isinstance(value, Mapping) and (not texts or _are_texts(value)) else _NOT,
        )
    kinds = tuple(_parsed(of))
    phrase = " or ".join(kind.phrase for kind in kinds)
    types: Any = {"list": list, "tuple": tuple}.get(name, Iterable)

    def several(name: str, value: Any) -> Any:
        from ._cei import Profiles, Tallies

        if not isinstance(value, types) or _is_one(value):
            return _NOT
        if isinstance(value, Profiles | Tallies):
            for one in itertools.islice(value, 1):  # the others are like the first
                _taken(f"{name}[0]", one, kinds)
        if isinstance(value, list | tuple):
            made = (_taken(f"{name}[{at}]", one, kinds) for at, one in enumerate(value))
            return tuple(made) if isinstance(value, tuple) else list(made)
        return value

    return _Kind(f"{'a pair' if types is tuple else 'several'} of {phrase}", frozenset(), several)


def _choice(words: tuple[str, ...]) -> _Kind:
    phrase = " or ".join(f"`{one}`" for one in words)

    def one_of(name: str, value: Any) -> Any:
        if isinstance(value, str) and value not in words:
            from ._report import CeiError

            raise CeiError(f"{name}: {phrase} is needed here, not `{value}`")
        return value if isinstance(value, str) else _NOT

    return _Kind(phrase, frozenset(), one_of)


def _is_one(value: Any) -> bool:
    """Whether it can be gone through, but by its keys, characters, columns or nodes."""
    from ._cei import Profiles, Tallies

    is_ours = type(value).__module__.partition(".")[0] == "cei" and not isinstance(value, Profiles | Tallies)
    return is_ours or isinstance(value, (Mapping, *_FORMS)) or hasattr(value, "__arrow_c_stream__")


def _are_texts(given: Mapping[Any, Any]) -> bool:
    return all(isinstance(one, str) for pair in given.items() for one in pair)
