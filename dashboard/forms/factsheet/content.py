"""What stands on a place's fact sheet: six measures with number, line and sentence, and one table of the county.

Made from the cards of the overview and the views of the same measures, so that sheet, page and file say one thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard import words
from dashboard.data.numbers import NOT_COMPUTED, Numbers
from dashboard.data.series import Data
from dashboard.figures import spark
from dashboard.figures.theme import THEME
from dashboard.forms.taking.taken import file_word
from dashboard.model import Column, Table
from dashboard.views import cards
from dashboard.views.cards import Card
from dashboard.views.make_view import view
from dashboard.views.selection import OVERVIEW, Selection, link
from dashboard.words import nouns, swedish
from dashboard.words.in_row import in_row
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Indicator, Level, Status
from loaders.ground.errors import NothingPublishedYet, StoreDamaged, StoreError, UsageError
from loaders.ground.panel import NO_ROW, PERIOD, REGION, STATUSES
from loaders.ground.places import Place

ADDRESS, OF_AREAS = "/faktablad/", "/faktablad"
"""Where sheets are: of a place by its code, of an own area by the words of a link (region, namn)."""
MOST = 6
"""Measures of a sheet: what does not fit on one page is left out, never set smaller."""
MOST_MUNICIPALITIES = 10
"""Rows of the table that are municipalities; a county with more has its largest, and the chosen one."""
_SHORT = {
    Status.SUPPRESSED: "sekretess",
    Status.MISSING: "..",
    Status.NOT_PUBLISHED: "väntas",
    Status.NOT_APPLICABLE: "finns ej",
    Status.WITHDRAWN: "indragen",
}
_MEANING = {
    "sekretess": "källan döljer uppgiften för att skydda enskilda",
    "..": "uppgiften saknas hos källan",
    "väntas": "ännu inte publicerad",
    "finns ej": "uppgiften kan inte finnas",
    "indragen": "källan har dragit tillbaka uppgiften",
    "–": "inget att redovisa",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure on the sheet: its card, and its line as SVG text, empty where there is none to draw."""

    card: Card
    svg: str

    @property
    def alt(self) -> str:
        """The line in words."""
        return self.card.history.alt if self.card.history else ""

    @property
    def ends(self) -> tuple[str, str]:
        """Names of the line's first and last period."""
        return (self.card.history.first, self.card.history.last) if self.card.history else ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSheet:
    """A place on one page. signs: what the words and signs in the table mean; sources: all publishers and tables."""

    place: Place
    day: date
    headline: str
    lead: str
    entries: tuple[Entry, ...]
    table: Table
    signs: str
    sources: str
    synthetic: bool
    address: str
    organisation: str

    @property
    def file_word(self) -> str:
        """The place as a part of a file's name: *are*, *jamtlands-lan*."""
        return file_word(self.place.name)

    @property
    def names_place(self) -> bool:
        """Whether the headline says which place the sheet is of."""
        return self.place.name.casefold() in self.headline.casefold()

    @property
    def title(self) -> str:
        """What the document is called."""
        return f"Faktablad: {self.place.full_name}"


def fact_sheet(region: str, data: Data, as_of: date | None = None) -> FactSheet:
    """The sheet of a place, which may be an own area, as known on a day. UsageError for what is no place."""
    place = places.place(region)
    selection = Selection(region=place.code, as_of=as_of)
    made = [cards.card(indicator, selection, data) for indicator in catalogue.shown()]
    chosen = _chosen(made)
    entries = tuple(_entry(card) for card in chosen)
    table = _table(place, [catalogue.indicator(card.indicator) for card in chosen], chosen, data, as_of)
    return FactSheet(
        place=place,
        day=as_of or data.today(),
        headline=_headline(place, chosen),
        lead=cards.lead(made),
        entries=entries,
        table=table,
        signs=_signs(table),
        sources=_sources(chosen, data, as_of),
        synthetic=data.synthetic,
        address=data.public.address(address_of(Selection(region=place.code), data)),
        organisation=data.organisation,
    )


