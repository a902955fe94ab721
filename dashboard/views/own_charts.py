"""The chart a kind of measure has of its own: a season, rare counts, lumps. Pure: a scene and its claim in."""

from collections.abc import Sequence

import numpy as np

from dashboard.data import arithmetic
from dashboard.data.arithmetic import breaks_of
from dashboard.figures.columns import QuarterColumns, UprightBar, quarter_columns
from dashboard.figures.events import LumpsChart, RareChart, lumps_chart, rare_chart
from dashboard.figures.season import SeasonChart, season_chart
from dashboard.figures.theme import Canvas
from dashboard.model import Column, Table
from dashboard.views.scene import Scene
from dashboard.views.selection import Selection
from dashboard.views.tables import counted
from dashboard.views.told.axes import tick_text
from dashboard.views.view import Drawn
from dashboard.words import Claim, Rare, nouns, swedish
from dashboard.words.judging.thresholds import LUMPS_YEARS, PANDEMIC
from loaders.ground.declarations import Grain, Indicator, Kind, Level, Severity, Status
from loaders.ground.panel import STATUS_CODE
from loaders.ground.periods import PARTS_PER_YEAR, Period

_NOUGHT = counted(0, Status.EMPTY, 0)
BAND_YEARS = 5
BAND_YEARS_LEAST = 3
RARE_MONTHS = 60
MONTHS_LISTED = 12
ROOM_BEFORE = 5
"""Months drawn before the first of the ten years, so that its number has room."""


def has_own_chart(indicator: Indicator) -> bool:
    """Whether the kind has a chart of its own that the level is shown in: a season, rare counts, lumps."""
    if indicator.kind in (Kind.FLOW, Kind.SEASON):
        return indicator.grain is not Grain.YEAR and not indicator.at_moment
    return indicator.kind in (Kind.RARE, Kind.LUMPS) and indicator.grain is Grain.MONTH


def is_own_chart(seen: Scene) -> bool:
    """Whether a scene's level is drawn in the kind's own chart.

    Lines are drawn for what has no chart of its own, and where a link asks for other places or another window.
    """
    return not seen.selection.since and bool(own_years(seen.selection, seen.own.level))


def own_chart(seen: Scene, claim: Claim, canvas: Canvas, *, synthetic: bool) -> Drawn:
    """The kind's own chart of a scene whose level has one."""
    indicator = seen.indicator
    quarterly = _quarters if indicator.grain is Grain.QUARTER else _season
    made = {Kind.RARE: _rare, Kind.LUMPS: _lumps}.get(indicator.kind, quarterly)
    return made(seen, claim, canvas, synthetic)


def own_years(selection: Selection, level: Level) -> int:
    """How many years the kind's own chart of the level reaches back; 0 where lines are drawn, whatever the window."""
    indicator = selection.declared
    if not has_own_chart(indicator) or selection.compare or level not in indicator.compared_at:
        return 0
    return {Kind.RARE: RARE_MONTHS // 12, Kind.LUMPS: LUMPS_YEARS}.get(indicator.kind, 1)


def _known(row: np.ndarray) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(v) else float(v) for v in row)


def _since_break(seen: Scene) -> str:
    """The first period of the newest stretch without an incomparable break; empty if there is none."""
    cuts = [
        b.period
        for b in breaks_of(seen.indicator, seen.raw.slice)
        if b.severity is Severity.INCOMPARABLE and b.period <= seen.newest
    ]
    return max(cuts, default="")


def _by_year(seen: Scene) -> dict[int, list[float | None]]:
    """The chosen place's values by year and part of the year, since the newest incomparable break."""
    parts, cut = PARTS_PER_YEAR[seen.indicator.grain], _since_break(seen)
    by_year: dict[int, list[float | None]] = {}
    for period, value in zip(seen.periods, _known(seen.row(seen.own)), strict=True):
        if cut <= period <= seen.newest:
            by_year.setdefault(period.year, [None] * parts)[period.part - 1] = value
    return by_year


