"""What is looked at: pages, ways, indicators, places and states, all from what declares them, never a list by hand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dashboard.pages import all_pages
from dashboard.views.selection import INDICATOR
from dashboard.views.ways import by_word
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Indicator
from tests.dashboard.addresses import COUNTY, FAULTY_ADDRESSES

WIDTHS = (320, 390, 768, 1440, 1920)
PHONE, SCREEN = 390, 1440
CHART_WIDTHS = {"phone": (PHONE, 358), "screen": (SCREEN, 962)}
"""Size → width of the window and of a chart in it, px."""
FIRST_FIGURE_WITHIN = 560
"""Where the first figure of a page begins at the latest, of the 844 px of a phone."""
LONGEST = 12_000
"""How tall a page is at the most on a phone, px, with its sections closed: a meeting's slides are the tallest."""
SPACED = (
    "body *:not(svg, svg *) { line-height: 1.5 !important; letter-spacing: .12em !important; "
    "word-spacing: .16em !important } p { margin-bottom: 2em !important }"
)
"""Text as far apart as WCAG 1.4.12 has it."""


@dataclass(frozen=True, slots=True)
class Window:
    """A window of so many px. ``axe`` looks with everything opened, unless ``closed``; ``keys`` goes along all stops.

    spaced: with text as far apart as WCAG 1.4.12 has it. forced: in forced colours.
    """

    width: int
    axe: bool = False
    keys: bool = False
    spaced: bool = False
    forced: bool = False
    closed: bool = False

    def __str__(self) -> str:
        states = [name for name, holds in (("spaced", self.spaced), ("forced colours", self.forced)) if holds]
        return f"{self.width} px{''.join(f', {one}' for one in states)}"


@dataclass(frozen=True, slots=True)
class Sight:
    """An address that is opened once, and the windows it is looked at in, one after the other; spaced ones last."""

    address: str
    windows: tuple[Window, ...]


def example_addresses(meetings: Sequence[str]) -> list[str]:
    """Every page's examples, and what is answered with what is wrong."""
    found = []
    for kind in all_pages():
        for address in kind.example_addresses(COUNTY, meetings):
            found.append(address)
    return [*dict.fromkeys((*found, *FAULTY_ADDRESSES))]


def shown(held: Iterable[str] | None = None) -> list[Indicator]:
    """The indicators that have pages; of those in ``held`` alone, if that is said."""
    return [one for one in catalogue.shown() if held is None or one.id in set(held)]


def way_addresses(indicators: Sequence[Indicator], regions: Sequence[str]) -> list[str]:
    """Every way of showing, by the first measure that offers it, for each place."""
    found = []
    for way in by_word().values():
        offered = next((one for one in indicators if not way.why_not(one)), None)
        if offered:
            found += [f"{INDICATOR}{offered.slug}?region={region}&matt={way.word}" for region in regions]
    return found


def chart_addresses(indicators: Sequence[Indicator], regions: Sequence[str]) -> Iterator[str]:
    """Every indicator × place × way that it is offered in; the first place has no word in an address."""
    for declared in indicators:
        for way in by_word().values():
            if way.why_not(declared):
                continue
            for region in regions:
                yield f"{INDICATOR}{declared.slug}?region={region}&matt={way.word}"


def regions() -> tuple[str, ...]:
    """The county, its municipalities, and riket."""
    return (COUNTY, *(place.code for place in places.municipalities(COUNTY)), places.NATION)


def everything(meetings: Sequence[str]) -> list[Sight]:
    """All of it: each page at each width and in each state; every indicator and way on a phone and a screen."""
    whole = (
        *(Window(width, axe=True, keys=width in (PHONE, SCREEN)) for width in sorted(WIDTHS, reverse=True)),
        Window(SCREEN, axe=True, forced=True),
        Window(SCREEN, spaced=True),
        Window(320, spaced=True),
    )
    first = places.municipalities(COUNTY)[0].code
    others = [f"{INDICATOR}{one.slug}?region={first}" for one in shown()]
    others += way_addresses(shown(), (COUNTY, first))
    few = (Window(SCREEN, axe=True), Window(PHONE, axe=True), Window(320))
    return [Sight(one, whole) for one in example_addresses(meetings)] + [Sight(one, few) for one in others]


def sample(meetings: Sequence[str], held: Iterable[str]) -> list[Sight]:
    """Every page, on a phone or a screen by turns and at 320 px, and every way by one measure; keys in one of eight."""
    first = places.municipalities(COUNTY)[0].code
    pages = example_addresses(meetings)
    ways = [one for one in way_addresses(shown(held), (first,)) if one not in pages]
    found = []
    for n, address in enumerate((*pages, *ways)):
        window = Window(PHONE if n % 2 else SCREEN, axe=True, keys=n % 8 == 0, closed=address not in pages)
        found.append(Sight(address, (window, Window(320)) if address in pages else (window,)))
    return found
