"""A meeting file as blocks: what comes before the slides, each ``[[view]]`` with the comments above it, and the rest.
Its links, attachments and questions likewise, and the keys of the meeting itself, which are one block; so are the
statements of participants' figures, each ``[[uppgift]]``.

Blocks are moved, taken out and put in as text, so that every byte of the others stays; the keys of one are changed by
tomlkit, which keeps its comments and order.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from loaders.ground.errors import UsageError
from loaders.ground.people import toml_text

SLIDE = "view"
TOP = ""
"""The table that the keys of the meeting itself stand in: the file's own, above all others."""
LONGEST_LINE = 80
"""A list that would make a longer line has a line for each of its values."""
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
"""The lines that TOML counts: a text may hold other signs that Python takes for the end of one."""
Keyed = Table | TOMLDocument
"""What keys stand in: a ``[[table]]``, or the file itself."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The text of a meeting file in pieces; joined they are the file."""

    head: str
    slides: tuple[str, ...]
    between: tuple[str, ...]
    """What follows each slide and is none: another kind of table. As many as there are slides."""
    table: str = SLIDE
    """What a block is called in the file, such as ``[[view]]``; ``TOP`` for the keys above all tables."""
    least: int = 1
    """So many there must be."""

    @classmethod
    def of(cls, text: str, name: str, table: str = SLIDE, least: int = 1) -> "Blocks":
        """The blocks of a text. UsageError where it is no TOML, or writes them otherwise than as ``[[table]]``."""
        found = toml_text.parsed(text, name)
        lines = _LINES.findall(text)
        headers = sorted(
            (line - 1, path[0] == table)
            for path, line in found.fault.lines.items()
            if len(path) <= 2 and lines[line - 1].lstrip().startswith("[") and isinstance(path[-1], int | str)
        )
        starts: dict[int, bool] = {}
        for line, is_slide in headers:
            starts.setdefault(line, is_slide)
        if table == TOP:
            end = _with_comments(lines, min(starts)) if starts else len(lines)
            return cls("", ("".join(lines[:end]),), ("".join(lines[end:]),), table=TOP)
        count = len(found.stated.get(table, ()))
        if sum(starts.values()) != count:
            raise UsageError(
                f"{name}: write each as a [[{table}]] of its own",
                f"{name}: skriv var och en som ett eget [[{table}]], så går den att ändra här.",
            )
        cut = cls._cut(lines, [(_with_comments(lines, line), is_slide) for line, is_slide in sorted(starts.items())])
        return replace(cut, table=table, least=least)

    @classmethod
    def _cut(cls, lines: Sequence[str], starts: Sequence[tuple[int, bool]]) -> "Blocks":
        edges = [*(line for line, _ in starts), len(lines)]
        head = "".join(lines[: edges[0]])
        slides: list[str] = []
        between: list[str] = []
        for n, (line, is_slide) in enumerate(starts):
            piece = "".join(lines[line : edges[n + 1]])
            if is_slide:
                slides.append(piece)
                between.append("")
            elif slides:
                between[-1] += piece
            else:
                head += piece
        return cls(head, tuple(slides), tuple(between))

    @property
    def text(self) -> str:
        """The file."""
        pieces = [self.head]
        for slide, rest in zip(self.slides, self.between, strict=True):
            pieces += [slide, rest]
        return "".join(pieces)

    def moved(self, n: int, to: int) -> "Blocks":
        """The slide at a position put at another; both from 0. UsageError where there is none."""
        self._check(n)
        self._check(to)
        order = list(range(len(self.slides)))
        order.insert(to, order.pop(n))
        return self._with([self.slides[one] for one in order])

    def without(self, n: int) -> "Blocks":
        """Without the slide at a position. UsageError for the last one: a meeting has at least one."""
        self._check(n)
        if len(self.slides) <= self.least:
            raise UsageError(
                "a meeting has at least one slide", "Ett möte har minst en bild. Lägg till en annan först."
            )
        kept = [slide for at, slide in enumerate(self.slides) if at != n]
        rests = list(self.between)
        gone = rests.pop(n)
        if n:
            rests[n - 1] += gone
        return (self if n else replace(self, head=self.head + gone))._with(kept, rests)

    def added(self, at: int, block: str) -> "Blocks":
        """A further slide at a position (0 to their number)."""
        if not 0 <= at <= len(self.slides):
            raise UsageError(f"there is no place {at + 1}", f"Det finns ingen plats {at + 1}.")
        slides, rests = list(self.slides), list(self.between)
        slides.insert(at, block)
        rests.insert(at, "")
        if at == len(rests) - 1 and at:  # other tables stay last
            rests[at], rests[at - 1] = rests[at - 1], ""
        return self._with(slides, rests)

    def changed(self, n: int, change: Callable[[Keyed], None]) -> "Blocks":
        """The keys of one block changed."""
        self._check(n)
        slides = list(self.slides)
        slides[n] = _changed(slides[n], change, self.table)
        return replace(self, slides=tuple(slides))

    def _with(self, slides: Sequence[str], between: Sequence[str] | None = None) -> "Blocks":
        """Other slides, a blank line after each that is not the last thing of the file."""
        rests = tuple(self.between if between is None else between)
        last = len(slides) - 1
        apart = tuple(
            _ended(slide) if n < last or rests[n] else slide.rstrip("\n") + "\n" for n, slide in enumerate(slides)
        )
        head = self.head if self.head.endswith("\n\n") or not self.head else _ended(self.head)
        head = head if slides else head.rstrip("\n") + "\n"
        return replace(self, head=head, slides=apart, between=rests)

    def _check(self, n: int) -> None:
        if not 0 <= n < len(self.slides):
            what = "bild" if self.table == SLIDE else "rad"
            raise UsageError(f"there is no [[{self.table}]] {n + 1}", f"Det finns ingen {what} {n + 1}.")


