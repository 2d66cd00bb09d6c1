"""The figures."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from .._checked import checked
from .._palette import ink_on
from .._report import CeiError
from ._figure import INK, LINE, MUTED, PAPER, Figure, Sheet, calm, library

if TYPE_CHECKING:
    from .._api import Document
    from .._cei import Profile, Rubric
    from .._privacy import Release
    from .._voices import Growth


@checked
def heat_map(source: Profile | Release | Document, *, lang: str = "en", rubric: Rubric | None = None) -> Figure:
    """Return the stage of each competency in the eyes of each group.

    Parameters
    ----------
    source : Profile, Release, dict, str, bytes or pathlib.Path
        The round. For the public, what `cei.disclose` gives.
    lang : str
        ``en`` or ``es``.
    rubric : Rubric, optional
        What was rated by, where a document names one that is not built in.

    Raises
    ------
    ImportError
        Without matplotlib.

    Examples
    --------
    >>> import cei, cei.plot
    >>> rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    >>> ratings = [{"group": "families", "competency": f"1.{n}", "stage": "maturing"} for n in range(1, 6)]
    >>> profile = cei.assess({"format": "cei.assessment/1", "id": "fall", "rubric": rubric, "ratings": ratings})
    >>> cei.plot.heat_map(profile).alt_text
    'Voices by competency · fall. Families: 1.1 Maturing, 1.2 Maturing, 1.3 Maturing, 1.4 Maturing, 1.5 Maturing.'
    """
    sheet = Sheet(source, lang, rubric)
    rows = [one for domain in sheet.document["domains"] for one in domain["competencies"] if one.get("groups")]
    there = {row["group"] for one in rows for row in one["groups"]}
    groups = [id for id in (*(one["id"] for one in sheet.titles.document["groups"]), "team") if id in there]
    figure, axes = sheet.figure(4.2 + 0.85 * len(groups), 1.6 + 0.25 * len(rows))
    said: dict[str, list[str]] = {id: [] for id in groups}
    for y, one in enumerate(rows):
        of = {row["group"]: row for row in one["groups"]}
        for x, id in enumerate(groups):
            row = of.get(id)
            _cell(sheet, axes, x, y, row)
            if row is not None:
                said[id].append(f"{one['id']} {sheet.standing(row)}")
    axes.set_xlim(-0.5, len(groups) - 0.5)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(
        range(len(rows)), [_short(f"{one['id']}  {sheet.title('competency', one['id'])}", 48) for one in rows]
    )
    axes.set_xticks(range(len(groups)), [textwrap.fill(sheet.title("group", id), 12) for id in groups])
    axes.xaxis.tick_top()
    _key(sheet, axes)
    lines = (sheet.say("each_group", group=sheet.title("group", id), stages=", ".join(said[id])) for id in groups)
    return sheet.done(figure, "heat_map", ". ".join(lines) + ".")


@checked
def ladder(source: Profile | Release | Document, *, lang: str = "en", rubric: Rubric | None = None) -> Figure:
    """Return where each domain stands, in the order of the rubric, with the range that missing answers leave.

    Parameters
    ----------
    source, lang, rubric
        As for `heat_map`.

    Examples
    --------
    >>> import cei, cei.plot
    >>> rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    >>> ratings = [{"group": "families", "competency": f"1.{n}", "stage": "maturing"} for n in range(1, 6)]
    >>> profile = cei.assess({"format": "cei.assessment/1", "id": "fall", "rubric": rubric, "ratings": ratings})
    >>> cei.plot.ladder(profile, lang="es").alt_text[:62]
    'Dónde está cada dominio · fall. Construir relaciones: En madur'
    """
    sheet = Sheet(source, lang, rubric)
    domains = sheet.document["domains"]
    figure, axes = sheet.figure(8.6, 1.4 + 0.48 * len(domains))
    _steps(sheet, axes, domains)
    axes.set_yticks(range(len(domains)), [textwrap.fill(sheet.domain(one["id"]), 40) for one in domains])
    axes.set_xticks(range(1, len(sheet.colours) + 1), [textwrap.fill(one, 14) for one in sheet.stages()])
    axes.xaxis.tick_top()
    lines = [f"{sheet.title('domain', one['id'])}: {sheet.standing(one)}{_could_be(sheet, one)}" for one in domains]
    return sheet.done(figure, "ladder", ". ".join(lines) + ".")


@checked
def gaps(
    source: Profile | Release | Document, *, lang: str = "en", most: int = 12, rubric: Rubric | None = None
) -> Figure:
    """Return the competencies that groups see at different stages, as dumbbells: who stands where, by name.

    Parameters
    ----------
    source, lang, rubric
        As for `heat_map`.
    most : int
        The most competencies to show: those farthest apart, in the order of the rubric.

    Examples
    --------
    >>> import cei, cei.plot
    >>> rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    >>> seen = [("families", "developing"), ("leaders", "advanced")]
    >>> ratings = [{"group": group, "competency": "1.1", "stage": stage} for group, stage in seen]
    >>> profile = cei.assess({"format": "cei.assessment/1", "id": "fall", "rubric": rubric, "ratings": ratings})
    >>> cei.plot.gaps(profile).alt_text
    'Where voices differ · fall. 1.1: Developing (Families), Advanced (School and district leaders).'
    """
    sheet = Sheet(source, lang, rubric)
    found = []
    for order, one in enumerate(one for domain in sheet.document["domains"] for one in domain["competencies"]):
        at: dict[int, list[str]] = {}
        for row in one.get("groups", ()):
            if sheet.number(row):
                at.setdefault(sheet.number(row), []).append(sheet.title("group", row["group"]))
        if len(at) > 1:
            found.append((min(at) - max(at), order, one["id"], at))
    shown = sorted(sorted(found)[:most], key=lambda one: one[1])
    figure, axes = sheet.figure(9, 1.4 + 0.62 * max(1, len(shown)))
    lines = []
    for y, (_, _, id, at) in enumerate(shown):
        axes.plot([min(at), max(at)], [y, y], color=LINE, linewidth=3, zorder=1, solid_capstyle="round")
        for number, groups in sorted(at.items()):
            axes.scatter(number, y, s=120, color=sheet.colours[number - 1], edgecolors=INK, linewidths=1, zorder=2)
            names = textwrap.fill(", ".join(groups), 30)
            axes.annotate(names, (number, y), (0, 8), textcoords="offset points", ha="center", fontsize=7.5, color=INK)
        said = [
            sheet.say("at", groups=", ".join(groups), stage=sheet.stages()[number - 1])
            for number, groups in sorted(at.items())
        ]
        lines.append(f"{id}: {', '.join(said)}")
    titles = [textwrap.fill(_short(f"{id}  {sheet.title('competency', id)}", 60), 34) for *_, id, _ in shown]
    axes.set_yticks(range(len(shown)), titles)
    axes.set_ylim(len(shown) - 0.5, -0.8)
    axes.set_xlim(0.5, len(sheet.colours) + 0.5)
    axes.set_xticks(range(1, len(sheet.colours) + 1), sheet.stages())
    axes.xaxis.tick_top()
    axes.grid(axis="x", color="#dbe2e8", linewidth=0.8)
    axes.set_axisbelow(True)
    return sheet.done(figure, "gaps", ". ".join(lines) + "." if lines else sheet.say("no_gaps"))


@checked
def growth(source: Growth | Document, *, lang: str = "en", rubric: Rubric | None = None) -> Figure:
    """Return the way of each domain from one round to another, as slopes.

    Parameters
    ----------
    source : Growth, dict, str, bytes or pathlib.Path
        What `cei.compare` gives.
    lang, rubric
        As for `heat_map`.

    Examples
    --------
    >>> import cei, cei.plot
    >>> rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    >>> def round(id, stage):
    ...     ratings = [{"group": "families", "competency": f"1.{n}", "stage": stage} for n in range(1, 6)]
    ...     return {"format": "cei.assessment/1", "id": id, "rubric": rubric, "ratings": ratings}
    >>> rounds = cei.compare(round("fall", "developing"), round("spring", "maturing"))
    >>> cei.plot.growth(rounds).alt_text
    'Growth by domain · fall – spring. Building Relationships: from Developing to Maturing.'
    """
    sheet = Sheet(source, lang, rubric, kinds=("growth",))
    rounds = sheet.document["rounds"]
    moved = [one for one in sheet.document["domains"] if one.get("from") and one.get("to") and not one.get("hidden")]
    figure, axes = sheet.figure(9, 1.6 + 0.95 * len(sheet.colours))
    for number, colour in enumerate(sheet.colours, start=1):
        axes.axhspan(number - 0.46, number + 0.46, color=colour, alpha=0.35, linewidth=0)
        axes.text(-0.14, number, sheet.stages()[number - 1], ha="right", va="center", fontsize=9, color=INK)
    ends = [_spread(sheet, moved, end) for end in ("from", "to")]
    lines = []
    for one in moved:
        start, end = (places[one["id"]] for places in ends)
        rises = sheet.titles.number(one["to"]) - sheet.titles.number(one["from"])
        style = {"linestyle": "-" if rises else (0, (4, 2)), "linewidth": 2 if rises else 1.2}
        axes.plot([0, 1], [start, end], color=INK, marker="o", markersize=4, **style)
        axes.text(-0.02, start, sheet.domain(one["id"]).split("  ")[0], ha="right", va="center", fontsize=8, color=INK)
        axes.text(1.03, end, _short(sheet.domain(one["id"]), 46), ha="left", va="center", fontsize=8, color=INK)
        stages = {"start": sheet.title("stage", one["from"]), "end": sheet.title("stage", one["to"])}
        way = sheet.say("from_to", **stages) if rises else sheet.say("stays", stage=stages["end"])
        lines.append(f"{sheet.title('domain', one['id'])}: {way}")
    axes.set_xlim(-0.55, 2.1)
    axes.set_ylim(0.5, len(sheet.colours) + 0.5)
    axes.set_yticks([])
    axes.set_xticks([0, 1], [_when(rounds[0]), _when(rounds[-1])])
    sheet.document["assessment"] = " – ".join(_when(one) for one in (rounds[0], rounds[-1]))
    return sheet.done(figure, "growth", ". ".join(lines) + ".")


@checked
def districts(
    sources: Iterable[Profile | Release | Document],
    *,
    lang: str = "en",
    order: Literal["alphabetical", "given"] = "alphabetical",
    columns: int = 4,
    rubric: Rubric | None = None,
) -> Figure:
    """Return the ladders of many subjects, such as the districts of a county, side by side and not ranked.

    Parameters
    ----------
    sources : iterable of Profile, Release, dict, str, bytes or pathlib.Path
        One for each subject. For the public, what `cei.disclose` gives.
    lang, rubric
        As for `heat_map`.
    order : {"alphabetical", "given"}
        By name, or as given; never by stage, because districts are not ranked.
    columns : int
        How many stand in a row.

    Examples
    --------
    >>> import cei, cei.plot
    >>> rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    >>> def of(name, stage):
    ...     decisions = [{"competency": f"1.{n}", "stage": stage} for n in range(1, 6)]
    ...     head = {"format": "cei.assessment/1", "id": "fall", "rubric": rubric, "subject": {"id": name}}
    ...     return cei.assess({**head, "decisions": decisions})
    >>> print(cei.plot.districts([of("south", "advanced"), of("north", "developing")]).alt_text)
    Side by side, not ranked. north: Building Relationships Developing. south: Building Relationships Advanced.
    """
    sheets = [Sheet(one, lang, rubric) for one in sources]
    if not sheets:
        raise CeiError("sources: there is no district to show")
    if order == "alphabetical":
        sheets.sort(key=lambda sheet: sheet.subject().casefold())
    across = min(columns, len(sheets))
    down = -(-len(sheets) // across)
    first = sheets[0]
    domains = first.document["domains"]
    figure = library("matplotlib.figure").Figure(
        figsize=(1.6 + 2.3 * across, 1.2 + (0.55 + 0.26 * len(domains)) * down), layout="constrained"
    )
    grid = figure.subplots(down, across, squeeze=False)
    lines = []
    for place, axes in enumerate(grid.flat):
        calm(axes)
        if place >= len(sheets):
            axes.set_axis_off()
            continue
        sheet = sheets[place]
        _steps(sheet, axes, sheet.document["domains"])
        axes.set_title(textwrap.fill(sheet.subject(), 30), fontsize=8.5, loc="left", color=INK)
        numbers = [sheet.domain(one["id"]).partition("  ")[0] for one in domains]
        axes.set_yticks(range(len(domains)), numbers if place % across == 0 else [""] * len(domains))
        axes.set_xticks([])
        said = [f"{sheet.title('domain', one['id'])} {sheet.standing(one)}" for one in sheet.document["domains"]
                if one.get("stage") or one.get("hidden")]  # fmt: skip
        lines.append(f"{sheet.subject()}: {', '.join(said) or sheet.say('no_stage')}")
    _foot(first, figure, domains)
    title = first.say("districts")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold", color=INK)
    return Figure(figure, title, f"{title}. {'. '.join(lines)}.")


# What they share


def _cell(sheet: Sheet, axes: Any, x: int, y: int, row: Mapping[str, Any] | None) -> None:
    number = sheet.number(row) if row else 0
    colour = sheet.colours[number - 1] if number else "#f4f7f9"
    mark = str(number) if number else "•" if row and row.get("hidden") else "–"
    axes.add_patch(
        library("matplotlib.patches").Rectangle(
            (x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor=PAPER, linewidth=1.5
        )
    )
    axes.text(x, y, mark, ha="center", va="center", fontsize=9, color=ink_on(colour) if number else MUTED)


def _steps(sheet: Sheet, axes: Any, domains: list[Mapping[str, Any]]) -> None:
    """Draw a ladder for each domain: a step for each stage, filled up to where it stands; its range as a line."""
    stages = len(sheet.colours)
    box = library("matplotlib.patches").Rectangle
    for y, one in enumerate(domains):
        number = sheet.number(one)
        for step in range(1, stages + 1):
            colour = sheet.colours[number - 1] if step <= number else PAPER
            axes.add_patch(box((step - 0.47, y - 0.3), 0.94, 0.6, facecolor=colour, edgecolor=LINE, linewidth=0.8))
        if number:
            axes.text(
                number, y, str(number), ha="center", va="center", fontsize=9, color=ink_on(sheet.colours[number - 1])
            )
        else:
            axes.text(1, y, "•" if one.get("hidden") else "–", ha="center", va="center", fontsize=9, color=MUTED)
        ends = [sheet.titles.number(end) for end in one.get("range", ())]
        if ends and ends[0] != ends[1]:
            axes.plot(ends, [y + 0.4, y + 0.4], color=INK, linewidth=1.2, marker="|", markersize=5)
    axes.set_xlim(0.5, stages + 0.5)
    axes.set_ylim(len(domains) - 0.45, -0.55)


def _key(sheet: Sheet, axes: Any) -> None:
    """Say below what the numbers and marks mean."""
    stages = "   ".join(f"{number} {title}" for number, title in enumerate(sheet.stages(), start=1))
    axes.set_xlabel(f"{stages}   {sheet.say('key')}", fontsize=8, color=MUTED, loc="left")


def _foot(sheet: Sheet, figure: Any, domains: list[Mapping[str, Any]]) -> None:
    stages = "   ".join(f"{number} {title}" for number, title in enumerate(sheet.stages(), start=1))
    names = textwrap.fill("   ".join(sheet.domain(one["id"]).replace(" ", "\u00a0") for one in domains), 110)
    own = "" if sheet.is_released else f"\n{sheet.say('internal')}"
    figure.supxlabel(
        f"{sheet.say('scale', stages=stages)}   {sheet.say('key')}\n{names}{own}",
        x=0.01,
        ha="left",
        fontsize=7.5,
        color=MUTED,
    )


def _spread(sheet: Sheet, domains: list[Mapping[str, Any]], end: str) -> dict[str, float]:
    """Return where each domain stands at one end: those of one stage below each other, in the rubric's order."""
    at: dict[int, list[str]] = {}
    for one in domains:
        at.setdefault(sheet.titles.number(one[end]), []).append(one["id"])
    places = {}
    for number, ids in at.items():
        gap = min(0.2, 0.78 / len(ids))
        for place, id in enumerate(ids):
            places[id] = number + gap * ((len(ids) - 1) / 2 - place)
    return places


def _could_be(sheet: Sheet, node: Mapping[str, Any]) -> str:
    ends = node.get("range")
    if not ends or ends[0] == ends[1]:
        return ""
    low, high = (sheet.title("stage", end) for end in ends)
    return f" ({sheet.say('range', low=low, high=high)})"


def _when(round: Mapping[str, Any]) -> str:
    return str(round.get("period", {}).get("school_year") or round["assessment"])


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip(" ,.;") + "…"
