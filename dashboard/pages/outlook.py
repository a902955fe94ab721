"""Utsikter: what agencies have said of the time ahead, as quotations, and Yrkesbarometern's words per occupation.

Judgements and quotations, never bars. No word is finer than the level it was judged at (measure card M18).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard import swedish
from dashboard.data import Data
from dashboard.model import Column, Table
from dashboard.outlooks import FILE, Outlook, load_outlooks
from dashboard.pages.parts import Page, alert, place_buttons, table_html
from dashboard.scene import effective_place
from dashboard.selection import Selection, link
from dashboard.words import absences
from loaders import catalogue, places
from loaders.errors import NothingPublishedYet, UsageError
from loaders.model import Level
from loaders.panel import PERIOD, REGION, Panel
from loaders.places import Place
from loaders.vocabulary import JUDGED, NOT_JUDGED

ADDRESS = "/utsikter"
BAROMETER = "occupational_outlook"
WHOLE_TABLE = "alla-yrken"
_NO_WORD = "inte bedömt"
_COUNTY = JUDGED["level"][0]
_WIDER = "större del av landet"
_WIDER_SENTENCE = "Bedömningen gäller en större del av landet än länet"


@dataclass(frozen=True, slots=True)
class Judged:
    """One occupation in one place and round: the publisher's words, "" where it judged nothing."""

    occupation: str
    opportunities: str
    recruitment: str
    demand: str
    level: str
    coverage: str

    @property
    def is_judged(self) -> bool:
        """Whether there is a judgement at all."""
        return bool(self.opportunities or self.recruitment or self.demand)


def page(selection: Selection, data: Data) -> Page:
    """Quotations for the place, and the newest round of Yrkesbarometern for it or its county."""
    asked = places.place(selection.region)
    county = effective_place(catalogue.indicator(BAROMETER), asked.code, data.county)
    body, whole = _barometer(asked, county, selection.as_of, data)
    return Page(
        title=f"Utsikter för {county.full_name}",
        body=[
            _places(selection, county, data),
            html.H1(f"Utsikter för {county.full_name}", tabIndex="-1"),
            html.P("Bedömningar och citat om tiden framåt. Ingenting här är mätt.", className="ingress"),
            html.Div(
                [
                    html.Section([html.H2("Det som har sagts"), *_quotations(asked, county, selection.as_of, data)]),
                    html.Section([html.H2("Yrken i Yrkesbarometern"), *body]),
                ],
                className="text",
            ),
        ],
        nav=ADDRESS,
        region=selection.region,
        html_parts=((WHOLE_TABLE, whole),) if whole else (),
        synthetic=data.synthetic,
    )


def _places(selection: Selection, shown: Place, data: Data) -> html.Nav:
    """The county and riket: nothing here is per municipality."""
    home = shown.code if shown.level is Level.COUNTY else data.county
    items = []
    for code in (home, places.NATION):
        address = ADDRESS + link(selection.but(region=code), home=data.county).removeprefix("/")
        items.append((places.place(code), address))
    return place_buttons(items, shown.code)


def _quotations(asked: Place, county: Place, as_of: date | None, data: Data) -> list[Component]:
    """What has been said of the place, its county or riket by the day that is shown."""
    try:
        found = load_outlooks(data.store.root.parent / FILE)
    except UsageError as error:
        return [alert(html.P(error.message_sv))]
    about = {asked.code, county.code, places.NATION}
    held = [outlook for outlook in found if outlook.place in about and (as_of is None or outlook.date <= as_of)]
    if not held:
        return [html.P(f"Inget uttalande är inskrivet för {county.full_name}. De skrivs in i filen {FILE}.")]
    return [_quotation(outlook) for outlook in held]


def _quotation(outlook: Outlook) -> html.Figure:
    """A quotation in quotation marks, with who said it, of what, when and where."""
    about = f" om {places.place(outlook.place).full_name} {outlook.about}"
    return html.Figure(
        [
            html.Blockquote(html.P(f"”{outlook.quote}”"), cite=outlook.link),
            html.Figcaption(
                [
                    f"{outlook.issuer}{about}, {swedish.date_text(outlook.date)}: ",
                    html.A(outlook.title, href=outlook.link, rel="noopener noreferrer"),
                ],
                className="meta",
            ),
        ],
        className="citat",
    )