def _season(seen: Scene, claim: Claim, canvas: Canvas, synthetic: bool) -> Drawn:
    parts = PARTS_PER_YEAR[Grain.MONTH]
    by_year = _by_year(seen)
    year = Period(seen.newest).year
    empty: list[float | None] = [None] * parts
    earlier = [y for y in range(year - BAND_YEARS, year) if any(v is not None for v in by_year.get(y, empty))]
    usual, left_out = _without_pandemic(by_year, earlier)
    low, high = _span(usual, parts)
    before = by_year.get(year - 1, empty)
    years = f"{earlier[0]}–{earlier[-1]}" if any(v is not None for v in high) else ""
    value = _newest(seen)
    status = seen.raw.status_of(seen.own.code, seen.newest)
    least = "minst " if status is Status.LOWER_BOUND else ""
    last = next(
        (Period.of(year - 1, n + 1, Grain.MONTH) for n in reversed(range(parts)) if before[n] is not None), None
    )
    chart = SeasonChart(
        now=tuple(by_year.get(year, empty)),
        before=tuple(before),
        low=low,
        high=high,
        now_name=str(year),
        before_name=str(year - 1),
        band_name=years,
        now_label=f"{swedish.short_period(seen.newest)}: {least}{swedish.number(value, seen.decimals)}",
        before_label=str(year - 1) if last is None else f"{year - 1}  {_own_text(seen, last)}",
        tick_text=tick_text,
        hollow=status is Status.INCOMPLETE or (status is Status.PRELIMINARY and not seen.is_preliminary()),
        synthetic=synthetic,
    )
    caption = [f"Streckad linje: {year - 1}."]
    if years:
        caption.append(f"Grått fält: mellan lägsta och högsta värdet {years}{_PANDEMIC_SV if left_out else ''}.")
    if chart.hollow:
        unsure = "inte komplett än" if status is Status.INCOMPLETE else "preliminär"
        caption.append(f"Ihålig punkt: siffran är {unsure}.")
    how = f"Säsongsdiagram över årets månader: {year}"
    how += f", {year - 1} och spannet {years}. " if years else f" och {year - 1}. "
    drawn = [p for p in seen.periods if p.year == year and p <= seen.newest and seen.at(seen.own, p) is not None]
    return Drawn(
        figure=season_chart(chart, canvas.frame, canvas.theme),
        caption=" ".join(caption),
        description=how + _ends(seen, drawn[0]),
        has_band=bool(years),
    )


def _quarters(seen: Scene, claim: Claim, canvas: Canvas, synthetic: bool) -> Drawn:
    """This year's quarters before the span of the five years before, with each quarter's normal number."""
    by_year, year = _by_year(seen), Period(seen.newest).year
    parts = PARTS_PER_YEAR[seen.indicator.grain]
    known = [y for y in range(year - BAND_YEARS, year) if any(v is not None for v in by_year.get(y, ()))]
    usual, left_out = _without_pandemic(by_year, known, Grain.QUARTER)
    low, high = _span(usual, parts)
    normal = _normal(usual, parts)
    quarters = [Period.of(year, n + 1, Grain.QUARTER) for n in range(parts)]
    status = [seen.raw.status_of(seen.own.code, quarter) for quarter in quarters]
    single = (Status.INCOMPLETE,) if seen.is_preliminary() else (Status.INCOMPLETE, Status.PRELIMINARY)
    values = by_year[year]
    years = f"{known[0]}–{known[-1]}" if any(v is not None for v in high) else ""
    least = ["minst " if one is Status.LOWER_BOUND else "" for one in status]
    texts = ["" if v is None else f"{least[n]}{swedish.number(v, seen.decimals)}" for n, v in enumerate(values)]
    chart = QuarterColumns(
        names=tuple(f"kv{swedish.NBSP}{n + 1}" for n in range(parts)),
        columns=tuple(
            UprightBar(value=value, label=text, hollow=one in single)
            for value, text, one in zip(values, texts, status, strict=True)
        ),
        low=low,
        high=high,
        normal=normal,
        band_name=years,
        normal_name="normalår",
        tick_text=tick_text,
        synthetic=synthetic,
    )
    caption = []
    if years:
        caption.append(f"Grått fält: lägsta och högsta {years}{_PANDEMIC_SV if left_out else ''}.")
    if any(v is not None for v in normal):
        caption.append("Streck: normalår, medianen av samma år.")
    unsure = {one for value, one in zip(values, status, strict=True) if value is not None and one in single}
    if unsure:
        caption.append("Ihålig stapel: preliminär.")  # as the sentence says of a quarter
    told = [
        f"{swedish.period_name(quarter)}: {text}"
        + ("" if usual is None else f", normalår {swedish.number(usual, seen.decimals)}")
        for quarter, text, usual in zip(quarters, texts, normal, strict=True)
        if text
    ]
    how = f"Stapeldiagram över årets kvartal {year}"
    how += f" framför spannet {years}. " if years else ". "
    return Drawn(
        figure=quarter_columns(chart, canvas.frame, canvas.theme),
        caption=" ".join(caption),
        description=f"{how}{swedish.capital('; '.join(told))}.",
        has_band=bool(years),
    )


