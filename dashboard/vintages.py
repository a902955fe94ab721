"""The view of projections: each vintage a thin labelled line from its jump-off, the outcome thick."""

from dataclasses import dataclass

import numpy as np

from dashboard import swedish
from dashboard.data import Data
from dashboard.figures.lines import Line, LineChart, Role, line_chart
from dashboard.model import Column, Size, Table, View
from dashboard.scene import effective_place
from dashboard.selection import Selection, link
from dashboard.theme import FRAMES, Theme
from loaders import periods, places
from loaders.errors import NothingPublishedYet, UsageError
from loaders.panel import PERIOD, REGION, Panel
from loaders.places import Place

VINTAGE = "vintage"
MOST_LABELLED = 5
OUTCOME_YEARS = 15
COMMON_YEARS = 10


def outcome_by_year(data: Data, code: str, selection: Selection) -> dict[str, float]:
    """Residents on 31 December by year, from the monthly population."""
    if not data.has("population"):
        return {}
    try:
        found = data.series("population", {}, (code,), selection.as_of)
    except NothingPublishedYet:
        return {}
    years = {period[:4]: found.value(code, period) for period in found.periods if period.endswith("-12")}
    return {year: value for year, value in years.items() if value is not None}


def projected(panel: Panel, code: str) -> dict[str, dict[str, float]]:
    """Vintage → year → residents for one place, newest vintage first."""
    if code not in panel.axes[REGION]:
        return {}
    cut = panel.take(region_code=code)
    rows: dict[str, dict[str, float]] = {}
    for n, vintage in enumerate(cut.axes[VINTAGE]):
        row = cut.values[n]
        known = {year: float(v) for year, v in zip(cut.axes[PERIOD], row, strict=True) if not np.isnan(v)}
        if known:
            rows[vintage] = known
    return dict(sorted(rows.items(), reverse=True))


