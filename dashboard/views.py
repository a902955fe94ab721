"""``view``: a selection and the data in, one View out. Pure but for what Data remembers; the same for all sizes."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from dashboard import claims, kinds, seasonsums, splits, swedish, tables, vintages, words
from dashboard.data import Data, aligned
from dashboard.figures.dots import Dot, Reference, dot_plot
from dashboard.figures.frame import panel_title
from dashboard.figures.lines import BreakMark, Line, LineChart, Role, line_chart
from dashboard.model import Column, Size, Table
from dashboard.scene import Scene, rate_parts, scene
from dashboard.selection import (
    BRANCHES,
    DOTS,
    GAP,
    INDEX,
    LAST_YEAR,
    LEVEL,
    PARTS,
    SEASONS,
    SERIES,
    TWELVE,
    Selection,
    link,
    why_not,
)
from dashboard.theme import THEME, Canvas, Frame, Theme
from dashboard.transforms import back, barred, breaks_of, is_summed
from dashboard.view import Content, Drawn, Notes, Places, Tables, View
from loaders.model import Grain, Kind, Level, Severity, Status
from loaders.panel import STATUS_CODE
from loaders.periods import PARTS_PER_YEAR
from loaders.places import Place
from loaders.vocabulary import label_sv

FEWEST_PERSONS = 20
"""A change of a rate in fewer persons is drawn grey: nothing should be read into it (docs/words.md)."""
_A_YEAR_BEFORE = {Grain.MONTH: "samma månad i fjol", Grain.QUARTER: "samma kvartal i fjol", Grain.YEAR: "året före"}
BREAK_WORDS = {
    Severity.INCOMPARABLE: "ej jämförbart",
    Severity.CAUTION: "ändrad metod",
    Severity.NOISE: "små avvikelser",
}


def view(
    selection: Selection, data: Data, size: Size = Size.SCREEN, theme: Theme = THEME, *, on_slide: bool = False
) -> View:
    """The view of a selection, remembered per store version. A slide has two lines, not ten: no hairlines.

    NothingPublishedYet before the first known publication, UsageError (with Swedish text) for a window without
    figures.
    """
    key = ("view", selection, size, theme, on_slide, data.today().year)
    return data.remember(key, lambda: _view(selection, data, Canvas(size, theme, on_slide)))


def slide_viewer(data: Data) -> Callable[[Selection, Size], View]:
    """Makes views for slides from some data."""
    return lambda selection, size: view(selection, data, size, on_slide=True)


def _view(selection: Selection, data: Data, canvas: Canvas) -> View:
    indicator = selection.declared
    if indicator.kind is Kind.PROJECTION:
        content = vintages.content(selection, data, canvas)
    elif selection.shown_as in SEASONS:
        content = seasonsums.content(selection, data, canvas)
    else:
        content = _content(scene(selection.settled, data), data, canvas)
    return View.of(
        content,
        declared=indicator,
        link=link(selection, home=data.county),
        origin=data.origin(indicator.id, selection.as_of),
    )


def _content(seen: Scene, data: Data, canvas: Canvas) -> Content:
    """What a scene shows: figure, sentences and tables."""
    said = claims.said(seen, data)
    split = splits.shown(seen, data, canvas) if seen.newest and seen.transform in splits.WAYS else None
    drawn = split.drawn if split else _draw(seen, said, data, canvas)
    if canvas.size.is_half and drawn.figure is not None and not drawn.has_titles:
        notes = drawn.figure["layout"]["annotations"]
        drawn.figure["layout"]["annotations"] = _with_title(notes, seen, canvas)
    industries = None if split else tables.industry_table(seen, data)
    return Content(
        subtitle=subtitle(seen),
        headline=said.headline,
        sentence=said.sentence,
        drawn=drawn,
        tables=Tables(
            beside=split.table if split else _table(seen, data, of_events=drawn.has_titles),
            series=split.table if split else tables.series_table(seen),
            is_wide=split is not None,
            further=() if industries is None else (industries,),
        ),
        places=Places(own=seen.own, asked=seen.asked, compared=seen.compare),
        notes=Notes(remarks=said.notes, breaks=break_notes(seen)),
        period=seen.newest,
        first=seen.periods[seen.first],
        number=said.value,
        before=claims.before(seen, said.claim),
        history=_history(seen),
        claim=said.claim if claims.is_judged(seen, said.claim) else None,
    )


def _with_title(notes: list[dict], seen: Scene, canvas: Canvas) -> list[dict]:
    """What a panel's annotations are when its title stands over it: words of breaks move down, inside the panel."""
    unit = "" if canvas.frame.short_names else f": {unit_phrase(seen)}"
    lower = {"yanchor": "top", "yshift": -2}
    moved = [note | lower if note["text"] in BREAK_WORDS.values() else note for note in notes]
    return [*moved, panel_title(f"{seen.indicator.short_title_sv}{unit}", 1.0, canvas.frame, canvas.theme)]