_PANDEMIC_SV = ", utan april 2020–mars 2022"


def _without_pandemic(
    by_year: dict[int, list[float | None]], years: Sequence[int], grain: Grain = Grain.MONTH
) -> tuple[list[list[float | None]], bool]:
    """The years' values without those of the pandemic, which is no usual level; whether any was left out."""
    first, last = (Period(month).within(grain) for month in PANDEMIC)
    left_out = False
    kept = []
    for year in years:
        row = list(by_year[year])
        for n, value in enumerate(row):
            if value is not None and first <= Period.of(year, n + 1, grain) <= last:
                row[n], left_out = None, True
        kept.append(row)
    return kept, left_out


def _normal(years: Sequence[Sequence[float | None]], parts: int) -> tuple[float | None, ...]:
    """The median of each quarter of the years, where three are known."""
    found: list[float | None] = []
    for n in range(parts):
        values = [value for row in years if (value := row[n]) is not None]
        found.append(float(np.median(values)) if len(values) >= BAND_YEARS_LEAST else None)
    return tuple(found)


def _ends(seen: Scene, first: str, texts: Sequence[str] = ()) -> str:
    """First and last value drawn; ``texts`` are those of all periods where they are not the published ones."""
    said = [
        f"{texts[seen.periods.index(period)] if texts else _own_text(seen, period)} "
        f"({swedish.period_name(period)}{_unwhole(seen, period)})"
        for period in dict.fromkeys((first, seen.newest))
    ]
    return f"Från {said[0]} till {said[1]}." if len(said) > 1 else f"Värdet är {said[0]}."


def _own_text(seen: Scene, period: str) -> str:
    """The chosen place's value in a period that has one."""
    at, n = seen.periods.index(period), seen.raw.regions.index(seen.own.code)
    return nouns.at_least_text(swedish.number(seen.row(seen.own)[at], seen.decimals), bool(seen.is_bound()[n, at]))


def _unwhole(seen: Scene, period: str) -> str:
    """``, inte komplett`` for a number that is still being counted."""
    return ", inte komplett" if seen.raw.status_of(seen.own.code, period) is Status.INCOMPLETE else ""


def _span(years: list[list[float | None]], parts: int) -> tuple[tuple[float | None, ...], tuple[float | None, ...]]:
    """Lowest and highest of each part of the year, None where fewer than three years are known."""
    low: list[float | None] = []
    high: list[float | None] = []
    for n in range(parts):
        known = [value for row in years if (value := row[n]) is not None]
        enough = len(known) >= BAND_YEARS_LEAST
        low.append(min(known) if enough else None)
        high.append(max(known) if enough else None)
    return tuple(low), tuple(high)


def _newest(seen: Scene) -> float:
    """The chosen place's value in the newest period, which is the newest that has one."""
    return float(seen.row(seen.own)[seen.periods.index(seen.newest)])


def _sums(seen: Scene) -> np.ndarray:
    """Sums of a year's periods that end in each, of the chosen place; NaN over a hole or an incomparable break.

    A period that is still being counted is a hole in them.
    """
    parts = PARTS_PER_YEAR[seen.indicator.grain]
    is_whole = seen.raw.status[seen.raw.regions.index(seen.own.code)] != STATUS_CODE[Status.INCOMPLETE]
    found = arithmetic.rolling_sum(np.where(is_whole, seen.row(seen.own), np.nan)[np.newaxis], parts)[0]
    found[arithmetic.barred(seen.indicator, seen.raw.slice, seen.periods, parts - 1)] = np.nan
    return found


def _said_sums(seen: Scene) -> list[str]:
    """The sums as they are said: ``120``, ``minst 12`` where one of their periods is the lowest it can be; or empty."""
    parts = PARTS_PER_YEAR[seen.indicator.grain]
    n = seen.raw.regions.index(seen.own.code)
    at_least = arithmetic.holds_any(seen.is_bound()[n : n + 1], parts)[0].tolist()
    pairs = zip(_known(_sums(seen)), at_least, strict=True)
    return ["" if one is None else nouns.at_least_text(swedish.number(one), is_bound) for one, is_bound in pairs]


