"""Sök: what a word finds among measures, places, meetings and pages. A page of links that needs no script."""

from dash import html
from dash.development.base_component import Component

from dashboard.data.chosen_names import named_areas
from dashboard.data.series import Data
from dashboard.meetings.material import Material
from dashboard.pages import AnyKind, Asked, Page, PageKind, all_pages
from dashboard.pages._parts import page_link, search_form, unbroken
from dashboard.pages.workbench import own_sets
from dashboard.search import entries
from dashboard.search.entries import Sort
from dashboard.search.index import Found, Hit, Index, Suggestion
from dashboard.search.times import year_of
from dashboard.views import cards
from dashboard.views.beside import chosen as beside
from dashboard.views.selection import Selection, link
from dashboard.views.workbench.choice import ADDRESS as SNI
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Grain, Kind
from loaders.ground.names import fold
from loaders.ground.panel import PERIOD
from loaders.ground.periods import Period

ADDRESS = "/sok"
WORD = "q"
MOST_TOLD = 6
"""Measures that are told with their number; the others are links."""
MOST_SUGGESTED = 8
_HEADINGS = {Sort.MEASURE: "Mått", Sort.PLACE: "Platser", Sort.MEETING: "Möten", Sort.PAGE: "Sidor"}
MOST_LISTED = {Sort.MEASURE: 30, Sort.PLACE: 12, Sort.MEETING: 6, Sort.PAGE: 4}


def find(query: str, data: Data) -> Found:
    """What a query finds; the index is remembered until figures or meeting files change."""
    return data.remember(("search",), lambda: _index(data)).search(query)


def _index(data: Data) -> Index:
    fixed = [
        (kind.link(home=data.county), kind.name_sv, kind.synonyms)
        for kind in all_pages()
        if not kind.is_open and kind.name_sv
    ]
    open_ones = [found for kind in all_pages() if isinstance(kind, PageKind) for found in kind.found_by()]
    return Index(
        (
            *entries.measures(),
            *entries.named(named_areas(data)),
            *entries.all_of_sweden(data.county),
            *entries.meetings(Material(data)),
            *entries.pages([*fixed, *open_ones, *_own_sectors(data)]),
        )
    )


def _own_sectors(data: Data) -> list[tuple[str, str, tuple[str, ...]]]:
    """The region's own sets of industries, each the page that shows it."""
    return [(f"{SNI}?lista={one.id}", one.title_sv, ("bransch", "sektor")) for one in own_sets(data).sets]


def suggestions(query: str, region: str, data: Data) -> tuple[Suggestion, ...]:
    """The likeliest of what a query finds, those of a measure with the place they are shown for."""
    found = find(query, data)
    return tuple(
        Suggestion(_text(hit), hit.entry.sort.value, _href(hit, region, data)) for hit in found.hits[:MOST_SUGGESTED]
    )


def _text(hit: Hit) -> str:
    named = _places_of(hit)
    if not named:
        return hit.entry.title
    first, *others = (places.place(code) for code in named)
    if hit.entry.sort is Sort.PAGE:
        return f"{hit.entry.title}: {swedish.listing(place.full_name for place in (first, *others))}"
    beside = f" jämfört med {swedish.listing(other.full_name for other in others)}" if others else ""
    return f"{hit.entry.title} i {first.full_name}{beside}"


def _places_of(hit: Hit) -> tuple[str, ...]:
    """The places that a hit is shown for: of a page that is of no place none, of one of a place the first."""
    if hit.entry.sort is not Sort.PAGE:
        return hit.places
    if hit.entry.key == beside.ADDRESS:
        return hit.places[: beside.MOST_PLACES]
    return hit.places[:1] if _page_of_place(hit.entry.key) else ()


def _page_of_place(address: str) -> AnyKind | None:
    """The page at an address, if it is one of a place."""
    return next((kind for kind in all_pages() if kind.address == address and kind.of_a_place), None)


def _place_of(hit: Hit, region: str) -> str:
    return hit.places[0] if hit.places else region


def _of_year(chosen: Selection, year: int | None, data: Data) -> Selection | None:
    """The selection within a year; None where the measure has nothing of it. A year has the years before it beside."""
    declared = chosen.declared
    if year is None or declared.kind is Kind.PROJECTION or not data.has(declared.id):
        return None
    within = [Period(one) for one in data.codes(declared.id, PERIOD) if Period(one).year == year]
    if not within:
        return None
    since = "" if declared.grain is Grain.YEAR else str(within[0])
    return chosen.but(since=since, until=str(within[-1]))


def _chosen(hit: Hit, region: str) -> Selection:
    return Selection(indicator=hit.entry.key, region=_place_of(hit, region), compare=hit.places[1:] or None)


def _href(hit: Hit, region: str, data: Data) -> str:
    entry = hit.entry
    if entry.sort is Sort.MEASURE:
        return link(_chosen(hit, region), home=data.county)
    if entry.sort is Sort.PLACE:
        return link(Selection(region=entry.key), home=data.county)
    if entry.sort is Sort.MEETING:
        return f"/mote/{entry.key}"
    named, kind = _places_of(hit), _page_of_place(entry.key)
    if not named or kind is None:
        return entry.key
    if entry.key == beside.ADDRESS:
        return beside.address(beside.parse({"region": ",".join(named)}, home=data.county))
    return kind.link(home=data.county, region=named[0])


