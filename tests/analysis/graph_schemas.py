"""What the published schemas of GEXF and GraphML allow, written down by hand, and a check of a document against it.

GEXF 1.3: gexf.xsd, data and dynamics.xsd with gexf.rnc (gexf.net, namespace http://gexf.net/1.3), without viz,
hierarchy and phylogeny, which Dragoman does not write. GraphML: graphml.xsd with graphml-structure.xsd and the
attributes extension graphml-attributes.xsd (graphml.graphdrawing.org, version 1.0), without ports, hyperedges and
parse information. Each element has its attributes with the test of their values, those that must be there, and its
children in the order that is asked for; a child's mark is "" for exactly one, "?" for at most one, "*" for any number.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

Test = Callable[[str], bool]


@dataclass(frozen=True)
class Element:
    """An element of a schema; ``ordered`` tells whether its children stand in the order given."""

    attributes: Mapping[str, Test]
    required: frozenset[str] = frozenset()
    children: Mapping[str, str] | None = None
    ordered: bool = True
    text: bool = False


def one_of(*values: str) -> Test:
    return lambda value: value in values


def any_text(value: str) -> bool:
    return True


def token(value: str) -> bool:
    return value == " ".join(value.split())


def double(value: str) -> bool:
    return value in ("INF", "-INF", "NaN") or (value == value.strip() and math.isfinite(float(value)))


def integer(value: str) -> bool:
    return value.lstrip("+-").isdecimal()


def day(value: str) -> bool:
    return bool(dt.date.fromisoformat(value))


GEXF_TYPES = {"integer": integer, "long": integer, "double": double, "string": any_text}
EDGE_TYPES = one_of("directed", "undirected", "mutual")
TIMES = {"start": day, "end": day}
VALUES = {"attvalues": "?", "spells": "?"}
GEXF = {
    "gexf": Element(
        {"version": one_of("1.3"), "variant": any_text}, frozenset({"version"}), {"meta": "?", "graph": ""}
    ),
    "meta": Element(
        {"lastmodifieddate": day}, children={"creator": "?", "keywords": "?", "description": "?"}, ordered=False
    ),
    "creator": Element({}, text=True),
    "keywords": Element({}, text=True),
    "description": Element({}, text=True),
    "graph": Element(
        {
            "defaultedgetype": EDGE_TYPES, "idtype": one_of("integer", "string"), "mode": one_of("static", "dynamic"),
            "timeformat": one_of("integer", "double", "date", "dateTime"),
            "timerepresentation": one_of("interval", "timestamp"), "timezone": token, **TIMES,
        },
        children={"attributes": "*", "nodes": "", "edges": ""},
    ),
    "attributes": Element(
        {"class": one_of("node", "edge"), "mode": one_of("static", "dynamic")}, frozenset({"class"}), {"attribute": "*"}
    ),
    "attribute": Element(
        {"id": any_text, "title": any_text, "type": one_of(*GEXF_TYPES)}, frozenset({"id", "title", "type"}),
        {"default": "?", "options": "?"},
    ),
    "nodes": Element({"count": integer}, children={"node": "*"}),
    "node": Element({"id": any_text, "label": token, **TIMES}, frozenset({"id"}), VALUES, ordered=False),
    "edges": Element({"count": integer}, children={"edge": "*"}),
    "edge": Element(
        {
            "id": any_text, "source": any_text, "target": any_text, "type": EDGE_TYPES, "label": token, "kind": token,
            "weight": double, **TIMES,
        },
        frozenset({"id", "source", "target"}), VALUES, ordered=False,
    ),
    "attvalues": Element({}, children={"attvalue": "*"}),
    "attvalue": Element({"for": any_text, "value": any_text, **TIMES}, frozenset({"for", "value"})),
    "spells": Element({}, children={"spell": "*"}),
    "spell": Element(TIMES),
}  # fmt: skip
GRAPHML_TYPES = {"int": integer, "long": integer, "float": double, "double": double, "string": any_text}
GRAPHML = {
    "graphml": Element({}, children={"desc": "?", "key": "*", "data": "*", "graph": "*"}),
    "key": Element(
        {
            "id": token, "for": one_of("all", "graph", "node", "edge"), "attr.name": token,
            "attr.type": one_of("boolean", *GRAPHML_TYPES),
        },
        frozenset({"id"}), {"desc": "?", "default": "?"},
    ),
    "graph": Element(
        {"id": token, "edgedefault": one_of("directed", "undirected")}, frozenset({"edgedefault"}),
        {"desc": "?", "data": "*", "node": "*", "edge": "*"}, ordered=False,
    ),
    "node": Element({"id": token}, frozenset({"id"}), {"desc": "?", "data": "*"}),
    "edge": Element(
        {"id": token, "source": token, "target": token, "directed": one_of("true", "false")},
        frozenset({"source", "target"}), {"desc": "?", "data": "*"},
    ),
    "data": Element({"key": token, "id": token}, frozenset({"key"}), text=True),
}  # fmt: skip


def faults(root: ET.Element, schema: Mapping[str, Element], namespace: str) -> Iterator[str]:
    """What a document has that its schema does not allow, and what it lacks."""
    for each in root.iter():
        name = each.tag.removeprefix(f"{{{namespace}}}")
        if name not in schema:
            yield f"no element {each.tag}"
            continue
        allowed = schema[name]
        yield from (f"{name} lacks {missing}" for missing in allowed.required - set(each.keys()))
        for key, value in each.items():
            if key not in allowed.attributes:
                yield f"{name} has no attribute {key}"
            elif not allowed.attributes[key](value):
                yield f"{name} {key}={value!r}"
        if not allowed.text and (each.text or "").strip():
            yield f"{name} holds words: {each.text!r}"
        yield from _children(name, [child.tag.removeprefix(f"{{{namespace}}}") for child in each], allowed)


def _children(name: str, found: list[str], allowed: Element) -> Iterator[str]:
    marks = dict(allowed.children or {})
    for child in sorted(set(found) | {each for each, mark in marks.items() if mark == ""}):
        number, mark = found.count(child), marks.get(child)
        if mark is None or (mark == "?" and number > 1) or (mark == "" and number != 1):
            yield f"{name} has {number} {child}"
    places = [list(marks).index(child) for child in found if child in marks]
    if allowed.ordered and places != sorted(places):
        yield f"{name} has {found} in another order"