def _rare(seen: Scene, claim: Claim, canvas: Canvas, synthetic: bool) -> Drawn:
    at = seen.periods.index(seen.newest)
    inside = slice(max(0, at + 1 - RARE_MONTHS), at + 1)
    sums = _sums(seen)
    band = claim.band if isinstance(claim, Rare) else None
    own = seen.raw.regions.index(seen.own.code)
    status = seen.raw.status[own][inside]
    newest = swedish.short_period(seen.newest, with_year=False)
    month = nouns.at_least_text(swedish.number(_newest(seen)), bool(seen.is_bound()[own, at]))
    title = seen.indicator.short_title_sv
    chart = RareChart(
        periods=seen.periods[inside],
        months=_known(seen.row(seen.own)[inside]),
        sums=_known(sums[inside]),
        band=None if band is None else (float(band.low), float(band.high)),
        month_label=f"{newest}: {month}",
        sum_label=_said_sums(seen)[at],
        month_title=f"{title}, enskilda månader",
        sum_title=f"{title}, tolv månader",
        band_label="" if band is None else f"vanligt {band.low}–{band.high}",
        tick_text=tick_text,
        hollow=tuple(int(n) for n in np.flatnonzero(status == STATUS_CODE[Status.INCOMPLETE])),
        synthetic=synthetic,
    )
    month_name = swedish.period_name(seen.newest).split()[0]
    caption = "" if band is None else f"Grått fält: vanlig variation för {month_name}, räknad på de fem åren före."
    how = "Diagram med summan av tolv månader som linje och månaderna som punkter"
    how += ". " if band is None else f" i ett fält för vanlig variation, {band.low}–{band.high}. "
    known = [n for n in range(inside.start, at + 1) if not np.isnan(seen.row(seen.own)[n])]
    return Drawn(
        figure=rare_chart(chart, canvas.frame, canvas.theme),
        caption=caption,
        description=how + _ends(seen, seen.periods[known[0]]),
        has_band=band is not None,
    )


def _lumps(seen: Scene, claim: Claim, canvas: Canvas, synthetic: bool) -> Drawn:
    at, parts = seen.periods.index(seen.newest), PARTS_PER_YEAR[seen.indicator.grain]
    sums, said = _sums(seen), _said_sums(seen)
    marks = [n for n in range(at - LUMPS_YEARS * parts, at, parts) if n >= 0 and not np.isnan(sums[n])]
    known = [n for n in range(at + 1) if not np.isnan(sums[n])]
    first = marks[0] if marks else (known[0] if known else 0)
    first = max(known[0] if known else 0, first - ROOM_BEFORE)
    inside = slice(first, at + 1)
    chart = LumpsChart(
        periods=seen.periods[inside],
        sums=_known(sums[inside]),
        marks=tuple(n - first for n in marks),
        label=said[at],
        tick_text=tick_text,
        mark_texts=tuple(said[n] for n in marks),
        title=f"{seen.indicator.short_title_sv}, tolv månader",
        synthetic=synthetic,
    )
    month = swedish.period_name(seen.newest).split()[0]
    ten = f"de {swedish.small_number(LUMPS_YEARS)} åren före"
    which = ten if len(marks) == LUMPS_YEARS else f"{swedish.small_number(len(marks))} av {ten}"
    caption = f"Streck: tolv månader till och med {month} {which}." if marks else ""
    how = f"Diagram över summan av tolv månader{f', med {which} som streck' if marks else ''}. "
    ends = "" if np.isnan(sums[at]) else _ends(seen, seen.periods[next(n for n in known if n >= first)], said)
    return Drawn(figure=lumps_chart(chart, canvas.frame, canvas.theme), caption=caption, description=how + ends)


def events_table(seen: Scene) -> Table:
    """Months, newest first, with the sum of twelve months and that of the twelve before: for rare counts and lumps."""
    at, parts = seen.periods.index(seen.newest), PARTS_PER_YEAR[seen.indicator.grain]
    row, status = seen.row(seen.own), seen.raw
    said = [_NOUGHT if text == "0" else text for text in _said_sums(seen)]
    rows = []
    for n in range(at, max(-1, at - MONTHS_LISTED), -1):
        period = seen.periods[n]
        value = None if np.isnan(row[n]) else float(row[n])
        rows.append(
            (
                swedish.short_period(period).replace(" ", swedish.NBSP),
                _number(value, status.status_of(seen.own.code, period), seen.decimals),
                said[n],
                said[n - parts] if n >= parts else "",
            )
        )
    return Table(
        caption=f"{seen.indicator.short_title_sv} i {seen.own.full_name}",
        columns=(
            Column("Period"),
            Column("antal", numeric=True),
            Column("tolv månader", numeric=True),
            Column("tolv månader före", numeric=True),
        ),
        rows=tuple(rows),
        strong=frozenset({0}),
    )


def _number(value: float | None, status: Status, decimals: int) -> str:
    return swedish.cell(None, status, decimals) if value is None else counted(value, status, decimals)
