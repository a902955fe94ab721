"""A picture that a visitor's browser drew: untrusted, and rebuilt from what charts are made of, or refused.

An element alone is harmless; together they need not be. A clip of ten shapes, each clipped by another clip of ten,
nine deep, is 5 kB and a thousand million shapes to whoever draws it. So what refers to something is counted with all
that it refers to, nothing inside a clip or gradient refers to anything, and the sum is bounded before it is drawn.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from loaders.ground.errors import ReportError

LARGEST_SVG_BYTES = 1_000_000
MOST_ELEMENTS = 20_000
DEEPEST = 40
MOST_TEXT = 40_000
MOST_COST = 40_000
"""Of one picture, in elements; the largest of our own slides cost under 2 000."""
MOST_COST_TOGETHER = 120_000
"""Of all pictures of a document."""
LARGEST_NUMBER = 1_000_000
_BYTES_AS_AN_ELEMENT, _CHARACTERS_AS_AN_ELEMENT = 100, 10
"""How much of an attribute (a path), and how much text, costs as much as an element."""
_SVG = "http://www.w3.org/2000/svg"
_ELEMENT_NAMES = (
    "svg g defs clipPath path rect circle ellipse line polyline polygon text tspan title desc "
    "linearGradient radialGradient stop"
)
_ATTRIBUTE_NAMES = (
    "id x y x1 x2 y1 y2 cx cy r rx ry dx dy d points width height viewBox preserveAspectRatio transform style fill "
    "fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin "
    "stroke-miterlimit opacity clip-path clip-rule clipPathUnits font-family font-size font-weight font-style "
    "text-anchor dominant-baseline offset stop-color stop-opacity gradientUnits gradientTransform fx fy "
    "shape-rendering visibility display"
)
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
_ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_DROPPED = re.compile(r"class|version|data-[\w-]+|pointer-events|xml:space|vector-effect|paint-order|aria-[\w-]+|role")
_URL = re.compile(r"url\s*\(", re.IGNORECASE)
_REFERENCE = re.compile(r"url\(\s*(['\"]?)#([\w:.-]+)\1\s*\)(?:\s+none)?", re.IGNORECASE)
_FORBIDDEN_IN_VALUES = re.compile(r"javascript:|data:|@import|expression\(|\\|/\*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{7}|\de[+-]?\d", re.IGNORECASE)
_NAMED = re.compile(r"#[\w:.-]+")
"""A name referred to, or a colour: Plotly's names end in six random digits of 16, and 6e48a1 is no number."""
_NAMING = frozenset({"clip-path", "fill", "stroke", "stop-color"})
_GRADIENTS = frozenset({"linearGradient", "radialGradient"})
_REFERRED_TO = {"clip-path": frozenset({"clipPath"}), "fill": _GRADIENTS, "stroke": _GRADIENTS}
"""What may refer to something, and to what."""
_DEFINITIONS = _GRADIENTS | {"clipPath"}


def checked(svg: str) -> str:
    """The same picture, rebuilt from allowed elements and attributes only, at most as dear to draw as MOST_COST.

    ReportError for anything a chart has no use for: document types, entities, processing instructions, scripts,
    foreign objects, embedded or external pictures, event handlers, references that leave the document or stand where
    they multiply, numbers no drawing has, and for text that is not well-formed, too large or too deep.
    """
    return _checked(svg).written()


def all_checked(svgs: Sequence[str | None]) -> list[str | None]:
    """The pictures of a document, each as ``checked``; ReportError too where they are too dear together."""
    rebuilt = [None if svg is None else _checked(svg) for svg in svgs]
    cost = sum(one.cost() for one in rebuilt if one is not None)
    if cost > MOST_COST_TOGETHER:
        raise ReportError(f"pictures of {cost} elements together were refused; at most {MOST_COST_TOGETHER}")
    return [None if one is None else one.written() for one in rebuilt]


def _checked(svg: str) -> "_Rebuilder":
    body = svg.encode("utf-8", errors="replace")
    if len(body) > LARGEST_SVG_BYTES:
        raise ReportError(f"an SVG of {len(body)} bytes was refused; at most {LARGEST_SVG_BYTES} are accepted")
    builder = _Rebuilder()
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.StartDoctypeDeclHandler = builder.refuse_doctype
    parser.EntityDeclHandler = builder.refuse_doctype
    parser.ProcessingInstructionHandler = builder.refuse_instruction
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise ReportError(f"an SVG is not well-formed XML: {error}") from None
    cost = builder.cost()
    if cost > MOST_COST:
        raise ReportError(f"an SVG that costs as much as {cost} elements was refused; at most {MOST_COST} are drawn")
    return builder


@dataclass
class _Definition:
    """Something others refer to: which element it is, and what its content costs."""

    element: str
    cost: float = 0


