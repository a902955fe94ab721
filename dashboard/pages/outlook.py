"""Utsikter: what agencies have said of the time ahead, as quotations, and Yrkesbarometern's words per occupation.

Judgements and quotations, never bars. No word is finer than the level it was judged at (measure card M18).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.data import barometer
from dashboard.data.barometer import COUNTY, Compared, Judged, judged
from dashboard.data.meeting_days import OUTLOOKS
from dashboard.data.series import Data
from dashboard.forms.table_html import table_html
from dashboard.meetings.outcomes import awaited, outcome
from dashboard.meetings.outlooks import Outlook, read_outlooks
from dashboard.model import Column, Table
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import (
    alert,
    folded_on_phones,
    for_keeper,
    heading_id,
    jumps,
    place_buttons,
    scrolling,
    unbroken,
)
from dashboard.views.scene import effective_place
from dashboard.views.selection import Selection
from dashboard.words import swedish
from dashboard.words.kinds import absences
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.errors import NothingPublishedYet, StoreDamaged
from loaders.ground.panel import Panel
from loaders.ground.places import Place
from loaders.ground.vocabulary import JUDGED

BAROMETER = "occupational_outlook"
WHOLE_TABLE = "alla-yrken"
_SAID, _OCCUPATIONS = "Det som har sagts", "Yrken i Yrkesbarometern"
_NO_WORD = "inte bedömt"
_WIDER = "större del av landet"
_WIDER_SENTENCE = "Bedömningen gäller en större del av landet än länet"


def page(asked: Asked) -> Page:
    """Quotations for the place, and the newest round of Yrkesbarometern for it or its county."""
    selection, data = asked.selection, asked.data
    chosen = places.place(selection.region)
    county = effective_place(catalogue.indicator(BAROMETER), chosen.code, data.county)
    body, whole = _barometer(chosen, county, selection.as_of, data)
    return Page(
        title=f"Utsikter för {county.full_name}",
        body=[
            _places(selection, county, data),
            html.H1(f"Utsikter för {county.full_name}", tabIndex="-1"),
            html.P("Bedömningar och citat om tiden framåt. Ingenting här är mätt.", className="ingress"),
            jumps([(name, heading_id(name)) for name in (_SAID, _OCCUPATIONS)]),
            html.Div(
                [
                    html.Section(
                        [html.H2(_SAID, id=heading_id(_SAID)), *_quotations(chosen, county, selection.as_of, data)]
                    ),
                    html.Section([html.H2(_OCCUPATIONS, id=heading_id(_OCCUPATIONS)), *body]),
                ],
                className="text",
            ),
        ],
        html_parts=((WHOLE_TABLE, whole),) if whole else (),
    )


def _places(selection: Selection, shown: Place, data: Data) -> html.Nav:
    """The county and riket: nothing here is per municipality."""
    home = shown.code if shown.level is Level.COUNTY else data.county
    links = [
        (places.place(code), PAGE.link(home=data.county, region=code, as_of=selection.as_of))
        for code in (home, places.NATION)
    ]
    return place_buttons(links, shown.code)


def _quotations(asked: Place, county: Place, as_of: date | None, data: Data) -> list[Component]:
    """What has been said of the place, its county or riket by the day that is shown."""
    read = read_outlooks(data.folder / OUTLOOKS)
    faults = [alert(html.P(error.message_sv)) for error in read.problems]
    about = {asked.code, county.code, places.NATION}
    held = [outlook for outlook in read.found if outlook.place in about and (as_of is None or outlook.date <= as_of)]
    if not held:
        nothing = html.P(f"Ingen bedömning är inlagd för {county.full_name}.")
        return [*faults, nothing, for_keeper(f"bedömningar skrivs in i filen {OUTLOOKS}.")]
    return faults + [_quotation(outlook, outcome(outlook, data, as_of) or awaited(outlook)) for outlook in held]


def _quotation(outlook: Outlook, became: str) -> html.Figure:
    """A quotation in quotation marks, with who said it, of what, when and where, and what came."""
    about = f" om {places.place(outlook.place).full_name} {outlook.about}"
    return html.Figure(
        [
            html.Blockquote(html.P(f"”{outlook.quote}”"), cite=outlook.link),
            html.P(unbroken(became), className="utfall") if became else None,
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
        nothing = html.P("Yrkesbarometern är inte hämtad än.")
        return [*level, nothing, for_keeper(f"kör lanspuls fetch {BAROMETER}.")], ""
    except StoreDamaged as error:
        return [*level, html.P(error.message_sv)], ""
    rounds = panel.axes["vintage"]
    found = judged(panel, rounds[-1], shown.code)
    before, compared = _before(panel, rounds, found, shown)
    content = occupations(found, rounds[-1], shown, compared, before)
    origin = data.origin(BAROMETER, as_of)
    kept = swedish.listing(rounds) if len(rounds) > 1 else ""
    return [
        *level,
        *(html.P(text) for text in (*sentences(found, shown), _since(compared, before)) if text),
        folded_on_phones(
            f"Visa {len(content.rows)} yrken",
            f"för {shown.name}",
            scrolling(None, content.caption, **{"data-html": WHOLE_TABLE}),
        ),
        html.P(indicator.definition_sv),
        html.P(
            f"Källa: {indicator.publisher_sv}, Yrkesbarometern, omgång {rounds[-1]}, hämtad "
            f"{swedish.date_text(origin.fetched)}, CC0 1.0." + (f" Sparade omgångar: {kept}." if kept else ""),
            className="meta",
        ),
    ], table_html(content, visible_caption=True, stacked=True)


def _before(
    panel: Panel, rounds: Sequence[str], found: Sequence[Judged], shown: Place
) -> tuple[str, Mapping[str, Compared]]:
    """The newest kept round before the one shown, and every occupation beside it; nothing without one."""
    if len(rounds) < 2:
        return "", {}
    before = rounds[-2]
    other = barometer.other_scale(panel, before)
    return before, barometer.compare(found, judged(panel, before, shown.code), other)


def _since(compared: Mapping[str, Compared], before: str) -> str:
    if not before:
        return "Ingen tidigare omgång är sparad, så ingenting kan jämföras än."
    return barometer.summary(compared, before)


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
    wider = sum(row.level != COUNTY for row in known) if place.level is Level.COUNTY else 0
    if known and wider == len(known):
        said.append(f"{_WIDER_SENTENCE}.")
    elif wider:
        said.append(f"{_WIDER_SENTENCE} för {swedish.number(wider)} av dem.")
    return said


def occupations(
    found: Sequence[Judged],
    round_: str,
    place: Place,
    compared: Mapping[str, Compared] | None = None,
    before: str = "",
) -> Table:
    """A row per occupation with the publisher's words, what area the judgement is for, and the round before."""
    rows = [
        (
            row.occupation,
            row.recruitment or _NO_WORD,
            row.opportunities or _NO_WORD,
            row.demand or _NO_WORD,
            _area(row, place),
            *((compared[row.occupation].text,) if compared else ()),
        )
        for row in found
    ]
    titles = ["Yrke", "Rekrytering", "Möjligheter till arbete", "Efterfrågan om fem år väntas", "Bedömningen gäller"]
    titles += [f"Mot omgång {before}"] if compared else []
    return Table(f"Yrken i {place.full_name}, omgång {round_}", tuple(Column(title) for title in titles), tuple(rows))


def _area(row: Judged, place: Place) -> str:
    if not row.is_judged:
        return ""
    if place.level is Level.NATION:
        return "riket"
    if row.level == COUNTY:
        return "länet"
    return f"delvis {_WIDER}" if row.coverage == "delvis" else _WIDER


PAGE = PageKind(
    address="/utsikter",
    menu_sv="Utsikter",
    order=40,
    of_a_place=True,
    make=page,
    shows_files=True,
    synonyms=("bedömningar", "prognoser", "framtid", "Yrkesbarometern", "yrken", "kompetensbrist"),
)
