"""The part of the command ``cei`` that speaks of several voices: agreement, gaps, growth, overviews."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from . import _api, _cli, _cli_tables, _voices
from ._cei import RUBRICS
from ._cli_words import Both
from ._html.words import SAID
from ._voices import Agreement, Result
from ._words import Titles

# The columns that a table shows, in Spanish; in English they go by their names.
_SPANISH = {
    "level": "nivel",
    "units": "unidades",
    "raters": "personas",
    "statistic": "estadístico",
    "value": "valor",
    "low": "desde",
    "high": "hasta",
    "exact": "exacta",
    "undefined": "sin valor porque",
    "competency": "competencia",
    "first": "un grupo",
    "first_stage": "su etapa",
    "second": "otro grupo",
    "second_stage": "su etapa",
    "difference": "diferencia",
    "first_answers": "respuestas",
    "second_answers": "respuestas",
    "from": "antes",
    "to": "ahora",
    "change": "cambio",
    "steps": "pasos",
    "mean_from": "media antes",
    "mean_to": "media ahora",
    "parent": "pertenece a",
    "domain": "dominio",
    "stage": "etapa",
    "subjects": "entidades",
}


def commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands."""

    def several(name: str, run: Any, words: Both) -> argparse.ArgumentParser:
        one = command(name, run, words, formats=("table", "json", "csv"))
        _cli._with_rubric(one)
        return one

    one = several(
        "agree",
        _agree,
        Both(
            "print how far raters agree: exact agreement, Krippendorff's alpha, Gwet's AC",
            "mostrar cuánto coinciden las personas: acuerdo exacto, alfa de Krippendorff, AC de Gwet",
        ),
    )
    one.add_argument("file", metavar="FILE", help=Both("an assessment or a tally", "una evaluación o un recuento"))
    _with_intervals(one)
    one = several(
        "gaps",
        _gaps,
        Both(
            "print where groups see the same competency differently, the widest gap first",
            "mostrar dónde los grupos ven de otro modo la misma competencia, la mayor brecha primero",
        ),
    )
    one.add_argument(
        "file",
        metavar="FILE",
        help=Both("a profile, an assessment or a tally", "un perfil, una evaluación o un recuento"),
    )
    _cli._with_policy(one)
    one = several(
        "compare",
        _compare,
        Both(
            "print what rose, fell or stayed between rounds of one subject",
            "mostrar qué subió, bajó o se mantuvo entre rondas de una entidad",
        ),
    )
    one.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help=Both("profiles or assessments, the earliest first", "perfiles o evaluaciones, los más antiguos primero"),
    )
    _cli._with_policy(one)
    _with_intervals(one)
    one.add_argument(
        "--crosswalk",
        metavar="FILE",
        help=Both(
            "what leads from an earlier rubric to the last one", "lo que lleva de una rúbrica anterior a la última"
        ),
    )
    _with_allowed(one)
    one = several(
        "overview",
        _overview,
        Both(
            "print how many subjects stand at each stage of each domain",
            "mostrar cuántas entidades están en cada etapa de cada dominio",
        ),
    )
    one.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help=Both("profiles or assessments, one for each subject", "perfiles o evaluaciones, uno por entidad"),
    )
    _cli._with_policy(one)
    _with_allowed(one)


def _with_intervals(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--resamples",
        type=int,
        metavar="N",
        help=Both("draw the raters N times, for intervals", "sortear a las personas N veces, para los intervalos"),
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=0,
        metavar="N",
        help=Both("what the draws begin with (0)", "con qué comienza el sorteo (0)"),
    )
    parser.add_argument(
        "--level",
        type=float,
        default=0.95,
        metavar="P",
        help=Both("how much an interval holds (0.95)", "cuánto abarca un intervalo (0.95)"),
    )


def _with_allowed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="CODE",
        help=Both("such as policy_differs", "como policy_differs"),
    )


def _agree(options: argparse.Namespace) -> int:
    rubric, document = _cli._read_rubric(options.rubric), _cli._read(options.file)
    intervals = {"resamples": options.resamples, "seed": options.seed, "level": options.level}
    return _show(_cli._using(options.file, lambda: _voices.agreement(document, rubric, **intervals)), options)


def _gaps(options: argparse.Namespace) -> int:
    rubric, policy = _cli._read_rubric(options.rubric), _cli._read_policy(options.policy)
    document = _cli._read(options.file)
    return _show(_cli._using(options.file, lambda: _voices.gaps(document, rubric, policy)), options)


