"""Läget: one place, a card per indicator grouped by topic, and the claims that matter."""

from itertools import groupby

from dash import html

from dashboard import cards, swedish
from dashboard.data import Data
from dashboard.figures import spark
from dashboard.pages.parts import Page, page_link, row_of_places
from dashboard.selection import Selection, link
from dashboard.theme import THEME
from loaders import catalogue, places


def page(selection: Selection, data: Data) -> Page:
    """The overview of a place."""
    place = places.place(selection.region)
    made = [cards.card(indicator, selection, data) for indicator in catalogue.shown()]
    topics = []
    for topic, group in groupby(sorted(made, key=lambda card: _topic_order(card.topic)), key=lambda card: card.topic):
        heading = "amne-" + "".join(c for c in topic.lower() if c.isalpha())
        topics.append(
            html.Section(
                [html.H2(topic, id=heading), *_cards(list(group))],
                **{"aria-labelledby": heading},
            )
        )
    title = f"Läget i {place.full_name}"
    return Page(
        title=title,
        body=[
            row_of_places(selection, data),
            html.H1(title, tabIndex="-1"),
            html.P(cards.lead(made), className="ingress"),
            *as_of_note(selection, data),
            *topics,
        ],
        nav="/",
        region=selection.region,
        synthetic=data.synthetic,
    )


def _cards(group: list[cards.Card]) -> list:
    """The cards of a topic; what has never been fetched is named in one sentence at the end."""
    shown = [_card(card) for card in group if card.is_fetched]
    lacking = [page_link(card.title, card.link) for card in group if not card.is_fetched]
    found: list = [html.Div(shown, className="kort-rad")] if shown else []
    if lacking:
        separated = [part for one in lacking for part in (", ", one)][1:]
        one = "Ett mått är inte hämtat än"
        many = f"{swedish.capital(swedish.small_number(len(lacking)))} mått är inte hämtade än"
        named = html.P([*separated, "."])
        found.append(html.Details([html.Summary(one if len(lacking) == 1 else many), named], className="meta lacking"))
    return found


def _topic_order(topic: str) -> int:
    return next(n for n, indicator in enumerate(catalogue.shown()) if indicator.topic == topic)


def as_of_note(selection: Selection, data: Data) -> list:
    """What day's knowledge is shown, if it is not today's."""
    if selection.as_of is None:
        return []
    return [
        html.P(
            [
                f"Visar vad som var känt den {swedish.date_text(selection.as_of)}. ",
                page_link("Visa det som är känt nu", link(selection.but(as_of=None), home=data.county)),
                ".",
            ],
            className="per",
        )
    ]


def _card(card: cards.Card) -> html.Article:
    """Measure with marks, period, number and sparkline, claim, source; no box around it."""
    marks = [html.Span(mark, className=f"marke {name}") for mark, name in card.marks]
    top = [
        html.H3([page_link(card.title, card.link), *marks]),
        html.P(card.period, className="meta"),
    ]
    if not card.number:
        return html.Article([*top, html.P(card.text)], className="kort")
    colour = THEME.chosen if card.is_own_place else THEME.context
    image = spark.sparkline(card.history, colour)
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
                    html.Img(src=spark.data_uri(image), alt=card.history_alt, width=spark.WIDTH, height=spark.HEIGHT)
                    if image
                    else None,
                ],
                className="siffra-rad",
            ),
            html.P(card.text, className="pastaende") if card.text else None,
            html.P(card.source, className="meta"),
        ],
        className="kort",
    )
