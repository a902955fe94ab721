"""What the checks of HTML forms read: every element with its attributes, and what is wrong for readers."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from dashboard.editions.content import Edition
from dashboard.model import DEMODATA

_HEADINGS = {f"h{n}": n for n in range(1, 7)}


class Elements(HTMLParser):
    """The elements of a document in their order, as name and attributes."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, Mapping[str, str]]] = []
        self.feed(content.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As HTMLParser calls it."""
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def faults_of(edition: Edition, content: bytes, first_heading: int) -> Iterator[str]:
    """Pictures without text, headings that skip a level, tables without caption or heads, figures made up unsaid."""
    elements = Elements(content).found
    if any(tag == "img" and not attributes.get("alt", "").strip() for tag, attributes in elements):
        yield "en bild saknar alternativtext"
    level = first_heading - 1
    for tag, _ in elements:
        if tag in _HEADINGS:
            if _HEADINGS[tag] > level + 1:
                yield f"en rubrik hoppar från nivå {level} till {_HEADINGS[tag]}"
            level = _HEADINGS[tag]
    tags = [tag for tag, _ in elements]
    if tags.count("table") != tags.count("caption"):
        yield "en tabell saknar rubrik"
    if any(tag == "th" and "scope" not in attributes for tag, attributes in elements):
        yield "ett tabellhuvud säger inte vad det gäller"
    if edition.synthetic and DEMODATA.encode() not in content:
        yield "det står inte att siffrorna är påhittade"
    if not edition.public_address and any(
        attributes.get("href", "").startswith("/") for _, attributes in elements
    ):  # fmt: skip
        yield "den har en länk till sidor som inte är publicerade"