def _barometer(asked: Place, shown: Place, as_of: date | None, data: Data) -> tuple[list[Component], str]:
    """The section on Yrkesbarometern, and the whole table as HTML text."""
    indicator = catalogue.indicator(BAROMETER)
    level = [] if asked.code == shown.code else [html.P(absences.not_at_level(indicator, shown))]
    try:
        panel = data.panel(BAROMETER, as_of)
    except NothingPublishedYet:
        return [*level, html.P(f"Yrkesbarometern är inte hämtad än. Kör lanspuls fetch {BAROMETER}.")], ""
    rounds = panel.axes["vintage"]
    found = judged(panel, rounds[-1], shown.code)
    content = occupations(found, rounds[-1], shown)
    origin = data.origin(BAROMETER, as_of)
    kept = swedish.listing(rounds) if len(rounds) > 1 else ""
    return [
        *level,
        *(html.P(text) for text in sentences(found, shown)),
        html.Div(
            className="rulle",
            tabIndex="0",
            role="region",
            **{"aria-label": content.caption, "data-html": WHOLE_TABLE},
        ),
        html.P(indicator.definition_sv),
        html.P(
            f"Källa: {indicator.publisher_sv}, Yrkesbarometern, omgång {rounds[-1]}, hämtad "
            f"{swedish.date_text(origin.fetched)}, CC0 1.0." + (f" Sparade omgångar: {kept}." if kept else ""),
            className="meta",
        ),
    ], table_html(content)


def judged(panel: Panel, round_: str, region: str) -> tuple[Judged, ...]:
    """Every occupation of a round in a place, most wanted first: brist, paradox, balans, överskott, not judged.

    panel: the whole indicator, with the axes occupation, vintage, judgement, region and period.
    """
    held = panel.take(vintage=(round_,), **{REGION: (region,), PERIOD: (round_[:4],)})
    rows = []
    for n, occupation in enumerate(held.axes["occupation"]):
        words = {name: _word(held, n, name) for name in JUDGED}
        if any(word is not None for word in words.values()):
            rows.append(Judged(occupation, **{name: word or "" for name, word in words.items()}))
    order = ["", *JUDGED["recruitment"]]
    return tuple(sorted(rows, key=lambda row: (-order.index(row.recruitment), swedish_order(row.occupation))))


def _word(held: Panel, occupation: int, judgement: str) -> str | None:
    """A judgement's word; "" where the publisher says that it judged nothing, None where it has no such row."""
    at = {"occupation": occupation, "judgement": held.axes["judgement"].index(judgement)}
    position = tuple(at.get(name, 0) for name in held.axes)
    if not held.has_row[position]:
        return None
    value = held.values[position]
    if not np.isnan(value):
        return JUDGED[judgement][int(value) - 1]
    return "" if held.symbols[held.symbol[position]] == NOT_JUDGED else None


def swedish_order(text: str) -> list[int]:
    """Sort key with å, ä and ö last."""
    return [{"å": 1001, "ä": 1002, "ö": 1003}.get(letter, ord(letter)) for letter in text.lower()]


def sentences(found: Sequence[Judged], place: Place) -> list[str]:
    """How many occupations have each word, and for how many the judgement is made for a larger area."""
    known = [row for row in found if row.is_judged]
    counts: Mapping[str, int] = Counter(row.recruitment for row in known)
    parts = [
        f"{word} i{swedish.NBSP}{swedish.number(counts[word])}"
        for word in reversed(JUDGED["recruitment"])
        if counts[word]
    ]
    said = []
    if parts:
        of = "1 bedömt yrke" if len(known) == 1 else f"{swedish.number(len(known))} bedömda yrken"
        said.append(f"Av {of} i {place.full_name} bedöms rekryteringen som {swedish.listing(parts)}.")
    if len(found) > len(known):
        said.append(f"Yrken utan bedömning: {swedish.number(len(found) - len(known))}.")
    wider = sum(row.level != _COUNTY for row in known) if place.level is Level.COUNTY else 0
    if known and wider == len(known):
        said.append(f"{_WIDER_SENTENCE}.")
    elif wider:
        said.append(f"{_WIDER_SENTENCE} för {swedish.number(wider)} av dem.")
    return said


def occupations(found: Sequence[Judged], round_: str, place: Place) -> Table:
    """A row per occupation with the publisher's words, and what area the judgement is for."""
    rows = [
        (
            row.occupation,
            row.recruitment or _NO_WORD,
            row.opportunities or _NO_WORD,
            row.demand or _NO_WORD,
            _area(row, place),
        )
        for row in found
    ]
    titles = ("Yrke", "Rekrytering", "Möjligheter till arbete", "Efterfrågan om fem år väntas", "Bedömningen gäller")
    return Table(f"Yrken i {place.full_name}, omgång {round_}", tuple(Column(title) for title in titles), tuple(rows))


def _area(row: Judged, place: Place) -> str:
    if not row.is_judged:
        return ""
    if place.level is Level.NATION:
        return "riket"
    if row.level == _COUNTY:
        return "länet"
    return f"delvis {_WIDER}" if row.coverage == "delvis" else _WIDER