def page(asked: Asked) -> Page:
    """The results of a query. One that names both a measure and a place is that measure's page."""
    query, data, region = asked.said.get(WORD, ""), asked.data, asked.selection.region
    found = find(query, data)
    if found.is_meant:
        chosen = _chosen(found.hits[0], region)
        href = link(_of_year(chosen, year_of(query), data) or chosen, home=data.county)
        return Page(
            title="Sök",
            body=[html.H1("Sök", tabIndex="-1"), html.P(page_link(_text(found.hits[0]), href))],
            moved_to=href,
        )
    title = _title(query, found)
    return Page(
        title=title,
        body=[
            html.H1(title, tabIndex="-1"),
            html.Div(search_form(query, region, data.county, "sok-igen"), className="sok-igen"),
            *_results(found, region, data, query),
        ],
    )


def _title(query: str, found: Found) -> str:
    if not query:
        return "Sök"
    said = f"”{query[:40]}{'…' if len(query) > 40 else ''}”"
    shown = sum(len(_listed(found, sort)) for sort in Sort)
    if not shown:
        return f"Inget hittades för {said}"
    many = f"{swedish.capital(swedish.small_number(shown))} {'träff' if shown == 1 else 'träffar'}"
    if found.unknown:
        lacking = [word for word in query.split() if fold(word) in found.unknown] or list(found.unknown)
        return f"{many}, men inget om {swedish.listing((f'”{word[:40]}”' for word in lacking), 'eller')}"
    return f"{many} på {said}"


def _listed(found: Found, sort: Sort) -> tuple[Hit, ...]:
    return found.of(sort)[: MOST_LISTED[sort]]


def _results(found: Found, region: str, data: Data, query: str) -> list[Component]:
    if not found.hits:
        return [_nothing(query, region, data)]
    order = list(dict.fromkeys(hit.entry.sort for hit in found.hits))
    return [
        html.Section(
            [
                html.H2(_HEADINGS[sort]),
                *(
                    _measures(_listed(found, sort), region, data, year_of(query))
                    if sort is Sort.MEASURE
                    else _links(_listed(found, sort), region, data)
                ),
            ],
            className="traffar",
        )
        for sort in order
    ]


def _nothing(query: str, region: str, data: Data) -> html.P:
    listed = page_link("Alla mått", all_measures(region, data))
    if not query:
        example = f"arbetslöshet {places.example_municipality(data.county).name}"
        told = f"Skriv ett mått, en kommun eller ett län, till exempel turism eller {example}. "
        return html.P([told, listed, "."])
    return html.P(["Pröva ett kortare eller vanligare ord, eller se listan: ", listed, "."], className="ingress")


def all_measures(region: str, data: Data) -> str:
    """The address of the list of all measures."""
    return next(kind for kind in all_pages() if kind.address == "/indikatorer").link(home=data.county, region=region)


def _measures(hits: tuple[Hit, ...], region: str, data: Data, year: int | None) -> list[Component]:
    """Measures with their newest number for the place, and the year that was asked for; further ones as links."""
    shown = [html.Li(_measure(hit, region, data, year)) for hit in hits[:MOST_TOLD]]
    rest = [html.Li(page_link(_text(hit), _href(hit, region, data))) for hit in hits[MOST_TOLD:]]
    code = _place_of(hits[0], region)
    told = [html.P(f"Siffrorna gäller {places.place(code).full_name}.", className="meta"), html.Ul(shown)]
    if rest:
        many = swedish.capital(swedish.small_number(len(rest)))
        told.append(html.Details([html.Summary(f"{many} mått till"), html.Ul(rest)], className="fler-traffar"))
    return told


def _measure(hit: Hit, region: str, data: Data, year: int | None) -> list[Component]:
    within = _of_year(_chosen(hit, region), year, data)
    card = cards.card(catalogue.indicator(hit.entry.key), Selection(region=_place_of(hit, region)), data)
    number = f"{card.number}{swedish.NBSP}{card.unit}" if card.unit else card.number
    return [
        html.P(page_link(hit.entry.title, _href(hit, region, data)), className="traff-namn"),
        html.P(number, className="traff-tal"),
        html.P(unbroken(card.text), className="traff-text"),
        html.P(card.period, className="meta"),
        *([html.P(page_link(f"{hit.entry.title} {year}", link(within, home=data.county)))] if within else ()),
    ]


def _links(hits: tuple[Hit, ...], region: str, data: Data) -> list[Component]:
    rows = [
        html.Li(
            [
                html.P(
                    page_link(_text(hit), _href(hit, region, data))
                    if hit.entry.sort is not Sort.MEETING
                    else html.A(_text(hit), href=_href(hit, region, data)),
                    className="traff-namn",
                ),
                html.P(hit.entry.about, className="meta"),
            ]
        )
        for hit in hits
    ]
    return [html.Ul(rows)]


PAGE = PageKind(
    address=ADDRESS,
    under="/indikatorer",
    of_a_place=True,
    words=(WORD,),
    make=page,
    needs_figures=True,
    examples=("/sok", "/sok?q=turism", "/sok?q=jobb&region={municipality}", "/sok?q=qqqq"),
)
