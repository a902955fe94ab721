"""``SlideView``: what one slide shows, of one figure, two or none. Its page and the PDF are made of nothing else."""

import base64
from dataclasses import dataclass
from typing import Any

from dashboard.model import DEMODATA, NO_TABLE, Table
from dashboard.views.view import View

_MEDIA = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An analyst's own picture: its bytes, what they are (``png``, ``jpg``, ``svg``), its alternative text."""

    content: bytes
    format: str
    alt: str

    @property
    def address(self) -> str:
        """The picture itself as an address."""
        return f"data:{_MEDIA[self.format]};base64,{base64.b64encode(self.content).decode()}"


@dataclass(frozen=True, slots=True)
class Statements:
    """A heading, and what is said below it in one or several statements."""

    heading: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideView:
    """What a slide shows; everything but the figure is finished text.

    view: that of its figure, the upper one of two; None for a slide that is not of one measure. headline_below: the
    lower one's headline, as two figures say two things. captions_of_bands: the captions that explain what a grey
    field is. points: a sentence for each of several measures. plain_source: the source line without the mark of made-
    up figures, which ``synthetic`` demands. figure, caption, alt, table, further, notes: as those of a view. lines,
    picture and shows_table are what stands in a figure's place; table_below: the table has the width of the page
    below the figure. is_lost: its figures cannot be read, and its sentence says so.
    """

    title: str
    headline: str
    plain_source: str
    headline_below: str = ""
    subtitle: str = ""
    sentence: str = ""
    points: tuple[str, ...] = ()
    figure: dict[str, Any] | None = None
    caption: str = ""
    captions_of_bands: tuple[str, ...] = ()
    alt: str = ""
    table: Table = NO_TABLE
    further: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    definition: str = ""
    caveat: str = ""
    synthetic: bool = False
    link: str = ""
    view: View | None = None
    lines: tuple[Statements, ...] = ()
    picture: Picture | None = None
    shows_table: bool = False
    table_below: bool = False
    is_lost: bool = False

    @property
    def tables(self) -> tuple[Table, ...]:
        """All its tables that have rows, the figure's own first."""
        return tuple(table for table in (self.table, *self.further) if table.rows)

    @property
    def source(self) -> str:
        """The source line, with DEMODATA at its end if the figures are made up."""
        return f"{self.plain_source} {DEMODATA}." if self.synthetic else self.plain_source

    @property
    def headlines(self) -> tuple[str, ...]:
        """Its headline, and that of the lower of two figures."""
        return (self.headline, self.headline_below) if self.headline_below else (self.headline,)

    def sentence_beside(self, headline: str) -> str:
        """The sentence, or nothing if the headline above it says the same."""
        return "" if self.sentence.rstrip(".") == headline.rstrip(".") else self.sentence


def lost_slide(why: str, synthetic: bool) -> SlideView:
    """A slide whose figures cannot be read: it says so in its figure's place."""
    headline = "Bildens siffror går inte att läsa"
    source = "Källa: går inte att läsa."
    return SlideView(
        title=headline, headline=headline, plain_source=source, sentence=why, synthetic=synthetic, is_lost=True
    )
