"""Which measures the overview of a place shows: the five the meeting begins with, then what is most unusual there."""

from collections.abc import Sequence

from dashboard.views.cards import Card
from dashboard.words import swedish
from dashboard.words.judging.unusual import Candidate, Choice, choose
from loaders import catalogue
from loaders.ground import places
from loaders.ground.places import Place

STANDING = ("new_vacancies", "unemployment_rate", "bankruptcies", "redundancy_notices", "guest_nights")
"""The five measures that the segment of a meeting begins with, in its order."""


def chosen(made: Sequence[Card], region: str) -> Choice:
    """The choice among the cards of a place.

    A standing measure without a number is left out, unless its file is damaged, and so is a county's beside riket. Only
    what the place itself has can be unusual there.
    """
    by_id = {card.indicator: card for card in made}
    standing = [by_id[id_] for id_ in STANDING if id_ in by_id and _stands(by_id[id_], region)]
    others = [card for card in made if card.indicator not in STANDING and card.number and card.is_own_place]
    return choose([_candidate(card) for card in standing], [_candidate(card) for card in others])


def _stands(card: Card, region: str) -> bool:
    return card.is_damaged or (bool(card.number) and (card.is_own_place or region != places.NATION))


def _candidate(card: Card) -> Candidate:
    declared = catalogue.indicator(card.indicator)
    return Candidate(id=declared.id, family=declared.family or declared.id, deviation=card.deviation)


def told(choice: Choice, place: Place) -> str:
    """How the measures were chosen, among how many, and how many as unusual ones chance gives.

    ``Fem mått är desamma för alla platser. Det sjätte är det mest ovanliga av 24 jämförelser i Åre kommun; av en slump
    väntas 0,2 lika ovanliga.``
    """
    many = len(choice.standing)
    first = f"{swedish.capital(swedish.small_number(many))} mått är desamma för alla platser."
    if many < len(STANDING):
        first = f"{swedish.capital(swedish.small_number(many))} av de fem mått som visas för alla platser finns här."
    if not choice.compared:
        return first
    expected = swedish.number(choice.expected, 1 if choice.expected >= 0.05 else 2)
    where = swedish.in_place(place)
    if not choice.unusual:
        among = f"Inget av de {swedish.small_number(choice.compared)} andra som jämförs {where} är ovanligt"
        return f"{first} {among}; av en slump väntas {expected}."
    which = (
        "Det sista är det"
        if len(choice.unusual) == 1
        else f"De {swedish.small_number(len(choice.unusual))} sista är de"
    )
    among = f"{which} mest ovanliga av {choice.compared} jämförelser {where}"
    return f"{first} {among}; av en slump väntas {expected} lika ovanliga."
