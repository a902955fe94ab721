"""The declaration of an indicator, and the closed vocabularies all parts share. Types only: no files, no sockets."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.ground.declarations.queries import (
    OWN_SUM,
    RIKET_ALONE,
    Axis,
    Code,
    CodeRef,
    FileQuery,
    Fixed,
    Label,
    Measure,
    PxQuery,
    Query,
    Total,
)
from loaders.ground.enums import ABSENT, Comparison, Grain, Kind, Level, PlaceBasis, Severity, Status
from loaders.ground.release import Announced, Release
from loaders.ground.source_info import SourceInfo

__all__ = [
    "ABSENT",
    "OWN_SUM",
    "RIKET_ALONE",
    "AgeLimit",
    "Announced",
    "Axis",
    "Break",
    "Code",
    "CodeRef",
    "Comparison",
    "FileQuery",
    "Fixed",
    "Grain",
    "Indicator",
    "Kind",
    "KnownTotal",
    "Label",
    "Level",
    "Measure",
    "PlaceBasis",
    "PxQuery",
    "Query",
    "Release",
    "Severity",
    "SourceInfo",
    "Status",
    "Total",
    "Wording",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A change in how a series is made, between ``period`` and the one before it.

    ``tolerance`` is in the indicator's unit and belongs to NOISE. ``touches`` limits the break to some
    dimension values, e.g. ``{"age": ("16-66",)}``; empty means all. ``because_sv`` is the reason as a clause after
    *eftersom*, where a comparison is not made.
    """

    period: str
    severity: Severity
    reason_sv: str
    tolerance: float = 0.0
    touches: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    because_sv: str = ""

    def concerns(self, values: Mapping[str, str]) -> bool:
        """Whether a series with these dimension values is touched."""
        return all(values.get(name) in allowed for name, allowed in self.touches.items())


@dataclass(frozen=True, slots=True)
class AgeLimit:
    """The highest age a measure counts from a period on; ``since`` is "" for the first."""

    since: str
    upper: int


