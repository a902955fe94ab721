"""Om statistiken: sources and their state, how words are chosen, signs; and the list of indicators."""

from itertools import groupby

from dash import html

from dashboard import swedish
from dashboard.data import Data
from dashboard.model import Column, Table
from dashboard.pages.parts import Page, page_link, table
from dashboard.selection import Selection, link
from loaders import catalogue
from loaders.errors import NothingPublishedYet
from loaders.model import Severity

_SEVERITY = {
    Severity.INCOMPARABLE: "jämförs inte över brottet",
    Severity.CAUTION: "jämförs med försiktighet",
    Severity.NOISE: "små skillnader räknas inte",
}


def indicators_page(selection: Selection, data: Data) -> Page:
    """Every indicator with its definition, by topic."""
    topics = []
    for topic, group in groupby(catalogue.shown(), key=lambda indicator: indicator.topic):
        entries = []
        for indicator in group:
            address = link(Selection(indicator=indicator.id, region=selection.region), home=data.county)
            entries += [html.Dt(page_link(indicator.title_sv, address)), html.Dd(indicator.definition_sv)]
        topics.append(html.Section([html.H2(topic), html.Dl(entries, className="lista")]))
    return Page(
        title="Indikatorer",
        body=[
            html.H1("Indikatorer", tabIndex="-1"),
            html.P("Måtten som följs, med vad vart och ett visar.", className="ingress"),
            *topics,
        ],
        nav="/indikatorer",
        region=selection.region,
        synthetic=data.synthetic,
    )


def page(data: Data) -> Page:
    """What the figures are, where they come from and when, and how the words are chosen."""
    return Page(
        title="Om statistiken",
        body=[
            html.H1("Om statistiken", tabIndex="-1"),
            html.P(
                "Siffrorna är öppen statistik från SCB. De hämtas, kontrolleras och visas som SCB har publicerat dem. "
                "Det som räknas ut här är skillnader, summor över tolv månader, index och övriga länet.",
                className="ingress",
            ),
            html.Section(
                [html.H2("Källor"), html.Div(table(sources(data), visible_caption=True), **_scroll("Källor"))]
            ),
            *(html.Section([html.H2(title), *body]) for title, body in _reading()),
            html.Section([html.H2("Tecken i tabellerna"), table(signs())]),
            html.Section([html.H2("Brott i serierna"), table(all_breaks())]),
        ],
        nav="/om",
        synthetic=data.synthetic,
    )


def _scroll(name: str) -> dict:
    return {"className": "rulle", "tabIndex": "0", "role": "region", "aria-label": name}


def sources(data: Data) -> Table:
    """Every indicator with its tables, publication, fetch, newest period and terms."""
    rows = []
    for indicator in catalogue.shown():
        try:
            origin = data.origin(indicator.id) if data.has(indicator.id) else None
        except NothingPublishedYet:
            origin = None
        tables = swedish.listing(indicator.tables)
        if origin is None:
            rows.append((indicator.title_sv, tables, "inte hämtad", "", indicator.terms_sv))
            continue
        published, fetched = swedish.date_text(origin.published), swedish.date_text(origin.fetched)
        rows.append((indicator.title_sv, tables, published, fetched, indicator.terms_sv))
    return Table(
        "Tabeller, publicering och hämtning",
        tuple(Column(title) for title in ("Indikator", "Tabell", "Publicerad", "Hämtad", "Villkor")),
        tuple(rows),
    )


def signs() -> Table:
    """The signs a table may hold instead of a number."""
    return Table("Tecken och vad de betyder", (Column("Tecken"), Column("Betyder")), tuple(swedish.SIGNS))


def all_breaks() -> Table:
    """Every declared break."""
    rows = [
        (indicator.short_title_sv, swedish.period_name(found.period), found.reason_sv, _SEVERITY[found.severity])
        for indicator in catalogue.shown()
        for found in indicator.breaks
    ]
    titles = ("Indikator", "Från", "Vad som hände", "Vad det gör")
    return Table("Brott i serierna", tuple(Column(title) for title in titles), tuple(rows))


def _reading() -> list[tuple[str, list]]:
    return [
        (
            "Arbetslöshet mäts på tre sätt",
            [
                html.P(
                    "Arbetsförmedlingen räknar dem som är inskrivna som arbetslösa eller deltar i program. SCB:s BAS "
                    "räknar i register vilka som inte har arbete och är anmälda som arbetslösa. "
                    "Arbetskraftsundersökningarna (AKU) frågar ett urval och finns bara för länet. Nivåerna skiljer "
                    "sig; jämför aldrig en siffra från det ena sättet med en från det andra."
                )
            ],
        ),
        (
            "Bostad och arbetsplats",
            [
                html.P(
                    "Sysselsatta efter bostad är de som bor i kommunen och har arbete, oavsett var. Sysselsatta efter "
                    "arbetsställe är de som arbetar där, oavsett var de bor."
                )
            ],
        ),
        (
            "Övriga länet",
            [
                html.P(
                    "En kommun med mer än en fjärdedel av länets invånare jämförs med övriga länet, alltså länet utan "
                    "kommunen själv. Andelar för övriga länet är summan av täljarna delad med summan av nämnarna, "
                    "aldrig ett medelvärde av andelar."
                )
            ],
        ),
        (
            "Så väljs orden",
            [
                html.P(
                    "Samma månad året före är det vi jämför med. En skillnad är skillnaden mellan de tal som visas. "
                    "En andel får ett ord som högre eller lägre först när skillnaden är minst 0,2 procentenheter och "
                    "motsvarar minst 20 personer; annars ges siffrorna utan ord."
                )
            ],
        ),
    ]
