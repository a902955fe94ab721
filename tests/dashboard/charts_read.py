"""What is drawn on a page, and whether somebody who does not see it can read it: by keys, or as text beside it."""

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

BESIDE = {
    "gnista": ("siffra",),  # a card's line: the number, and the claim about how it has changed
    "jamfor-linje": ("siffra", "pastaende"),
    "tidslinje": ("kalender",),  # the list of what is expected
    "hjalpbild": (),
}
"""Small pictures, by the class of themselves or of what is around them, and classes of the texts that stand beside."""
ALONE = {"sni-stapel"}
"""Pictures without a text of their own (``alt=""``): the same number stands in the row."""
_EMPTY = {"img", "input", "br", "meta", "link", "hr", "source", "wbr", "col", "path", "line", "circle", "rect"}


class _Tree(HTMLParser):
    """The elements of a document; a text is the tail or text of an element, as in ElementTree."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("document")
        self._open = [self.root]
        self.around: dict[Element, Element] = {}

    def handle_starttag(self, tag, attrs):
        made = SubElement(self._open[-1], tag, {name: value or "" for name, value in attrs})
        self.around[made] = self._open[-1]
        if tag not in _EMPTY:
            self._open.append(made)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self._open.pop()

    def handle_endtag(self, tag):
        if any(one.tag == tag for one in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data):
        if len(last := self._open[-1]):
            last[-1].tail = (last[-1].tail or "") + data
        else:
            last.text = (last.text or "") + data


def _classes(element):
    return set(element.get("class", "").split())


def _has_numbers(element):
    return element is not None and any("tal" in _classes(cell) for cell in element.iter("td"))


def drawn_and_unread(document: str) -> tuple[int, list[str]]:
    """How many charts a document has that keys read, and everything else drawn that nobody can who does not see it."""
    tree = _Tree()
    tree.feed(document.split('<script type="application/json" id="forsta-sidan"')[0])
    by_id = {one.get("id"): one for one in tree.root.iter() if one.get("id")}
    read, unread = 0, []
    for one in tree.root.iter():
        is_drawn = one.tag == "svg" or one.get("src", "").startswith("data:image/svg")
        if not is_drawn and one.get("role") != "img" and not {"duk", "chart"} & _classes(one):
            continue
        lineage = [one]
        while (outer := tree.around.get(lineage[-1])) is not None:
            lineage.append(outer)
        if _is_read(one, lineage, by_id):
            read += 1
        elif not _is_told(one, lineage):
            unread.append(f"<{one.tag} class={one.get('class')!r} id={one.get('id')!r}>")
    return read, unread


def _is_read(one, lineage, by_id):
    """Whether it says its name, what its keys do, where its numbers stand, and where they are said."""
    if "chart" in _classes(one):  # of a meeting, whose reading.js adds what the keys need
        slide = next(outer for outer in lineage if "slide" in _classes(outer))
        held = [part for part in slide.iter() if {"numbers", "tables"} & _classes(part)]
        return bool(one.get("aria-label")) and "data-enhet" in one.attrib and any(map(_has_numbers, held))
    where = one.get("data-tabell")
    named, keys = by_id.get(one.get("aria-labelledby")), by_id.get(f"{where}-hjalp")
    said = [part for part in lineage[1] if "lasning" in _classes(part)]
    is_whole = [part.get("role") for part in said] == ["status"] and {"data-enhet", "data-tecken"} <= set(one.keys())
    hidden = [part for part in one if part.get("aria-hidden") == "true"]
    has_words = all(part is not None and part.text for part in (named, keys))
    return is_whole and has_words and len(hidden) == len(one) and _has_numbers(by_id.get(where))


def _is_told(one, lineage):
    """Whether it is a small picture whose text stands beside it."""
    if ALONE & _classes(one):
        return one.get("alt") == "" and any("tal" in _classes(part) for part in lineage[1])
    for name, texts in BESIDE.items():
        if any(name in _classes(outer) for outer in lineage[:2]) and (one.get("alt") or one.get("aria-label")):
            near = [part for outer in lineage[:5] for part in outer.iter()]
            return all(any(text in _classes(part) for part in near) for text in texts)
    return False
