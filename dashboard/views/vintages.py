"""Projections: each vintage a thin labelled line from its jump-off, the outcome thick; growth and level, never alone.

Vintage V projects from 31 December V; its jump-off is the outcome of 31 December V − 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard import words
from dashboard.data.numbers import Axis, Chosen, Numbers
from dashboard.data.series import Data
from dashboard.figures.lines import Line, LineChart, Role, line_chart
from dashboard.figures.theme import Canvas
from dashboard.model import Column, Table
from dashboard.views.scene import effective_place
from dashboard.views.selection import Selection
from dashboard.views.told import projected as projected_
from dashboard.views.told.axes import not_from_zero_sv
from dashboard.views.view import Content, Drawn, Notes, Places, Tables
from dashboard.words import swedish
from loaders.ground import periods, places
from loaders.ground.declarations import Level, Status
from loaders.ground.errors import NothingPublishedYet, UsageError
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel
from loaders.ground.periods import Period
from loaders.ground.places import Place
from loaders.own import OwnProjection

VINTAGE = "vintage"
MOST_LABELLED = 5
OUTCOME_YEARS = 15
COMMON_YEARS = 10

ByYear = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Projections:
    """All that is known of one place: outcome by year, and residents by year per vintage, newest vintage first.

    own: the region's own projections, newest first: a name for them (*egen prognos från 2026*) and who made it.
    own_origin: who made them, and when they were read in from which file; empty without any. own_faulty: those of
    their files that cannot be read as they are now.
    """

    place: Place
    outcome: ByYear
    vintages: dict[str, ByYear]
    own: tuple[tuple[str, str, ByYear], ...] = ()
    own_origin: str = ""
    own_faulty: tuple[str, ...] = ()

    @property
    def newest(self) -> str:
        """The newest vintage."""
        return next(iter(self.vintages))

    @property
    def common(self) -> tuple[str, str]:
        """First and last of the common years over which vintages are compared."""
        return self.newest, min(str(int(self.newest) + COMMON_YEARS), max(self.vintages[self.newest]))

    @property
    def path(self) -> ByYear:
        """The newest vintage over the common years."""
        return {year: value for year, value in self.vintages[self.newest].items() if year <= self.common[1]}

    def comparable(self) -> dict[str, ByYear]:
        """Vintages that hold both common years."""
        return {v: known for v, known in self.vintages.items() if all(year in known for year in self.common)}


def find(selection: Selection, data: Data) -> Projections:
    """The projections of the selection's place, or of its county where there are none for the place.

    UsageError if there is none for either.
    """
    own = effective_place(selection.declared, selection.region, data.county)
    rows = projected(data.panel(selection.indicator, selection.as_of), own.code)
    known = data.own(selection.as_of)
    mine = [one for one in known.projections if one.place.code == own.code]
    files = {one.file for one in mine}
    if not rows:
        raise UsageError(
            f"no projection for {own.code}", f"Det finns ingen framskrivning för {own.full_name} i det som är hämtat."
        )
    panel = data.panel(selection.indicator, selection.as_of)
    beside = [places.place(code) for code in selection.compare or () if code != own.code]
    refuse_other_rounds(own, max(rows), {one: max(projected(panel, one.code), default="") for one in beside})
    return Projections(
        place=own,
        outcome=outcome_by_year(data, own.code, selection),
        vintages=rows,
        own=tuple((f"egen prognos från {one.vintage}", one.told_by, dict(one.residents)) for one in mine),
        own_origin=own_origin(mine),
        own_faulty=tuple(problem.file for problem in known.problems if problem.file in files),
    )


def refuse_other_rounds(own: Place, newest: str, others: Mapping[Place, str]) -> None:
    """UsageError, with the reason, where a place's newest projection is of another round than the chosen place's.

    newest: the year the chosen place is projected from. others: that of each place to be set beside it, "" for none.
    The national projection is made more often than the regional ones, and rounds do not add up.
    """
    for place, vintage in others.items():
        if vintage == newest or (not vintage and place.level is not Level.NATION):
            continue
        has = (
            f"{place.full_name} har en framskrivning från {vintage}"
            if vintage
            else "riket finns inte i den regionala framskrivningen, och rikets egen görs om oftare"
        )
        raise UsageError(
            f"{place.code} is projected from {vintage or 'another round'} and {own.code} from {newest}: never compared",
            f"Framskrivningen för {own.full_name} är från {newest}, men {has}. Olika omgångar summerar inte och ställs "
            "därför inte bredvid varandra.",
        )


def own_origin(projections: Sequence[OwnProjection]) -> str:
    """``Egen prognos: Regionen, prognos.csv, inläst 22 november 2026.``, each version of a file once; no person."""
    told = []
    for one in projections:
        when = f", inläst {swedish.date_text(one.seen)}" if one.seen else ""
        told.append(f"{one.told_by or 'regionen'}, {one.file}{when}")
    return f"Egen prognos: {'; '.join(dict.fromkeys(told))}." if told else ""


def outcome_by_year(data: Data, code: str, selection: Selection) -> ByYear:
    """Residents on 31 December by year, from the monthly population."""
    if not data.has("population"):
        return {}
    try:
        found = data.series("population", {}, (code,), selection.as_of)
    except NothingPublishedYet:
        return {}
    years = {f"{month.year}": found.value(code, month) for month in found.periods if month.part == 12}
    return {year: value for year, value in years.items() if value is not None}


def projected(panel: Panel, code: str) -> dict[str, ByYear]:
    """Vintage → year → residents for one place, newest vintage first.

    Övriga länet is the sum of its municipalities in the same vintage; years that one of them lacks are left out.
    """
    members = places.members(code)
    if not set(members) <= set(panel.axes[REGION]):
        return {}
    cuts = [panel.take(region_code=member) for member in members]
    values = np.sum([cut.values for cut in cuts], axis=0)
    rows: dict[str, ByYear] = {}
    for n, vintage in enumerate(cuts[0].axes[VINTAGE]):
        known = {y: float(v) for y, v in zip(cuts[0].axes[PERIOD], values[n], strict=True) if not np.isnan(v)}
        if known:
            rows[vintage] = known
    return dict(sorted(rows.items(), reverse=True))


def judged(found: Projections, selection: Selection, data: Data) -> words.Claim:
    """The claim: growth of the newest vintage over the common years, against the older ones."""
    start, end = found.common
    path = found.vintages[found.newest]
    older = {v: known for v, known in found.comparable().items() if v != found.newest}
    return words.judge(
        words.Facts(
            indicator=selection.declared,
            place=found.place,
            today=selection.as_of or data.today(),
            now=words.Observation(Period(end), path[end], Status.PROJECTED),
            then=words.Observation(Period(start), path[start], Status.PROJECTED),
            slice={VINTAGE: found.newest},
            older_vintages=tuple(words.Projection(vintage=v, start=k[start], end=k[end]) for v, k in older.items()),
        )
    )


def content(selection: Selection, data: Data, canvas: Canvas) -> Content:
    """Outcome and every vintage met, for one place. UsageError if there is none, or none in the window."""
    found = find(selection, data)
    claim = judged(found, selection, data)
    axis, first, last = _window(found, selection)
    title, oldest, error = selection.declared.title_sv, min(found.vintages), _errors(found)
    further, remarks = _beside(found, selection, data)
    figure = _figure(found, axis, first, last, canvas, synthetic=data.synthetic)
    return Content(
        subtitle=f"{title}. Personer i {found.place.full_name}, framskrivningar {oldest}–{found.newest}.",
        headline=words.headline(claim),
        sentence=words.sentence(claim),
        drawn=Drawn(
            figure=figure,
            caption=f"{not_from_zero_sv(figure, 'yaxis')} {_caption(found, selection)}".strip(),
            description=f"Linjediagram över folkmängden i {found.place.full_name}: utfallet som tjock linje och "
            f"{swedish.small_number(len(found.vintages))} framskrivningar som tunna linjer, {first}–{last}. "
            f"{error}".strip(),
        ),
        tables=Tables(beside=_table(found), series=_series_table(found, axis), further=further),
        places=Places(own=found.place, asked=places.place(selection.region)),
        notes=Notes(remarks=tuple(filter(None, (error, *remarks)))),
        period=claim.facts.now.period,
        first=first,
        claim=claim,
        own_origin_sv=found.own_origin,
        numbers=_numbers(found, axis, first, last),
    )


def _caption(found: Projections, selection: Selection) -> str:
    """What a reader must know to read the lines, and who made the region's own."""
    said = ["Varje framskrivning börjar vid folkmängden året före."]
    if found.place.is_summed:
        said.append(f"{swedish.capital(found.place.full_name)} är summan av kommunernas framskrivningar.")
    if found.own:
        makers = swedish.listing(dict.fromkeys(who or "regionen" for _, who, _ in found.own))
        said.append(f"Egen prognos av {makers}, inte av SCB.")
    if found.own_faulty:
        files = swedish.listing(found.own_faulty)
        said.append(f"Filen {files} har fel; den senaste version som gick att läsa visas.")
    return " ".join(said)


