"""The changes of a meeting that can be made: each takes the blocks of its file and gives them changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.editing.blocks import SLIDE, Blocks, Keyed, Value, put, written_slide
from dashboard.meetings.keys import LONGEST_TEXT, chosen_by, seconds_of
from dashboard.meetings.meeting import LONGEST_HEADLINE, LONGEST_SECONDS
from dashboard.meetings.slides import DEFAULT, all_kinds
from dashboard.meetings.slides.summary import MOST_ROWS
from dashboard.meetings.slides.view import MOST_FIGURES
from dashboard.views.links.named import address_by_codes
from loaders.ground.errors import UsageError

TEXTS = ("headline", "words", "notes")
"""Keys of a slide that hold what the analyst writes."""
MOST_LINKS = {DEFAULT: MOST_FIGURES, "summary": MOST_ROWS}
"""Kinds of slides that show what links lead to, and how many of them."""
OF_FREE = ("source", "alt", "text", "table", "picture")
"""Further keys of the analyst's own slide."""
_FREE = ("headline", "source", "text", "table", "picture", "alt")


@dataclass(frozen=True, slots=True)
class Change:
    """One change. n: the slide it is of, from 0; -1 where it is of none that is there. key: what of it is set.

    mine: the text that was written, for whoever must choose between two. told_sv: what is said of it. table: what it is
    a block of, ``TOP`` for the keys of the meeting itself.
    """

    make: Callable[[Blocks], Blocks]
    n: int = -1
    key: str = ""
    mine: str = ""
    told_sv: str = ""
    table: str = SLIDE
    follow: Callable[[int], int] | None = None
    """Where a slide stands after it, from 1, by where it stood; 0 where it is gone. Questions keep to their slide."""


def change_of(asked: Mapping[str, Any], county: str) -> Change:
    """The change that a request asks for. UsageError where it is none, or its words are no such thing."""
    make = _MAKERS.get(str(asked.get("op", "")))
    if make is None:
        raise UsageError(f"unknown change {asked.get('op')!r}", "Okänd ändring.")
    return make(asked, county)


def number_of(asked: Mapping[str, Any], key: str) -> int:
    """A whole number of a request. UsageError for what is none."""
    found = asked.get(key)
    if not isinstance(found, int) or isinstance(found, bool):
        raise UsageError(f"'{key}' must be a whole number", f"”{key}” ska vara ett heltal.")
    return found


def said_of(asked: Mapping[str, Any], key: str, *, in_cells: bool = False) -> str:
    """A text without spaces around it and at the ends of its lines. in_cells: a table's tabs are no such spaces."""
    found = asked.get(key, "")
    if not isinstance(found, str):
        raise UsageError(f"'{key}' must be text", f"”{key}” ska vara text.")
    if len(found) > LONGEST_TEXT:
        raise UsageError(f"'{key}' is longer than {LONGEST_TEXT}", f"Texten är längre än {LONGEST_TEXT} tecken.")
    space = " \n" if in_cells else None
    return "\n".join(line.rstrip(space) for line in found.replace("\r\n", "\n").split("\n")).strip(space)


def _set(asked: Mapping[str, Any], county: str) -> Change:
    """A text, what a slide shows, whether its headline is kept, whether and in which version it is shown, seconds."""
    n, key = number_of(asked, "n"), str(asked.get("key", ""))
    value: str | bool | int | None
    if key in TEXTS:
        text = said_of(asked, "value")
        if key == "headline":
            text = " ".join(text.split())
            if len(text) > LONGEST_HEADLINE:
                raise UsageError(
                    f"the headline has {len(text)} characters; {LONGEST_HEADLINE} fit",
                    f"Rubriken har {len(text)} tecken, {LONGEST_HEADLINE} får plats.",
                )

        def write(blocks: Blocks) -> Blocks:
            found = blocks.changed(n, lambda table: put(table, key, text or None))
            return found.changed(n, lambda table: put(table, "kept", None)) if key == "headline" else found

        return Change(write, n, key, text)
    if key in OF_FREE:
        return _set_free(asked, n, key)
    if key in ("links", "box"):
        return _set_links(asked, n, key, county)
    if key == "seconds":
        said = asked.get("value")
        value = seconds_of(said if isinstance(said, str) else number_of(asked, "value"), LONGEST_SECONDS)
    elif key in ("kept", "prepared"):
        value = True if asked.get("value") else None
    elif key == "short":
        value = None if asked.get("value") else False
    else:
        raise UsageError(f"'{key}' is not set here", f"”{key}” ändras inte här.")
    return Change(lambda blocks: blocks.changed(n, lambda table: put(table, key, value)), n, key)


