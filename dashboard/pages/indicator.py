"""The indicator page: the claim as title, controls in one row, chart, what it shows and does not, the same numbers."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.data.series import Data
from dashboard.figures.frame import GRAPH_CONFIG
from dashboard.model import Size
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._actions import actions
from dashboard.pages._parts import (
    HIDDEN,
    aria,
    aria_by,
    as_of_note,
    choice,
    home_only_sv,
    page_link,
    row_of_places,
    scrolling,
    unbroken,
)
from dashboard.pages._tables import table_html
from dashboard.pages.similar import PAGE as SIMILAR
from dashboard.views import ways
from dashboard.views.make_view import view
from dashboard.views.selection import INDICATOR, WORDS, Selection, link, parse
from dashboard.views.view import View
from dashboard.views.way import Way
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import ages, places
from loaders.ground.declarations import Grain, Indicator, Kind, Level
from loaders.ground.panel import PERIOD
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.vocabulary import DIMENSIONS

FULL_TABLE = "alla-siffror"
_LEVELS = {Level.NATION: "riket", Level.AREA: "riksområden", Level.COUNTY: "län", Level.MUNICIPALITY: "kommuner"}
WINDOWS = {
    Grain.MONTH: ((2, "2 år"), (5, "5 år"), (10, "10 år")),
    Grain.QUARTER: ((5, "5 år"), (10, "10 år")),
    Grain.YEAR: ((5, "5 år"), (10, "10 år")),
}


def page(asked: Asked) -> Page:
    """The page of a selection, with the other windows of the same series beside it."""
    selection, data, size = asked.selection, asked.data, asked.size
    shown = view(selection, data, size)
    beside = []
    for _, other in windows(selection, shown):
        if other != selection:
            beside.append((link(other, home=data.county), _page(other, view(other, data, size), data, size, shown)))
    return _page(selection, shown, data, size, shown, tuple(beside))


def _page(
    selection: Selection,
    shown: View,
    data: Data,
    size: Size,
    widest: View,
    beside: tuple[tuple[str, Page], ...] = (),
) -> Page:
    indicator = selection.declared
    first = data.codes(indicator.id, PERIOD, selection.as_of)[0]
    return Page(
        title=shown.headline,
        body=[
            row_of_places(selection, data),
            dbc.Row(
                [
                    dbc.Col(
                        [
                            html.H1(unbroken(shown.headline), tabIndex="-1"),
                            html.P(shown.subtitle, className="ingress"),
                            html.P(shown.elsewhere_sv, className="annan-plats") if shown.elsewhere_sv else None,
                            *as_of_note(selection, data),
                            None if _is_elsewhere(shown) else controls(selection, widest, data),
                            _figure(shown),
                            actions(selection, shown, data),
                            *(html.P(unbroken(text), className="mening") for text in _said(shown)),
                            *_industries(shown),
                        ],
                        xs=12,
                        class_name="huvud",
                    ),
                    dbc.Col(html.Aside(_aside(shown), className="sida", **aria("Om siffran")), xs=12),
                ],
                class_name="indikator",
            ),
            html.Section(_below(indicator, shown, first, data), className="under", **aria("Siffror och källa")),
        ],
        html_parts=((FULL_TABLE, table_html(shown.tables.series, visible_caption=True)),),
        beside=beside,
        synthetic=shown.synthetic,
    )


def _industries(shown: View) -> list[Component]:
    """All industries of the place, where the measure has them; the whole table of a figure with many columns."""
    below = (shown.table,) if shown.tables.is_wide else shown.tables.further
    return [
        html.Div(
            table_html(found, visible_caption=True),
            className="rulle branscher",
            tabIndex="0",  # it may scroll sideways
            role="region",
            **aria(found.caption),
        )
        for found in below
        if found.rows
    ]


def _said(shown: View) -> list[str]:
    """The sentence, if it says more than the title, and remarks on newer periods."""
    same = shown.sentence.rstrip(".") == shown.headline
    return [*([] if same else [shown.sentence]), *shown.notes.remarks]


def _figure(shown: View) -> Component:
    """The chart with its alternative text and, as caption, what the grey lines are and where the figures come from."""
    caption = html.Figcaption([html.Span(part) for part in (shown.caption, shown.source) if part])
    if shown.figure is None:
        return html.Figure([html.P(_nothing_drawn(shown), className="tomt"), caption])
    height = f"{shown.figure['layout']['height']}px"  # bars on a phone are as tall as their rows
    return html.Figure(
        [
            html.Div(
                html.Div(
                    dcc.Graph(
                        id="diagram",
                        figure=shown.figure,
                        config=GRAPH_CONFIG,
                        responsive=True,
                        style={"height": height},
                    ),
                    **HIDDEN,  # its numbers are read by keys, and in the table
                ),
                role="img",
                className="duk",
                style={"height": height},
                **aria_by("diagram-text"),
                **_told_to_readers(shown),
            ),
            html.P(shown.alt, id="diagram-text", className="dold"),
            html.P(_READING_KEYS, id="diagram-hjalp", className="dold"),
            html.P(id="diagram-varde", className="lasning", role="status"),
            caption,
        ]
    )


def _told_to_readers(shown: View) -> dict[str, Any]:
    """What chart_reading.js says besides the table's texts: the unit, ``procent`` of *procent av arbetskraften*, and
    words for signs."""
    unit = shown.declared.unit_sv if shown.numbers is None else shown.numbers.unit_sv
    return {"data-enhet": unit.partition(" av ")[0], "data-tecken": json.dumps(swedish.SPOKEN_SIGNS)}


def _is_elsewhere(shown: View) -> bool:
    """Whether only other places have figures: nothing is drawn, and no row of the table is the chosen place."""
    return shown.figure is None and bool(shown.table.rows) and not shown.table.strong


def _nothing_drawn(shown: View) -> str:
    """What is said in the place of a chart: where the figures are, if there are any."""
    if _is_elsewhere(shown):
        return "Tabellen har kommunernas siffror. Välj en kommun för att se dess diagram."
    if shown.table.strong:
        return "Platsen har inga siffror att rita. Tabellen har de övriga platsernas."
    return "Det finns inga siffror att rita för det här urvalet."


def _aside(shown: View) -> list[Component]:
    told = [
        html.H2("Vad visar den?"),
        html.P(shown.definition),
        html.H2("Vad visar den inte?"),
        html.P(shown.caveat),
    ]
    if shown.tables.is_wide:
        return told
    return [
        *told,
        scrolling(table_html(shown.table), shown.table.caption),
    ]


def _reach(indicator: Indicator, first: str) -> str:
    """At which levels the measure exists and since when: ``Län, från januari 1996.``"""
    since = {_LEVELS[level]: indicator.exists_since.get(level, first) for level in indicator.levels}
    if len(set(since.values())) == 1:
        told = f"{swedish.listing(since)}, från {swedish.period_name(next(iter(since.values())))}"
    else:
        told = "; ".join(f"{level} från {swedish.period_name(period)}" for level, period in since.items())
    return f"{swedish.capital(told)}."


def _below(indicator: Indicator, shown: View, first: str, data: Data) -> list[Component]:
    details = [
        html.Details(
            [
                html.Summary("Alla siffror i diagrammet"),
                scrolling(None, "Alla siffror i diagrammet", **{"data-html": FULL_TABLE}),
            ],
            id="alla",
        )
    ]
    facts: list[tuple[str, Component | str]] = [
        ("Mäts för", swedish.capital(f"{shown.declared.age_group}, {_BASIS[indicator.place_basis.value]}.")),
        ("Finns för", f"{_reach(indicator, first)} {home_only_sv(data.county) if indicator.home_only else ''}".strip()),
        ("Brott i serien", " ".join(shown.notes.breaks) or "Inga inom den valda perioden."),
        ("Källa", shown.origin.marked_text()),
        ("Villkor", indicator.terms_sv),
    ]
    own = shown.places.own
    if own.level is Level.MUNICIPALITY:
        to = SIMILAR.link(home=data.county, region=own.code)
        facts.append(("Jämför", page_link(f"Kommuner som liknar {own.name}", to)))
    listed = html.Dl([part for name, text in facts for part in (html.Dt(name), html.Dd(text))], className="fakta")
    return [*details, listed]


_READING_KEYS = (
    "Läs värdena med piltangenterna: vänster och höger byter period, upp och ned byter linje. Home är den äldsta "
    "perioden och End den nyaste, Page Up och Page Down går ett år, Escape slutar läsa."
)
_BASIS = {
    "bostad": "räknat där man bor",
    "arbetsställe": "räknat där arbetsplatsen ligger",
    "säte": "räknat vid säte",
    "riket": "i hela riket",
    "riksområde": "i hela riksområdet",
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


def controls(selection: Selection, shown: View, data: Data) -> Component:
    """Ways of showing, parts, comparison and window. What makes no sense is dashed and says why."""
    indicator = selection.declared

    def to(other: Selection) -> str:
        return link(other, home=data.county)

    chosen = ways.of(selection)
    offered: list[dbc.NavItem] = []
    senseless: dict[str, list[str]] = {}
    for way in ways.by_word().values():
        if way.is_further:
            continue
        reason = way.why_not(indicator)
        if not reason:
            href = to(_in_way(way, selection))
            offered.append(dbc.NavItem(choice(way.name(indicator), href, way is chosen)))
        elif way.says_why_not:
            senseless.setdefault(reason, []).append(way.name(indicator))
    for reason, names in senseless.items():
        offered.append(dbc.NavItem(html.Span(f"{swedish.listing(names)} – {reason}", className="gar-inte")))
    several = [name for name in indicator.dimensions if len(DIMENSIONS[name].values) > 1]
    menus = [
        _further(selection, to),
        *(_dimension(name, selection, shown, data, to) for name in several if name not in chosen.all_shown(indicator)),
    ]
    if chosen.chooses_places:
        menus.append(_compare(selection, shown, data, to))
    spans = windows(selection, shown)
    row = [_group(dbc.Nav(offered), "satt", "Visa som")]
    if indicator.kind is Kind.PROJECTION:
        row, menus = [], []
    rest = [menu for menu in menus if menu]
    if spans:
        items = [choice(text, to(other), _in_force(other, selection)) for text, other in spans]
        rest.append(_group(dbc.ButtonGroup(items), "fonster", "Period"))
    if rest:
        row.append(html.Div(rest, className="val"))
    return html.Div(row, className="kontroller")


def _in_force(window: Selection, selection: Selection) -> bool:
    """Whether a window is the one shown. One that begins somewhere is drawn as lines, as level and as series alike."""
    return window == selection or (bool(window.since) and window.since == selection.since)


def _group(content: Component, name: str, label: str) -> html.Div:
    return html.Div(content, className=name, role="group", **aria(label))


def _in_way(way: Way, selection: Selection) -> Selection:
    """The selection shown in a way; the measure's own way is not said."""
    return selection.but(way="" if way is ways.default(selection.declared) else way.word)


