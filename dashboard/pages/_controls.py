"""The controls of an indicator page: way of showing, parts, comparison and window as one row of menus."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.data.chosen_names import named_areas
from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.pages._parts import aria, menu, menu_list, place_form
from dashboard.pages._period import in_way, period_menu, windows
from dashboard.views import ways
from dashboard.views.selection import Selection, link
from dashboard.views.view import View
from dashboard.views.way import Way
from dashboard.words import swedish
from loaders.ground import ages, places
from loaders.ground.declarations import Kind, Level
from loaders.ground.errors import StoreDamaged
from loaders.ground.vocabulary import DIMENSIONS


def controls(selection: Selection, shown: View, data: Data, size: Size) -> Component:
    """Way of showing, parts, comparison and window as one row of menus; on a phone all parts are in one of them.

    A way that makes no sense for the measure, or has nothing to show of the place, is left out: its address says why.
    """
    indicator = selection.declared

    def to(other: Selection) -> str:
        return link(other, home=data.county)

    chosen = ways.of(selection)
    row: list[Component] = []
    if indicator.kind is not Kind.PROJECTION:
        row.append(_group(menu("Visa som", chosen.name(indicator), _ways(selection, data, to)), "satt", "Visa som"))
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
    if spans or selection.since or selection.until or selection.latest:
        row.append(_group(period_menu(selection, shown, spans, data), "fonster", "Period"))
    return html.Div(row, className="kontroller")


def _group(content: Component, name: str, label: str) -> html.Div:
    return html.Div(content, className=name, role="group", **aria(label))


def _ways(selection: Selection, data: Data, to: Callable[[Selection], str]) -> Component | Markup:
    """The ways of showing that make sense for the measure and the place; the further ones under the others."""
    indicator, chosen = selection.declared, ways.of(selection)
    usual, in_any = ways.default(indicator), selection.but(way="")
    can = data.remember_long(("ways", in_any), lambda: _able(in_any, data))
    offered = [way for way in ways.by_word().values() if way in (chosen, usual) or way.word in can]

    def listed(is_further: bool) -> Markup:
        of_kind = (way for way in offered if way.is_further is is_further)
        return menu_list([(way.name(indicator), to(in_way(way, selection)), way is chosen) for way in of_kind])

    if not any(way.is_further for way in offered):
        return listed(False)
    parts: list[Component | Markup] = [listed(False), html.P("Fler sätt", className="meny-rubrik"), listed(True)]
    return html.Div(parts, className="meny-delar")


def _able(selection: Selection, data: Data) -> frozenset[str]:
    """Words of the ways, but for the usual one, that make sense for the measure and have anything of the place to show.

    One whose figures are damaged is among them: its page says what is damaged.
    """
    usual = ways.default(selection.declared)

    def is_able(way: Way) -> bool:
        try:
            return way.can_show(in_way(way, selection), data)
        except StoreDamaged:
            return True

    offered = (way for way in ways.by_word().values() if way is not usual and not way.why_not(selection.declared))
    return frozenset(way.word for way in offered if is_able(way))


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
    candidates = [home, *(p.code for p in places.inside(home))]
    if own.level is Level.MUNICIPALITY and not places.is_alone(own.code):
        candidates.insert(1, places.rest_of_county(own.code).code)
    if Level.MUNICIPALITY in selection.declared.levels and data.can_sum(selection.declared):
        candidates += [place.code for place in named_areas(data).of(home)]
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
    further = place_form(to(selection), "jamfor-med", compares=True)
    return menu("Jämför", _names(now) if selection.compare else "", html.Div([menu_list(items), further]))


def _names(codes: Sequence[str]) -> str:
    return swedish.listing(places.place(code).name if code != places.NATION else "riket" for code in codes)