def _set_free(asked: Mapping[str, Any], n: int, key: str) -> Change:
    """What the analyst's own slide shows. Another picture takes the alternative text of the one before along."""
    text = said_of(asked, "value", in_cells=key == "table")
    if key == "source":
        text = " ".join(text.split())
    if key in ("source", "picture") and not text:
        raise UsageError(f"'{key}' is empty", "Källan saknas." if key == "source" else "Bilden saknas.")
    told = "Bilden är bytt. Skriv vad den nya bilden visar." if key == "picture" else ""

    def change(table: Keyed) -> None:
        if table.get("kind") != "free":
            raise UsageError(f"slide {n + 1} is no free slide", f"Bild {n + 1} är ingen fri bild.")
        put(table, key, rows_of(text) or None if key == "table" else text or None)
        if key == "picture":
            put(table, "alt", None)

    return Change(lambda blocks: blocks.changed(n, change), n, key, text, told)


def _set_links(asked: Mapping[str, Any], n: int, key: str, county: str) -> Change:
    """What a slide shows: a line for each address; or the other measure of its box, of which there may be none."""
    text = said_of(asked, "value")
    links = _links(text, county)
    if key == "box" and len(links) > 1:
        raise UsageError("one link fits in the box", "I rutan får en adress plats.")
    if key == "links" and not links:
        raise UsageError("the slide shows nothing", "Skriv minst en adress, till exempel /indikator/arbetsloshet.")

    def change(table: Keyed) -> None:
        kind = str(table.get("kind", DEFAULT))
        if key not in all_kinds()[kind].keys:
            raise UsageError(f"slide {n + 1} has no '{key}'", f"Bild {n + 1} visar inga mått.")
        if key == "box":
            put(table, "box", links[0] if links else None)
            return
        most = MOST_LINKS.get(kind, MOST_ROWS)
        if len(links) > most:
            raise UsageError(f"{len(links)} links; {most} fit", f"{len(links)} adresser, {most} får plats på bilden.")
        is_one = kind == DEFAULT and len(links) == 1
        for name, value in (("link", links[0] if is_one else None), ("links", None if is_one else links)):
            if links_of(table) != links or (value is None) == (name in table):
                put(table, name, value)

    return Change(lambda blocks: blocks.changed(n, change), n, key, "\n".join(links))


def _links(text: str, county: str) -> list[str]:
    """The addresses of a text, as the file holds them. UsageError for one that leads to no measure."""
    links = text.split()
    for one in links:
        chosen_by(one, county)
    return [address_by_codes(one) for one in links]


def links_of(table: Mapping[str, Any]) -> list[str]:
    """The addresses that a slide of a file has, as written."""
    return [str(one) for one in table.get("links", [table["link"]] if "link" in table else [])]


def rows_of(text: str) -> list[list[str]]:
    """A table as it is typed or pasted: a line for each row, its cells parted by tabs, or else by ``|``."""
    lines = [line for line in text.split("\n") if line.strip()]
    parted = "\t" if any("\t" in line for line in lines) else "|"
    rows = [[cell.strip() for cell in line.split(parted)] for line in lines]
    widest = max(map(len, rows), default=0)
    return [[*row, *[""] * (widest - len(row))] for row in rows]


