"""Läget: one place, at most six measures by a published rule, what is new and what comes, and the way to all others."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.data.coming import within_a_month
from dashboard.data.series import Data
from dashboard.forms.factsheet.content import address_of
from dashboard.pages import Asked, Page, PageKind, topic
from dashboard.pages._cards import card_row, marked
from dashboard.pages._parts import aria_by, as_of_note, page_link, row_of_places, unbroken
from dashboard.views import cards, marks
from dashboard.views.marks import Mark
from dashboard.views.overview import choosing
from dashboard.views.selection import OVERVIEW, Selection
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import places

MOST_NEWS, MOST_COMING = 5, 4


def page(asked: Asked) -> Page:
    """The overview of a place."""
    selection, data = asked.selection, asked.data
    place = places.place(selection.region)
    made = [cards.card(indicator, selection, data) for indicator in catalogue.shown()]
    by_id = {card.indicator: card for card in made}
    choice = choosing.chosen(made, selection.region)
    since = marks.since(data, selection.as_of)
    shown = marked([by_id[id_] for id_ in (*choice.standing, *choice.unusual)], since)
    left_out = [by_id[id_] for id_ in choice.left_out]
    title, lead = f"Läget i {place.full_name}", cards.lead(made)
    return Page(
        title=title,
        description=lead,
        body=[
            row_of_places(selection, data),
            html.Div(
                [
                    html.Div(
                        [
                            html.H1(title, tabIndex="-1"),
                            html.P(unbroken(lead), className="ingress"),
                            *as_of_note(selection, data),
                        ],
                        className="laget-text",
                    ),
                    html.Section(
                        [html.H2("Mått i korthet", id="korthet", className="dold"), card_row(shown)],
                        className="laget-kort",
                        **aria_by("korthet"),
                    ),
                    html.Div([_news(made, since), _coming(data, selection)], className="laget-listor"),
                ],
                className="laget",
            ),
            html.Section(_all(asked, choosing.told(choice, place), left_out), className="alla-matt", **aria_by("alla")),
        ],
    )


def _news(made: Sequence[cards.Card], since: marks.Since) -> html.Section:
    """What is new and what is revised of the place since the last meeting, the main measures first."""
    day = swedish.date_text(since.day, with_year=False)
    heading = f"Nytt sedan mötet den {day}" if since.is_meeting else f"Nytt sedan den {day}"
    own = sorted((card for card in made if card.number and card.is_own_place), key=lambda card: not card.is_main)
    items = [_item(card, "") for card in own if Mark.NEW in card.marks]
    items += [_item(card, "Reviderat: ") for card in own if Mark.REVISED in card.marks and Mark.NEW not in card.marks]
    more = len(items) - MOST_NEWS
    listed: list[Component] = [html.Li(item) for item in items[:MOST_NEWS]]
    if more > 0:
        listed.append(html.Li(f"och {swedish.small_number(more)} till"))
    found = html.Ul(listed) if listed else html.P("Inget nytt.")
    return html.Section([html.H2(heading, id="nytt"), found], **aria_by("nytt"))


def _item(card: cards.Card, before: str) -> list[Component | str]:
    return [before, page_link(card.title, card.link), html.Span(f", {card.period}", className="meta")]


def _coming(data: Data, selection: Selection) -> html.Section:
    """The next publications that are expected, of the measures that are shown first."""
    rows = within_a_month(data, selection.as_of)[:MOST_COMING]
    listed = [html.Li([html.Span(row.days_sv), f"{row.title}, {row.period_sv}"]) for row in rows]
    found = html.Ul(listed, className="kommer") if listed else html.P("Inget väntas den närmaste månaden.")
    return html.Section([html.H2("Nästa siffror", id="nasta"), found], **aria_by("nasta"))


def _all(asked: Asked, rule: str, left_out: Sequence[cards.Card]) -> list[Component]:
    """The way to every measure, by topic; how those above were chosen, and which had no room."""
    links = [
        html.Li(page_link(f"{name} {count}", topic.address_of(name, asked.selection, asked.data)))
        for name, count in topic.topics().items()
    ]
    how: list[Component | str] = [f"{rule} "]
    if left_out:
        named = [part for card in left_out for part in (", ", page_link(card.title, card.link))][1:]
        how += ["Lika ovanligt är också: ", *named, ". "]
    how += [page_link("Så väljs måtten", "/om"), "."]
    place = places.place(asked.selection.region)
    return [
        html.H2(f"Alla {len(catalogue.shown())} mått", id="alla"),
        html.Ul(links, className="amnen"),
        html.P(how, className="meta"),
        html.P(
            page_link(f"Faktablad för {place.full_name}", address_of(asked.selection, asked.data)),
            className="meta faktablad-lank",
        ),
    ]


PAGE = PageKind(
    address=OVERVIEW,
    menu_sv="Läget",
    synonyms=("översikt", "startsidan", "hem"),
    order=10,
    of_a_place=True,
    make=page,
    needs_figures=True,
    examples=("/", "/?region={municipality}", "/?region=00", "/?region=0180"),
)