def view(selection: Selection, data: Data, size: Size, theme: Theme) -> View:
    """Outcome and every vintage met, for one place."""
    indicator = selection.declared
    own = effective_place(indicator, selection.region, data.county)
    panel = data.panel(indicator.id, selection.as_of)
    rows = projected(panel, own.code)
    outcome = outcome_by_year(data, own.code, selection)
    if not rows:
        raise UsageError(
            f"no projection for {own.code}", f"Det finns ingen framskrivning för {own.full_name} i det som är hämtat."
        )
    newest = next(iter(rows))
    last = max(max(known) for known in rows.values())
    earliest = min([*rows, *outcome])
    first = max(earliest, str(int(newest) - OUTCOME_YEARS))
    if selection.until:
        last = min(last, selection.until)
    if selection.since:
        first = max(earliest, selection.since)
    if first > last:
        raise UsageError("empty window", f"Framskrivningen omfattar {earliest}–{last}; välj en period där.")
    axis = periods.span(earliest, last)
    lines = [_outcome_line(axis, outcome)] if outcome else []
    for rank, (vintage, known) in enumerate(rows.items()):
        lines.append(_vintage_line(axis, vintage, known, outcome, rank))
    figure = line_chart(
        LineChart(
            periods=axis,
            lines=tuple(lines),
            first=axis.index(first),
            last=axis.index(last),
            tick_text=swedish.number,
            from_zero=False,
            hover="%{y:,.0f}",
            synthetic=data.synthetic,
        ),
        FRAMES[size],
        theme,
    )
    origin = data.origin(indicator.id, selection.as_of)
    caption = "Axeln börjar inte vid noll. Varje framskrivning börjar vid folkmängden året före."
    if own.code != selection.region:
        caption += (
            f" Framskrivningen finns inte för {places.place(selection.region).full_name}; här visas {own.full_name}."
        )
    end = tens(rows[newest][min(last, max(rows[newest]))])
    headline = f"{swedish.capital(own.full_name)} väntas ha omkring {end} invånare {last}"
    return View(
        indicator=indicator.id,
        link=link(selection, home=data.county),
        title=indicator.title_sv,
        subtitle=f"{indicator.title_sv}. Personer, framskrivning från {newest}, {own.full_name}.",
        headline=headline,
        sentence=f"{headline}.",
        alt=f"{headline}. Linjediagram med utfallet och {len(rows)} framskrivningar.",
        figure=figure,
        table=_table(own, rows, outcome, data, panel),
        source=swedish.source_line(
            origin.publisher_sv, origin.tables, origin.published, origin.fetched, origin.marks, origin.synthetic
        ),
        definition=indicator.definition_sv,
        caveat=indicator.caveat_sv,
        notes=(caption,),
        synthetic=origin.synthetic,
        period=newest,
        details={
            "caption": caption,
            "series_table": _series_table(axis, rows, outcome),
            "breaks": (),
            "terms": indicator.terms_sv,
            "own": own.code,
            "asked": selection.region,
            "compare": (),
            "neighbours": (),
            "industries": None,
            "first": first,
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The newest vintage for one place: residents in ``start`` and ten years later, and the way there."""

    place: Place
    vintage: str
    start_year: str
    start: float
    year: str
    end: float
    years: tuple[str, ...]
    path: tuple[float | None, ...]
    older: tuple[tuple[str, float, float], ...]


def summary(selection: Selection, data: Data) -> Summary:
    """What a card says of projections. UsageError if there is none for the place."""
    own = effective_place(selection.declared, selection.region, data.county)
    rows = projected(data.panel(selection.indicator, selection.as_of), own.code)
    if not rows:
        raise UsageError(f"no projection for {own.code}", f"Det finns ingen framskrivning för {own.full_name}.")
    vintage, known = next(iter(rows.items()))
    start, end = vintage, min(str(int(vintage) + COMMON_YEARS), max(known))
    years = tuple(year for year in known if year <= end)
    older = tuple((v, k[start], k[end]) for v, k in rows.items() if v != vintage and start in k and end in k)
    return Summary(
        place=own,
        vintage=vintage,
        start_year=start,
        start=known[start],
        year=end,
        end=known[end],
        years=years,
        path=tuple(known[year] for year in years),
        older=older,
    )


def tens(value: float) -> str:
    """Whole tens, as projections are shown."""
    return swedish.number(round(value, -1))


def _outcome_line(axis: tuple[str, ...], outcome: dict[str, float]) -> Line:
    newest = max(outcome)
    return Line(
        name="Utfall",
        role=Role.OWN,
        values=tuple(outcome.get(year) for year in axis),
        label=f"Utfall {newest}: {swedish.number(outcome[newest])}",
    )


def _vintage_line(
    axis: tuple[str, ...], vintage: str, known: dict[str, float], outcome: dict[str, float], rank: int
) -> Line:
    jump_off = str(int(vintage) - 1)
    values = dict(known)
    if jump_off in outcome:
        values[jump_off] = outcome[jump_off]
    end = max(year for year in known if year <= axis[-1])
    return Line(
        name=f"Framskrivning från {vintage}",
        role=Role.NEWEST_VINTAGE if rank == 0 else Role.VINTAGE,
        values=tuple(values.get(year) for year in axis),
        label=f"Från {vintage}: {tens(known[end])}" if rank < MOST_LABELLED else "",
    )


def _table(own: Place, rows: dict[str, dict[str, float]], outcome: dict[str, float], data: Data, panel: Panel) -> Table:
    """Growth over ten common years and level at their end, per vintage: never one alone."""
    newest = next(iter(rows))
    start, end = newest, str(int(newest) + COMMON_YEARS)
    lines, strong = [], frozenset({0})
    for vintage, known in rows.items():
        if start not in known or end not in known:
            continue
        growth = known[end] - known[start]
        lines.append(
            (
                f"Från {vintage}",
                swedish.signed(round(growth, -1)),
                swedish.signed(100 * growth / known[start], 1),
                tens(known[end]),
            )
        )
    return Table(
        caption=f"Framskrivningar för {own.full_name}: ökning {start}–{end} och nivå {end}",
        columns=(
            Column("Framskrivning"),
            Column(f"{start}–{end}", numeric=True),
            Column("procent", numeric=True),
            Column(f"invånare {end}", numeric=True),
        ),
        rows=tuple(lines),
        strong=strong,
    )


def _series_table(axis: tuple[str, ...], rows: dict[str, dict[str, float]], outcome: dict[str, float]) -> Table:
    lines = []
    for year in reversed(axis):
        cells = [swedish.number(outcome[year]) if year in outcome else ""]
        cells += [tens(known[year]) if year in known else "" for known in rows.values()]
        if any(cells):
            lines.append((year, *cells))
    return Table(
        caption="Utfall och framskrivningar: alla siffror i diagrammet",
        columns=(Column("År"), Column("Utfall", numeric=True), *(Column(f"Från {v}", numeric=True) for v in rows)),
        rows=tuple(lines),
    )
