"""Sentences of a place among others: its quarter of the country, and which of a group's differences are sure."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging.facts import Facts
from loaders.ground.declarations import Level
from loaders.ground.periods import Period
from loaders.ground.places import Place

MOST_NAMED = 8
"""Places that are named in a sentence; of more only their number is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quartered:
    """A place among the country's municipalities.

    value: the chosen place's, None for one that is none of them. quarter: as ``classes.quarter_of`` says. low, median,
    high: where the quarters end. count: how many have a figure, of how many. home: of the chosen county's, how many
    surely belong to the lowest and to the highest quarter, and of how many.
    """

    facts: Facts
    value: float | None
    quarter: str
    low: float
    median: float
    high: float
    count: int
    of: int
    home: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A place in a group: those surely lower, surely higher, and those it cannot be told apart from.

    lowest, highest: the group's places that can be lowest and highest: one where it surely is. ends: the lowest and the
    highest value. count: places with a figure. group_sv: whose they are, such as ``länets``.
    """

    facts: Facts
    lower: tuple[Place, ...]
    higher: tuple[Place, ...]
    alike: tuple[Place, ...]
    lowest: tuple[Place, ...]
    highest: tuple[Place, ...]
    ends: tuple[float, float]
    count: int
    group_sv: str


def _noun(facts: Facts) -> str:
    words = nouns.wording(facts.indicator)
    bare = words.noun_sv or nouns.in_sentence(facts.indicator.short_title_sv)
    return nouns.indefinite(facts, sv.PlaceForm.OMITTED) or bare


def _when(facts: Facts) -> str:
    return sv.in_period(facts.now.period, facts.today)


def _value(facts: Facts, value: float) -> str:
    return nouns.value_text(facts.indicator, sv.displayed(value, facts.indicator.decimals))


def quarter_headlines(told: Quartered) -> list[str]:
    """Headlines from the fullest to the shortest."""
    facts = told.facts
    place, noun, when = sv.capital(facts.place.full_name), _noun(facts), _when(facts)
    if facts.place.level is Level.NATION:
        return [_half(told).removesuffix(".")]
    if facts.place.level is Level.COUNTY:
        return _county_headlines(told)
    if told.quarter in ("low", "high"):
        end = "lägst" if told.quarter == "low" else "högst"
        return [
            f"{place} hör till den fjärdedel av landets kommuner med {end} {noun} {when}",
            f"{place} hör till fjärdedelen med {end} {noun} {when}",
            f"{place} hör till fjärdedelen med {end} {noun}",
        ]
    if told.quarter in ("near low", "near high"):
        end = "lägst" if told.quarter == "near low" else "högst"
        return [
            f"{place} ligger vid gränsen till fjärdedelen med {end} {noun} {when}",
            f"{place} ligger vid gränsen till fjärdedelen med {end} {noun}",
        ]
    subject = sv.capital(nouns.subject(facts))
    if told.quarter == "middle":
        return [
            f"{subject} hör varken till landets lägsta eller högsta fjärdedel {when}",
            f"{subject} hör till hälften mellan landets fjärdedelar",
        ]
    return [
        f"{subject} är för osäker för att höra till någon fjärdedel {when}",
        f"{subject} är för osäker för någon fjärdedel",
    ]


def _county_headlines(told: Quartered) -> list[str]:
    facts = told.facts
    low, high, count = told.home
    where, noun, when = sv.in_place(facts.place), _noun(facts), _when(facts)
    if count == 1:  # Gotland
        place = sv.capital(facts.place.full_name)
        if not low and not high:
            return [f"{place} hör inte säkert till landets lägsta eller högsta fjärdedel {when}"]
        end = "lägst" if low else "högst"
        return [
            f"{place} hör till den fjärdedel av landets kommuner med {end} {noun} {when}",
            f"{place} hör till fjärdedelen med {end} {noun} {when}",
            f"{place} hör till fjärdedelen med {end} {noun}",
        ]
    if not low and not high:
        first = f"Ingen kommun {where} hör säkert till landets lägsta eller högsta fjärdedel"
        return [f"{first} {when}", first]
    end, number = ("lägst", low) if low >= high else ("högst", high)
    of = f"{sv.small_number(number)} av {sv.small_number(count)} kommuner"
    return [
        f"{sv.capital(of)} {where} hör till landets fjärdedel med {end} {noun} {when}",
        f"{sv.capital(of)} {where} i fjärdedelen med {end} {noun} {when}",
        f"{sv.capital(of)} {where} hör till landets fjärdedel med {end} {noun}",
    ]


def _half(told: Quartered) -> str:
    facts = told.facts
    lacking = "" if told.count == told.of else f" Uppgift finns för {told.count} av {told.of}."
    subject = nouns.bare_subject(facts)
    return f"I hälften av landets kommuner var {subject} högst {_value(facts, told.median)} {_when(facts)}.{lacking}"


def quarter_sentence(told: Quartered) -> str:
    """Where half and the quarters of the country's municipalities end, and where the place lies."""
    facts = told.facts
    low, high = (_value(facts, one) for one in (told.low, told.high))
    limits = f"Gränsen för den lägsta fjärdedelen går vid {low}, för den högsta vid {high}."
    if facts.place.level is Level.COUNTY:
        lowest, highest, count = told.home
        parts = []
        if lowest:
            parts.append(f"{sv.small_number(lowest)} till den lägsta")
        if highest:
            parts.append(f"{sv.small_number(highest)} till den högsta")
        if parts:
            whose = f"Av de {sv.small_number(count)} kommunerna {sv.in_place(facts.place)}"
            first = f"{whose} hör {sv.listing(parts)} fjärdedelen säkert."
            return f"{_half(told)} {limits} {first}"
        return f"{_half(told)} {limits}"
    if facts.place.level is Level.NATION or told.value is None:
        return f"{_half(told)} {limits}"
    own = f"{sv.capital(sv.in_place(facts.place))} var {nouns.pronoun(facts)} {_value(facts, told.value)}."
    unsure = {
        "near low": "Skillnaden till gränsen för den lägsta fjärdedelen är för liten för att vara säker.",
        "near high": "Skillnaden till gränsen för den högsta fjärdedelen är för liten för att vara säker.",
        "": "Så få personer ligger bakom att siffran inte kan placeras i någon fjärdedel.",
    }.get(told.quarter, "")
    return " ".join(filter(None, (_half(told), own, limits, unsure)))


