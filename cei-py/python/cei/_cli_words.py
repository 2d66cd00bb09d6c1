"""The words of the command line: every help text in both languages beside each other, and argparse's own in Spanish."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

# What argparse says by itself. Its words differ a little between versions of Python; what is not here stays English.
_SAID = [
    ("usage: ", "uso: "),
    ("positional arguments:", "argumentos:"),
    ("options:", "opciones:"),
    (r"the following arguments are required: (.*)", r"faltan estos argumentos: \1"),
    (r"unrecognized arguments: (.*)", r"no se conocen estos argumentos: \1"),
    (r"argument (\S+): (.*)", r"argumento \1: \2"),
    (r"(.*)expected one argument", r"\1necesita un valor"),
    (r"(.*)expected at least one argument", r"\1necesita al menos un valor"),
    (r"(.*)ignored explicit argument (.*)", r"\1no lleva valor, y se le dio \2"),
    (r"(.*)invalid choice: (.*) \(choose from (.*)\)", r"\1\2 no es ninguna de las opciones \3"),
    (r"(.*)invalid int value: (.*)", r"\1\2 no es un número entero"),
    (r"(.*)invalid float value: (.*)", r"\1\2 no es un número"),
    (r"ambiguous option: (.*) could match (.*)", r"\1 puede ser cualquiera de \2"),
]


class Both(str):
    """A text in English that knows what it is in Spanish."""

    es: str

    def __new__(cls, en: str, es: str) -> Both:
        text = super().__new__(cls, en)
        text.es = es
        return text

    def sentence(self) -> Both:
        """Return it as a sentence of its own."""
        return Both(*(f"{words[0].upper()}{words[1:]}." for words in (str(self), self.es)))


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language that `--lang` asks for."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "add_help": False})
        words = Both("show this help and exit", "mostrar esta ayuda y terminar")
        self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help=words)
        self.lang = "en"

    def speak(self, lang: str) -> None:
        """Speak a language, and so do all commands."""
        self.lang = lang
        for holder, name, words in texts(self):
            if lang == "es" and isinstance(words, Both):
                setattr(holder, name, words.es)
        for command in _commands(self):
            command.speak(lang)

    def format_usage(self) -> str:
        return self._said(super().format_usage())

    def format_help(self) -> str:
        return self._said(super().format_help())

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.format_usage()}{self.prog}: {self._said(message)}\n")

    def _said(self, words: str) -> str:
        if self.lang == "es":
            for pattern, spanish in _SAID:
                words = re.sub(f"^{pattern}", spanish, words, flags=re.MULTILINE)
        return words


def texts(parser: argparse.ArgumentParser) -> Iterator[tuple[Any, str, str]]:
    """Give what holds a text of a parser, its name there, and the text; those of its commands are theirs."""
    for name in ("description", "epilog"):
        if getattr(parser, name):
            yield parser, name, getattr(parser, name)
    for group in parser._action_groups:
        if group not in (parser._positionals, parser._optionals) and group.title:
            yield group, "title", group.title
    for action in parser._actions:
        for one in (action, *getattr(action, "_choices_actions", ())):
            if one.help and one.help != argparse.SUPPRESS:
                yield one, "help", one.help


def _commands(parser: argparse.ArgumentParser) -> Iterator[Parser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def language_of(given: Sequence[str]) -> str:
    """Return the language that arguments ask for, before they are parsed; English unless it is Spanish."""
    asked = "en"
    for at, one in enumerate(given):
        if one == "--lang":
            asked = "".join(given[at + 1 : at + 2])
        elif one.startswith("--lang="):
            asked = one.partition("=")[2]
    return "es" if re.match(r"es\b", asked, re.IGNORECASE) else "en"