@dataclass
class _Rebuilder:
    """Expat's handlers: copies what is allowed into a new tree and refuses the rest."""

    _tree: ElementTree.TreeBuilder = field(default_factory=ElementTree.TreeBuilder)
    _open: list[str] = field(default_factory=list)
    _elements: int = 0
    _characters: int = 0
    _own_cost: float = 0
    _inside: _Definition | None = None
    _defined: dict[str, _Definition] = field(default_factory=dict)
    _references: Counter[tuple[str, str]] = field(default_factory=Counter)
    _root: ElementTree.Element | None = None

    def refuse_doctype(self, *_: object) -> None:
        raise ReportError("an SVG with a document type or entities was refused")

    def refuse_instruction(self, *_: object) -> None:
        raise ReportError("an SVG with processing instructions was refused")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        self._open.append(local)
        self._elements += 1
        if namespace != _SVG or local not in _ELEMENTS or (len(self._open) == 1) != (local == "svg"):
            # Plotly nests no <svg>; the root must be one.
            raise ReportError(f"an SVG with the element '{local[:40]}' was refused")
        if len(self._open) > DEEPEST or self._elements > MOST_ELEMENTS:
            raise ReportError(f"an SVG deeper than {DEEPEST} or with more than {MOST_ELEMENTS} elements was refused")
        kept = {key: value for key, value in attributes.items() if not _DROPPED.fullmatch(_plain(key))}
        if local in _DEFINITIONS:
            self._define(local, kept.get("id", ""))
        for key, value in kept.items():
            self._look_at(key, value)
        self._pay(1 + sum(map(len, kept.values())) / _BYTES_AS_AN_ELEMENT)
        self._tree.start(local, {"xmlns": _SVG, **kept} if len(self._open) == 1 else kept)

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        self._open.pop()
        if local in _DEFINITIONS:
            self._inside = None
        self._tree.end(local)

    def text(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > MOST_TEXT:
            raise ReportError(f"an SVG with more than {MOST_TEXT} characters of text was refused")
        self._pay(len(text) / _CHARACTERS_AS_AN_ELEMENT)
        self._tree.data(text)

    def cost(self) -> int:
        """What drawing it costs, in elements: its own, and what each reference draws once more."""
        again = 0.0
        for (attribute, name), times in self._references.items():
            definition = self._defined.get(name)
            if definition is None:
                continue  # draws nothing
            if definition.element not in _REFERRED_TO[attribute]:
                raise ReportError(f"an SVG whose '{attribute}' is a {definition.element} was refused")
            again += times * definition.cost
        return round(self._own_cost + again)

    def written(self) -> str:
        """The picture as text, once parsing has ended."""
        if self._root is None:
            self._root = self._tree.close()
        return ElementTree.tostring(self._root, encoding="unicode")

    def _define(self, element: str, name: str) -> None:
        if self._inside is not None:
            raise ReportError(f"an SVG with a {element} inside a {self._inside.element} was refused")
        if name in self._defined:
            raise ReportError(f"an SVG that defines '{name[:40]}' twice was refused")
        self._inside = self._defined[name] = _Definition(element)

    def _pay(self, cost: float) -> None:
        self._own_cost += cost
        if self._inside is not None:
            self._inside.cost += cost

    def _look_at(self, attribute: str, value: str) -> None:
        if attribute not in _ATTRIBUTES:
            raise ReportError(f"an SVG with the attribute '{attribute[:60]}' was refused")
        if _FORBIDDEN_IN_VALUES.search(value):
            raise ReportError(f"an SVG whose '{attribute}' points outside the document was refused")
        for name, part in _properties(value) if attribute == "style" else ((attribute, value),):
            if attribute != "id" and _LONG_NUMBER.search(part):
                _check_numbers(name, _NAMED.sub("", part) if name in _NAMING else part)
            if not _URL.search(part):
                continue
            found = _REFERENCE.fullmatch(part.strip())
            if found is None or name not in _REFERRED_TO:
                raise ReportError(f"an SVG whose '{name[:40]}' points outside the document was refused")
            if self._inside is not None:
                raise ReportError(f"an SVG with a reference inside a {self._inside.element} was refused")
            self._references[name, found[2]] += 1


def _properties(style: str) -> Iterator[tuple[str, str]]:
    """Name and value of each property of a style."""
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        yield name.strip().lower(), value


def _check_numbers(attribute: str, value: str) -> None:
    """Refuse numbers that no drawing has: what is measured in millions of millions overflows whoever draws it."""
    for number in _NUMBER.findall(value):
        if float(number) > LARGEST_NUMBER:
            raise ReportError(f"an SVG whose '{attribute}' has the number {number[:20]} was refused")


def _plain(attribute: str) -> str:
    """Expat's ``namespace local`` as ``xml:local``; other namespaces keep their address and match nothing."""
    return attribute.replace("http://www.w3.org/XML/1998/namespace ", "xml:")
