"""The indicator page: the claim as title, controls in one row, chart, what it shows and does not, the same numbers."""

from datetime import date

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.data.coming import next_sv
from dashboard.data.series import Data
from dashboard.forms.table_html import table_html
from dashboard.model import Size
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._actions import actions
from dashboard.pages._chart_box import Readable, chart
from dashboard.pages._controls import controls
from dashboard.pages._parts import (
    aria,
    as_of_note,
    home_only_sv,
    page_link,
    row_of_places,
    scrolling,
    unbroken,
)
from dashboard.pages._period import windows
from dashboard.pages.similar import PAGE as SIMILAR
from dashboard.pages.workbench import PAGE as WORKBENCH
from dashboard.views.make_view import view
from dashboard.views.scene import exists_for
from dashboard.views.selection import INDICATOR, WORDS, Selection, link, parse
from dashboard.views.view import View
from dashboard.words import swedish
from dashboard.words.kinds import absences
from loaders import catalogue
from loaders.ground.declarations import Indicator, Level
from loaders.ground.panel import PERIOD

FULL_TABLE, ALL_NUMBERS = "alla-siffror", "alla"


def page(asked: Asked) -> Page:
    """The page of a selection, with the other windows of the same series beside it.

    As known on an earlier day it stands alone: such pages are many, and hardly anybody turns them.
    """
    selection, data, size = asked.selection, asked.data, asked.size
    shown = view(selection, data, size)
    beside = []
    for _, other in windows(selection, shown) if selection.as_of is None else ():
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
        title=_title(shown),
        description=shown.sentence,
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
                            None if _is_elsewhere(shown) else controls(selection, widest, data, size),
                            _figure(shown, _to_level(selection, shown, data)),
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
            html.Section(
                _below(indicator, shown, first, data, selection.as_of), className="under", **aria("Siffror och källa")
            ),
        ],
        html_parts=((FULL_TABLE, table_html(shown.tables.series, visible_caption=True)),),
        beside=beside,
        synthetic=shown.synthetic,
    )


def _title(shown: View) -> str:
    """The claim; of a measure that stands beside another, which the claim may be the same of, with its name."""
    named = f" ({shown.declared.short_title_sv})" if shown.declared.secondary else ""
    return f"{shown.headline}{named}"


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


def _to_level(selection: Selection, shown: View, data: Data) -> Component | None:
    """The way to the published values where they cannot be shown in the way that was asked for."""
    if shown.figure is not None or _is_elsewhere(shown) or not selection.way:
        return None
    return html.P(page_link("Visa siffrorna som nivå", link(selection.but(way=""), home=data.county)))


def _figure(shown: View, instead: Component | None) -> Component:
    """The chart with its alternative text and, as caption, what the grey lines are and where the figures come from."""
    captions = (shown.caption, shown.source)
    if shown.figure is None:
        caption = html.Figcaption([html.Span(part) for part in captions if part])
        return html.Figure([html.P(_nothing_drawn(shown), className="tomt"), instead, caption])
    return chart("diagram", shown.figure, shown.alt, readable_of(shown), captions)


def readable_of(shown: View) -> Readable:
    """What the keys read of the figure."""
    return Readable(table=shown.tables.series, stands_in=ALL_NUMBERS, unit=shown.spoken_unit_sv)


def _is_elsewhere(shown: View) -> bool:
    """Whether only other places have figures, since the measure does not exist for the chosen one."""
    return bool(shown.table.rows) and not exists_for(shown.declared, shown.places.own)


def _nothing_drawn(shown: View) -> str:
    """What is said in the place of a chart: where the figures are, if there are any."""
    if _is_elsewhere(shown):
        return "Tabellen har kommunernas siffror. Välj en kommun för att se dess diagram."
    if shown.table.strong:
        return "Platsen har inga siffror att rita. Tabellen har de övriga platsernas."
    return "Det finns inga siffror att rita för det här urvalet."


def _aside(shown: View) -> list[Component]:
    told: list[Component] = [
        html.Div(
            [
                html.H2("Vad visar den?"),
                html.P(shown.definition),
                html.H2("Vad visar den inte?"),
                html.P(shown.caveat),
            ]
        )
    ]
    if shown.tables.is_wide or not shown.table.rows:
        return told
    return [
        *told,
        scrolling(table_html(shown.table), shown.table.caption),
    ]


def _reach(indicator: Indicator, first: str) -> str:
    """At which levels the measure exists and since when: ``Län, från januari 1996.``"""
    since = {absences.LEVELS_SV[level]: indicator.exists_since.get(level, first) for level in indicator.levels}
    if len(set(since.values())) == 1:
        told = f"{swedish.listing(since)}, från {swedish.period_name(next(iter(since.values())))}"
    else:
        told = "; ".join(f"{level} från {swedish.period_name(period)}" for level, period in since.items())
    return f"{swedish.capital(told)}."


def _below(indicator: Indicator, shown: View, first: str, data: Data, as_of: date | None) -> list[Component]:
    details: list[Component] = []
    if shown.tables.series.rows:
        details = [
            html.Details(
                [
                    html.Summary("Alla siffror i diagrammet"),
                    scrolling(None, "Alla siffror i diagrammet", **{"data-html": FULL_TABLE}),
                ],
                id=ALL_NUMBERS,
            )
        ]
    facts: list[tuple[str, Component | str]] = [
        ("Mäts för", swedish.capital(f"{shown.declared.age_group}, {_BASIS[indicator.place_basis.value]}.")),
        ("Finns för", f"{_reach(indicator, first)} {home_only_sv(data.county) if indicator.home_only else ''}".strip()),
        ("Brott i serien", " ".join(shown.notes.breaks) or "Inga inom den valda perioden."),
        ("Källa", shown.origin.marked_text()),
        ("Nästa siffra", next_sv(data, indicator.id)),
        ("Villkor", indicator.terms_sv),
    ]
    own = shown.places.own
    if own.level is Level.MUNICIPALITY:
        to = SIMILAR.link(home=data.county, region=own.code, as_of=as_of)
        facts.append(("Jämför", page_link(f"Kommuner som liknar {own.name}", to)))
    if indicator.branches:
        to = WORKBENCH.link(home=data.county, region=own.code, as_of=as_of)
        facts.append(("Vilka branscher", page_link("Slå branscher av och på i SNI-verkstaden", to)))
    listed = html.Dl([part for name, text in facts for part in (html.Dt(name), html.Dd(text))], className="fakta")
    return [*details, listed]


_BASIS = {
    "bostad": "räknat där man bor",
    "arbetsställe": "räknat där arbetsplatsen ligger",
    "säte": "räknat vid säte",
    "riket": "i hela riket",
    "riksområde": "i hela riksområdet",
}


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
