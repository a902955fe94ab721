"""A meeting file as blocks: what comes before the slides, each ``[[view]]`` with the comments above it, and the rest.
The file of participants' figures likewise, each ``[[uppgift]]``.

Blocks are moved, taken out and put in as text, so that every byte of the others stays; the keys of one are changed by
tomlkit, which keeps its comments and order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from loaders.ground.errors import UsageError
from loaders.ground.people import toml_text

SLIDE = "view"


@dataclass(frozen=True, slots=True)
class Blocks:
    """The text of a meeting file in pieces; joined they are the file."""

    head: str
    slides: tuple[str, ...]
    between: tuple[str, ...]
    """What follows each slide and is none: another kind of table. As many as there are slides."""
    table: str = SLIDE
    """What a slide is called in the file: ``[[view]]``."""
    least: int = 1
    """So many there must be."""

    @classmethod
    def of(cls, text: str, name: str, table: str = SLIDE, least: int = 1) -> "Blocks":
        """The blocks of a text. UsageError where it is no TOML, or writes its slides otherwise than as ``[[view]]``."""
        found = toml_text.parsed(text, name)
        lines = text.splitlines(keepends=True)
        headers = sorted(
            (line - 1, path[0] == table)
            for path, line in found.fault.lines.items()
            if len(path) <= 2 and lines[line - 1].lstrip().startswith("[") and isinstance(path[-1], int | str)
        )
        starts: dict[int, bool] = {}
        for line, is_slide in headers:
            starts.setdefault(line, is_slide)
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
        if gone:
            rests[max(n - 1, 0)] += gone
        return self._with(kept, rests)

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

    def changed(self, n: int, change: Callable[[Table], None]) -> "Blocks":
        """The keys of one slide changed."""
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
        return replace(self, head=head, slides=apart, between=rests)

    def _check(self, n: int) -> None:
        if not 0 <= n < len(self.slides):
            raise UsageError(f"there is no slide {n + 1}", f"Det finns ingen bild {n + 1}.")


def _with_comments(lines: Sequence[str], line: int) -> int:
    """The line where a table begins with the comments that stand directly above it."""
    while line and lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line


def _ended(piece: str) -> str:
    return piece.rstrip("\n") + "\n\n"


def _changed(block: str, change: Callable[[Table], None], table: str) -> str:
    try:
        document = tomlkit.parse(block)
    except TOMLKitError as error:
        raise UsageError(f"the slide cannot be changed: {error}", "Bilden går inte att ändra här.") from None
    tables = document[table]
    if not isinstance(tables, AoT):
        raise UsageError(f"the block is no [[{table}]]", f"Det är inget [[{table}]].")
    change(tables[0])
    return tomlkit.dumps(document)


Value = str | bool | int | float | date | list[list[str]]
"""What a key may be set to: a list of lists is a table, its headings first."""


def put(table: Table, key: str, value: Value | None) -> None:
    """Set a key of a slide, after the others where it is new; None takes it away."""
    if value is None:
        if key in table:
            table.remove(key)
        return
    item: Any = _text(value) if isinstance(value, str) else tomlkit.item(value)
    if key in table:
        table[key] = item
        return
    blank = _take_blank(table)
    table.add(key, item)
    if blank:
        table.add(tomlkit.nl())


def _text(value: str) -> Any:
    """A text as a person would write it: several lines between three quotation marks."""
    is_plain = '"""' not in value and "\\" not in value and "\r" not in value
    if "\n" in value and is_plain and len(value) > 1:
        return tomlkit.parse(f'text = """\n{value.strip(chr(10))}\n"""\n')["text"]
    return tomlkit.string(value)


def _take_blank(table: Table) -> bool:
    """Whether a blank line ended the table, which is taken away so that a new key does not stand below it."""
    body = table.value.body
    taken = False
    while body and body[-1][0] is None and not body[-1][1].as_string().strip():
        body.pop()
        taken = True
    return taken


def written(kind: str, keys: Sequence[tuple[str, Value]]) -> str:
    """A new slide as text."""
    lines = [f"[[{SLIDE}]]"]
    if kind != "view":
        lines.append(f'kind = "{kind}"')
    lines += [f"{key} = {_value(value)}" for key, value in keys]
    return "\n".join(lines) + "\n"


def _value(value: Value) -> str:
    found: str = (_text(value) if isinstance(value, str) else tomlkit.item(value)).as_string()
    return found