def _errors(found: Projections) -> str:
    """How every vintage came out in the newest year with an outcome; empty if none can be judged yet."""
    judged_years = [year for known in found.vintages.values() for year in known if year in found.outcome]
    if not judged_years:
        return ""
    year = max(judged_years)
    projected = {vintage: known[year] for vintage, known in found.vintages.items() if year in known}
    return words.projection_errors(year, projected, found.outcome[year], found.place)


def _beside(found: Projections, selection: Selection, data: Data) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """Tables of how every projection came out and of the municipalities' sum, and what must be known of them."""
    lines = [(f"Från {vintage}", vintage, known) for vintage, known in found.vintages.items()]
    lines += [(swedish.capital(name), min(known), known) for name, _, known in found.own if known]
    adjusted = projected_.adjustments(data, found.place.code, selection)
    tables = projected_.errors_table(lines, found.outcome, adjusted, found.place)
    told = projected_.adjustment_sv(adjusted, min(found.vintages), found.outcome) if len(tables) > 1 else ""
    years = [str(int(found.newest) + n) for n in (0, COMMON_YEARS // 2, COMMON_YEARS)]
    place = found.place
    if place.level is not Level.COUNTY or place.is_rest_of_county:
        return tables, (told,)
    panel = data.panel(selection.indicator, selection.as_of)
    parts = [projected(panel, one.code).get(found.newest, {}) for one in places.municipalities(place.code)]
    total = projected_.sum_table(found.vintages[found.newest], parts, found.newest, years)
    if total is None:
        return tables, (told,)
    return (*tables, total), (told, projected_.rounding_sv(place))


def _window(found: Projections, selection: Selection) -> tuple[tuple[str, ...], str, str]:
    """The year axis, and first and last year shown."""
    everything = [*found.vintages.values(), *(known for _, _, known in found.own)]
    earliest = min([*(min(known) for known in everything), *found.outcome])
    latest = max(max(known) for known in everything)
    first = max(earliest, selection.since or str(int(found.newest) - OUTCOME_YEARS))
    last = min(latest, selection.until or latest)
    if first >= last:
        raise UsageError("empty window", f"Framskrivningen omfattar {earliest}–{latest}; välj en period där.")
    return periods.span(earliest, latest), first, last


def tens(value: float) -> str:
    """Whole tens, as projections are shown."""
    return swedish.number(swedish.displayed(value, -1))


def _figure(
    found: Projections, axis: tuple[str, ...], first: str, last: str, canvas: Canvas, *, synthetic: bool
) -> dict:
    lines = [_outcome_line(axis, found.outcome)] if found.outcome else []
    for rank, (vintage, known) in enumerate(found.vintages.items()):
        jump_off = str(int(vintage) - 1)
        values = known | ({jump_off: found.outcome[jump_off]} if jump_off in found.outcome else {})
        drawn = [year for year in known if year <= last]
        if not drawn:
            continue  # it begins after the window
        end = max(drawn)
        lines.append(
            Line(
                name=f"Framskrivning från {vintage}",
                role=Role.NEWEST_VINTAGE if rank == 0 else Role.VINTAGE,
                values=tuple(values.get(year) for year in axis),
                label=f"{'' if canvas.frame.short_names else 'Från '}{vintage}: {tens(known[end])}"
                if rank < MOST_LABELLED
                else "",
            )
        )
    for name, _, known in found.own:
        inside = [year for year in known if year <= last]
        if inside:
            label = f"{swedish.capital(name)}: {tens(known[max(inside)])}"
            lines.append(
                Line(
                    name=swedish.capital(name),
                    role=Role.VINTAGE,
                    values=tuple(known.get(year) for year in axis),
                    label=label,
                )
            )
    chart = LineChart(
        periods=axis,
        lines=tuple(lines),
        first=axis.index(first),
        last=axis.index(last),
        tick_text=swedish.number,
        from_zero=False,
        hover="%{y:,.0f}",
        synthetic=synthetic,
    )
    return line_chart(chart, canvas.frame, canvas.theme)


def _outcome_line(axis: tuple[str, ...], outcome: ByYear) -> Line:
    newest = max(outcome)
    return Line(
        name="Utfall",
        role=Role.OWN,
        values=tuple(outcome.get(year) for year in axis),
        label=f"Utfall {newest}: {swedish.number(outcome[newest])}",
    )


def _table(found: Projections) -> Table:
    """Growth over the common years and level at their end, per vintage."""
    start, end = found.common
    rows = [
        (
            f"Från {vintage}",
            swedish.signed(swedish.displayed(known[end] - known[start], -1)),
            swedish.signed(100 * (known[end] - known[start]) / known[start], 1),
            tens(known[end]),
        )
        for vintage, known in found.comparable().items()
    ]
    return Table(
        caption=f"Framskrivningar för {found.place.full_name}: ökning {start}–{end} och nivå {end}",
        columns=(
            Column("Framskrivning"),
            Column(f"{start}–{end}", numeric=True),
            Column("procent", numeric=True),
            Column(f"invånare {end}", numeric=True),
        ),
        rows=tuple(rows),
        strong=frozenset({0}),
    )


def _series_table(found: Projections, axis: tuple[str, ...]) -> Table:
    rows = []
    for year in reversed(axis):
        cells = [swedish.number(found.outcome[year]) if year in found.outcome else ""]
        others = (*found.vintages.values(), *(known for _, _, known in found.own))
        cells += [tens(known[year]) if year in known else "" for known in others]
        if any(cells):
            rows.append((year, *cells))
    return Table(
        caption="Utfall och framskrivningar: alla siffror i diagrammet",
        columns=(
            Column("År"),
            Column("Utfall", numeric=True),
            *(Column(f"Från {vintage}", numeric=True) for vintage in found.vintages),
            *(Column(swedish.capital(name), numeric=True) for name, _, _ in found.own),
        ),
        rows=tuple(rows),
    )


def _numbers(found: Projections, axis: tuple[str, ...], first: str, last: str) -> Numbers:
    """Year × (outcome, every vintage, the region's own), projections to whole tens as they are shown."""
    years = [year for year in axis if first <= year <= last]
    lines = [("outcome", "Utfall", found.outcome, 0)]
    lines += [(vintage, f"Från {vintage}", known, -1) for vintage, known in found.vintages.items()]
    lines += [(f"own-{n}", swedish.capital(name), known, -1) for n, (name, _, known) in enumerate(found.own, start=1)]
    values = np.full((len(years), len(lines)), np.nan)
    status = np.full(values.shape, STATUS_CODE[Status.NOT_APPLICABLE], np.uint8)
    for column, (code, _, known, decimals) in enumerate(lines):
        for row, year in enumerate(years):
            if year in known:
                values[row, column] = float(swedish.displayed(known[year], decimals))
                status[row, column] = STATUS_CODE[Status.EMPTY if code == "outcome" else Status.PROJECTED]
            elif code == "outcome" and known and year > max(known):
                status[row, column] = STATUS_CODE[Status.NOT_PUBLISHED]
    return Numbers(
        rows=Axis.of_periods(years, "År"),
        columns=Axis(
            name=VINTAGE,
            title_sv="Framskrivning",
            codes=tuple(code for code, *_ in lines),
            labels_sv=tuple(label for _, label, *_ in lines),
        ),
        values=values,
        status=status,
        unit_sv="personer",
        chosen=(Chosen(REGION, "Plats", found.place.code, found.place.full_name),),
    )