def rows_text(rows: Sequence[Sequence[str]]) -> str:
    """The same table to be typed on; with tabs where a cell holds the other sign."""
    parted = "\t" if any("|" in cell for row in rows for cell in row) else " | "
    return "\n".join(parted.join(row) for row in rows)


def _move(asked: Mapping[str, Any], county: str) -> Change:
    n, to = number_of(asked, "n"), number_of(asked, "to")

    def follow(slide: int) -> int:
        if slide == n + 1:
            return to + 1
        return slide - (n + 1 < slide <= to + 1) + (to + 1 <= slide < n + 1)

    told = f"Bild {n + 1} flyttad till plats {to + 1}"
    return Change(lambda blocks: blocks.moved(n, to), n, told_sv=told, follow=follow)


def _delete(asked: Mapping[str, Any], county: str) -> Change:
    n = number_of(asked, "n")

    def follow(slide: int) -> int:
        return 0 if slide == n + 1 else slide - (slide > n + 1)

    return Change(lambda blocks: blocks.without(n), n, told_sv=f"Bild {n + 1} borttagen", follow=follow)


def _added(at: int, block: str, told_sv: str) -> Change:
    """A further slide, before the one that stood at a position."""
    return Change(lambda blocks: blocks.added(at, block), told_sv=told_sv, follow=lambda slide: slide + (slide > at))


def _add(asked: Mapping[str, Any], county: str) -> Change:
    """A slide of one figure, by its address as it was copied."""
    at, link = number_of(asked, "at"), said_of(asked, "link")
    chosen_by(link, county)
    block = written_slide("view", [("link", address_by_codes(link))])
    return _added(at, block, f"Bild {at + 1} tillagd")


def _free(asked: Mapping[str, Any], county: str) -> Change:
    """The analyst's own slide, with what it must have."""
    at = number_of(asked, "at")
    said = {key: said_of(asked, key, in_cells=key == "table") for key in _FREE}
    said["headline"] = " ".join(said["headline"].split())
    missing = [name for key, name in (("headline", "rubrik"), ("source", "källa")) if not said[key]]
    if said["picture"] and not said["alt"]:
        missing.append("alternativtext, som läses upp för den som inte ser bilden")
    if not (said["text"] or said["table"] or said["picture"]):
        missing.append("text, tabell eller bild")
    if missing:
        raise UsageError(f"the free slide lacks {missing}", f"Det saknas: {', '.join(missing)}.")
    shown: dict[str, Value] = {**said, "table": rows_of(said["table"])}
    block = written_slide("free", [(key, shown[key]) for key in _FREE if shown[key]])
    return _added(at, block, f"Fri bild tillagd som bild {at + 1}")


def _kind(asked: Mapping[str, Any], county: str) -> Change:
    """A slide of a kind that is made of what the meeting has already: its summary, or its outlook."""
    at, kind = number_of(asked, "at"), str(asked.get("kind", ""))
    keys: list[tuple[str, Value]] = []
    if kind == "summary":
        links = _links(said_of(asked, "links"), county)[:MOST_ROWS]
        if not links:
            raise UsageError("nothing to sum up", "Lägg till en vy först: sammanfattningen visar vyernas mått.")
        keys = [("links", links)]
    elif kind != "outlook":
        raise UsageError(f"slides of kind '{kind}' are not added so", "En sådan bild läggs inte till så.")
    block = written_slide(kind, keys)
    name = {"summary": "Sammanfattning", "outlook": "Utsikter"}[kind]
    return _added(at, block, f"{name} tillagd som bild {at + 1}")


_MAKERS: Mapping[str, Callable[[Mapping[str, Any], str], Change]] = {
    "set": _set,
    "move": _move,
    "delete": _delete,
    "add": _add,
    "free": _free,
    "kind": _kind,
}
