"""Data och källor: of every measure where it comes from, what is newest at the source, and what we last got."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.data.coming import next_of
from dashboard.data.release_days import announcements
from dashboard.data.series import Data
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import page_link, scrolling
from dashboard.views.selection import Selection, link
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground.declarations import Indicator, Kind
from loaders.ground.errors import NothingPublishedYet, SourceChanged, StoreDamaged
from loaders.ground.panel import Publication
from loaders.ground.periods import Period, read
from loaders.planning import schedule
from loaders.planning.announcements import expectation
from loaders.publishers import PUBLISHERS

_TITLES = (
    "Mått",
    "Källa och tabell",
    "Nyast hos källan",
    "Senast hämtat av oss",
    "Nästa väntas",
    "Villkor",
    "Kvalitet",
)
_SCB_PRODUCT = "https://www.scb.se/{product}"
"""Statistics Sweden's page of a product, where its quality declaration is; seen in its own publications."""


def page(asked: Asked) -> Page:
    """A table of the measures, and what its two questions mean."""
    data = asked.data
    rows = [_row(indicator, asked, data) for indicator in catalogue.shown()]
    head = html.Thead(
        html.Tr([html.Th(title, scope="col", **_role("columnheader")) for title in _TITLES], **_role("row"))
    )
    table = html.Table(
        [html.Caption("Data och källor", className="dold"), head, html.Tbody(rows, **_role("rowgroup"))],
        className="table staplad kallor",
        **_role("table"),
    )
    return Page(
        title="Data och källor",
        body=[
            html.H1("Data och källor", tabIndex="-1"),
            html.P(
                "Två frågor som lätt blandas ihop: vad som är nyast hos källan, och vad vi senast hämtade. Skiljer de "
                "sig har källan något som inte är hämtat hit än, eller så är den själv sen.",
                className="ingress",
            ),
            html.Div(
                [
                    html.P(announcements(data).state_sv(swedish.date_text)),
                    scrolling(table, "Data och källor"),
                    html.P(
                        [
                            "Nyast hos källan är den period som ska vara ute i dag, enligt publiceringskalendern eller "
                            "källans vanliga eftersläpning. Hur siffrorna kommer hit och hur orden väljs står under ",
                            page_link("Om statistiken", "/om"),
                            ". När nya siffror väntas står i ",
                            page_link("kalendern", "/kalender"),
                            ".",
                        ]
                    ),
                ],
                className="text",
            ),
        ],
    )


def _row(indicator: Indicator, asked: Asked, data: Data) -> Component:
    address = link(Selection(indicator=indicator.id, region=asked.selection.region), home=data.county)
    tables = [
        html.Div(swedish.short_source_name(PUBLISHERS[query.source].name_sv, (query.table,)))
        for query in {(query.source, query.table): query for query in indicator.queries}.values()
    ]
    newest, got = _two_answers(indicator, data)
    cells: tuple[Any, ...] = (tables, newest, got, _next(indicator, data), indicator.terms_sv, _quality(indicator))
    named = [
        html.Td(html.Div(cell), **_role("cell"), **_titled(title))
        for cell, title in zip(cells, _TITLES[1:], strict=True)
    ]
    name = page_link(indicator.title_sv, address)
    return html.Tr([html.Th(name, scope="row", **_role("rowheader")), *named], **_role("row"))


def _two_answers(indicator: Indicator, data: Data) -> tuple[list[Component], list[Component]]:
    """What should be out at the source by today, and what was last fetched: period, when published, when fetched."""
    should = schedule.newest_by(indicator, data.today(), announcements(data))
    basis = str(expectation(indicator, should, announcements(data)).basis)
    try:
        held = data.store.publications(indicator.id) if data.has(indicator.id) else ()
    except (NothingPublishedYet, StoreDamaged):
        return _theirs(indicator, should, basis), [html.Div("går inte att läsa")]
    if not held:
        return _theirs(indicator, should, basis), [html.Div("inget hämtat")]
    last = max(held, key=lambda one: (one.published, one.fetched))
    period = _read(indicator, last)
    if period is not None and period.ordinal >= should.ordinal:
        should, basis = period, "det vi har hämtat"
    published = swedish.date_text(last.published) if swedish.is_stated(last.published, last.fetched) else "anges inte"
    fetched = f"{'läst in för hand' if last.manual else 'hämtad'} {swedish.date_text(last.fetched)}"
    told = swedish.period_name(period) if period is not None else last.last_period or "okänd period"
    reach = "till och med " if indicator.kind is Kind.PROJECTION else ""
    ours: list[Component] = [
        html.Div(f"{reach}{told}"),
        html.Div(f"publicerad {published}", className="meta"),
        html.Div(fetched, className="meta"),
    ]
    return _theirs(indicator, should, basis), ours


def _theirs(indicator: Indicator, should: Period, basis: str) -> list[Component]:
    if indicator.kind is Kind.PROJECTION:
        return [html.Div("en framskrivning om året")]
    return [html.Div(swedish.period_name(should)), html.Div(f"enligt {basis}", className="meta")]


def _read(indicator: Indicator, last: Publication) -> Period | None:
    try:
        return read(last.last_period, indicator.grain)
    except SourceChanged:
        return None


def _next(indicator: Indicator, data: Data) -> str:
    row = next_of(data, indicator.id)
    if row is None:
        return "ingen mer"
    late = ", försenad" if row.arrival is schedule.Arrival.LATE else ""
    return f"{swedish.period_name(row.period)}, {swedish.days_text(row.first, row.last)}{late}"


def _quality(indicator: Indicator) -> Component:
    """The page with the quality declaration: of SCB's product, else the publisher's own page of the figures."""
    products = [query.announced.product for query in indicator.queries if query.announced and query.source == "scb"]
    if products:
        return html.A(f"SCB {products[0]}", href=_SCB_PRODUCT.format(product=products[0].lower()))
    info = PUBLISHERS[indicator.queries[0].source]
    return html.Span(info.name_sv) if info.is_local else html.A(info.name_sv, href=info.page_url)


def _titled(title: str) -> dict[str, Any]:
    return {"data-titel": title}


def _role(name: str) -> dict[str, Any]:
    return {"role": name}


PAGE = PageKind(address="/kallor", under="/om", of_a_place=True, make=page)
