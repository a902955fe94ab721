"""Jämför: up to four measures at up to six places side by side."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from dash import html
from dash.development.base_component import Component

from dashboard.data.chosen_names import named_areas
from dashboard.data.series import Data
from dashboard.figures import spark
from dashboard.figures.theme import NATION_DASH, THEME
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._compare_actions import actions
from dashboard.pages._parts import as_of_note, choice, page_link, scrolling, unbroken
from dashboard.pages.area import PAGE as AREA
from dashboard.views.beside.chosen import (
    ADDRESS,
    MOST_MEASURES,
    MOST_PLACES,
    YEARS,
    Chosen,
    address,
    parse,
    with_measure,
    with_place,
)
from dashboard.views.beside.rows import Cell, Row, rows
from dashboard.views.selection import Selection
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Kind, Level
from loaders.ground.places import Place

_LINES = ((THEME.chosen, "solid"), *THEME.further, (THEME.ink, NATION_DASH))
"""Colour and dash of each place's lines, in the order of the places."""


def choose(path: str, search: str, *, home: str) -> Selection:
    """The first place and the day; the rest is read by ``page``."""
    chosen = parse(dict(parse_qsl(search.removeprefix("?"))), home=home)
    return Selection(region=chosen.places[0], as_of=chosen.as_of)


def page(asked: Asked) -> Page:
    """The comparison: a row for each measure, a column for each place, and in every cell number, claim and line."""
    data = asked.data
    chosen = parse(asked.said, home=data.county)
    found = [places.place(code) for code in chosen.places]
    made = rows(chosen, data)
    named = swedish.listing([place.full_name for place in found])
    many = f"{swedish.capital(swedish.small_number(len(made)))} mått och {swedish.small_number(len(found))} platser."
    return Page(
        title=f"Jämför {named}",
        body=[
            html.H1(f"Jämför {named}", tabIndex="-1"),
            html.P(f"{many} Varje mått visas för den senaste period som alla valda platser har.", className="ingress"),
            *as_of_note(asked.selection, data),
            html.Div([_places(chosen, found, data), _choices(chosen)], className="kontroller"),
            scrolling(_table(made, found), "Jämförelsen"),
            html.P(_foot(made), className="meta"),
            actions(chosen, made, data),
        ],
    )


def _places(chosen: Chosen, found: list[Place], data: Data) -> Component:
    """The chosen places, each with a way to take it out, and those that can be added."""
    items = [
        html.Li(
            [
                html.Span(_name(place), style={"color": _LINES[n][0]}, className="vald-plats"),
                page_link("Ta bort", address(with_place(chosen, place.code)), **_named(f"Ta bort {place.full_name}"))
                if len(found) > 2
                else None,
            ]
        )
        for n, place in enumerate(found)
    ]
    homes = dict.fromkeys((data.county, *(place.county for place in found if place.county)))
    near = [place for home in homes for place in (places.place(home), *places.municipalities(home))]
    counties = [places.place(code) for code in places.codes_at([Level.COUNTY])]
    named = (one.place for one in named_areas(data).areas)
    offered = dict.fromkeys((*near, *named, places.place(places.NATION), *counties))
    added = [(_name(place), address(with_place(chosen, place.code)), False) for place in offered if place not in found]
    is_full = len(found) >= MOST_PLACES
    more = html.Span(f"Högst {swedish.small_number(MOST_PLACES)} platser", className="meta")
    return html.Div(
        [
            html.Ul(items, className="valda"),
            more if is_full else _menu("Lägg till plats", "", [*added, _own_area(found, data)]),
        ],
        className="val",
    )


def _own_area(found: list[Place], data: Data) -> tuple[str, str, bool]:
    """To where municipalities are put together, from where the area leads back here."""
    first = next((place.code for place in found if place.level is Level.MUNICIPALITY), "")
    return "Ett eget område …", AREA.link(home=data.county, region=first), False


