"""``Edition``: all that a published meeting shows, as finished text and values. Every form is made of it alone.

It is written to ``edition.json`` and read back as the same values (``encoded``, ``decoded``). Other fields than these
are another schema, with a number of its own and a fixture under tests/editions/ that is read for ever.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from dashboard.editions.figures_used import Used
from dashboard.model import NO_TABLE, Table
from dashboard.views.slide_view import Statements
from loaders.ground.errors import LanspulsError

SCHEMA = 1
_MEDIA = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}
NARROW_PX = 340
"""What a phone of 390 px leaves for a page's text."""
Figure = dict[str, Any]
"""A plotly figure as plain values."""


class EditionDamaged(LanspulsError):
    """An edition whose files are not what was published. ``message_sv`` says so to readers."""

    def __init__(self, message: str, message_sv: str) -> None:
        super().__init__(message)
        self.message_sv = message_sv


class Kind(StrEnum):
    """What an edition is beside the one before it."""

    FIRST = "inför mötet"
    ADDITION = "tillägg"
    CORRECTION = "rättelse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The meeting an edition is of. start, end: None where the file does not say. next_sv: the next meeting's day in
    words, *inte bestämt* where no file says one. place: where it is held; held_sv: how, *digitalt* or *hybrid*. logo,
    colour: those of the organisation, the colour as #RRGGBB; None and empty where the installation has none.
    """

    day: date
    title: str
    place: str
    county: str
    county_sv: str
    organisation: str
    start: time | None = None
    end: time | None = None
    held_sv: str = ""
    deep_dive: str = ""
    next_sv: str = ""
    logo: "OwnPicture | None" = None
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPicture:
    """An analyst's own picture: base64 of its bytes, what they are (``png``, ``jpg``, ``svg``), alternative text."""

    base64: str
    format: str
    alt: str

    @property
    def address(self) -> str:
        """The picture itself as an address."""
        return f"data:{_MEDIA[self.format]};base64,{self.base64}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawings:
    """A slide's figure at every size, and as SVG at that of paper; all None where there is none.

    svg is None too where no browser drew it when the edition was made. narrow: the phone's as SVG, ``NARROW_PX`` wide,
    which editions from before 2026-11-28 lack.
    """

    slide: Figure | None = None
    screen: Figure | None = None
    phone: Figure | None = None
    paper: Figure | None = None
    svg: str | None = None
    narrow: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """What one slide shows. Fields as those of ``SlideView``; further:

    number: from 1. kind: the word of its kind of slide. own_headline: the headline is the analyst's; then
    ``data_headlines`` are those made from the figures. words: the analyst's, a paragraph each. link: the page at the
    day of the edition. used: every number its figures show. numbers: those as text, newest first, for who reads them
    by keys, and spoken_unit what is said after each. turns, borders: whether it can be turned to municipalities and to
    neighbours. is_prepared: prepared and not shown at the meeting. seconds: meant for it, 0 where not said.
    """

    number: int
    kind: str
    title: str
    headline: str
    plain_source: str
    headline_below: str = ""
    own_headline: bool = False
    data_headlines: tuple[str, ...] = ()
    subtitle: str = ""
    caption: str = ""
    sentence: str = ""
    points: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    alt: str = ""
    table: Table = NO_TABLE
    further: tuple[Table, ...] = ()
    numbers: Table = NO_TABLE
    spoken_unit: str = ""
    shows_table: bool = False
    table_below: bool = False
    notes: tuple[str, ...] = ()
    definition: str = ""
    caveat: str = ""
    synthetic: bool = False
    link: str = ""
    lines: tuple[Statements, ...] = ()
    picture: OwnPicture | None = None
    drawings: Drawings = Drawings()
    used: tuple[Used, ...] = ()
    turns: bool = False
    borders: bool = False
    short: bool = True
    is_prepared: bool = False
    seconds: int = 0

    @property
    def has_figure(self) -> bool:
        """Whether there is a figure."""
        return self.drawings.slide is not None or self.drawings.paper is not None

    @property
    def tables(self) -> tuple[Table, ...]:
        """All its tables that have rows, the figure's own first."""
        return tuple(table for table in (self.table, *self.further) if table.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A slide for another place. Without a figure ``why`` says why there is nothing to show."""

    slide: int
    place: str
    place_sv: str
    is_neighbour: bool
    why: str = ""
    headline: str = ""
    headline_below: str = ""
    subtitle: str = ""
    alt: str = ""
    sentence: str = ""
    figure: Figure | None = None
    phone: Figure | None = None
    tables: tuple[Table, ...] = ()
    numbers: Table = NO_TABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class InShort:
    """One measure in a row of the summary, or of a municipality's page.

    period_sv, value, than: as the slide *Läget i korthet* says them; word: the conclusion with what it compares with.
    change: the difference as a number with its sign, empty where there is none; persons: what it is in persons, where
    it is of a share. mark: *nytt*, *reviderad* … place_sv: whose figure it is, where the measure does not exist at the
    place's level. county_value: the county's beside a municipality's. slide: the number of the slide that shows the
    measure, 0 where none does. line: what its small line shows, oldest first, None for a gap; line_then: the position
    in it of what the value is compared with, None where that is no point of it.
    """

    title: str
    period_sv: str
    value: str
    than: str
    word: str
    is_change: bool = False
    change: str = ""
    persons: str = ""
    mark: str = ""
    place_sv: str = ""
    county_value: str = ""
    sentence: str = ""
    source: str = ""
    link: str = ""
    slide: int = 0
    synthetic: bool = False
    line: tuple[float | None, ...] = ()
    line_then: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A municipality's page: its row of each measure, what cannot be shown for it, and ninety seconds to say.

    headline: what has changed there, in one. said: three sentences with persons; differs: one thing that differs from
    the county; question: one to ask.
    """

    code: str
    name: str
    rows: tuple[InShort, ...]
    not_shown: tuple[str, ...]
    said: tuple[str, ...]
    differs: str
    question: str
    address: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A conclusion of the meeting before, judged again: what is told of it, and whether it stands."""

    told: str
    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A figure that was wrong by our fault: which, and the wrong and the right number as displayed.

    slide: 0 where no slide shows it by now. what_sv: measure, what is chosen, place and period in one; measure_sv: the
    same without the place, place_sv. why_sv, day: the note of the correction and its Swedish day. Editions from before
    2026-11-28 have ``what_sv`` alone.
    """

    slide: int
    what_sv: str
    wrong: str
    right: str
    measure_sv: str = ""
    place_sv: str = ""
    why_sv: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a measure's figures come from. next_sv: when the next are expected; empty where nobody says."""

    title: str
    publisher: str
    tables: tuple[str, ...]
    published_sv: str
    fetched_sv: str
    next_sv: str
    terms: str
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question from the meeting that was approved: its text, the slide then seen, and the answer if there is one."""

    text: str
    slide: int = 0
    place_sv: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A link or an attachment: its name, and its address; of an attachment the file in the edition's folder."""

    title: str
    address: str = ""
    file: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Where the words began for a kind of measure when the edition was made: decimal numbers as text."""

    kind: str
    slight: str
    plain: str
    clear: str
    scale: str
    least_persons: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition. moment: when it was published (UTC). known_by: the day whose state the figures show.

    note: what a correction or an addition says of itself. corrected: what this edition corrects,
    then what those before it did. summary: the five rows; sentences: one each, with both
    numbers and the place. turned: slides for other places. news: what became of the meeting before. participants:
    tables of the participants' own figures. rules: the limits of the words, by which later figures are judged beside
    the edition; rules_version: that of the tests behind them (``words/judging/kept.py``), 1 where an edition says none.
    reading: how the words are chosen, and the signs.
    """

    schema: int = SCHEMA
    number: int
    kind: Kind
    moment: datetime
    known_by: date
    head: Head
    slides: tuple[Slide, ...]
    note: str = ""
    corrected: tuple[Corrected, ...] = ()
    summary_headline: str = ""
    summary: tuple[InShort, ...] = ()
    turned: tuple[Turned, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    news: tuple[Revised, ...] = ()
    participants: tuple[Table, ...] = ()
    reading: tuple[Table, ...] = ()
    reading_told: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    questions: tuple[Question, ...] = ()
    links: tuple[Linked, ...] = ()
    attachments: tuple[Linked, ...] = ()
    rules: tuple[Rule, ...] = ()
    rules_version: int = 1
    public_address: str = ""
    """Where readers reach the meeting; empty where nothing is published, and then no form holds an address of ours."""

    @property
    def shown(self) -> tuple[Slide, ...]:
        """The slides shown at the meeting."""
        return tuple(slide for slide in self.slides if not slide.is_prepared)

    @property
    def prepared(self) -> tuple[Slide, ...]:
        """Those prepared but not shown."""
        return tuple(slide for slide in self.slides if slide.is_prepared)

    @property
    def synthetic(self) -> bool:
        """Whether any figure is made up, which every form must say."""
        return any(slide.synthetic for slide in self.slides)

    @property
    def used(self) -> tuple[tuple[Slide, Used], ...]:
        """Every slide's numbers."""
        return tuple((slide, used) for slide in self.slides for used in slide.used)

    @property
    def name(self) -> str:
        """``mote-2026-11-30-utgava-1``: how the files of its forms are named; of a draft ``mote-2026-11-30-utkast``."""
        if not self.number:
            return f"mote-{self.head.day.isoformat()}-utkast"
        return f"mote-{self.head.day.isoformat()}-utgava-{self.number}"


_ADAPTER = TypeAdapter(Edition)


def encoded(edition: Edition) -> bytes:
    """The edition as JSON, the same bytes for the same edition."""
    return orjson.dumps(_ADAPTER.dump_python(edition, mode="json"), option=orjson.OPT_SORT_KEYS)


def decoded(content: bytes, name: str) -> Edition:
    """The edition of such JSON. EditionDamaged where it is of another schema or is none; ``name`` is what is told."""
    try:
        raw = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise EditionDamaged(f"{name} is no JSON ({error})", f"{name} går inte att läsa.") from None
    schema = raw.get("schema") if isinstance(raw, dict) else None
    if schema != SCHEMA:
        raise EditionDamaged(
            f"{name} is of schema {schema}; this program reads {SCHEMA}: install a newer one",
            f"{name} är gjord av en nyare version av Länspuls. Uppdatera programmet.",
        )
    try:
        return _ADAPTER.validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise EditionDamaged(
            f"{name}: {where}: {first['msg']} ({error.error_count()} faults)", f"{name} går inte att läsa."
        ) from None
