"""The analyst's own slide: text, table or picture, with a headline and a source of the analyst's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.forms import untrusted_svg
from dashboard.meetings.slides import Content, Keys, Setting, SlideKind
from dashboard.model import DEMODATA, NO_TABLE, Column, Table
from dashboard.views.slide_view import Picture, SlideView
from loaders.ground.errors import ReportError, UsageError
from loaders.ground.people.files import Absent, read_regular

LARGEST_PICTURE_BYTES = 1_000_000
_FORMATS = {".png": "png", ".jpg": "jpg", ".jpeg": "jpg", ".svg": "svg"}
_NUMBER = re.compile(r"[+\-−]?\d[\d \xa0]*(,\d+)?([ \xa0]?%)?")
_SOURCE_WORD = re.compile(r"\A(?:käll(?:a|or)\s*:\s*)+", re.IGNORECASE)
"""What stands before the source where somebody wrote the word, once or twice."""
_SIGNS = frozenset({"", "-", "–", ".."})
_BEGINS = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Free(Content):
    """What the analyst writes. ``table`` has its headings first; ``picture`` is a file beside the meeting file."""

    headline: str
    source: str
    text: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    picture: str = ""
    alt: str = ""

    @property
    def is_made_up(self) -> bool:
        """Whether the analyst's own source carries the mark of made-up figures."""
        return DEMODATA in self.source

    @property
    def plain_source(self) -> str:
        """``Källa: …`` as every form shows it: the word once, whether the analyst wrote it or not, and without the mark
        of made-up figures at its end, which slides set apart."""
        told = " ".join(self.source.split())
        plain = told.removesuffix(".").removesuffix(DEMODATA).rstrip()
        named = plain if told.removesuffix(".").endswith(DEMODATA) else told
        source = _SOURCE_WORD.sub("", named)
        word = "Källor" if named.lower().startswith("källor") and source != named else "Källa"
        return f"{word}: {source}" if source else ""


def read(keys: Keys) -> Free:
    """``headline`` and ``source``, and one or several of ``text``, ``table`` and ``picture`` with ``alt``.

    A picture without alternative text can be in a draft; ``meeting check`` tells of it, and it is not published.
    """
    headline, source, text = keys.text("headline"), keys.text("source"), keys.text_if_any("text")
    if not {"text", "table", "picture"} & keys.table.keys():
        raise keys.wrong("", "write text, table or picture", "skriv text, table eller picture.")
    table, picture = keys.rows("table"), keys.picture("picture", tuple(_FORMATS))
    return Free(
        headline=headline,
        source=source,
        text=text,
        table=table,
        picture=picture,
        alt=keys.text_if_any("alt"),
    )


def view(content: Free, setting: Setting) -> SlideView:
    """The text, table or picture in a figure's place."""
    table = NO_TABLE
    if content.table:
        heading, *rows = content.table
        columns = (Column(text, _are_numbers([row[n] for row in rows])) for n, text in enumerate(heading))
        table = Table(content.headline, tuple(columns), tuple(rows))
    return SlideView(
        title="",
        headline=content.headline,
        sentence=" ".join(content.text.split()),
        alt=content.alt,
        table=table,
        plain_source=content.plain_source,
        synthetic=content.is_made_up,
        picture=_picture(content, setting.material.folder) if content.picture else None,
        shows_table=bool(content.table),
    )


def _are_numbers(cells: Sequence[str]) -> bool:
    """Whether a column is one of numbers and of signs for none: it is set to the right."""
    told = [cell.strip() for cell in cells if cell.strip() not in _SIGNS]
    return bool(told) and all(_NUMBER.fullmatch(cell) for cell in told)


def _picture(asked: Free, folder: Path | None) -> Picture:
    """A picture beside the meeting file."""
    return read_picture((folder or Path()) / asked.picture, asked.alt)


def read_picture(path: Path, alt: str) -> Picture:
    """A picture that somebody has chosen, checked. UsageError where it is not there or is no picture."""
    try:
        content, form = read_regular(path, LARGEST_PICTURE_BYTES), _FORMATS[path.suffix.lower()]
    except Absent:
        raise UsageError(
            f"there is no {path.name} in {path.parent}", f"Bilden {path.name} finns inte i {path.parent}."
        ) from None
    if not content.startswith(_BEGINS.get(form, b"")):
        raise UsageError(
            f"{path.name} is no {form} picture; save it again",
            f"Bilden {path.name} är inte i formatet {form}. Spara om den.",
        )
    if form == "svg":
        try:
            content = untrusted_svg.checked(content.decode()).encode()
        except (ReportError, UnicodeDecodeError) as error:
            raise UsageError(f"{path.name}: {error}", f"SVG-bilden {path.name} kan inte användas.") from None
    return Picture(content=content, format=form, alt=alt)


KIND = SlideKind(
    word="free",
    keys=("source", "text", "table", "picture", "alt"),
    read=read,
    view=view,
    examples=(
        """headline = "DEMODATA: så kan en fri bild se ut"
text = "Varje månad har något som inte finns i databasen."
table = [["Vad", "När"], ["Påhittad etablering, 40 tjänster", "våren"]]
source = "påhittad uppgift från en deltagare. DEMODATA.\"""",
    ),
)