def rank_headlines(told: Ranked) -> list[str]:
    """Headlines from the fullest to the shortest."""
    facts = told.facts
    noun, when, group = _noun(facts), _when(facts), told.group_sv
    if facts.place.level is not Level.MUNICIPALITY:
        return _group_headlines(told)
    place, others = sv.capital(facts.place.full_name), told.count - 1
    if told.lower or told.higher:
        side, number = (
            ("lägre", len(told.higher)) if len(told.higher) >= len(told.lower) else ("högre", len(told.lower))
        )
        than = f"{side} {noun} än {sv.small_number(number)} av {group} {sv.small_number(others)} andra kommuner"
        return [f"{place} hade säkert {than} {when}", f"{place} hade säkert {than}"]
    first = f"{place} går inte att skilja från {group} andra kommuner i {noun}"
    return [f"{first} {when}", first]


def _group_headlines(told: Ranked) -> list[str]:
    facts = told.facts
    noun, when, group = _noun(facts), _when(facts), told.group_sv
    for end, found, value in (("lägst", told.lowest, told.ends[0]), ("högst", told.highest, told.ends[1])):
        if len(found) == 1:
            who = f"{sv.capital(found[0].full_name)} hade säkert {end} {noun} av {group} kommuner"
            return [f"{who} {when}, {_value(facts, value)}", f"{who} {when}", who]
    count = sv.small_number(told.count)
    first = f"Ingen av {group} {count} kommuner hade säkert lägst eller högst {noun}"
    return [f"{first} {when}", first]


def rank_sentence(told: Ranked) -> str:
    """Whom a place is surely below and above, and whom it cannot be told from; for a county its lowest and highest."""
    facts = told.facts
    if facts.place.level is not Level.MUNICIPALITY:
        low, high = (_value(facts, one) for one in told.ends)
        first = f"Bland kommunerna var {nouns.bare_subject(facts)} från {low} till {high} {_when(facts)}."
        lowest, highest = (
            f"{end} var den säkert i {found[0].full_name}."
            if len(found) == 1
            else f"{end} kan den ha varit i {_any_of(found, told.count)}."
            for end, found in (("Lägst", told.lowest), ("Högst", told.highest))
        )
        if len(told.lowest) == len(told.highest) == told.count:
            return f"{first} Vilken som är lägst eller högst går inte att säga."
        return f"{first} {lowest} {highest}"
    subject = sv.capital(nouns.subject(facts))
    now = facts.now.value
    first = f"{subject} var {_value(facts, now)} {_when(facts)}." if now is not None else ""
    parts = [first]
    if told.higher:
        parts.append(f"Det är säkert lägre än i {_named(told.higher)}.")
    if told.lower:
        parts.append(f"Det är säkert högre än i {_named(told.lower)}.")
    if told.alike:
        parts.append(f"Från {_named(told.alike)} går den inte att skilja.")
    return " ".join(filter(None, parts))


