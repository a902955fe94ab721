"""``View``: all that is known of one view of one selection. The web page, slides and the PDF ask it, not each other.

Nothing here is ever read back from a sentence: whoever wants to know what a text says asks the field it was made from.
"""

from dataclasses import dataclass, field, fields, replace
from typing import Any

from dashboard.data.numbers import Numbers
from dashboard.data.origins import Origin
from dashboard.model import Table
from dashboard.words import Claim
from dashboard.words.kinds import absences
from loaders.ground.declarations import Indicator
from loaders.ground.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A figure and what is said of it.

    figure: a plotly figure as a plain dict, None where there is nothing to draw. caption: what a reader must know to
    read it. description: what is drawn, with first and last value. has_band: whether a grey field shows what is usual
    or possible, which the caption explains.
    """

    figure: dict[str, Any] | None = None
    caption: str = ""
    description: str = ""
    has_band: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places of a view. ``own`` differs from ``asked`` where the measure does not exist at that one's level."""

    own: Place
    asked: Place
    compared: tuple[Place, ...] = ()

    @property
    def is_elsewhere(self) -> bool:
        """Whether another place than the asked one is shown."""
        return self.own.code != self.asked.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The same numbers as text.

    beside: the table beside the figure; is_wide where it has too many columns to stand there. series: every number of
    the figure. further: those of what the measure is made of. changes_in_persons: where places are compared, the name
    of each and its change in persons since the year before, for those that have one. for_programs: numbers that are
    intervals, with codes and a decimal point; None where the figure has its numbers as values, or has none.
    """

    beside: Table
    series: Table
    is_wide: bool = False
    further: tuple[Table, ...] = ()
    changes_in_persons: tuple[tuple[str, str], ...] = ()
    for_programs: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What must be said beside the sentence: remarks on the figures, and the reason of every break in the window."""

    remarks: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a way of showing gives a view.

    headline: at most 90 characters, with the period. number: the newest value as it is said, empty where there is none;
    before: the number it is set beside where no word compares them; word: that word where no claim holds it; claim: the
    judged comparison with the year before, None where what is shown is not judged. period: the newest period shown,
    empty without figures; period_sv: its name where it is more than a period, such as a season's. first: the first
    period of the window. history: the own place's newest values, one per period, None for a gap. own_origin_sv: who
    made the region's own projections, where there are any. numbers: those of the figure as values, None where a way has
    only its tables of text; two views are alike without comparing them.
    """

    subtitle: str
    headline: str
    sentence: str
    drawn: Drawn
    tables: Tables
    places: Places
    notes: Notes = field(default_factory=Notes)
    period: str = ""
    period_sv: str = ""
    first: str = ""
    number: str = ""
    before: str = ""
    word: str = ""
    history: tuple[float | None, ...] = ()
    claim: Claim | None = None
    own_origin_sv: str = ""
    numbers: Numbers | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Content):
    """One view of one selection: its content, the measure's declaration, its address, and the figures' origin."""

    declared: Indicator
    link: str
    origin: Origin

    @classmethod
    def of(cls, content: Content, *, declared: Indicator, link: str, origin: Origin) -> "View":
        """The view of a content: the one place where a view is made."""
        given = {one.name: getattr(content, one.name) for one in fields(Content)}
        return cls(**given, declared=declared, link=link, origin=replace(origin, own_sv=content.own_origin_sv))

    @property
    def indicator(self) -> str:
        """The measure's id."""
        return self.declared.id

    @property
    def title(self) -> str:
        """The measure's name."""
        return self.declared.title_sv

    @property
    def definition(self) -> str:
        """What the measure shows."""
        return self.declared.definition_sv

    @property
    def caveat(self) -> str:
        """What the measure does not show."""
        return self.declared.caveat_sv

    @property
    def figure(self) -> dict[str, Any] | None:
        """The figure as a plain plotly dict, None where there is nothing to draw."""
        return self.drawn.figure

    @property
    def caption(self) -> str:
        """What a reader must know to read the figure; empty if nothing."""
        return self.drawn.caption

    @property
    def alt(self) -> str:
        """The figure's alternative text: the headline and what is drawn; without a figure the sentence."""
        return f"{self.headline}. {self.drawn.description}" if self.drawn.description else self.sentence

    @property
    def spoken_unit_sv(self) -> str:
        """What is said after a number that is read aloud: ``procent`` of *procent av arbetskraften*."""
        unit = self.declared.unit_sv if self.numbers is None else self.numbers.unit_sv
        return unit.partition(" av ")[0]

    @property
    def elsewhere_sv(self) -> str:
        """``Varsel finns bara för län. Här visas Jämtlands län.`` Empty where the figures are the asked place's own."""
        is_shown = self.places.is_elsewhere and bool(self.period)
        return absences.not_at_level(self.declared, self.places.own) if is_shown else ""

    @property
    def table(self) -> Table:
        """The table beside the figure."""
        return self.tables.beside

    @property
    def source(self) -> str:
        """The finished source line: publisher, tables, published, fetched, status, and DEMODATA of made-up figures."""
        return self.origin.line()

    @property
    def synthetic(self) -> bool:
        """Whether the figures are made up, which demands the DEMODATA mark."""
        return self.origin.synthetic

    @property
    def remarks(self) -> tuple[str, ...]:
        """What must be said beside sentence and caption, in order."""
        return (*self.notes.remarks, *self.notes.breaks)
