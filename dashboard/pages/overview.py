"""Läget: one place, the main measures of each topic as cards, the others as rows, and the claims that matter."""

from dataclasses import replace
from itertools import groupby

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.figures import spark
from dashboard.figures.theme import THEME
from dashboard.forms.factsheet.content import ADDRESS
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import aria_by, as_of_note, page_link, row_of_places, unbroken
from dashboard.views import cards, marks
from dashboard.views.marks import Mark
from dashboard.views.selection import OVERVIEW
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import places

MOST_CARDS = 6
"""Cards of a topic; what comes after is a row."""
_MARK_CLASS = {Mark.NEW: "nytt", Mark.REVISED: "reviderad", Mark.PRELIMINARY: "prel", Mark.LATE: "sent"}


def page(asked: Asked) -> Page:
    """The overview of a place."""
    selection, data = asked.selection, asked.data
    place = places.place(selection.region)
    made = [cards.card(indicator, selection, data) for indicator in catalogue.shown()]
    topics = []
    for topic, group in groupby(sorted(made, key=lambda card: _topic_order(card.topic)), key=lambda card: card.topic):
        heading = "amne-" + "".join(c for c in topic.lower() if c.isalpha())
        topics.append(
            html.Section(
                [html.H2(topic, id=heading), *_of_topic(list(group))],
                className="amne",
                **aria_by(heading),
            )
        )
    title = f"Läget i {place.full_name}"
    news = marks.told((card.marks for card in made if card.number), marks.since(data, selection.as_of))
    return Page(
        title=title,
        body=[
            row_of_places(selection, data),
            html.H1(title, tabIndex="-1"),
            html.P(unbroken(" ".join(part for part in (cards.lead(made), news) if part)), className="ingress"),
            *as_of_note(selection, data),
            *topics,
            html.P(
                page_link(f"Faktablad för {place.full_name}", f"{ADDRESS}{place.code}"), className="meta faktablad-lank"
            ),
        ],
    )


def _of_topic(group: list[cards.Card]) -> list[Component]:
    """The cards of a topic, then its rows; what has never been fetched is named in one sentence at the end."""
    fetched = _said_once([card for card in group if card.is_fetched])
    shown = [card for n, card in enumerate(fetched) if _is_card(card, is_first=n == 0)][:MOST_CARDS]
    rows = [card for card in fetched if card not in shown]
    lacking = [page_link(card.title, card.link) for card in group if not card.is_fetched]
    found: list[Component] = []
    if shown:
        columns = [dbc.Col(_card(card), xs=12, md=6, xl=4) for card in shown]
        found.append(dbc.Row(columns, class_name="kort-rad"))
    if rows:
        listed = html.Ul([_row(card) for card in rows], className="fler")
        found += [html.H3("Fler mått", className="fler-rubrik"), listed] if shown else [listed]
    if lacking:
        separated = [part for one in lacking for part in (", ", one)][1:]
        one = "Ett mått är inte hämtat än"
        many = f"{swedish.capital(swedish.small_number(len(lacking)))} mått är inte hämtade än"
        named = html.P([*separated, "."])
        found.append(html.Details([html.Summary(one if len(lacking) == 1 else many), named], className="meta lacking"))
    return found


def _said_once(group: list[cards.Card]) -> list[cards.Card]:
    """The cards, in which a reason that an earlier card of the topic gave at length is given in short."""
    told: set[str] = set()
    found = []
    for card in group:
        found.append(replace(card, text=card.brief) if card.brief and card.text in told else card)
        told.add(card.text)
    return found


def _is_card(card: cards.Card, is_first: bool) -> bool:
    """Whether a measure has a card: a main one with a number, for the place itself unless it leads its topic."""
    return card.is_main and bool(card.number) and (card.is_own_place or is_first)


def _topic_order(topic: str) -> int:
    return next(n for n, indicator in enumerate(catalogue.shown()) if indicator.topic == topic)


def _name(card: cards.Card) -> list[Component | str]:
    """The measure as a link, and its marks, each after a space at which the line may break."""
    marked = [dbc.Badge(mark.value, class_name=f"marke {_MARK_CLASS[mark]}") for mark in card.marks]
    return [
        page_link(card.title, card.link),
        *(part for badge in marked for part in (f"{swedish.NBSP} ", badge)),
    ]


def _row(card: cards.Card) -> html.Li:
    """A measure on one line: name with marks, period, number, claim."""
    number = f"{card.number}{swedish.NBSP}{card.unit}" if card.unit else card.number
    return html.Li(
        [
            html.P(_name(card), className="fler-namn"),
            html.P(card.period, className="meta"),
            html.P(number, className="fler-tal"),
            html.P(unbroken(card.text), className="fler-text"),
        ]
    )


def _card(card: cards.Card) -> html.Article:
    """Measure with marks, period, number and sparkline, claim, source; no box around it."""
    top = [
        html.H3(_name(card)),
        html.P(card.period, className="meta"),
    ]
    colour = THEME.chosen if card.is_own_place else THEME.context
    return html.Article(
        [
            *top,
            html.Div(
                [
                    html.P(
                        [
                            card.number,
                            html.Span(f"{swedish.NBSP}{card.unit}", className="enhet") if card.unit else None,
                        ],
                        className="siffra",
                    ),
                    _history(card.history, colour) if card.history else None,
                ],
                className="siffra-rad",
            ),
            html.P(unbroken(card.text), className="pastaende") if card.text else None,
            html.P(card.source, className="meta"),
        ],
        className="kort",
    )


def _history(history: cards.History, colour: str) -> html.Div:
    """The sparkline with the names of its first and last period below it."""
    image = spark.sparkline(history.values, colour, least_range=history.least_range, band=history.band)
    ends = [html.Span(history.first), html.Span(history.last)]
    return html.Div(
        [
            html.Img(src=spark.data_uri(image), alt=history.alt, width=spark.WIDTH, height=spark.HEIGHT),
            html.Div(ends, className="ytter"),
        ],
        className="gnista",
    )


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