def unit_phrase(seen: Scene) -> str:
    """What the axis measures, in words."""
    indicator, way = seen.indicator, seen.transform
    if way == LAST_YEAR:
        unit = "procentenheter" if indicator.is_share else "procent"
        return f"förändring mot {_A_YEAR_BEFORE[indicator.grain]}, {unit}"
    if way == BRANCHES:
        return "personer per bransch"
    if way in (TWELVE, PARTS):
        how = "summa av" if is_summed(indicator) else "medelvärde av"
        return f"{indicator.unit_sv}, {how} tolv månader"
    if way == INDEX:
        return f"index, medeltalet för {seen.base_year} = 100"
    if way == GAP:
        return "personer bakom gapet"
    return indicator.unit_sv


def subtitle(seen: Scene) -> str:
    """Measure with age group, chosen values, unit and period."""
    title, chosen = seen.indicator.title_sv, []
    for name, code in seen.selection.slice:
        usual, label = label_sv(name, seen.indicator.default_slice[name]), label_sv(name, code)
        if name == "age" and usual in title:
            title = title.replace(usual, label, 1)
        else:
            chosen.append(label)
    measure = ", ".join([title, *chosen])
    period = f", {swedish.period_name(seen.newest)}" if seen.newest else ""
    return f"{measure}. {swedish.capital(unit_phrase(seen))}{period}."


def break_notes(seen: Scene) -> tuple[str, ...]:
    """The reason of every break inside the window."""
    inside = (seen.periods[seen.first], seen.periods[seen.last])
    return tuple(
        found.reason_sv for found in breaks_of(seen.indicator, seen.raw.slice) if inside[0] < found.period <= inside[1]
    )


def _draw(seen: Scene, said: claims.Said, data: Data, canvas: Canvas) -> Drawn:
    """The kind's own chart, or dots or lines."""
    if not seen.newest or said.claim is None:
        return Drawn()
    own = kinds.own_chart(seen, said.claim, canvas, synthetic=data.synthetic)
    if own is not None:
        elsewhere = words.not_at_level(seen.indicator, seen.own) if seen.asked.code != seen.own.code else ""
        return replace(own, caption=f"{elsewhere} {own.caption}".strip())
    draw = _dots if seen.transform == DOTS else _lines
    return replace(draw(seen, data, canvas), description=said.description)


def _history(seen: Scene) -> tuple[float | None, ...]:
    """The last two years of the chosen place, to and with the newest period."""
    if not seen.newest:
        return ()
    at = seen.periods.index(seen.newest)
    row = seen.row(seen.own)[max(0, at + 1 - 2 * PARTS_PER_YEAR[seen.indicator.grain]) : at + 1]
    return tuple(None if np.isnan(v) else float(v) for v in row)


def _table(seen: Scene, data: Data, *, of_events: bool) -> Table:
    """The table beside the figure; events by period, a survey's places with their margins."""
    if of_events and seen.indicator.kind in (Kind.RARE, Kind.LUMPS):
        return kinds.events_table(seen)
    table = tables.places_table(seen, data)
    if seen.transform not in (LEVEL, SERIES) or not table.rows or not seen.newest:
        return table
    order, at = tables.rows_in_order(seen), seen.periods.index(seen.newest)
    rows = [_margins(seen, data, place) for place in order]
    sizes = [row[at] if row else None for row in rows]
    margins = ["" if size is None else f"±{swedish.number(size, seen.indicator.decimals)}" for size in sizes]
    return kinds.with_column(table, Column("felmarginal", numeric=True), margins)


def _margins(seen: Scene, data: Data, place: Place) -> tuple[float | None, ...]:
    """Half widths of a survey's intervals by period; empty where there are none."""
    companion = seen.indicator.margin
    if companion is None or not data.has(companion):
        return ()
    series = data.series(companion, dict(seen.raw.slice), (place.code,), seen.selection.as_of)
    row = aligned(series, seen.periods)[0]
    return () if np.isnan(row).all() else tuple(None if np.isnan(v) else float(v) for v in row)


def number_text(seen: Scene, place: Place, value: float) -> str:
    """A value as it stands at the end of a line."""
    if seen.is_in_per_cent:
        return swedish.signed_per_cent(value)
    if tables.is_signed(seen):
        return swedish.signed(value, seen.decimals)
    ends = seen.reach(place, seen.newest)
    if ends is not None:
        return words.nouns.reach(*ends, seen.decimals_of(place))
    text = swedish.number(value, seen.decimals_of(place))
    lower = seen.raw.status_of(place.code, seen.newest) is Status.LOWER_BOUND
    return f"minst {text}" if lower and seen.transform in (LEVEL, SERIES) else text