def address_of(selection: Selection, data: Data, ending: str = "") -> str:
    """Where the sheet of the selection's place and day is; with the ending ``.pdf`` the document."""
    if places.place(selection.region).is_own_area:
        words = link(Selection(region=selection.region, as_of=selection.as_of), home=data.county)
        return f"{OF_AREAS}{ending}{words.removeprefix(OVERVIEW)}"
    day = f"?per={selection.as_of.isoformat()}" if selection.as_of else ""
    return f"{ADDRESS}{selection.region}{ending}{day}"


def _chosen(made: Sequence[Card]) -> list[Card]:
    """The first main measure of each topic that has a number for the place, then the next ones; in the page's order."""
    there = [card for card in made if card.number and card.is_main and card.is_own_place]
    first = list({card.topic: card for card in reversed(there)}.values())
    rest = [card for card in there if card not in first]
    elsewhere = [card for card in made if card.number and card.is_main and not card.is_own_place]
    kept = [*sorted(first, key=made.index), *rest, *elsewhere][:MOST]
    return sorted(kept, key=made.index)


def _entry(card: Card) -> Entry:
    history, colour = card.history, THEME.chosen if card.is_own_place else THEME.context
    if history is None:
        return Entry(card, "")
    return Entry(card, spark.sparkline(history.values, colour, least_range=history.least_range, band=history.band))


def _headline(place: Place, chosen: Sequence[Card]) -> str:
    """The clearest claim of the place itself; without one that stands out its name."""
    told = [card.claim for card in chosen if card.claim is not None and card.is_own_place]
    for word in (words.Word.CLEAR, words.Word.PLAIN):
        for claim in told:
            if claim.word is word:
                return words.headline(claim)
    return f"{swedish.capital(place.full_name)} i siffror"


def _table(
    place: Place, indicators: Sequence[Indicator], chosen: Sequence[Card], data: Data, as_of: date | None
) -> Table:
    """The municipalities, their county and riket: the newest number of each measure that municipalities have.

    Of an own area its own municipalities, the area, and its county where it lies in one.
    """
    county = place.county or ("" if place.is_own_area else data.county)
    inside = [places.place(code) for code in place.parts] if place.is_own_area else list(places.municipalities(county))
    whole = len(inside)
    columns, held = [], []
    for indicator, card in zip(indicators, chosen, strict=True):
        numbers = _numbers(indicator, card, place, inside, data, as_of)
        if not numbers:
            continue
        period = numbers[0].rows.codes[-1]
        twelve = " 12 mån" if _is_of_twelve(card) else ""
        unit = ", %" if indicator.is_share else ""
        columns.append(Column(f"{indicator.short_title_sv}{unit},{twelve} {_unbroken(period)}", numeric=True))
        held.append((numbers, period))
    if whole > MOST_MUNICIPALITIES:
        inside = _largest(inside, place, data, as_of)
    own = [place] if place.is_own_area else []
    order = [*inside, *own, *([places.place(county)] if county else []), places.place(places.NATION)]
    rows = [(swedish.capital(one.name), *(_cell(numbers, one, period) for numbers, period in held)) for one in order]
    return Table(
        caption=_caption(place, county, len(inside), whole),
        columns=(Column("Plats"), *columns),
        rows=tuple(rows) if held else (),
        strong=frozenset(n for n, one in enumerate(order) if one.code == place.code),
    )


def _caption(place: Place, county: str, many: int, whole: int) -> str:
    if place.is_own_area:
        named = "dess kommuner" if whole == many else f"{many} av dess {whole} kommuner"
        return f"{swedish.capital(place.full_name)} och {named}"
    named = "länets kommuner" if whole == many else f"{many} av länets {whole} kommuner"
    if place.level is Level.MUNICIPALITY:
        return f"{swedish.capital(place.full_name)} bland {named}"
    return f"{swedish.capital(places.place(county).full_name)}: {named}"


