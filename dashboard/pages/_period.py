"""The window of time: the latest so many periods, from a start on, or from a start to an end; each is an address."""

from urllib.parse import parse_qsl

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.data.series import Data
from dashboard.pages._parts import hidden_fields, menu, menu_list
from dashboard.views import ways
from dashboard.views.selection import Selection, link
from dashboard.views.view import View
from dashboard.views.way import Way
from dashboard.words import swedish
from loaders.ground.declarations import Grain, Kind
from loaders.ground.panel import PERIOD
from loaders.ground.periods import PARTS_PER_YEAR

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
    base = in_way(ways.by_word()[way.narrower], selection) if way.narrower else selection
    base = base.but(since="", latest=0)
    found = {years: (text, base.but(latest=years * year)) for years, text in reaches}
    way = ways.of(base)
    own = way.own_years(base, shown.places.own.level)
    if own and own * year < table_rows - 1:
        found[own] = (f"{swedish.year_of(shown.period)}" if own == 1 else f"{own} år", base)
        base = base.but(way=way.wider)
    return [*(found[years] for years in sorted(found)), ("Allt", base)]


def in_force(window: Selection, selection: Selection) -> bool:
    """Whether a window is the one shown. One of the latest periods is drawn as lines, as level and as series alike."""
    return window == selection or (bool(window.latest) and window.latest == selection.latest)


def in_way(way: Way, selection: Selection) -> Selection:
    """The selection shown in a way; the measure's own way is not said."""
    return selection.but(way="" if way is ways.default(selection.declared) else way.word)


def period_menu(selection: Selection, shown: View, spans: list[tuple[str, Selection]], data: Data) -> Component:
    """The menu of time: windows that move with the newest period, and a start, or a start and an end, that stay."""
    items = [(text, link(other, home=data.county), in_force(other, selection)) for text, other in spans]
    current = next((text for text, _, is_current in items if is_current), "") or _told(selection)
    title = html.P("Senaste, följer med", className="meny-rubrik")
    rolling: list[Component | Markup] = [title, menu_list(items)] if items else []
    return menu("Period", current, html.Div([*rolling, _fixed(selection, data)]))


def _told(selection: Selection) -> str:
    """How a window that no link of the menu has is called."""
    grain = selection.declared.grain
    if selection.latest:
        return f"senaste {swedish.number(selection.latest)} {_PERIODS_SV[grain]}"
    since = swedish.short_period(selection.since) if selection.since else ""
    until = swedish.short_period(selection.until) if selection.until else ""
    if since and until:
        return f"{since}–{until}"
    return f"från {since}" if since else f"till {until}" if until else ""


_PERIODS_SV = {Grain.MONTH: "månader", Grain.QUARTER: "kvartal", Grain.YEAR: "år"}


def _fixed(selection: Selection, data: Data) -> Markup:
    """A form for a start that stays and, if one is chosen, an end. HTML as text, since dash.html knows no input."""
    known = data.codes(selection.indicator, PERIOD, selection.as_of)
    base = link(selection.but(since="", until="", latest=0), home=data.county)
    action, _, search = base.partition("?")
    hidden = hidden_fields(dict(parse_qsl(search)))
    fields = Markup("").join(
        _field(name, label, chosen, known, selection.declared.grain)
        for name, label, chosen in (("fran", "Från", selection.since), ("till", "Till", selection.until))
    )
    return Markup(
        '<form class="tidsval" action="{}" method="get" data-skickas><p class="meny-rubrik">Från en start, eller fast'
        '</p>{}{}<p class="meta">Utan slut följer nya perioder med.</p><button type="submit">Visa</button></form>'
    ).format(action, hidden, fields)


def _field(name: str, label: str, chosen: str, known: tuple[str, ...], grain: Grain) -> Markup:
    if grain is Grain.MONTH:
        field = Markup(
            '<input type="month" id="val-{0}" name="{0}" value="{1}" min="{2}" max="{3}" placeholder="2022-01">'
        )
        return _labelled(name, label, field.format(name, chosen, known[0], known[-1]))
    none = "nyaste" if name == "till" else "första"
    options = Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(
            period, Markup(" selected") if period == chosen else "", swedish.short_period(period) if period else none
        )
        for period in ("", *reversed(known))
    )
    return _labelled(name, label, Markup('<select id="val-{0}" name="{0}">{1}</select>').format(name, options))


def _labelled(name: str, label: str, field: Markup) -> Markup:
    return Markup('<p><label for="val-{}">{}</label>{}</p>').format(name, label, field)