def short_name(place: Place, frame: Frame) -> str:
    """A place at the end of a line; shorter where there is little room."""
    if frame.short_names and place.level is Level.COUNTY:
        return "Övr. länet" if place.is_rest_of_county else "Länet"
    return tables.name_of(place)


def _role(seen: Scene, place: Place) -> Role:
    if place.code == seen.own.code:
        return Role.OWN
    if place.level is Level.NATION:
        return Role.NATION
    if place.level is Level.COUNTY and (place.county == seen.own.county or seen.own.level is Level.NATION):
        return Role.COUNTY
    return Role.FURTHER


def _lines(seen: Scene, data: Data, canvas: Canvas) -> Drawn:
    frame = canvas.frame
    at = seen.periods.index(seen.newest)
    drawn = [place for place in seen.drawn if not (seen.transform == GAP and place.code == seen.own.code)]
    background = seen.together and seen.indicator.kind is Kind.RATE and seen.transform != GAP
    behind = list(seen.neighbours) if background and seen.own.level is not Level.NATION else []
    level = seen.transform in (LEVEL, SERIES)
    hollow_allowed = not seen.is_preliminary() and level
    lines = []
    for place in (*behind, *drawn):
        row = seen.row(place)
        value = row[at]
        named = place in drawn and not np.isnan(value)
        text = f"{short_name(place, frame)} {number_text(seen, place, value)}" if named else ""
        role = Role.NEIGHBOUR if place in behind else _role(seen, place)
        if seen.transform == GAP:
            role = Role.OWN if place is drawn[0] else Role.NATION
            text = f"Mot {place.full_name}: {number_text(seen, place, value)}" if named else ""
        lines.append(
            Line(
                name=tables.name_of(place),
                role=role,
                is_drawn=role is not Role.NEIGHBOUR or not canvas.on_slide,
                values=tuple(None if np.isnan(v) else float(v) for v in row),
                label=text,
                hollow=_hollow(seen, place) if hollow_allowed and place in drawn else (),
                margins=_margins(seen, data, place) if level and place.code == seen.own.code else (),
                reach=_reach(seen, place) if level and place.code == seen.own.code else (),
                texts=_texts(seen, place) if level or seen.is_in_per_cent else (),
            )
        )
    from_zero = _from_zero(seen)
    chart = LineChart(
        periods=seen.periods,
        lines=tuple(lines),
        first=seen.first,
        last=at,
        tick_text=_tick_text,
        from_zero=from_zero,
        unit=_tick_unit(seen),
        hover=f"%{{y:{'+' if tables.is_signed(seen) else ''},.{seen.decimals}f}}{_tick_unit(seen)}",
        breaks=tuple(
            BreakMark(b.period, BREAK_WORDS[b.severity], b.severity is Severity.INCOMPARABLE)
            for b in breaks_of(seen.indicator, seen.raw.slice)
        ),
        synthetic=data.synthetic,
    )
    return Drawn(
        figure=line_chart(chart, frame, canvas.theme),
        caption=_caption(seen, [] if canvas.on_slide else behind, from_zero, on_page=frame.width is None),
        has_band=bool(_reach(seen, seen.own)) or _has_margin(seen),
    )


def _has_margin(seen: Scene) -> bool:
    """Whether a survey's margin of error is drawn."""
    return seen.indicator.margin is not None and seen.transform in (LEVEL, SERIES)


def _reach(seen: Scene, place: Place) -> tuple[tuple[float, float] | None, ...]:
    """The lowest and highest of each period as displayed, where one is an interval; empty where none is."""
    ends = tuple(seen.interval(place, period) for period in seen.periods)
    return ends if any(ends[seen.first : seen.last + 1]) else ()


def _texts(seen: Scene, place: Place) -> tuple[str, ...]:
    """Each value as it is said, where the decimals differ or it is an interval; empty elsewhere."""
    if seen.is_in_per_cent:
        unit = _tick_unit(seen)
        return tuple("" if np.isnan(v) else f"{swedish.signed_per_cent(v)}{unit}" for v in seen.row(place))
    if not (seen.indicator.whole_at or seen.indicator.bounds):
        return ()
    decimals, unit = seen.decimals_of(place), _tick_unit(seen)
    said = []
    for period, value in zip(seen.periods, seen.row(place), strict=True):
        ends = seen.reach(place, period)
        text = words.nouns.reach(*ends, decimals) if ends else swedish.number(0 if np.isnan(value) else value, decimals)
        said.append("" if np.isnan(value) else f"{text}{unit}")
    return tuple(said)