def _named(found: Sequence[Place]) -> str:
    if len(found) > MOST_NAMED:
        return f"{sv.small_number(len(found))} av kommunerna"
    return sv.places_list(found)


def _any_of(found: Sequence[Place], count: int) -> str:
    """``Bergs, Krokoms eller Åre kommun``; of many, or all of ``count``, only how many."""
    if len(found) == count:
        return "vilken som helst av dem"
    if len(found) > MOST_NAMED:
        return f"någon av {sv.small_number(len(found))} kommuner"
    return f"{sv.listing((place.full_name.removesuffix(' kommun') for place in found), 'eller')} kommun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Directions:
    """Which of a county's municipalities are judged lower and higher than a year before, of how many; then: when.

    uncompared: how many have no number, or none to compare it with. group_sv: whose they are, such as ``länets``.
    """

    facts: Facts
    then: Period
    lower: tuple[Place, ...]
    higher: tuple[Place, ...]
    count: int
    uncompared: int
    group_sv: str


def direction_headlines(told: Directions) -> list[str]:
    """``Lägre arbetslöshet i sex av länets åtta kommuner i augusti än året före``."""
    facts = told.facts
    noun, when = _noun(facts), _when(facts)
    count = sv.small_number(told.count)
    year = sv.last_year(facts.now.period, facts.today)
    if not told.lower and not told.higher:
        first = f"Ingen tydlig ändring av {nouns.bare_subject(facts)} i någon av {told.group_sv} {count} kommuner"
        return [f"{first} {when}", first]
    side, number = ("Lägre", len(told.lower)) if len(told.lower) >= len(told.higher) else ("Högre", len(told.higher))
    first = f"{side} {noun} i {sv.small_number(number)} av {told.group_sv} {count} kommuner {when}"
    return [f"{first} än {year}", first]


def direction_sentence(told: Directions) -> str:
    """Which are lower, which higher than a year before, and in how many the change is too small to be told, or none."""
    facts = told.facts
    then = sv.in_compared_period(told.then, facts.now.period, facts.today)
    against = sv.compared_period(told.then, facts.now.period, facts.today)
    subject = sv.capital(nouns.bare_subject(facts))
    parts = []
    for word, found in (("lägre", told.lower), ("högre", told.higher)):
        if found:
            who = f"i {_named(found)}" if len(found) < told.count else f"i alla {told.group_sv} kommuner"
            parts.append(f"{word} {who}")
    small = told.count - told.uncompared - len(told.lower) - len(told.higher)
    said = [f"{subject} var {_when(facts)} {sv.listing(parts)} än {then}."] if parts else []
    if small:
        said.append(f"I {_municipalities(small)} är ändringen för liten för att ha ett ord.")
    if told.uncompared:
        said.append(f"{sv.capital(_municipalities(told.uncompared))} jämförs inte med {against}.")
    return " ".join(said)


def _municipalities(number: int) -> str:
    """``en kommun``, ``tre kommuner``."""
    return "en kommun" if number == 1 else f"{sv.small_number(number)} kommuner"


def beside_alike(facts: Facts, count: int, year: int, lower: int, higher: int) -> str:
    """``Bland de sju kommuner som mest liknar den i struktur 2025 är den säkert lägre än i fem …``

    lower, higher: how many of them the place is surely lower and higher than.
    """
    first = f"Bland de {sv.small_number(count)} kommuner som mest liknar {sv.place_name(facts.place)} i struktur {year}"
    bare = nouns.bare_subject(facts)
    parts = []
    if lower:
        parts.append(f"säkert lägre än i {sv.small_number(lower)}")
    if higher:
        parts.append(f"säkert högre än i {sv.small_number(higher)}")
    if not parts:
        return f"{first} går {bare} inte att skilja från någons."
    rest = count - lower - higher
    last = f" Från {sv.small_number(rest)} går den inte att skilja." if rest else ""
    return f"{first} är {bare} {sv.listing(parts)}.{last}"