@dataclass(frozen=True, slots=True)
class KnownTotal:
    """What a publisher has told in words that riket's figure of a whole year is; ``source_sv`` says who, and where."""

    year: int
    value: float
    source_sv: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How Swedish sentences speak of a measure, in lower case where it is not a name.

    ``subject_sv`` is definite (arbetslösheten, antalet sysselsatta); ``noun_sv`` indefinite, for ranks
    (arbetslöshet); ``things_sv`` what is counted, plural (nya lediga jobb), empty for rates and amounts;
    ``thing_sv`` one of them (nytt ledigt jobb), where small numbers are told; ``whole_sv`` all of them, definite
    (befolkningen), for what others name as their ``key``.
    The rest is for counts of events: ``event_sv`` is a past phrase with {n} (gick {n} företag i konkurs),
    ``perfect_sv`` what follows *har* ({n} nya jobb anmälts), ``none_sv`` the event for zero (varslades ingen),
    ``nobody_sv`` a clause for a true zero (ingen varslades om uppsägning). ``survey_sv`` names a survey (AKU).
    """

    subject_sv: str
    noun_sv: str = ""
    things_sv: str = ""
    thing_sv: str = ""
    whole_sv: str = ""
    event_sv: str = ""
    perfect_sv: str = ""
    none_sv: str = ""
    nobody_sv: str = ""
    survey_sv: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One measure: everything fetch, checks, charts, words, report and tests need to know of it.

    ``dimensions`` are our own names in key order (region_code and period come besides). ``default_slice`` picks one
    value of each: what cards and sentences show. ``numerator`` and ``denominator`` are indicator ids whose sums give
    the rate for a group of places. ``base`` is the indicator whose value decides small-number protection.
    ``terms_sv`` and ``publisher_sv`` are those of the first query's publisher where nothing else is declared; the
    catalogue fills them in. ``marks`` hold for the whole table and are kept per publication, not per row; of several
    tables, for those named in ``marked_tables``, or for all.
    """

    id: str
    title_sv: str
    short_title_sv: str
    slug: str
    unit_sv: str
    decimals: int
    topic: str
    grain: Grain
    kind: Kind
    place_basis: PlaceBasis
    age_group: str
    queries: tuple[Query, ...]
    default_slice: Mapping[str, str]
    definition_sv: str
    caveat_sv: str
    publication_lag_days: int
    terms_sv: str = ""
    publisher_sv: str = ""
    comparisons: tuple[Comparison, ...] = (Comparison.YEAR_ON_YEAR,)
    age_limits: tuple[AgeLimit, ...] = ()
    """Where the publisher has raised the highest age: each limit, oldest first. ``age_group`` and the title are those
    of the newest; what they are in a period, loaders/ground/ages.py says."""
    growing_ages: tuple[str, ...] = ()
    """Values of the dimension age whose highest age is that limit."""
    age_labels: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Their labels in a period, filled in by ``ages.in_period``."""
    age_limits_in: str = ""
    """Id of the (supporting) indicator that holds the limits as the publisher's files say them, by period."""
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    base: str | None = None
    breaks: tuple[Break, ...] = ()
    marks: tuple[Status, ...] = ()
    marked_tables: tuple[str, ...] = ()
    lowest: float | None = 0.0
    highest: float | None = None
    supporting: bool = False
    """True for a series that is only stored to compute others from: no card, no page."""
    synonyms: tuple[str, ...] = ()
    """What people call the measure besides its titles, in Swedish: the search finds it by them."""
    order: int = 100
    """Place among cards and lists; lowest first."""
    secondary: bool = False
    """True for a measure beside its topic's main ones: a row among *Fler mått* on the overview, not a card."""
    family: str = ""
    """What it shares with measures that tell of the same people, jobs or firms: the overview counts them once."""
    official: bool = True
    """Official statistics of Sweden; the sources page says which are."""
    wording: Wording | None = None
    """How sentences name the measure; without it they fall back on the short title."""
    exists_since: Mapping[Level, str] = dataclasses.field(default_factory=dict)
    """First period at a level, where levels begin at different times and the store does not tell by itself."""
    release: Release | None = None
    """When a period is expected; without it, in the last ten days of the publication lag."""
    margin: str | None = None
    """Id of the (supporting) indicator that holds a survey's margins of error, in the same unit."""
    bounds: tuple[str, ...] = ()
    """Ids of the two (supporting) indicators that hold the lowest and the highest a figure can be, where parts of it
    are hidden or guessed. It is then said as an interval, everywhere."""
    compared_at: tuple[Level, ...] = tuple(Level)
    """Levels of place whose changes are put into words; the others get their number only."""
    whole_at: tuple[Level, ...] = ()
    """Levels of place whose values are said in whole units, whatever ``decimals``."""
    at_moment: bool = False
    """For a flow: a number at a moment, such as those registered at a month's end. Twelve months are averaged."""
    incomplete_newest: int = 0
    """Newest periods that are always too low when first published: shown, never put into words."""
    parts: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    """A dimension's values that add up to its default one, in the order they are drawn in, each with its short name.
    The last is drawn with what disclosure noise leaves over. Shown per municipality (``matt=delar``)."""
    branches: str = ""
    """Id of the indicator that holds the industries it is made of (``matt=branscher``); its own if it has them."""
    verdict_of: str = ""
    """Id of the share of which these persons are the numerator: that share's word is said of them, never one of their
    own, so that the same persons get one verdict."""
    over_border: bool = False
    """Whether it counts those who cross a place's border: a larger place's are those over its own border, which no sum
    over the places inside it gives."""
    key: str = ""
    """Id of the count that a place's share of riket is set beside, such as the population; empty where it is not."""
    mean_level: float | None = None
    """What an index is scaled to be over the years: how far from it the newest value lies is told."""
    per_thousand: str = ""
    """Id of the count, at a moment, of what such events happen to: twelve months of them are told per 1 000 of it."""
    recovers: bool = False
    """Whether it is told how much of a rise since a chosen month has been taken back."""
    often_hidden: bool = False
    """True if single municipalities are hidden month after month, so that *övriga länet* is no comparison."""
    same_as: tuple[str, ...] = ()
    """Ids of indicators that count the same people: their figures are ours where the dimensions that only one of us
    has are at their default. What is hidden in one is then hidden in the other (loaders/disclosure/)."""
    known_totals: tuple[KnownTotal, ...] = ()
    """Riket's totals of whole years as told in words: a fetch that gives others warns, and stores."""

    def marks_of(self, table: str) -> tuple[Status, ...]:
        """The marks that hold for one of its tables."""
        return self.marks if not self.marked_tables or table in self.marked_tables else ()

    @property
    def home_only(self) -> bool:
        """Whether it is fetched for the home county alone, and riket."""
        return any(isinstance(query, FileQuery) and query.home_only for query in self.queries)

    @property
    def is_share(self) -> bool:
        """Whether values are per cent, so that differences are percentage points."""
        return self.kind is Kind.RATE or self.unit_sv.startswith("procent")

    @property
    def is_index(self) -> bool:
        """Whether values are numbers on a scale made for them, of which nobody is at zero."""
        return self.unit_sv.startswith("index")

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Own dimensions in key order, without region_code and period."""
        return tuple(self.default_slice)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Levels of place the indicator exists at, nation first."""
        asked = {level for query in self.queries for level in query.levels}
        return tuple(level for level in Level if level in asked)

    @property
    def expected(self) -> Release:
        """Days after a period's end when its figures are expected."""
        return self.release or Release(max(self.publication_lag_days - 10, 1), self.publication_lag_days)

    @property
    def tables(self) -> tuple[str, ...]:
        """The publisher's table ids, in the order of the queries."""
        return tuple(dict.fromkeys(query.table for query in self.queries))
