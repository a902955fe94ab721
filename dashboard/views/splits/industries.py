"""Employed per industry at one place: the change in persons against the same month a year before (measure card M5)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard import words
from dashboard.data import arithmetic
from dashboard.data.numbers import Axis, Chosen, Numbers, Shape
from dashboard.data.series import Data
from dashboard.figures.barplan import Bar, BarChart
from dashboard.figures.bars import bar_chart
from dashboard.figures.theme import Canvas
from dashboard.views import tables
from dashboard.views.scene import Scene
from dashboard.views.splits.shape import MOST_ROWS, Split
from dashboard.views.view import Drawn
from dashboard.words import nouns, swedish
from dashboard.words.judging.claims import Claim
from dashboard.words.kinds import splits
from dashboard.words.swedish import NBSP
from loaders.ground.declarations import Status
from loaders.ground.panel import REGION, STATUS_CODE
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.vocabulary import INDUSTRY, label_sv

TOTAL, UNKNOWN = "total", "unknown"
POOLED_BELOW = 10
"""Industries with fewer employed are shown together only."""
BARS_FROM = 100
"""Industries with fewer employed have their numbers and no bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Industry:
    """Employed in an industry now and a year before; None where not known or not to be compared."""

    code: str
    name: str
    now: float | None
    then: float | None

    @property
    def change(self) -> float | None:
        """Difference in persons."""
        return None if self.now is None or self.then is None else self.now - self.then


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedIndustry:
    """An industry that may be shown by itself: employed now, and the change in persons since a year before."""

    code: str
    name: str
    now: float
    change: float


def industries(seen: Scene, data: Data) -> tuple[Industry, ...]:
    """Every industry of the scene's place in its newest period, in the vocabulary's order, without the total."""
    dimension, asked = INDUSTRY.name, seen.selection
    there = data.codes(seen.indicator.id, dimension, asked.as_of)
    at = seen.periods.index(seen.newest)
    reach = PARTS_PER_YEAR[seen.indicator.grain]
    found = []
    for value in INDUSTRY.values:
        if value.code == TOTAL or value.code not in there:
            continue
        chosen = asked.full_slice() | {dimension: value.code}
        series = data.series(seen.indicator.id, chosen, (seen.own.code,), asked.as_of)
        barred = arithmetic.barred(seen.indicator, chosen, seen.periods, reach)[at]
        now, then = (series.value(seen.own.code, period) for period in (seen.newest, Period(seen.newest).back()))
        name = swedish.capital(value.label_sv)
        found.append(Industry(code=value.code, name=name, now=now, then=None if barred else then))
    return tuple(found)


def draw(seen: Scene, data: Data, canvas: Canvas) -> Split:
    """A bar for each industry's change, from the largest rise to the largest fall; the smallest together."""
    rows = industries(seen, data)
    chosen = dict(seen.selection.slice).get(INDUSTRY.name, "")
    table = tables.industry_table(seen, data)
    told = _told(rows)
    if not told:
        return Split(Drawn(caption="Branscherna kan inte jämföras med året före."), table)
    told.sort(key=lambda row: (row.code != chosen, -abs(row.change)))
    kept = told if len(told) == len(rows) <= MOST_ROWS else told[: MOST_ROWS - 1]
    alone = {row.code for row in kept}
    pooled = [row for row in rows if row.code not in alone]
    bars = [
        _industry_bar(row.name, row.now, row.change, chosen=row.code == chosen)
        for row in sorted(kept, key=lambda row: -row.change)
    ]
    if pooled:
        bars.append(_pooled(pooled))
    then = Period(seen.newest).back()
    headings = tuple(
        f"{word}<br>{swedish.short_period(period).replace(' ', NBSP)}"
        for word, period in (("mot", then), ("antal", seen.newest))
    )
    chart = BarChart(bars=tuple(bars), headings=headings, tick_text=swedish.number, synthetic=data.synthetic)
    caption = f"Grått: ändringen är mindre än {splits.PERSONS} personer."
    if any(bar.parts == () for bar in bars):
        caption += f" Utan stapel: färre än {BARS_FROM} sysselsatta."
    if pooled:
        caption += " Alla branscher står i tabellen."
    how = (
        f"Liggande staplar över ändringen i personer mot {swedish.period_name(then)} i {seen.own.full_name}, "
        f"en per bransch. Från {bars[0].name.lower()}, {bars[0].columns[0]}, till "
        f"{bars[len(kept) - 1].name.lower()}, {bars[len(kept) - 1].columns[0]}."
    )
    figure = bar_chart(chart, canvas.frame, canvas.theme)
    return Split(Drawn(figure=figure, caption=caption, description=how), table)