def _hollow(seen: Scene, place: Place) -> tuple[int, ...]:
    row = seen.raw.status[seen.raw.regions.index(place.code)]
    unsure = (row == STATUS_CODE[Status.PRELIMINARY]) | (row == STATUS_CODE[Status.INCOMPLETE])
    return tuple(
        int(n) for n in np.flatnonzero(unsure & ~np.isnan(seen.raw.values[seen.raw.regions.index(place.code)]))
    )


def _tick_text(value: float) -> str:
    decimals = 0 if float(value).is_integer() else 1
    return swedish.number(value, decimals)


def _tick_unit(seen: Scene) -> str:
    percent = seen.indicator.is_share != (seen.transform == LAST_YEAR)
    percent = percent and seen.transform in (LEVEL, SERIES, TWELVE, LAST_YEAR)
    return f"{swedish.NBSP}%" if percent or seen.transform == DOTS else ""


def _from_zero(seen: Scene) -> bool:
    """Only populations and indices have a truncated axis."""
    if seen.transform == INDEX:
        return False
    return not (seen.indicator.id == "population" and seen.transform == LEVEL)


def _caption(seen: Scene, behind: list[Place], from_zero: bool, *, on_page: bool) -> str:
    """What a reader must know to read the figure; ``on_page`` is where there are controls to point to."""
    said = []
    if behind:
        whose = "länets övriga kommuner" if seen.own.level is Level.MUNICIPALITY else "länets kommuner"
        said.append(f"Grå linjer: {whose}.")
    if not from_zero:
        said.append("Axeln börjar inte vid noll.")
    if seen.asked.code != seen.own.code:
        said.append(words.not_at_level(seen.indicator, seen.own))
    begun = np.count_nonzero(~np.isnan(seen.row(seen.own))) == 1
    if begun:
        said.append(f"Serien har än bara {swedish.period_name(seen.newest)}.")
    if not seen.together and seen.compare and on_page:
        names = swedish.capital(swedish.listing(place.full_name for place in seen.compare))
        way_out = "" if begun or why_not(seen.indicator, INDEX) else "; välj Index för att jämföra utvecklingen"
        said.append(f"{names} ryms inte på samma skala{way_out}.")
    if seen.transform == GAP:
        said.append("Så många fler (+) eller färre (−) personer än om andelen vore densamma som där.")
    if _reach(seen, seen.own):
        said.append(f"Grått fält: mellan det lägsta och det högsta som andelen kan vara i {seen.own.full_name}.")
    if _has_margin(seen):
        said.append(f"Grått fält: felmarginalen för {seen.own.full_name}.")
    if seen.transform == LAST_YEAR:
        said.append("Skillnader räknas på de tal som visas.")
    return " ".join(said)


def _dots(seen: Scene, data: Data, canvas: Canvas) -> Drawn:
    at = seen.periods.index(seen.newest)
    year_ago = back(seen.shown, 12)[:, at]
    if barred(seen.indicator, seen.raw.slice, seen.periods, 12)[at]:
        year_ago = np.full_like(year_ago, np.nan)
    parts = rate_parts(data, seen.raw, seen.selection)
    persons = None if parts is None else parts[0][:, at] - back(parts[0], 12)[:, at]
    dots, references = [], []
    for place in tables.rows_in_order(seen):
        n = seen.raw.regions.index(place.code)
        value = seen.shown[n, at]
        if np.isnan(value):
            continue
        text = swedish.number(value, seen.decimals)
        if place.level is not Level.MUNICIPALITY:
            label = f"{short_name(place, canvas.frame)} {text}"
            references.append(Reference(value=float(value), label=label, nation=place.level is Level.NATION))
            continue
        dots.append(
            Dot(
                name=tables.name_of(place),
                now=float(value),
                before=None if np.isnan(year_ago[n]) else float(year_ago[n]),
                text=text,
                chosen=place.code == seen.own.code,
                quiet=persons is not None
                and not np.isnan(year_ago[n] + persons[n])
                and abs(persons[n]) < FEWEST_PERSONS,
            )
        )
    if not dots:
        return Drawn(caption="Kommunernas siffror saknas.")
    unit = _tick_unit(seen)
    figure = dot_plot(dots, references, _tick_text, canvas.frame, canvas.theme, unit=unit, synthetic=data.synthetic)
    now, then = swedish.period_name(seen.newest), swedish.period_name(f"{int(seen.newest[:4]) - 1}{seen.newest[4:]}")
    caption = f"Punkterna: {now}."
    if any(dot.before is not None for dot in dots):
        caption = (
            f"Fylld punkt: {now}. Ihålig: {then}. Grå punkter: förändringen är mindre än {FEWEST_PERSONS} personer."
        )
    return Drawn(figure=figure, caption=caption)
