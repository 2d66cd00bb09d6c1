"""The initiative's report as a page: small, accessible, in English or Spanish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from ._words import text

SAID = {
    "recipients": ("Recipients", "Destinatarios"),
    "best_practices": ("Best practices", "Mejores prácticas"),
    "understanding": ("How the understanding of it changed", "Cómo cambió la manera de entenderla"),
    "metrics": ("Metrics and analysis of impact", "Métricas y análisis del impacto"),
    "community": ("Impact on home communities", "Impacto en las comunidades"),
    "district": ("Impact on school districts", "Impacto en los distritos escolares"),
    "feedback": ("Feedback to the protocol and the metrics", "Comentarios sobre el protocolo y las métricas"),
    "activities": ("Activities and resources", "Actividades y recursos"),
    "missing": ("What is missing", "Lo que falta"),
    "measure": ("Measure", "Medida"),
    "status": ("Status", "Estado"),
    "change": ("Change", "Cambio"),
    "share": ("Share of the way to the target", "Parte del camino a la meta"),
    "moved": ("moved", "se movió"),
    "not_yet": ("not yet", "todavía no"),
    "no_data": ("no data", "sin datos"),
    "counts": (
        "{measures} measures: {moved} moved, {not_yet} not yet, {no_data} without data, {reached} at their target.",
        "{measures} medidas: {moved} se movieron, {not_yet} todavía no, {no_data} sin datos, {reached} en su meta.",
    ),
    "protocol": ("protocol", "protocolo"),
    "activity": ("done", "hecha"),
    "training": ("training", "formación"),
    "proposed_activity": ("would help", "ayudaría"),
    "proposed_resource": ("resource that would help", "recurso que ayudaría"),
    "ours": (
        "Which stage a rating gives, and Spanish wording that is not the source's, are this project's, not CEI's.",
        "Qué etapa da una respuesta, y el texto en español que no es de la fuente, son de este proyecto, no de CEI.",
    ),
}


def initiative_html(report: dict[str, Any], lang: str = "en") -> str:
    """Return a ``cei.initiative/1`` as a page of HTML.

    Parameters
    ----------
    report : dict
        What `cei.initiative` returns.
    lang : str
        ``en`` or ``es``.

    Examples
    --------
    >>> import cei
    >>> "What is missing" in cei.initiative_html(cei.initiative(["inaugural"]))
    True
    """
    spanish = lang.split("-")[0].lower() == "es"
    language = report.get("language", "en")

    def say(key: str, **values: Any) -> str:
        return escape(SAID[key][spanish].format(**values))

    def words(value: Any) -> str:
        return escape(text(value, lang, language))

    title = words(report["title"]) if "title" in report else escape(report["id"])
    parts = [f"<h1>{title}</h1>"]
    parts += _section(say("recipients"), _list(words(one["title"]) for one in report.get("recipients", [])))
    practices = []
    for one in report.get("best_practices", []):
        practices.append(f"<h3>{words(one['title'])}</h3>")
        practices += [f"<p>{words(one['text'])}</p>"] if "text" in one else []
        practices += [_list(words(item["title"]) for item in one.get("evidence", []))]
        if one.get("understanding"):
            practices += [f"<h4>{say('understanding')}</h4>", _list(map(words, one["understanding"]))]
    parts += _section(say("best_practices"), *practices)
    rows = [
        (words(one["title"]), say(one["status"]), escape(str(one.get("change", ""))), _percent(one))
        for one in report.get("metrics", [])
    ]
    head = [say(key) for key in ("measure", "status", "change", "share")]
    analyses = []
    for side in ("community", "district"):
        one = report.get(side, {})
        analyses += [f"<h3>{say(side)}</h3>"] if one else []
        analyses += [f"<p>{say('counts', **one['counts'])}</p>"] if "counts" in one else []
        analyses += [f"<p>{words(one['text'])}</p>"] if "text" in one else []
    parts += _section(say("metrics"), *([_table(say("metrics"), head, rows)] if rows else []), *analyses)
    feedback = [
        f"<strong>{say(one['on'])}</strong>: {words(one['text'])}"
        + (f" → {words(one['answer'])}" if "answer" in one else "")
        for one in report.get("feedback", [])
    ]
    parts += _section(say("feedback"), _list(feedback))
    activities = [f"{words(one['text'])} ({say(one['kind'])})" for one in report.get("activities", [])]
    parts += _section(say("activities"), _list(activities))
    parts += _section(say("missing"), _list(words(one["message"]) for one in report.get("missing", [])))
    parts.append(f"<p><small>{say('ours')}</small></p>")
    return page(title, "es" if spanish else "en", parts)


def page(title: str, lang: str, parts: Iterable[str]) -> str:
    """Return a page; the title and the parts are HTML already."""
    body = "\n".join(parts)
    style = (
        "body{max-width:50rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif;color:#111;background:#fff}"
        "table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:left}"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>"
    )


def _section(title: str, *parts: str) -> list[str]:
    """A heading and what belongs to it; nothing where there is nothing."""
    filled = [part for part in parts if part]
    return [f"<h2>{title}</h2>", *filled] if filled else []


def _list(items: Iterable[str]) -> str:
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{lines}</ul>" if lines else ""


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    titles = "".join(f'<th scope="col">{one}</th>' for one in head)
    lines = []
    for first, *rest in rows:
        lines.append(f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>')
    return f"<table><caption>{caption}</caption><thead><tr>{titles}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _percent(one: dict[str, Any]) -> str:
    return f"{one['share']['percent']} %" if "share" in one else ""
