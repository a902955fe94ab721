"""Sentences about the circular share: both denominators, intervals where cells are hidden, workshops alone."""

from dataclasses import dataclass

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.references import circular_share
from loaders.ground.declarations import Level
from loaders.ground.places import Place

_COUNTED = {
    "scb_2007": "i branscher som SCB räknar som cirkulära",
    "scb_2007_rental": "i uthyrning eller branscher som SCB räknar som cirkulära",
    "workshops_2007": "i bilverkstäder (45.20)",
    "candidate_2025": "i branscher som kan räknas som cirkulära efter SNI 2025",
    "workshops_2025": "i bilverkstäder (95.31)",
}
DEFAULT = "scb_2007"


@dataclass(frozen=True, slots=True)
class Span:
    """The lowest and highest a share can be, in per cent; alike where it is known."""

    low: float
    high: float

    @property
    def is_known(self) -> bool:
        """Whether both ends are the same."""
        return self.low == self.high


def percent(span: Span, place: Place) -> str:
    """``1,6 procent``, ``mellan 1,6 och 1,9 procent``; whole per cent for a municipality."""
    return nouns.between(span.low, span.high, 0 if place.level is Level.MUNICIPALITY else 1)


def is_interval(span: Span, place: Place) -> bool:
    """Whether the ends are said apart: in the decimals of the place they may be one number."""
    return percent(span, place).startswith("mellan")


def both(
    place: Place, year: str, sni_set: str, of_all: Span, of_business: Span | None, municipalities: Span | None = None
) -> str:
    """The share of all employed, then that of those in näringslivet; a county's with the span of its municipalities."""
    first = f"År {year} arbetade {percent(of_all, place)} av alla i {place.full_name} {_COUNTED[sni_set]}."
    if of_business is None:
        return first
    if of_all.is_known and of_business.is_known and municipalities is not None and sni_set == DEFAULT:
        text = circular_share(year, of_all.low, of_business.low, municipalities.low, municipalities.high)
        return text.replace("i länet", f"i {place.full_name}", 1)
    return f"{first} Av dem som arbetade i näringslivet var det {percent(of_business, place)}."


def workshops(place: Place, sni_set: str, of_all: Span) -> str:
    """The largest branch by itself: ``Bilverkstäder (45.20) för sig var 0,8 procent av alla som arbetade.``"""
    name = _COUNTED[sni_set].removeprefix("i ")
    return f"{sv.capital(name)} för sig var {percent(of_all, place)} av alla som arbetade i {place.full_name}."


ESTIMATED = (
    "Skattat ur antalet arbetsställen i varje storleksklass, räknade med klassens mitt. "
    "Intervallet har klassernas gränser."
)
HIDDEN_ALIKE = "En del uppgifter är dolda av källan, men avrundat blir talen desamma vad de än är."
HIDDEN = "En del uppgifter är dolda av källan och kan vara noll till fyra personer var; därför ges ett intervall."


def counted_sv(sni_set: str, title: str, *, is_whole: bool) -> str:
    """What is counted, after *arbetade*: a built-in list by what it is, a written one by its title, else *de valda*."""
    if not is_whole:
        return "i de valda branscherna"
    return _COUNTED.get(sni_set, f"i branscherna på listan ”{title}”")


def share_headline(place: Place, year: str, counted: str, of_all: Span, decimals: int) -> str:
    """``Mellan 1 och 3 procent av alla i Åre kommun arbetade i de valda branscherna 2024``."""
    said = nouns.between(of_all.low, of_all.high, decimals)
    return f"{sv.capital(said)} av alla i {place.full_name} arbetade {counted} {year}"


def share_sentence(
    place: Place, year: str, counted: str, of_all: Span | None, of_business: Span | None, decimals: int
) -> str:
    """One place with both denominators; what is not told is said to be lacking."""
    if of_all is None:
        return f"För {place.full_name} finns ingen uppgift om {year}."
    first = (
        f"År {year} arbetade {nouns.between(of_all.low, of_all.high, decimals)} av alla i {place.full_name} {counted}."
    )
    return first if of_business is None else f"{first} {business_sentence(of_business, decimals)}"


def business_sentence(of_business: Span, decimals: int) -> str:
    """``Av dem som arbetade i näringslivet var det 2,6 procent.``"""
    return f"Av dem som arbetade i näringslivet var det {between_sv(of_business, decimals)}."


def between_sv(span: Span, decimals: int) -> str:
    """``1,6 procent``, ``mellan 1 och 3 procent``, ``mindre än en halv procent``."""
    return nouns.between(span.low, span.high, decimals)


def weight_sentence(name: str, persons: str, of: str, share: str, place: Place) -> str:
    """Which group weighs most: ``Mest väger bilverkstäder: 472 av 1 016 sysselsatta i Jämtlands län (46 procent).``"""
    said = f"{name[:1].lower()}{name[1:]}"
    return f"Mest väger {said}: {persons} av {of} sysselsatta i urvalet i {place.full_name} ({share})."
