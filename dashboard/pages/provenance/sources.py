"""Data och källor: of every measure where it comes from, what is newest at the source, and what we last got."""

from collections import Counter
from typing import Any, Literal

from dash import html
from dash.development.base_component import Component

from dashboard.data.coming import next_of
from dashboard.data.release_days import announcements
from dashboard.data.series import Data
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import folded_on_phones, page_link, scrolling
from dashboard.views.selection import Selection, link
from dashboard.words import source_names, swedish
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Indicator, Kind
from loaders.ground.errors import NothingPublishedYet, SourceChanged, StoreDamaged
from loaders.ground.panel import Publication
from loaders.ground.periods import Period, read
from loaders.planning import schedule
from loaders.planning.announcements import expectation
from loaders.publishers import PUBLISHERS

_TITLES = ("Mått", "Källa och tabell", "Nyast hos källan", "Senast hämtat av oss", "Nästa väntas", "Kvalitet")
_SCB_PRODUCT = "https://www.scb.se/{product}"
"""Statistics Sweden's page of a product, where its quality declaration is; seen in its own publications."""


def page(asked: Asked) -> Page:
    """Of every source its measures as a table, found by name; and what the two questions mean."""
    data = asked.data
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
                    _found_by_name(),
                    *(_source(names, measures, asked, data) for names, measures in _by_source().items()),
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
                className="text kallor",
            ),
        ],
    )


def _by_source() -> dict[str, list[Indicator]]:
    """The measures by the publishers they come from, each in the catalogue's order."""
    found: dict[str, list[Indicator]] = {}
    for indicator in catalogue.shown():
        named = swedish.listing(dict.fromkeys(PUBLISHERS[query.source].name_sv for query in indicator.queries))
        found.setdefault(named, []).append(indicator)
    return found


def _found_by_name() -> Component:
    """Every measure by its name, as a link to its row: a browser opens the closed section that the row is in."""
    named = sorted(catalogue.shown(), key=lambda one: places.swedish_order(one.title_sv))
    links = html.Ul([html.Li(html.A(one.title_sv, href=f"#{_row_id(one)}")) for one in named])
    return html.Details([html.Summary("Hitta ett mått"), links], className="hitta-matt")


def _row_id(indicator: Indicator) -> str:
    return f"kalla-{indicator.slug}"


def _source(names: str, measures: list[Indicator], asked: Asked, data: Data) -> Component:
    """A source: how many measures, when the last of them was fetched, the terms; then a row for each.

    The rows lie open where there is room, and on a phone under a line that says how many they are.
    """
    fetched = [last.fetched for one in measures if (last := _last(one, data))]
    terms = Counter(one.terms_sv for one in measures).most_common(1)[0][0]
    many = f"{swedish.number(len(measures))} mått"
    last_fetched = f"Senast hämtat {swedish.date_text(max(fetched))}." if fetched else "Inget är hämtat."
    head = html.Thead(
        html.Tr([html.Th(title, scope="col", **_role("columnheader")) for title in _TITLES], **_role("row"))
    )
    rows = [_row(one, asked, data, terms) for one in measures]
    table = html.Table(
        [html.Caption(f"Mått från {names}", className="dold"), head, html.Tbody(rows, **_role("rowgroup"))],
        className="table staplad",
        **_role("table"),
    )
    return html.Section(
        [
            html.H2(names),
            html.P(f"{many}. {last_fetched} {_terms_sv(terms)}"),
            folded_on_phones(f"Visa {many}", f"från {names}", scrolling(table, f"Mått från {names}")),
        ]
    )


def _terms_sv(terms: str) -> str:
    named = terms if terms.startswith("Villkor") else f"Villkor: {terms}"
    return f"{named.removesuffix('.')}."


def _row(indicator: Indicator, asked: Asked, data: Data, terms: str) -> Component:
    address = link(Selection(indicator=indicator.id, region=asked.selection.region), home=data.county)
    tables = [
        html.Div(source_names.short_source_name(PUBLISHERS[query.source].name_sv, (query.table,)))
        for query in {(query.source, query.table): query for query in indicator.queries}.values()
    ]
    if indicator.terms_sv != terms:
        tables.append(html.Div(_terms_sv(indicator.terms_sv), className="meta"))
    newest, got = _two_answers(indicator, data)
    cells: tuple[Any, ...] = (tables, newest, got, _next(indicator, data), _quality(indicator))
    named = [
        html.Td(html.Div(cell), **_role("cell"), **_titled(title))
        for cell, title in zip(cells, _TITLES[1:], strict=True)
    ]
    name = page_link(indicator.title_sv, address)
    return html.Tr([html.Th(name, scope="row", **_role("rowheader")), *named], id=_row_id(indicator), **_role("row"))


def _last(indicator: Indicator, data: Data) -> Publication | Literal[False] | None:
    """The newest publication we have of a measure; None where there is none, False where it cannot be read."""
    try:
        held = data.store.publications(indicator.id) if data.has(indicator.id) else ()
    except (NothingPublishedYet, StoreDamaged):
        return False
    return max(held, key=lambda one: (one.published, one.fetched), default=None)


def _two_answers(indicator: Indicator, data: Data) -> tuple[list[Component], list[Component]]:
    """What should be out at the source by today, and what was last fetched: period, when published, when fetched."""
    should = schedule.newest_by(indicator, data.today(), announcements(data))
    basis = str(expectation(indicator, should, announcements(data)).basis)
    last = _last(indicator, data)
    if last is None:
        return _theirs(indicator, should, basis), [html.Div("inget hämtat")]
    if not last:
        return _theirs(indicator, should, basis), [html.Div("går inte att läsa")]
    period = _read(indicator, last)
    if period is not None and period.ordinal >= should.ordinal:
        should, basis = period, "det vi har hämtat"
    published = swedish.date_text(last.published) if last.is_stated else "anges inte"
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


PAGE = PageKind(
    address="/kallor",
    under="/om",
    of_a_place=True,
    make=page,
    synonyms=("Data och källor", "källa", "tabeller", "licens", "villkor", "senast hämtat"),
)
