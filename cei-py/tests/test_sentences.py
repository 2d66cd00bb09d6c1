"""The sentences that give a stage's reason: each written down here by hand, in both languages."""

import cei
import pytest

RUBRIC = {
    "format": "cei.rubric/1", "id": "r", "version": "1", "title": "-",
    "scale": [{"id": name, "title": {"en": en, "es": es}} for name, en, es in
              [("low", "Low", "Baja"), ("mid", "Mid", "Media"), ("high", "High", "Alta")]],
    "groups": [{"id": "g", "title": "-"}, {"id": "h", "title": "-"}],
    "domains": [{"id": "d", "title": "-", "competencies": [{"id": name, "title": "-"} for name in "abc"]}],
}
TWO = {**RUBRIC, "scale": RUBRIC["scale"][::2]}
MAJORITY = {"by": "reach", "share": "majority"}


def said(node, cells, *, rubric=RUBRIC, decisions=(), **policy):
    """The reason of a node, of a tally with these cells."""
    tally = {"format": "cei.tally/1", "rubric": {"id": "r", "version": "1"}, "assessment": "x", "decisions": list(decisions),
             "cells": [{"competency": competency, "group": group, **counts} for competency, group, counts in cells]}
    rules = {"format": "cei.policy/1", "id": "p", "version": "1", "raters": MAJORITY, "groups": MAJORITY, "domain": MAJORITY, **policy}
    competency, _, group = node.partition("/")
    staged = cei.stage(tally, rubric, rules)[competency]
    text = (next(one for one in staged.groups if one.id == group) if group else staged).because["text"]
    return text["en"], text["es"]


def stages(*counts):
    return {"stages": list(counts)}


@pytest.mark.parametrize(("node", "cells", "more", "en", "es"), [
    ("a/g", [("a", "g", {"stages": [0, 0, 0], "missing": {"dont_know": 1}})], {"raters": {**MAJORITY, "coverage": "1/2"}},
     "0 of 1 answer has a stage; 1 is needed.", "0 de 1 respuesta tiene una etapa; se necesita 1."),
    ("a/g", [("a", "g", {"stages": [1, 0, 0], "missing": {"dont_know": 3}})], {"raters": {**MAJORITY, "coverage": "1/2"}},
     "1 of 4 answers has a stage; 2 are needed.", "1 de 4 respuestas tiene una etapa; se necesitan 2."),
    ("a/g", [("a", "g", stages(1, 0, 1))], {"raters": {**MAJORITY, "min": 3}},
     "Only 2 answers have a stage; at least 3 are needed.", "Solo 2 respuestas tienen una etapa; se necesitan al menos 3."),
    ("a/g", [("a", "g", stages(1, 2, 0))], {},
     "2 of 3 answers have reached Mid; 2 are needed. None has reached High yet.",
     "2 de 3 respuestas llegaron a Media; se necesitan 2. Ninguna llegó todavía a Alta."),
    ("a", [("a", "g", stages(0, 1, 0)), ("a", "h", stages(0, 0, 1))], {},
     "2 of 2 groups have reached Mid; 2 are needed. Only 1 has reached High.",
     "2 de 2 grupos llegaron a Media; se necesitan 2. A Alta solo llegó 1."),
    ("d", [("a", "g", stages(0, 0, 1))], {},
     "1 of 1 competency has reached High, the highest stage; 1 is needed.",
     "1 de 1 competencia llegó a Alta, la etapa más alta; se necesita 1."),
    ("d", [("a", "g", stages(1, 0, 0)), ("b", "g", stages(0, 0, 1)), ("c", "g", stages(0, 0, 1))], {"domain": {**MAJORITY, "within": 1}},
     "The lowest vote is at Low, and the result can be at most one stage above it.",
     "El voto más bajo está en Baja, y el resultado puede estar a lo más una etapa por encima."),
    ("a/g", [("a", "g", stages(1, 1, 1))], {"raters": {"by": "points", "cutoffs": "even"}},
     "It has 3 of 6 points: enough for Mid, not yet for High.", "Tiene 3 de 6 puntos: alcanza para Media, pero no para Alta."),
    ("a/g", [("a", "g", stages(0, 1))], {"raters": {"by": "points", "cutoffs": "even"}, "rubric": TWO},
     "It has 1 of 1 point: enough for High, the highest stage.", "Tiene 1 de 1 punto: alcanza para Alta, la etapa más alta."),
    ("a", [("a", "g", stages(0, 0, 1))], {"evidence": {"from": "mid", "effect": "hold"}},
     "It is held at Low: from Mid on, more evidence is asked for than is recorded.",
     "Se queda en Baja: a partir de Media se pide más evidencia de la que hay registrada."),
    ("a", [("a", "g", stages(1, 0, 0))], {"decisions": [{"competency": "a", "stage": "mid"}]},
     "The team decided on Mid.", "El equipo decidió: Media."),
    ("b", [("a", "g", stages(1, 0, 0))], {}, "Nobody has answered yet.", "Nadie ha respondido todavía."),
    ("a", [("a", "g", {"stages": [0, 0, 0], "missing": {"not_applicable": 2}})], {},
     "Everyone who answered said that it does not apply here.",
     "Todas las personas que respondieron dijeron que no aplica aquí."),
])
def test_sentences(node, cells, more, en, es):
    assert said(node, cells, **more) == (en, es)
