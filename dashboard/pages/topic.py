"""Ett ämne: every measure of one topic for a place, the main ones as cards and the others as rows."""

import re
from collections import Counter
from typing import Any

from dash import html

from dashboard.data.chosen_names import named_areas
from dashboard.data.series import Data
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._cards import marked, of_topic
from dashboard.pages._parts import aria, as_of_note, page_link, place_buttons
from dashboard.views import cards, marks
from dashboard.views.selection import OVERVIEW, Selection, parse
from loaders import catalogue
from loaders.ground import places
from loaders.ground.errors import UsageError

_HERE: dict[str, Any] = {"aria-current": "page"}
_LETTERS = str.maketrans("åäö", "aao")


def topics() -> dict[str, int]:
    """Every topic in reading order, with how many measures it has."""
    return dict(Counter(indicator.topic for indicator in catalogue.shown()))


def word_of(name: str) -> str:
    """A topic as it stands in an address: ``jobb-och-arbetsloshet``."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().translate(_LETTERS)).strip("-")


def address_of(name: str, selection: Selection, data: Data) -> str:
    """The address of a topic for the chosen place and day."""
    whole = PAGE.link(home=data.county, region=selection.region, as_of=selection.as_of)
    return whole.replace("<amne>", word_of(name))


def page(asked: Asked) -> Page:
    """The measures of the topic for the place."""
    selection, data = asked.selection, asked.data
    place = places.place(selection.region)
    name = next(one for one in topics() if word_of(one) == asked.word)
    group = [indicator for indicator in catalogue.shown() if indicator.topic == name]
    made = [cards.card(indicator, selection, data) for indicator in group]
    title = f"{name} i {place.full_name}"
    home = place.county or data.county
    named = named_areas(data).of(home)
    row = (places.place(home), *places.municipalities(home), *named, places.place(places.NATION))
    others = [
        html.Li(html.B(one, **_HERE) if one == name else page_link(one, address_of(one, selection, data)))
        for one in topics()
    ]
    return Page(
        title=title,
        body=[
            place_buttons([(one, address_of(name, selection.but(region=one.code), data)) for one in row], place.code),
            html.H1(title, tabIndex="-1"),
            html.Nav(html.Ul(others, className="amnen"), className="amnesval", **aria("Välj ämne")),
            *as_of_note(selection, data),
            html.Section(
                [
                    html.H2("Måtten", id="matten", className="dold"),
                    *of_topic(marked(made, marks.since(data, selection.as_of))),
                ],
                className="amne",
            ),
        ],
    )


def _choose(path: str, search: str, *, home: str) -> Selection:
    word = PAGE.word(path)
    if not _is_there(word):
        known = ", ".join(topics())
        raise UsageError(
            f"there is no topic '{word[:40]}'; there are {known}",
            f"Det finns inget sådant ämne. De som finns är: {known}.",
        )
    return parse(OVERVIEW, search, home=home)


def _is_there(word: str) -> bool:
    return word in {word_of(name) for name in topics()}


PAGE = PageKind(
    address="/amne/<amne>",
    under=OVERVIEW,
    of_a_place=True,
    make=page,
    choose=_choose,
    is_there=_is_there,
    needs_figures=True,
    examples=(
        "/amne/jobb-och-arbetsloshet",
        "/amne/foretag?region={municipality}",
        "/amne/befolkning?region={municipality}",
        "/amne/besok-ekonomi-och-hallbarhet?region=00",
    ),
)
