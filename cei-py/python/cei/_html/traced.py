"""A material in which every value knows where it is from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from .._material import Material, kind, name_of
from .._words import Titles
from .sources import located


def reference(document: Mapping[str, Any]) -> str:
    """Return what a document is called in a reference: its format, and its name if it has one."""
    name = name_of(document)
    return kind(document) if name is None else f"{kind(document)}/{name}"


def traced(material: Material) -> Material:
    """Return a material in which every value knows where it is from."""

    def of(document: Any) -> Any:
        return None if document is None else located(document, f"{reference(document).removeprefix('cei.')}#")

    def pairs(found: Sequence[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
        return [(of(one), of(other)) for one, other in found]

    return replace(
        material,
        round=of(material.round),
        titles=Titles(of(material.titles.document)),
        policy=of(material.policy),
        documents=[of(one) for one in material.documents],
        growth=of(material.growth),
        agreement=of(material.agreement),
        plans=pairs(material.plans),
        impacts=pairs(material.impacts),
        testing=of(material.testing),
        cohorts=pairs(material.cohorts),
        consultations=pairs(material.consultations),
        partnerships=pairs(material.partnerships),
        initiative=of(material.initiative),
        readings=[of(one) for one in material.readings],
        library=located(material.library, "library#"),
    )