def _industry_bar(name: str, now: float, change: float, *, chosen: bool = False, apart: bool = False) -> Bar:
    columns = (swedish.signed(change), swedish.number(now))
    quiet = abs(change) < splits.PERSONS
    parts = (change,) if now >= BARS_FROM else ()
    return Bar(name=name, parts=parts, columns=columns, quiet=quiet, chosen=chosen, apart=apart)


def _pooled(rows: Sequence[Industry]) -> Bar:
    """The rest as one: a number that lacks a part is a lower bound, and such a change is not said."""
    name = f"Övriga {len(rows)} branscher" if len(rows) > 1 else "Övrigt"
    known = sum(row.now for row in rows if row.now is not None)
    changes = [row.change for row in rows if row.change is not None]
    if len(changes) == len(rows):
        return _industry_bar(name, known, sum(changes), apart=True)
    least = "minst " if any(row.now is None for row in rows) else ""
    return Bar(name=name, columns=("", f"{least}{swedish.number(known)}"), quiet=True, apart=True)


def tell(seen: Scene, data: Data, claim: Claim) -> tuple[list[str], str]:
    """Headlines and sentence: largest rise and fall of at least 20 persons, after what is said of all industries."""
    today, period = claim.facts.today, seen.newest
    then = swedish.in_compared_period(Period(period).back(), period, today)
    changes = [(label_sv(INDUSTRY.name, row.code), row.change) for row in _told(industries(seen, data))]
    fallback, total = words.headline(claim), "" if seen.selection.slice else words.sentence(claim)
    if not changes:
        return [fallback], words.sentence(claim)
    things = nouns.wording(seen.indicator).things_sv
    until = swedish.period_today(period, today)
    headlines = splits.industry_headlines(changes, things, seen.own, until)
    return [*headlines, fallback], f"{total} {splits.industries(changes, things, then)}".strip()


def _told(rows: Sequence[Industry]) -> list[ChangedIndustry]:
    """Industries that may be shown by themselves."""
    return [
        ChangedIndustry(code=row.code, name=row.name, now=row.now, change=row.change)
        for row in rows
        if row.now is not None and row.change is not None and row.now >= POOLED_BELOW and row.code != UNKNOWN
    ]


def numbers(seen: Scene, data: Data) -> Numbers:
    """Industry × (employed a year before, employed now), as published; the total last."""
    there = data.codes(seen.indicator.id, INDUSTRY.name, seen.selection.as_of)
    named = [value for value in INDUSTRY.values if value.code in there]
    named.sort(key=lambda value: value.code == TOTAL)
    periods = (Period(seen.newest).back(), Period(seen.newest))
    values = np.full((len(named), len(periods)), np.nan)
    status = np.full(values.shape, STATUS_CODE[Status.NOT_PUBLISHED], np.uint8)
    for row, value in enumerate(named):
        chosen = seen.selection.full_slice() | {INDUSTRY.name: value.code}
        series = data.series(seen.indicator.id, chosen, (seen.own.code,), seen.selection.as_of)
        for column, period in enumerate(periods):
            known = series.value(seen.own.code, period)
            values[row, column] = np.nan if known is None else known
            is_nil = known == 0
            status[row, column] = STATUS_CODE[Status.NIL if is_nil else series.status_of(seen.own.code, period)]
    return Numbers(
        rows=Axis(
            name=INDUSTRY.name,
            title_sv=INDUSTRY.label_sv,
            codes=tuple(value.code for value in named),
            labels_sv=tuple(swedish.capital(value.label_sv) for value in named),
        ),
        columns=Axis.of_periods(periods),
        values=values,
        status=status,
        unit_sv=seen.indicator.unit_sv,
        shape=Shape.BARS,
        chosen=(Chosen(REGION, "Plats", seen.own.code, seen.own.full_name),),
    )
