"""Alla län och kommuner: where the field for a place leads without script, and a list of all of Sweden's."""

from collections.abc import Callable

from dash import html
from dash.development.base_component import Component

from dashboard.data.chosen_names import named_areas
from dashboard.data.series import Data
from dashboard.pages import Asked, Page, PageKind, page_at
from dashboard.pages._parts import page_link, place_form
from dashboard.search import entries
from dashboard.search.entries import Sort
from dashboard.search.index import Index, Suggestion
from dashboard.views.links import foreign
from dashboard.views.selection import OVERVIEW, Selection, link
from dashboard.words import swedish
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.errors import UsageError

MOST_FOUND = 12
WORDS = ("q", "vidare", "for")


def onward(address: str, data: Data) -> Selection:
    """What the page chooses that one came from; the overview where the address is none of ours."""
    path, _, search = address.partition("?")
    kind = page_at(path)
    if not isinstance(kind, PageKind) or not kind.of_a_place:
        return Selection(region=data.county)
    try:
        return kind.selection(path, foreign.sort_words(search, kind.known_words).search, data.county)
    except UsageError:
        return Selection(region=data.county)


def at_place(chosen: Selection, code: str, data: Data, address: str = "", *, compares: bool = False) -> str:
    """The address of the page at another place, or compared with it (and with what the comparison holds beside)."""
    if compares and chosen.indicator:
        kept = [
            one for one in data.default_compare(chosen.declared, chosen.region, chosen.as_of) if one == places.NATION
        ]
        beside = tuple(dict.fromkeys((code, *kept)))
        return link(chosen.but(compare=tuple(one for one in beside if one != chosen.region)), home=data.county)
    if chosen.compare and code in chosen.compare:
        chosen = chosen.but(compare=None)
    if chosen.indicator:
        return link(chosen.but(region=code), home=data.county)
    kind = page_at(address.partition("?")[0] or OVERVIEW)
    if not isinstance(kind, PageKind) or kind.is_open or not kind.of_a_place:
        return link(Selection(region=code, as_of=chosen.as_of), home=data.county)
    return kind.link(home=data.county, region=code, as_of=chosen.as_of)


def _index(data: Data) -> Index:
    return Index((*entries.named(named_areas(data)), *entries.all_of_sweden(data.county)))


def find_places(query: str, data: Data) -> tuple[entries.Entry, ...]:
    """The places that a written name or code may mean, the likeliest first."""
    index = data.remember(("search of places",), lambda: _index(data))
    return tuple(hit.entry for hit in index.search(query).of(Sort.PLACE)[:MOST_FOUND])


def suggestions(query: str, address: str, data: Data, *, compares: bool) -> tuple[Suggestion, ...]:
    """The places a beginning may mean, with the address of the page at each, or compared with it."""
    chosen = onward(address, data)
    return tuple(
        Suggestion(one.title, one.about, at_place(chosen, one.key, data, address, compares=compares))
        for one in find_places(query, data)
        if not (compares and one.key == chosen.region)
    )


def page(asked: Asked) -> Page:
    """The places a name may mean, and below them all there are; one that is called exactly so is gone to at once."""
    query, address, data = asked.said.get("q", ""), asked.said.get("vidare", OVERVIEW), asked.data
    compares = asked.said.get("for") == "jamfor"
    chosen = onward(address, data)
    found = find_places(query, data)

    def to(code: str) -> str:
        return at_place(chosen, code, data, address, compares=compares)

    title = "Jämför med län eller kommun" if compares else "Alla län och kommuner"
    named = [
        html.Li([page_link(one.title, to(one.key)), html.Span(f" {one.about}", className="meta")]) for one in found
    ]
    moved = len(found) == 1 or (found and found[0].names[0].casefold() == query.casefold().strip())
    return Page(
        title=title,
        body=[
            html.H1(title, tabIndex="-1"),
            html.Div(place_form(address, "plats-igen", compares=compares), className="sok-igen"),
            *([html.P("Ingen plats heter så.", className="ingress")] if query and not found else []),
            *([html.Ul(named, className="traffar-platser")] if named else []),
            html.P(page_link("Riket", to(places.NATION))),
            *_named(data, to),
            *_counties(to, data.county),
        ],
        moved_to=to(found[0].key) if moved else "",
    )


def _named(data: Data, to: Callable[[str], str]) -> list[Component]:
    """The areas that the region has names for; nothing where it has none."""
    listed = [
        html.P(
            [
                page_link(one.place.name, to(one.place.code)),
                html.Span(
                    f" {swedish.places_list([places.place(code) for code in one.place.parts])}", className="meta"
                ),
            ]
        )
        for one in named_areas(data).areas
    ]
    heading = html.Summary("Områden med eget namn")
    return [html.Details([heading, *listed], className="lan", open=True)] if listed else []


def _counties(to: Callable[[str], str], home: str) -> list[Component]:
    """Each county, which opens to itself and its municipalities; the home county is open."""
    listed: list[Component] = []
    for code in places.codes_at((Level.COUNTY,)):
        county = places.place(code)
        inside = places.inside(code)
        content: list[Component] = [html.Summary(county.name), html.P(page_link(f"Hela {county.name}", to(code)))]
        if inside:
            content.append(html.Ul([html.Li(page_link(place.name, to(place.code))) for place in inside]))
        listed.append(html.Details(content, id=f"lan-{code}", className="lan", open=code == home))
    return listed


PAGE = PageKind(
    address="/platser",
    under=OVERVIEW,
    synonyms=("Alla län och kommuner", "kommuner", "län", "platser"),
    of_a_place=True,
    words=WORDS,
    make=page,
    examples=("/platser", "/platser?q=sto", "/platser?q=ha&for=jamfor&vidare=/indikator/arbetsloshet"),
)
