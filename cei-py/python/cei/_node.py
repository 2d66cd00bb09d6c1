"""The nodes of a profile: domains, competencies, groups, parts of lenses."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from ._cei import Rubric
from ._checked import checked
from ._names import unknown
from ._shown import html_of
from ._words import Titles


class Node:
    """What a profile says about one domain, competency, group or part of a lens. Immutable.

    Every field of the document is an attribute, and an item as well: ``node.stage`` and ``node["stage"]`` are the
    same, save that an attribute whose field is absent is None or empty.

    Examples
    --------
    >>> import cei
    >>> profile = cei.assess({
    ...     "format": "cei.assessment/1",
    ...     "id": "spring",
    ...     "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
    ...     "ratings": [{"competency": f"1.{n}", "stage": "developing"} for n in range(1, 6)],
    ... })
    >>> domain = profile["building-relationships"]
    >>> domain.stage, domain.stage_number, domain.status
    ('developing', 2, 'staged')
    >>> domain.next["stage"], domain.next["steps"]
    ('maturing', 4)
    >>> [competency.id for competency in domain.competencies]
    ['1.1', '1.2', '1.3', '1.4', '1.5']
    """

    __slots__ = ("_document", "_level", "_titles")

    _document: dict[str, Any]
    _level: str
    _titles: Titles

    def __init__(self, level: str, document: dict[str, Any], titles: Titles) -> None:
        object.__setattr__(self, "_level", level)
        object.__setattr__(self, "_document", document)
        object.__setattr__(self, "_titles", titles)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a node cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a node cannot be changed")

    @property
    def level(self) -> str:
        """What kind of node: ``overall``, ``domain``, ``competency``, ``group`` or ``part``."""
        return self._level

    @property
    def id(self) -> str:
        """The node's id in the rubric; ``overall`` for the overall stage."""
        return str(self._document.get("id", self._document.get("group", "overall")))

    @property
    def status(self) -> str:
        """Whether there is a stage, and if not, why.

        One of ``staged``, ``insufficient``, ``undecided``, ``not_applicable`` and ``out_of_scope``.
        """
        return str(self._document["status"])

    @property
    def stage(self) -> str | None:
        """The id of the stage, or None."""
        return self._document.get("stage")

    @property
    def stage_number(self) -> int:
        """The number of the stage, from 1 for the lowest; 0 if there is none."""
        return self._titles.number(self.stage)

    @property
    def range(self) -> tuple[str, str] | None:
        """The lowest and the highest stage that the missing answers could make of it; None if that cannot be told."""
        ends = self._document.get("range")
        return (ends[0], ends[1]) if ends else None

    @property
    def because(self) -> dict[str, Any]:
        """Why it is this stage, or none: what bound it, votes, members, and `text` by language."""
        return copy.deepcopy(dict(self._document["because"]))

    @property
    def next(self) -> dict[str, Any] | None:
        """The cheapest way to the next stage: `stage`, `steps` and what to `raise`; None where there is none."""
        return copy.deepcopy(self._document.get("next"))

    @property
    def held_by(self) -> tuple[str, ...]:
        """The ids of the domains that would have to rise first."""
        return tuple(self._document.get("held_by", ()))

    @property
    def source(self) -> str | None:
        """What a competency's stage comes from: ``tally`` or ``decision``."""
        return self._document.get("source")

    @property
    def competencies(self) -> tuple[Node, ...]:
        """The competencies of a domain."""
        return tuple(Node("competency", one, self._titles) for one in self._document.get("competencies", ()))

    @property
    def groups(self) -> tuple[Node, ...]:
        """The groups that answered on a competency."""
        return tuple(Node("group", one, self._titles) for one in self._document.get("groups", ()))

    @property
    def stages(self) -> tuple[int, ...]:
        """For a group: how many said each stage, lowest first."""
        return tuple(self._document.get("stages", ()))

    @property
    def missing(self) -> dict[str, int]:
        """For a group: how many gave no stage, and why."""
        return dict(self._document.get("missing", {}))

    _repr_html_ = html_of

    @checked
    def title(self, lang: str = "en") -> str:
        """Return the words for the node in the rubric."""
        return self._titles.of(self._level, self.id, lang)

    @checked
    def reason(self, lang: str = "en") -> str:
        """Return why it is this stage, or none, in a sentence."""
        text: dict[str, str] = self._document["because"]["text"]
        return text.get(lang.split("-")[0], text["en"])

    def to_dict(self) -> dict[str, Any]:
        """Return the node as in the profile's document."""
        return copy.deepcopy(self._document)

    def to_json(self) -> str:
        """Return the node as compact JSON text."""
        return json.dumps(self._document, ensure_ascii=False, separators=(",", ":"))

    def keys(self) -> Iterator[str]:
        """Return the names of the fields that are there, so that ``dict(node)`` works."""
        return iter(self._document)

    def __getitem__(self, field: str) -> Any:
        if field not in self._document:
            raise KeyError(unknown("field", str(field), self._document))
        return copy.deepcopy(self._document[field])

    def __contains__(self, field: object) -> bool:
        return field in self._document

    def __iter__(self) -> Iterator[str]:
        return iter(self._document)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Node):
            return NotImplemented
        return (self._level, self._document) == (other._level, other._document)

    def __hash__(self) -> int:
        return hash((self._level, self.to_json()))

    def __repr__(self) -> str:
        return f"<cei.Node {self._level} {self.id}: {self.stage or self.status}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (Node, (self._level, self._document, self._titles))


class Nodes:
    """The nodes of one profile, by id and in order."""

    def __init__(self, document: dict[str, Any], rubric: Rubric) -> None:
        titles = Titles.of_rubric(rubric)
        self.domains = tuple(Node("domain", one, titles) for one in document["domains"])
        self.competencies = tuple(below for domain in self.domains for below in domain.competencies)
        self.overall = Node("overall", document["overall"], titles) if "overall" in document else None
        self.lenses: Mapping[str, tuple[Node, ...]] = MappingProxyType(
            {
                lens["id"]: tuple(Node("part", one, titles.of_lens(lens["id"])) for one in lens["parts"])
                for lens in document.get("lenses", ())
            }
        )
        self._notes: list[dict[str, Any]] = document.get("notes", [])
        self._by_id = {node.id: node for node in (*self.domains, *self.competencies)}

    @property
    def notes(self) -> list[dict[str, Any]]:
        """What is worth knowing."""
        return copy.deepcopy(self._notes)

    def __getitem__(self, id: str) -> Node:
        if not isinstance(id, str):
            raise TypeError(f'ids are texts: write profile["{id}"], not profile[{id!r}]')
        node = self._by_id.get(id)
        if node is None:
            raise KeyError(unknown("domain or competency", str(id), self._by_id))
        return node

    def __contains__(self, id: object) -> bool:
        return id in self._by_id