def _compare(options: argparse.Namespace) -> int:
    documents = _several(options)
    crosswalk = _cli._read(options.crosswalk) if options.crosswalk else None
    given: dict[str, Any] = {
        "rubric": _cli._read_rubric(options.rubric),
        "policy": _cli._read_policy(options.policy),
        "crosswalk": crosswalk,
        "allow": options.allow,
        "resamples": options.resamples,
        "seed": options.seed,
        "level": options.level,
    }
    growth = _cli._using(" → ".join(options.files), lambda: _voices.compare(*documents, **given))
    return _show(growth, options)


def _overview(options: argparse.Namespace) -> int:
    documents, rubric, policy = _several(options), _cli._read_rubric(options.rubric), _cli._read_policy(options.policy)
    overview = _cli._using(
        ", ".join(options.files), lambda: _voices.overview(documents, rubric, policy, allow=options.allow)
    )
    return _show(overview, options)


def _several(options: argparse.Namespace) -> list[bytes]:
    if options.files.count("-") > 1:
        raise _cli.Misuse(*_cli.ONCE_ONLY)
    return [_cli._read(name) for name in options.files]


def _show(result: Result, options: argparse.Namespace) -> int:
    if options.format == "json":
        _cli._print_json(result.to_json())
        return _cli.OK
    if isinstance(result, Agreement) and options.format == "table":
        columns = _voices.wide(result)
    else:
        columns = result.table.to_dict()
    if options.format == "csv":
        _cli_tables.print_csv(columns)
        return _cli.OK
    columns = _in_words(columns, result, options)
    rows = list(zip(*columns.values(), strict=True))
    spanish = _cli._message_language(options) == "es"
    head = [_SPANISH.get(name, name.replace("_", " ")) if spanish else name.replace("_", " ") for name in columns]
    # A column in which nothing stands says nothing.
    shown = [index for index, name in enumerate(columns) if any(value is not None for value in columns[name])]
    texts = [[_text(row[index]) for index in shown] for row in rows]
    if not texts:
        print({"en": "nothing to show", "es": "nada que mostrar"}[_cli._message_language(options)])
        return _cli.OK
    left = next((place for place, index in enumerate(shown) if not isinstance(_some(columns, index), str)), len(shown))
    _cli._print_columns([[head[index] for index in shown], *texts], left=left)
    return _cli.OK


# What the values of a column name; those of `id` are named by their level.
_KINDS = {
    **dict.fromkeys(("first_stage", "second_stage", "from", "to", "stage"), "stage"),
    **dict.fromkeys(("first", "second"), "group"),
    "domain": "domain",
}
# Words that are no names, in Spanish.
_VALUES = {
    "level": {
        "all": "todo",
        "domain": "dominio",
        "group": "grupo",
        "competency": "competencia",
        "overall": "en conjunto",
    },
    "change": {one: SAID[one][1] for one in ("rose", "fell", "stayed", "new", "gone", "none", "not_compared", "hidden")},
}


def _in_words(columns: dict[str, list[Any]], result: Result, options: argparse.Namespace) -> dict[str, list[Any]]:
    """Return the columns with titles in place of ids, where the rubric is known."""
    rubric = _cli._read_rubric(options.rubric)
    id = result.to_dict().get("rubric", {}).get("id")
    if rubric is None and id in RUBRICS:
        rubric = _api.rubric(id)
    titles = Titles.of_rubric(rubric) if rubric is not None else None
    spanish = _cli._message_language(options) == "es"

    def word(name: str, value: Any, level: str) -> Any:
        kind = level if name == "id" else _KINDS.get(name)
        if (
            titles is not None
            and kind in ("stage", "group", "domain")
            and value is not None
            and titles.has(kind, value)
        ):
            return titles.of(kind, value, options.lang)
        return _VALUES.get(name, {}).get(value, value) if spanish and isinstance(value, str) else value

    levels = columns.get("level") or [""] * max(map(len, columns.values()), default=0)
    return {
        name: [word(name, value, level) for value, level in zip(column, levels, strict=True)]
        for name, column in columns.items()
    }


def _some(columns: dict[str, list[Any]], index: int) -> Any:
    return next(value for value in list(columns.values())[index] if value is not None)


def _text(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
