"""Figures: what they say in words, that they can be read in grey, and that nobody is ranked."""

from __future__ import annotations

import doctest
import json
import random
import sys
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from samples import EXAMPLE

import cei
from cei import _palette
from cei._html import element

pytest.importorskip("matplotlib", reason="figures need matplotlib")

import cei.plot
from cei.plot import _charts
from cei.plot._words import SAID

ROUND = EXAMPLE / "ejemplo-district-2025-26.json"
EARLIER = EXAMPLE / "ejemplo-district-2024-25.json"


@pytest.fixture(scope="module")
def profile() -> cei.Profile:
    return cei.assess(ROUND)


def grey(colour: str) -> float:
    """How light a colour is on paper without colours: CIE L*, by the formulas of IEC 61966-2-1 and CIE 15."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return float(116 * light ** (1 / 3) - 16 if light > 216 / 24389 else light * 24389 / 27)


@pytest.mark.parametrize("stages", range(2, 10))
def test_stages_are_told_apart_in_grey(stages: int) -> None:
    colours = _palette.stage_colours(stages)
    assert len(set(colours)) == stages
    steps = [before - after for before, after in pairwise(map(grey, colours))]
    assert min(steps) > 60 / stages, "each stage is darker than the one before, by a step that can be seen"
    for colour in colours:
        assert _palette.contrast(colour, _palette.ink_on(colour)) >= 4.5


def test_words_are_read_on_paper() -> None:
    assert round(_palette.contrast("#000000", "#ffffff"), 6) == 21
    # 4.54 to 1 is what WCAG's own examples give for this grey on white.
    assert round(_palette.contrast("#767676", "#ffffff"), 2) == 4.54
    for colour in (_palette.INK, _palette.MUTED):
        assert _palette.contrast(colour, _palette.PAPER) >= 4.5 and _palette.contrast(colour, "#f4f7f9") >= 4.5
    assert _palette.contrast(_palette.LINE, _palette.PAPER) >= 3


@pytest.mark.parametrize("lang", ["en", "es"])
def test_each_says_what_is_to_be_seen(profile: cei.Profile, lang: str) -> None:
    stages = {one["id"]: one["title"][lang] for one in cei.rubric().to_dict()["scale"]}
    document = profile.to_dict()
    voices = cei.plot.heat_map(profile, lang=lang).alt_text
    for domain in document["domains"]:
        assert (
            f"{profile[domain['id']].title(lang)}: {stages[domain['stage']]}"
            in cei.plot.ladder(profile, lang=lang).alt_text
        )
        for one in domain["competencies"]:
            for row in one["groups"]:
                if "stage" in row:
                    assert f"{one['id']} {stages[row['stage']]}" in voices
    growth = cei.compare(EARLIER, ROUND)
    said = cei.plot.growth(growth, lang=lang).alt_text
    for domain in growth.to_dict()["domains"]:
        assert stages[domain["to"]] in said.partition(f"{profile[domain['id']].title(lang)}: ")[2].partition(". ")[0]


def test_dumbbells_show_the_widest(profile: cei.Profile) -> None:
    shown = cei.plot.gaps(profile, most=3).alt_text
    assert shown.count("(") == 1 + 6, "the subject's name has brackets, and three competencies two stages each"
    numbers = {stage: number for number, stage in enumerate(cei.rubric().stages)}
    spread = {}
    for domain in profile.to_dict()["domains"]:
        for one in domain["competencies"]:
            seen = [numbers[row["stage"]] for row in one["groups"] if "stage" in row]
            spread[one["id"]] = max(seen) - min(seen)
    widest = sorted(spread, key=lambda id: -spread[id])[:3]
    assert all(f" {id}: " in shown for id in widest)
    alone = {"group": "families", "competency": "1.1", "stage": "maturing"}
    rubric = {"id": "cei-self-assessment", "version": "2023.1"}
    one = {"format": "cei.assessment/1", "id": "fall", "rubric": rubric, "ratings": [alone]}
    assert SAID["no_gaps"][0] in cei.plot.gaps(cei.assess(one)).alt_text


def test_districts_are_not_ranked() -> None:
    profiles = [cei.assess(path) for path in sorted(EXAMPLE.glob("ejemplo-*-2024-25.json"))]
    first = cei.plot.districts(profiles).alt_text
    names = [one.to_dict()["subject"]["name"]["en"] for one in profiles]
    places = [first.index(name) for name in sorted(names)]
    assert places == sorted(places)
    mixed = list(profiles)
    random.Random(7).shuffle(mixed)
    assert mixed != profiles and cei.plot.districts(mixed).alt_text == first
    given = cei.plot.districts(mixed, order="given").alt_text
    places = [given.index(one.to_dict()["subject"]["name"]["en"]) for one in mixed]
    assert places == sorted(places)
    with pytest.raises(ValueError, match="order: `alphabetical` or `given` is needed here, not `stage`"):
        cei.plot.districts(profiles, order="stage")  # type: ignore[arg-type]


def test_a_figure_made_from_a_profile_says_so(profile: cei.Profile) -> None:
    for lang in (0, 1):
        figure = cei.plot.heat_map(profile, lang=("en", "es")[lang]).figure
        assert figure.get_supxlabel() == SAID["internal"][lang]


def test_the_file_holds_the_text(profile: cei.Profile, tmp_path: Path) -> None:
    figure = cei.plot.ladder(profile, lang="es")
    image = pytest.importorskip("PIL.Image")
    with image.open(figure.save(tmp_path / "ladder.png")) as png:
        assert png.text["Description"] == figure.alt_text and png.text["Title"] == figure.title
    svg = figure.save(tmp_path / "ladder.svg").read_text(encoding="utf-8")
    assert figure.alt_text in svg and "<dc:date>" not in svg
    assert figure.save(tmp_path / "ladder.pdf").stat().st_size > 1000
    html = figure._repr_html_()
    assert html.startswith('<img alt="Dónde está cada dominio') and "data:image/png;base64," in html


def test_every_word_is_there_in_both_languages(profile: cei.Profile) -> None:
    for key, (en, es) in SAID.items():
        assert en and es, key
        fields = [{name for _, name, *_ in Formatter().parse(words) if name} for words in (en, es)]
        assert fields[0] == fields[1], key
    with pytest.raises(ValueError, match="`fr`"):
        cei.plot.ladder(profile, lang="fr")


def test_without_matplotlib(profile: cei.Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ImportError, match=r"cei\[plot\]"):
        cei.plot.ladder(profile)


def test_a_document_is_as_good_as_a_profile(profile: cei.Profile) -> None:
    document: dict[str, Any] = json.loads(profile.to_json())
    assert cei.plot.heat_map(document).alt_text == cei.plot.heat_map(profile).alt_text


@pytest.mark.parametrize("module", [_charts, _palette, element], ids=lambda module: module.__name__)
def test_examples(module: Any) -> None:
    found = doctest.testmod(module, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert found.attempted and not found.failed
