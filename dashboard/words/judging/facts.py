"""What a claim is judged from: one number, what it is compared with, and what must be known to compare honestly."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from loaders.ground.declarations import Break, Indicator, Severity, Status
from loaders.ground.periods import Period
from loaders.ground.places import Place


@dataclass(frozen=True, slots=True)
class Observation:
    """One cell: its period, value (None or NaN where absent), status and the publisher's raw symbol.

    low, high: what it can be at least and at most, where parts of it are hidden or guessed; None where nobody tells.
    """

    period: Period
    value: float | None
    status: Status = Status.EMPTY
    symbol: str = ""
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "period", Period(self.period))
        if self.value is not None and (self.status.is_absent or not math.isfinite(self.value)):
            object.__setattr__(self, "value", None)
        if self.value is None and not self.status.is_absent:
            object.__setattr__(self, "status", Status.MISSING)

    @property
    def is_bound(self) -> bool:
        """Whether the value is the lowest it can be, and nobody tells how high it can be."""
        return self.status is Status.LOWER_BOUND and self.low is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """What one vintage of a projection says of a place: residents in the common first and last year."""

    vintage: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything ``judge`` may look at. Values are raw; judging rounds them as displayed.

    now, then: the number spoken of and the one it is compared with, normally a year before (None: not compared).
      For a projection: the last and first common year of the newest vintage.
    before: the period before ``now``; used only where month-on-month words are declared.
    today: the as-of day, which decides between *i fjol* and *året före*.
    slice: chosen dimension values; empty means the indicator's default slice.
    base_now: a rate's denominator in persons (labour force, residents), in ``now``'s period and slice.
    base_total: the same for the default slice, which decides whether a small place gets words for breakdowns.
    history: own values by period, None or missing where absent; for gates, bands and sums of twelve months.
    bounds: the periods of the history whose value is the lowest it can be; a sum with one is the lowest it can be.
    spread: the own-history gate's s, if already computed; otherwise it is taken from ``history``.
    margin_now, margin_then: half widths of a survey's 95 % interval.
    next_publication: when an unpublished number is expected. latest: the newest published period.
    shown_instead: the place shown where the indicator does not exist for ``place``.
    revisions: earlier revisions of newest values (later minus first), for *brukar höjas*.
    older_vintages: other vintages of a projection over the same years, newest first.
    usual_revision: how much the newest period's figure is usually changed afterwards, in points for a share and else in
      per cent; None where that is not known, or ``now`` is not the newest period.
    """

    indicator: Indicator
    place: Place
    today: date
    now: Observation
    then: Observation | None = None
    before: Observation | None = None
    slice: Mapping[str, str] = field(default_factory=dict)
    base_now: float | None = None
    base_total: float | None = None
    history: Mapping[str, float | None] = field(default_factory=dict)
    bounds: frozenset[str] = frozenset()
    spread: float | None = None
    margin_now: float | None = None
    margin_then: float | None = None
    next_publication: date | None = None
    latest: str | None = None
    shown_instead: Place | None = None
    revisions: tuple[float, ...] = ()
    older_vintages: tuple[Projection, ...] = ()
    usual_revision: float | None = None

    @classmethod
    def of_series(
        cls,
        indicator: Indicator,
        place: Place,
        series: Mapping[str, Observation],
        period: str,
        today: date,
        *,
        slice: Mapping[str, str] | None = None,
        base_now: float | None = None,
        base_total: float | None = None,
        spread: float | None = None,
        margin_now: float | None = None,
        margin_then: float | None = None,
        usual_revision: float | None = None,
    ) -> "Facts":
        """Facts for one period of a series: the same period a year before, the period before, and the history.

        A period the series has never had is taken as missing for ``now`` and as not compared for the others.
        """
        return cls(
            indicator=indicator,
            place=place,
            today=today,
            now=series.get(period) or Observation(Period(period), None, Status.MISSING),
            then=series.get(Period(period).back()),
            before=series.get(Period(period).shift(-1)),
            history={p: observed.value for p, observed in series.items()},
            bounds=frozenset(p for p, observed in series.items() if observed.is_bound),
            slice=slice or {},
            base_now=base_now,
            base_total=base_total,
            spread=spread,
            margin_now=margin_now,
            margin_then=margin_then,
            usual_revision=usual_revision,
        )

    @property
    def values(self) -> Mapping[str, str]:
        """The chosen dimension values, defaults filled in."""
        return {**self.indicator.default_slice, **self.slice}

    def has_bound(self, last: Period, length: int) -> bool:
        """Whether one of the ``length`` periods that end with ``last`` has a value that is the lowest it can be."""
        own = (one.period for one in (self.now, self.then, self.before) if one is not None and one.is_bound)
        known = self.bounds.union(own)
        return bool(known) and any(last.shift(-n) in known for n in range(length))

    @property
    def is_breakdown(self) -> bool:
        """Whether a part by sex or origin is chosen instead of the default slice."""
        default = self.indicator.default_slice
        return any(self.values.get(name) != default.get(name) for name in ("sex", "birth_region"))

    @property
    def comparable_since(self) -> str:
        """First period that may be set beside ``now``: that of the newest incomparable break; empty without."""
        cuts = (
            found.period
            for found in self.indicator.breaks
            if found.severity is Severity.INCOMPARABLE
            and Period(found.period).first_day <= self.now.period.last_day
            and found.concerns(self.values)
        )
        return max(cuts, default="")

    @property
    def comparable_history(self) -> dict[str, float | None]:
        """The history since the newest incomparable break, from which variation, bands and sums are taken."""
        since = self.comparable_since
        return {period: value for period, value in self.history.items() if period >= since}

    def breaks_since(self, then: str) -> tuple[Break, ...]:
        """Breaks of this slice that lie after the start of ``then`` and not after the end of ``now``."""
        return tuple(
            found
            for found in self.indicator.breaks
            if Period(then).first_day < Period(found.period).first_day <= self.now.period.last_day
            and found.concerns(self.values)
        )
