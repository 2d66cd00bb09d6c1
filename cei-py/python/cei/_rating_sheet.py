"""A rating sheet on paper: one page for each domain, in one language or several."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from ._api import rubric as rubric_of
from ._cei import Rubric
from ._checked import checked
from ._report import CeiError
from ._words import Titles, text

if TYPE_CHECKING:
    from ._api import Document

_WORDS: dict[str, dict[str, str]] = {
    "voice": {"en": "Whose voice is this? Mark one.", "es": "¿De quién es esta voz? Marque una."},
    "how": {
        "en": "Mark one circle in each row: the stage that describes practice here today. There is no right answer, "
        "and please write no names.",
        "es": "Marque un círculo en cada fila: la etapa que describe la práctica aquí y ahora. No hay respuestas "
        "correctas, y por favor no escriba nombres.",
    },
    "competency": {"en": "Competency", "es": "Competencia"},
    "dont_know": {"en": "I don't know", "es": "No sé"},
    "not_applicable": {"en": "Does not apply", "es": "No se aplica"},
    "evidence": {"en": "What shows it?", "es": "¿Qué lo muestra?"},
    "page": {"en": "Page", "es": "Página"},
    "project": {
        "en": "Some of the {language} wording is this project's and not that of the rubric's authors.",
        "es": "Parte del texto en {language} es de este proyecto y no de los autores de la rúbrica.",
    },
    "en": {"en": "English", "es": "inglés"},
    "es": {"en": "Spanish", "es": "español"},
}

_STYLE = """
@page { size: letter landscape; margin: 8mm 9mm }
* { box-sizing: border-box }
body { font: 10pt/1.25 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #111; background: #fff;
  margin: 0 }