def _with_comments(lines: Sequence[str], line: int) -> int:
    """The line where a table begins with the comments that stand directly above it."""
    while line and lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line


def _ended(piece: str) -> str:
    return piece.rstrip("\n") + "\n\n"


def _changed(block: str, change: Callable[[Keyed], None], table: str) -> str:
    try:
        document = tomlkit.parse(block)
    except TOMLKitError as error:
        raise UsageError(f"the block cannot be changed: {error}", "Det går inte att ändra här.") from None
    if table == TOP:
        change(document)
        return tomlkit.dumps(document)
    tables = document[table]
    if not isinstance(tables, AoT):
        raise UsageError(f"the block is no [[{table}]]", f"Det är inget [[{table}]].")
    change(tables[0])
    return tomlkit.dumps(document)


Value = str | bool | int | float | date | time | list[str] | list[list[str]]
"""What a key may be set to: a list of lists is a table, its headings first."""


def put(table: Keyed, key: str, value: Value | None) -> None:
    """Set a key of a block, after the others where it is new; None takes it away."""
    if value is None:
        if key in table:
            table.remove(key)
        return
    item = _item(value)
    if key in table:
        table[key] = item
        return
    blank = _take_blank(table)
    table.add(key, item)
    if blank:
        table.add(tomlkit.nl())


def _item(value: Value) -> Any:
    """A value as a person would write it: several addresses a line each."""
    if isinstance(value, str):
        return _text(value)
    item: Any = tomlkit.item(value)
    is_long = isinstance(value, list) and len(value) > 1 and len(item.as_string()) > LONGEST_LINE
    return item.multiline(True) if is_long else item


def _text(value: str) -> Any:
    """A text as a person would write it: several lines between three quotation marks."""
    is_plain = '"""' not in value and "\\" not in value and "\r" not in value
    if "\n" in value and is_plain and len(value) > 1:
        return tomlkit.parse(f'text = """\n{value.strip(chr(10))}\n"""\n')["text"]
    return tomlkit.string(value)


def _take_blank(table: Keyed) -> bool:
    """Whether a blank line ended the table, which is taken away so that a new key does not stand below it."""
    body = table.body if isinstance(table, TOMLDocument) else table.value.body
    taken = False
    while body and body[-1][0] is None and not body[-1][1].as_string().strip():
        body.pop()
        taken = True
    return taken


def written(table: str, keys: Sequence[tuple[str, Value]]) -> str:
    """A new block as text."""
    return "\n".join([f"[[{table}]]", *(f"{key} = {_item(value).as_string()}" for key, value in keys)]) + "\n"


def written_slide(kind: str, keys: Sequence[tuple[str, Value]]) -> str:
    """A new slide as text."""
    return written(SLIDE, [*([("kind", kind)] if kind != "view" else []), *keys])
