"""The part of the command ``cei`` that says what may be published, and audits what is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from . import _cli, _privacy
from ._cli_voices import _show
from ._cli_words import Both


def commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands."""
    words = Both("print what may be published of a round", "mostrar lo que se puede publicar de una ronda")
    one = command("disclose", _disclose, words, form="json", formats=("json", "table", "csv"))
    one.add_argument(
        "file",
        metavar="FILE",
        help=Both("a profile, an assessment or a tally", "un perfil, una evaluación o un recuento"),
    )
    _cli._with_rubric(one)
    one.add_argument(
        "--policy",
        metavar="POLICY",
        help=Both(
            "what staged the profile, or what answers are staged by",
            "con qué se hizo el perfil, o con qué se asignan las etapas",
        ),
    )
    one.add_argument("--disclosure", metavar="FILE", help=Both("a disclosure policy", "una política de divulgación"))
    one.add_argument(
        "--min-n",
        type=int,
        metavar="N",
        help=Both("show a row from N answers on (11)", "mostrar una fila a partir de N respuestas (11)"),
    )
    one.add_argument(
        "--beside",
        metavar="FILE",
        action="append",
        default=[],
        help=Both("what was published before; may be repeated", "lo que se publicó antes; se puede repetir"),
    )
    words = Both(
        "print what can be derived of every hidden row from releases; 1 if that is too much",
        "mostrar lo que se puede deducir de cada fila oculta a partir de publicaciones; 1 si es demasiado",
    )
    one = command("audit", _audit, words, formats=("table", "json", "csv"))
    one.add_argument("files", metavar="FILE", nargs="+", help=Both("releases", "publicaciones"))
    _cli._with_rubric(one)
    one.add_argument(
        "--policy",
        metavar="POLICY",
        help=Both("what staged them, unless it is built in", "con qué se hicieron, si no viene incluida"),
    )


def _disclose(options: argparse.Namespace) -> int:
    if options.disclosure and options.min_n is not None:
        raise _cli.Misuse("give --disclosure or --min-n, not both", "indique --disclosure o --min-n, no ambos")
    given: dict[str, Any] = {
        "disclosure": _cli._read(options.disclosure) if options.disclosure else None,
        "rubric": _cli._read_rubric(options.rubric),
        "policy": _cli._read_policy(options.policy) if options.policy else None,
        "min_n": options.min_n,
        "beside": [_cli._read(name) for name in options.beside],
    }
    document = _cli._read(options.file)
    release = _cli._using(options.file, lambda: _privacy.disclose(document, **given))
    if options.format != "json":
        print(release.text(_cli._message_language(options)), file=sys.stderr)
    return _show(release, options)


def _audit(options: argparse.Namespace) -> int:
    rubric = _cli._read_rubric(options.rubric)
    policy = _cli._read_policy(options.policy) if options.policy else None
    documents = [_cli._read(name) for name in options.files]
    audit = _cli._using(", ".join(options.files), lambda: _privacy.audit(documents, rubric, policy))
    for found in audit.exposed:
        print(
            f"error[{found['code']}] at {found['path']}: {found['message'][_cli._message_language(options)]}",
            file=sys.stderr,
        )
    _show(audit, options)
    return _cli.OK if audit.safe else _cli.FOUND