def _choices(chosen: Chosen) -> Component:
    """Which measures, and how far back."""
    many = len(chosen.measures)
    measures = [
        (one.short_title_sv, address(with_measure(chosen, one.id)), one.id in chosen.measures)
        for one in catalogue.shown()
        if one.kind is not Kind.PROJECTION
        and (one.id in chosen.measures or many < MOST_MEASURES)
        and not (one.id in chosen.measures and many == 1)
    ]
    spans = [*((f"{years} år", years) for years in YEARS), ("Allt", 0)]
    windows = [choice(text, address(replace(chosen, years=years)), years == chosen.years) for text, years in spans]
    return html.Div(
        [
            _menu("Mått", f"{many} av högst {MOST_MEASURES}", measures),
            html.Div(html.Div(windows, className="btn-group"), className="fonster", role="group", **_named("Tid")),
        ],
        className="val",
    )


def _menu(name: str, current: str, items: list[tuple[str, str, bool]]) -> Component:
    """A disclosure of links; those in force are marked and take themselves away."""
    named = html.Summary([html.Span(f"{name}: ", className="meny-namn"), current]) if current else html.Summary(name)
    mark: dict[str, Any] = {"data-meny": ""}
    listed = [
        html.Li(page_link(text, href, **({"aria-current": "true"} if is_in else {}))) for text, href, is_in in items
    ]
    return html.Details([named, html.Ul(listed)], className="meny", **mark)


def _name(place: Place) -> str:
    return swedish.capital(place.full_name)


def _named(label: str) -> dict[str, Any]:
    return {"aria-label": label}


def _table(made: tuple[Row, ...], found: list[Place]) -> html.Table:
    head = [
        html.Th("Mått", scope="col", className="dold-rubrik"),
        *(html.Th(_name(place), scope="col", style={"color": _LINES[n][0]}) for n, place in enumerate(found)),
    ]
    body = [
        html.Tr(
            [html.Th(_measure(row), scope="row"), *(html.Td(_cell(cell, n, row)) for n, cell in enumerate(row.cells))]
        )
        for row in made
    ]
    return html.Table([html.Thead(html.Tr(head)), html.Tbody(body)], className="jamfor")


def _measure(row: Row) -> list[Component]:
    lines = [row.period, row.indicator.unit_sv, row.axis_sv, row.source]
    return [
        html.Span(row.title, className="jamfor-matt"),
        *(html.Span(line, className="meta") for line in lines if line),
    ]


def _cell(cell: Cell, n: int, row: Row) -> list[Component | None]:
    where = html.Span(_name(cell.place), className="jamfor-plats", style={"color": _LINES[n][0]})
    if not cell.number:
        return [where, html.P(unbroken(cell.text), className="jamfor-inget")]
    colour, dash = _LINES[n]
    image = ""
    if cell.scale is not None:
        plain = "" if dash == "solid" else dash.replace("px", "")
        image = spark.small_line(cell.history, cell.scale.low, cell.scale.high, colour, plain)
    drawn = (
        [
            html.P(swedish.number(cell.scale.high, _scale_decimals(cell.scale.high)), className="jamfor-topp"),
            html.Img(src=spark.data_uri(image), alt=cell.alt, className="jamfor-linje"),
            html.P([html.Span(cell.first), html.Span(cell.last)], className="jamfor-tid"),
        ]
        if image and cell.scale is not None
        else []
    )
    said = f"{cell.number}, {row.title} i {cell.place.full_name}"
    return [
        where,
        html.P(page_link(cell.number, cell.link, **_named(said)), className="siffra"),
        html.P(cell.period, className="meta") if cell.period else None,
        *drawn,
        html.P(unbroken(cell.text), className="pastaende"),
    ]


def _scale_decimals(value: float) -> int:
    return 0 if value == round(value) else 1


def _foot(made: tuple[Row, ...]) -> str:
    own = [row.title for row in made if row.has_own_scales]
    if not own:
        return "Platserna står på samma skala längs varje rad."
    return f"Samma skala längs raden, utom {swedish.listing(own)}, där varje plats har sin egen."


PAGE = PageKind(
    address=ADDRESS,
    menu_sv="Jämför",
    order=25,
    of_a_place=True,
    make=page,
    choose=choose,
    words=("matt", "ar"),
    needs_figures=True,
    examples=(
        ADDRESS,
        f"{ADDRESS}?region={{municipality}}",
        f"{ADDRESS}?matt=arbetsloshet,sysselsattningsgrad,brp&region=2321,2309,23,00&ar=10",
        f"{ADDRESS}?matt=arbetsloshet&region=2303+2305~Tvillingkommunerna,23",
    ),
)
