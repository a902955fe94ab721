"""The controls of an indicator page: way of showing, parts, comparison and window as one row of menus."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.pages._parts import aria, menu, menu_list
from dashboard.pages.similar import PAGE as SIMILAR
from dashboard.views import ways
from dashboard.views.selection import Selection, link
from dashboard.views.view import View
from dashboard.views.way import Way
from dashboard.words import swedish
from loaders.ground import ages, places
from loaders.ground.declarations import Grain, Kind, Level
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.vocabulary import DIMENSIONS

WINDOWS = {
    Grain.MONTH: ((2, "2 år"), (5, "5 år"), (10, "10 år")),
    Grain.QUARTER: ((5, "5 år"), (10, "10 år")),
    Grain.YEAR: ((5, "5 år"), (10, "10 år")),
}


def windows(selection: Selection, shown: View) -> list[tuple[str, Selection]]:
    """Windows that end now: text and selection, shortest first, then all. Empty where the series is short.

    A kind's own chart is a window of its own length: one year, which is named, or so many years. All of the series
    is then a chart of lines.
    """
    indicator, way = selection.declared, ways.of(selection)
    if not shown.period or selection.until or indicator.kind is Kind.PROJECTION or not way.chooses_window:
        return []
    table_rows = len(shown.tables.series.rows)
    year = PARTS_PER_YEAR[indicator.grain]
    reaches = [(years, text) for years, text in WINDOWS.get(indicator.grain, ()) if years * year < table_rows - 1]
    if not reaches:
        return []
    base = _in_way(ways.by_word()[way.narrower], selection) if way.narrower else selection
    base = base.but(since="")
    found = {years: (text, base.but(since=Period(shown.period).shift(-years * year))) for years, text in reaches}
    way = ways.of(base)
    own = way.own_years(base, shown.places.own.level)
    if own and own * year < table_rows - 1:
        found[own] = (f"{swedish.year_of(shown.period)}" if own == 1 else f"{own} år", base)
        base = base.but(way=way.wider)
    return [*(found[years] for years in sorted(found)), ("Allt", base)]


def controls(selection: Selection, shown: View, data: Data, size: Size) -> Component:
    """Way of showing, parts, comparison and window as one row of menus; on a phone all parts are in one of them.

    A way that makes no sense for the measure is not mentioned; its address says why.
    """
    indicator = selection.declared

    def to(other: Selection) -> str:
        return link(other, home=data.county)

    chosen = ways.of(selection)
    row: list[Component] = []
    if indicator.kind is not Kind.PROJECTION:
        row.append(_group(menu("Visa som", chosen.name(indicator), _ways(selection, to)), "satt", "Visa som"))
        several = [name for name in indicator.dimensions if len(DIMENSIONS[name].values) > 1]
        split = [
            part
            for name in several
            if name not in chosen.all_shown(indicator) and (part := _dimension(name, selection, shown, data, to))
        ]
        if size.is_phone and len(split) > 1:
            row.append(_all_parts(split))
        else:
            row += [menu(part.name, part.current, menu_list(part.items)) for part in split]
        if chosen.chooses_places:
            row.append(_compare(selection, shown, data, to))
    spans = windows(selection, shown)
    if spans:
        items = [(text, to(other), _in_force(other, selection)) for text, other in spans]
        current = next((text for text, _, is_current in items if is_current), "")
        row.append(_group(menu("Period", current, menu_list(items)), "fonster", "Period"))
    return html.Div(row, className="kontroller")


def _in_force(window: Selection, selection: Selection) -> bool:
    """Whether a window is the one shown. One that begins somewhere is drawn as lines, as level and as series alike."""
    return window == selection or (bool(window.since) and window.since == selection.since)


def _group(content: Component, name: str, label: str) -> html.Div:
    return html.Div(content, className=name, role="group", **aria(label))


def _in_way(way: Way, selection: Selection) -> Selection:
    """The selection shown in a way; the measure's own way is not said."""
    return selection.but(way="" if way is ways.default(selection.declared) else way.word)


def _ways(selection: Selection, to: Callable[[Selection], str]) -> Component:
    """The ways of showing that make sense for the measure; the further ones under the others."""
    indicator, chosen = selection.declared, ways.of(selection)
    offered = [way for way in ways.by_word().values() if not way.why_not(indicator)]

    def listed(is_further: bool) -> html.Ul:
        of_kind = (way for way in offered if way.is_further is is_further)
        return menu_list([(way.name(indicator), to(_in_way(way, selection)), way is chosen) for way in of_kind])

    if not any(way.is_further for way in offered):
        return listed(False)
    parts = [listed(False), html.P("Fler sätt", className="meny-rubrik"), listed(True)]
    return html.Div(parts, className="meny-delar")


@dataclass(frozen=True, slots=True)
class _Part:
    """A dimension to choose from: its name, the chosen value where that is not the default one, and all as links."""

    name: str
    current: str
    items: Sequence[tuple[str, str, bool]]


def _dimension(
    name: str, selection: Selection, shown: View, data: Data, to: Callable[[Selection], str]
) -> _Part | None:
    """A dimension's values to choose from: those the indicator has figures for, and the chosen one."""
    dimension = DIMENSIONS[name]
    chosen = selection.full_slice()[name]
    held = {chosen, *data.codes(selection.indicator, name, selection.as_of)}
    values = [value for value in dimension.values if value.code in held]
    if len(values) < 2:
        return None
    labels = {value.code: ages.label_sv(shown.declared, name, value.code) for value in values}
    items = [(labels[v.code], to(selection.with_value(name, v.code)), v.code == chosen) for v in values]
    is_default = selection.declared.default_slice[name] == chosen
    return _Part(dimension.label_sv, "" if is_default else labels[chosen], items)


def _all_parts(parts: Sequence[_Part]) -> Component:
    """All dimensions in one menu, each under its name."""
    listed = [one for part in parts for one in (html.P(part.name, className="meny-rubrik"), menu_list(part.items))]
    current = swedish.listing(part.current for part in parts if part.current)
    return menu("Dela upp", current, html.Div(listed, className="meny-delar"))


def _compare(selection: Selection, shown: View, data: Data, to: Callable[[Selection], str]) -> Component:
    """Other places beside the chosen one: the default, or one municipality or county more."""
    own = shown.places.own
    default = data.default_compare(selection.declared, own.code, selection.as_of)
    now = tuple(place.code for place in shown.places.compared)
    choices: list[tuple[str, Selection]] = [(_names(default) or "ingen", selection.but(compare=None))]
    home = own.county or data.county
    candidates = [home, *(p.code for p in places.municipalities(home))]
    if own.level is Level.MUNICIPALITY and not places.is_alone(own.code):
        candidates.insert(1, places.rest_of_county(own.code).code)
    for code in candidates:
        if code != own.code and places.place(code).level in selection.declared.levels:
            beside = tuple(
                dict.fromkeys((code, *(c for c in default if places.place(c).level is not Level.MUNICIPALITY)))
            )
            if places.place(code).level is Level.COUNTY:
                beside = tuple(c for c in (code, places.NATION) if c in (code, *default))
            if beside != default:
                choices.append((_names(beside), selection.but(compare=beside)))
    items = [(text, to(other), other.compare == selection.compare) for text, other in choices]
    if own.level is Level.MUNICIPALITY:
        items.append(("Liknande kommuner …", SIMILAR.link(home=data.county, region=own.code), False))
    return menu("Jämför", _names(now) if selection.compare else "", menu_list(items))


def _names(codes: Sequence[str]) -> str:
    return swedish.listing(places.place(code).name if code != places.NATION else "riket" for code in codes)
