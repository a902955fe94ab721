"""Measures of a place as cards and as rows: what the overview and the pages of topics share."""

from collections.abc import Sequence
from dataclasses import replace

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.figures import spark
from dashboard.figures.theme import THEME
from dashboard.pages._parts import page_link, unbroken
from dashboard.views import cards
from dashboard.views.marks import Mark, Since
from dashboard.words import swedish

MOST_CARDS = 6
"""Cards of a topic; what comes after is a row."""
_MARK_CLASS = {Mark.NEW: "nytt", Mark.REVISED: "reviderad", Mark.PRELIMINARY: "prel", Mark.LATE: "sent"}


def card_row(shown: Sequence[cards.Card]) -> dbc.Row:
    """Cards beside each other, as many as there is room for."""
    return dbc.Row([dbc.Col(_card(card), xs=12, md=6, xl=4) for card in shown], class_name="kort-rad")


def marked(shown: Sequence[cards.Card], since: Since) -> list[cards.Card]:
    """The cards with *nytt* only where it tells one from another: since a meeting, and not of all of them."""
    new = [card for card in shown if Mark.NEW in card.marks]
    if since.is_meeting and len(new) < len(shown):
        return list(shown)
    return [replace(card, marks=tuple(mark for mark in card.marks if mark is not Mark.NEW)) for card in shown]


def of_topic(group: Sequence[cards.Card]) -> list[Component]:
    """The cards of a topic, then its rows; what has never been fetched is named in one sentence at the end."""
    fetched = _said_once([card for card in group if card.is_fetched])
    shown = [card for n, card in enumerate(fetched) if _is_card(card, is_first=n == 0)][:MOST_CARDS]
    rows = [card for card in fetched if card not in shown]
    lacking = [page_link(card.title, card.link) for card in group if not card.is_fetched]
    found: list[Component] = []
    if shown:
        found.append(card_row(shown))
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
            html.P(unbroken(usually), className="ovanligt") if (usually := cards.usually_sv(card)) else None,
            html.P(card.source, className="meta"),
        ],
        className="kort",
    )


def _history(history: cards.History, colour: str) -> html.Div:
    """The sparkline with the names of its first and last period below it."""
    image = spark.sparkline(history.values, colour, least_range=history.least_range, band=history.band)
    ends = [html.Span(text) for text in (history.first, history.of, history.last) if text]
    return html.Div(
        [
            html.Img(src=spark.data_uri(image), alt=history.alt, width=spark.WIDTH, height=spark.HEIGHT),
            html.Div(ends, className="ytter"),
        ],
        className="gnista",
    )