section { break-after: page; break-inside: avoid; max-width: 260mm; margin: 0 auto; padding: 0 }
section:last-of-type { break-after: auto }
header p { margin: .6mm 0 }
.both { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 6mm; font-size: 9pt; margin: .8mm 0 }
.rubric { font-size: 8.5pt; color: #444 }
h1 { font-size: 15pt; margin: .5mm 0; font-weight: 700 }
.other { color: #333; font-style: italic; font-weight: 400 }
h1 .other { font-size: 12.5pt }
.groups { list-style: none; padding: 0; margin: 1.5mm 0; display: flex; flex-wrap: wrap; gap: 1mm 6mm }
.groups li::before { content: "☐"; font-size: 13pt; margin-right: 1.5mm }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin-top: 2mm }
th, td { border: .3mm solid #555; padding: 1.1mm 1.5mm; vertical-align: top; text-align: left;
  overflow-wrap: break-word; hyphens: auto }
thead th { background: #e8ecf3; font-size: 7.8pt; padding: .9mm; text-align: center;
  -webkit-print-color-adjust: exact; print-color-adjust: exact }
thead th:first-child { text-align: left }
tbody th { font-weight: 400 }
tbody th b { margin-right: 1mm }
td { text-align: center; vertical-align: middle }
td.mark::before { content: ""; display: inline-block; width: 5mm; height: 5mm; border: .5mm solid #111;
  border-radius: 50% }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
footer { font-size: 8pt; color: #444; margin-top: 1.5mm; display: flex; justify-content: space-between; gap: 8mm }
.whose { font-size: 9pt; max-width: 180mm }
.many thead th { font-size: 6.9pt }
.dense { font-size: 9.3pt } .dense th, .dense td { padding: .7mm 1.3mm } .dense td.mark::before { width: 4.2mm;
  height: 4.2mm }
@media screen { section { border-bottom: .3mm dashed #999; padding: 8mm 4mm } }
@media screen and (max-width: 700px) { .scroll { overflow-x: auto } table { min-width: 640px } }
"""


@checked
def rating_sheet(
    rubric: Rubric | Document = "cei-self-assessment", lang: Sequence[str] | str = ("en", "es"), *, groups: bool = True
) -> str:
    """Return a rating sheet to print: an HTML page that needs nothing else, with a printed page for each domain.

    A last page says whose the words are.

    Parameters
    ----------
    rubric : Rubric, str, dict, bytes or pathlib.Path
        What is rated by.
    lang : str or sequence of str
        The languages, the first one first; a text that is the same in two is there once.
    groups : bool
        Whether every page asks whose voice it is; pages get separated.

    Examples
    --------
    >>> import cei
    >>> page = cei.rating_sheet("lcff-priority-3", ["en", "es"])
    >>> page.count("<h1")
    3
    """
    rubric = rubric_of(rubric)
    languages = [lang] if isinstance(lang, str) else list(lang)
    if not languages:
        raise CeiError("lang: a rating sheet needs at least one language")
    writer = _Writer(Titles.of_rubric(rubric), languages)
    domains = writer.document["domains"]
    title = escape(writer.texts(writer.document["title"])[0][1])
    pages = "".join(writer.page(domain, number, len(domains), groups) for number, domain in enumerate(domains, start=1))
    return (
        f'<!doctype html>\n<html lang="{escape(languages[0])}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{pages}{writer.whose()}</main>\n</body>\n</html>\n"
    )


class _Writer:
    def __init__(self, titles: Titles, languages: list[str]) -> None:
        self.titles = titles
        self.document: dict[str, Any] = titles.document
        self.languages = languages

    def texts(self, value: Any) -> list[tuple[str, str]]:
        """Return a text in each of the languages that it has, each wording once; at least one, if there is a text."""
        if value is None:
            return []
        own = value if isinstance(value, dict) else {self.titles.language: value}
        found: dict[str, str] = {}
        for tag in self.languages:
            words = own.get(tag, own.get(tag.split("-")[0]))
            if words is not None:
                found.setdefault(str(words), tag)
        if not found:
            found[text(value, self.languages[0], self.titles.language)] = self.titles.language
        return [(tag, words) for words, tag in found.items()]

    def say(self, value: Any, tag: str = "span", join: str = "<br>") -> str:
        """Return a text in all languages; those after the first are set apart."""
        spans = []
        for index, (language, words) in enumerate(self.texts(value)):
            other = ' class="other"' if index else ""
            is_page = not index and language == self.languages[0]
            attribute = "" if is_page else f' lang="{escape(language)}"'
            spans.append(f"<{tag}{other}{attribute}>{escape(words)}</{tag}>")
        return join.join(spans)

    def page(self, domain: dict[str, Any], number: int, pages: int, groups: bool) -> str:
        competencies = domain["competencies"]
        title = self.say(domain["title"], join=" · ")
        prefix = f"{escape(domain['number'])} " if domain.get("number") else ""
        described = "".join(self.beside(one) for one in (domain.get("description"), _WORDS["how"]) if one)
        voices = ""
        if groups and self.document["groups"]:
            names = "".join(f"<li>{self.say(one['title'], join=' · ')}</li>" for one in self.document["groups"])
            voices = f'<p>{self.say(_WORDS["voice"], join=" ")}</p><ul class="groups">{names}</ul>'
        columns = [one["title"] for one in self.document["scale"]] + [_WORDS["dont_know"], _WORDS["not_applicable"]]
        head = "".join(f'<th scope="col">{self.say(one)}</th>' for one in columns)
        rows = "".join(self.row(one, columns) for one in competencies)
        width = max(30, 100 - 9 * len(columns))
        kinds = ["many"] * (len(columns) > 6) + ["dense"] * (len(competencies) * len(self.languages) > 10)
        return (
            f'<section class="{" ".join(kinds)}" aria-labelledby="d{number}">\n<header>'
            f'<p class="rubric">{self.say(self.document["title"], join=" · ")}</p>'
            f'<h1 id="d{number}">{prefix}{title}</h1>{described}{voices}</header>\n'
            f'<div class="scroll" tabindex="0" role="region" aria-labelledby="d{number}"><table>'
            f'<colgroup><col style="width: {width}%"></colgroup>'
            f'<thead><tr><th scope="col">{self.say(_WORDS["competency"], join=" · ")}</th>{head}</tr></thead>\n'
            f"<tbody>{rows}</tbody></table></div>\n<footer><span>{escape(self.document['id'])} "
            f"{escape(self.document['version'])}</span>"
            f"<span>{self.say(_WORDS['page'], join=' / ')} {number} / {pages}</span></footer>\n</section>\n"
        )

    def beside(self, value: Any) -> str:
        """Return a longer text with its languages side by side."""
        return f'<div class="both">{self.say(value, "div", "")}</div>'

    def row(self, competency: dict[str, Any], columns: list[Any]) -> str:
        said = f"<b>{escape(competency['id'])}</b>{self.say(competency['title'])}"
        marks = "".join(
            f'<td class="mark"><span class="hidden">{escape(self.texts(one)[0][1])}</span></td>' for one in columns
        )
        return f'<tr><th scope="row">{said}</th>{marks}</tr>\n'

    def whose(self) -> str:
        """Say after the last page whose the words are: the citation, and what is this project's."""
        said = [self.say(self.document.get("citation"), "p", "")]
        for language in self.document.get("languages", ()):
            if language["status"] == "project" and language["tag"] in self.languages:
                names = _WORDS.get(language["tag"], {})
                value = {
                    tag: words.format(language=names.get(tag, language["tag"]))
                    for tag, words in _WORDS["project"].items()
                }
                said.append(self.say(value, "p", ""))
        words = "".join(said)
        return f'<section class="whose">{words}</section>\n' if words else ""