def _unbroken(period: str) -> str:
    return swedish.short_period(period).replace(" ", swedish.NBSP)


def _is_of_twelve(card: Card) -> bool:
    return (
        isinstance(card.claim, words.Number)
        and in_row(card.claim).is_of_twelve
        and not card.claim.facts.indicator.is_share
    )


def _numbers(
    indicator: Indicator, card: Card, place: Place, inside: Sequence[Place], data: Data, as_of: date | None
) -> list[Numbers]:
    """The measure's numbers, those of the place itself first; none where municipalities have none, or no values."""
    if Level.MUNICIPALITY not in indicator.levels:
        return []
    homes = dict.fromkeys(one.county for one in inside)
    regions = [place.code] if place.level is Level.MUNICIPALITY else list(homes)
    if place.is_own_area:
        regions = [place.code, *homes]
    way = "tolv" if _is_of_twelve(card) else ""
    found = []
    for region in regions:
        try:
            numbers = view(Selection(indicator=indicator.id, region=region, as_of=as_of, way=way), data).numbers
        except StoreDamaged:
            raise
        except (UsageError, NothingPublishedYet, StoreError):
            return []
        if numbers is None or (numbers.rows.name, numbers.columns.name) != (PERIOD, REGION) or not numbers.rows.codes:
            return []
        found.append(numbers)
    return found


def _cell(held: Sequence[Numbers], place: Place, period: str) -> str:
    """A place's number of the period as it stands in the table; a short word where there is none."""
    numbers = next((one for one in held if place.code in one.columns.codes), None)
    if numbers is None:
        return _SHORT[Status.NOT_APPLICABLE]
    if period not in numbers.rows.codes:
        return _SHORT[Status.NOT_PUBLISHED]
    cell = numbers.cell(numbers.rows.codes.index(period), numbers.columns.codes.index(place.code))
    if cell.low is not None and cell.high is not None:
        return nouns.reach(cell.low, cell.high, numbers.decimals)
    status = (
        Status.NOT_PUBLISHED
        if cell.status == NO_ROW
        else STATUSES[cell.status]
        if cell.status != NOT_COMPUTED
        else None
    )
    if cell.value is None:
        return "" if status is None else _SHORT.get(status, "..")
    return swedish.cell(cell.value, status or Status.EMPTY, numbers.decimals)


def _largest(inside: Sequence[Place], place: Place, data: Data, as_of: date | None) -> list[Place]:
    """The municipalities with most inhabitants, the chosen one among them, in alphabetical order."""
    try:
        series = data.series("population", {}, (one.code for one in inside), as_of)
        newest = series.newest()
        size = {one.code: series.value(one.code, newest) or 0.0 for one in inside}
    except (NothingPublishedYet, StoreError):
        size = dict.fromkeys((one.code for one in inside), 0.0)
    by_size = sorted(inside, key=lambda one: (one.code != place.code, -size[one.code], one.code))
    kept = {one.code for one in by_size[:MOST_MUNICIPALITIES]}
    return [one for one in inside if one.code in kept]


def _signs(table: Table) -> str:
    there = {cell for row in table.rows for cell in row[1:]}
    return " ".join(f"{sign} = {meaning}." for sign, meaning in _MEANING.items() if sign in there)


def _sources(chosen: Sequence[Card], data: Data, as_of: date | None) -> str:
    """``Källor: SCB (TAB6260, TAB6473) och Tillväxtverket. Hämtat 27 november 2026.``"""
    tables: dict[str, list[str]] = {}
    fetched = []
    for card in chosen:
        origin = data.origin(card.indicator, as_of)
        tables.setdefault(origin.publisher_sv, []).extend(origin.tables_sv)
        fetched.append(origin.fetched)
    if not fetched:
        return ""
    named = [f"{publisher} ({', '.join(dict.fromkeys(ids))})" for publisher, ids in tables.items()]
    return f"Källor: {swedish.listing(named)}. Senast hämtat {swedish.date_text(max(fetched))}."
