"""Faktablad: one place on one page, with six measures and one table of its county; the same as a PDF to hand out."""

from urllib.parse import parse_qsl, urlencode

from dash import html
from dash.development.base_component import Component

from dashboard.figures import spark
from dashboard.forms.factsheet import Entry, FactSheet, fact_sheet
from dashboard.forms.factsheet.content import ADDRESS, address_of
from dashboard.forms.table_html import table_html
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import as_of_note, page_link, scrolling, unbroken
from dashboard.views.selection import OVERVIEW, Selection, link, parse
from dashboard.words import swedish
from loaders.ground import places
from loaders.ground.errors import UsageError
from loaders.ground.people.called_places import place_called


def page(asked: Asked) -> Page:
    """The sheet of the place in the address."""
    selection, data = asked.selection, asked.data
    sheet = fact_sheet(selection.region, data, selection.as_of)
    pdf = address_of(selection, data, ".pdf")
    return Page(
        title=sheet.title,
        description=sheet.lead,
        region=sheet.place.code,
        body=[
            html.P(sheet.title, className="meta faktablad-plats"),
            html.H1(unbroken(sheet.headline), tabIndex="-1"),
            html.P(unbroken(sheet.lead), className="ingress"),
            *as_of_note(selection, data),
            html.P(
                [
                    html.A("Ladda ner som PDF", href=pdf, download=f"faktablad-{sheet.file_word}.pdf"),
                    " ",
                    page_link(f"Alla mått för {sheet.place.full_name}", link(selection, home=data.county)),
                ],
                className="faktablad-vagar",
            ),
            html.Div([_entry(one) for one in sheet.entries], className="faktablad"),
            html.Div(_table(sheet), className="faktablad-tabell"),
            html.P(sheet.sources, className="meta"),
        ],
        synthetic=sheet.synthetic,
    )


def _table(sheet: FactSheet) -> list[Component]:
    """The county's places, and what the signs mean; nothing where no measure has municipalities."""
    if not sheet.table.rows:
        return []
    table = scrolling(table_html(sheet.table, visible_caption=True, stacked=True), sheet.table.caption)
    return [table, html.P(sheet.signs, className="meta")] if sheet.signs else [table]


def _entry(one: Entry) -> Component:
    """A measure: name, period, number and line, sentence, source."""
    card = one.card
    unit = html.Span(f"{swedish.NBSP}{card.unit}", className="enhet") if card.unit else None
    line = None
    if one.svg:
        image = html.Img(src=spark.data_uri(one.svg), alt=one.alt, width=spark.WIDTH, height=spark.HEIGHT)
        line = html.Div([image, html.Div([html.Span(end) for end in one.ends], className="ytter")], className="gnista")
    return html.Section(
        [
            html.H2(page_link(card.title, card.link)),
            html.P(card.period, className="meta"),
            html.Div([html.P([card.number, unit], className="siffra"), line], className="siffra-rad"),
            html.P(unbroken(card.text), className="pastaende") if card.text else None,
            html.P(card.source, className="meta"),
        ]
    )


def choose(path: str, search: str = "", *, home: str) -> Selection:
    """The place of the address, by code or name, with ``namn`` where it is an own area; ``per`` in its words."""
    word = path.removeprefix(ADDRESS).rstrip("/")
    others = [(name, text) for name, text in parse_qsl(search) if name != "region"]
    chosen = parse(OVERVIEW, urlencode([("region", word), *others]), home=home)
    if places.place(chosen.region).is_rest_of_county:
        raise UsageError("the rest of a county has no fact sheet", "Övriga länet har inget faktablad. Välj länet.")
    return chosen


def is_there(word: str) -> bool:
    """Whether a code or a name is that of a place with a sheet."""
    try:
        return not place_called(word).is_rest_of_county
    except UsageError:
        return False


PAGE = PageKind(
    address=f"{ADDRESS}<code>",
    under=OVERVIEW,
    of_a_place=True,
    make=page,
    choose=choose,
    is_there=is_there,
    needs_figures=True,
    examples=(f"{ADDRESS}{{municipality}}", f"{ADDRESS}23"),
)