def _menu(name: str, current: str, items: Sequence[tuple[str, str, bool]]) -> Component:
    """A disclosure of links: its name, and the value in force where that is not the default one."""
    return _disclosure(name, current, [_item(*item) for item in items])


def _item(text: str, href: str, is_current: bool) -> html.Li:
    return html.Li(page_link(text, href, **({"aria-current": "true"} if is_current else {})))


def _disclosure(name: str, current: str, items: Sequence[html.Li]) -> Component:
    named = html.Summary([html.Span(f"{name}: ", className="meny-namn"), current]) if current else html.Summary(name)
    mark: dict[str, Any] = {"data-meny": ""}
    return html.Details([named, html.Ul(list(items))], className="meny", **mark)


def _further(selection: Selection, to: Callable[[Selection], str]) -> Component:
    """Further ways of showing; those that make no sense for the measure say why."""
    indicator, chosen = selection.declared, ways.of(selection)
    items: list[html.Li] = []
    senseless: dict[str, list[str]] = {}
    for way in (one for one in ways.by_word().values() if one.is_further):
        reason, name = way.why_not(indicator), way.name(indicator)
        if reason:
            senseless.setdefault(reason, []).append(name)
        else:
            items.append(_item(name, to(_in_way(way, selection)), way is chosen))
    items += [
        html.Li(html.Span(f"{swedish.listing(names)} – {reason}", className="gar-inte"))
        for reason, names in senseless.items()
    ]
    return _disclosure("Fler sätt", chosen.name(indicator) if chosen.is_further else "", items)


def _dimension(
    name: str, selection: Selection, shown: View, data: Data, to: Callable[[Selection], str]
) -> Component | None:
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
    current = "" if is_default else labels[chosen]
    return _menu(dimension.label_sv, current, items)


def _compare(selection: Selection, shown: View, data: Data, to: Callable[[Selection], str]) -> Component | None:
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
    return _menu("Jämför med", _names(now) if selection.compare else "", items)


def _names(codes: Sequence[str]) -> str:
    return swedish.listing(places.place(code).name if code != places.NATION else "riket" for code in codes)


def is_there(slug: str) -> bool:
    """Whether an indicator has this URL word."""
    return any(declared.slug == slug for declared in catalogue.shown())


PAGE = PageKind(
    address=f"{INDICATOR}<slug>",
    under="/indikatorer",
    of_a_place=True,
    make=page,
    choose=parse,
    words=WORDS,
    is_there=is_there,
    needs_figures=True,
    examples=(
        "/indikator/arbetsloshet?region={municipality}",
        "/indikator/arbetsloshet?region={municipality}&matt=kommuner",
        "/indikator/sysselsatta-bransch?region={municipality}&bransch=hotell",
        "/indikator/folkokning?region={municipality}&matt=delar",
    ),
)
