"""One page being checked: what is expected of it, what its sentences say, and the patterns that read them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from loaders import catalogue
from loaders.ground import places
from tests.audit import phrases as p
from tests.audit import reckoning as r
from tests.audit.figures import PARTS, Figures
from tests.audit.rules.measure import Measure
from tests.audit.rules.verdict import judged
from tests.audit.rules.words import Verdict

_AREAS = "|".join(one.full_name for one in places.areas().values())
PL = rf"(?:[Rr]iket|[Öö]vriga länet|{_AREAS}|[A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]?\w+)? (?:län|kommun))"
REST_OF = "23-2380"
"""The rest of the county is that of the county without its large municipality."""


@dataclass(slots=True)
class Library:
    """Measures by id, from exports that are fetched once each."""

    exported: Callable[[str, tuple[str, ...], dict[str, str] | None], str]
    today: int
    regions: tuple[str, ...]
    found: dict[tuple[str, tuple[tuple[str, str], ...]], Measure] = field(default_factory=dict)
    planes: dict[tuple[str, tuple[tuple[str, str], ...]], Figures] = field(default_factory=dict)

    def measure(self, id_: str, **chosen: str) -> Measure:
        """The measure with some values chosen, the others at their default."""
        key = (id_, tuple(sorted(chosen.items())))
        if key not in self.found:
            self.found[key] = self._made(id_, chosen)
        return self.found[key]

    def plane(self, id_: str, chosen: dict[str, str]) -> Figures:
        """The figures of an indicator, with the rest of the county as the sum of its municipalities."""
        default = dict(catalogue.indicator(id_).default_slice)
        wanted = {name: chosen.get(name, code) for name, code in default.items()}
        key = (id_, tuple(sorted(wanted.items())))
        if key not in self.planes:
            text = self.exported(id_, self.regions, wanted if wanted != default else None)
            found = Figures.of_csv(text)
            found.add_sum(REST_OF, members_of_rest())
            self.planes[key] = found
        return self.planes[key]

    def _summed(self, ids: tuple[str, ...], chosen: dict[str, str]) -> Figures | None:
        if not ids:
            return None
        first, *others = [Figures(dict(self.plane(id_, chosen).by_place)) for id_ in ids]
        for other in others:
            for place in list(first.by_place):
                both = Figures({"a": first.by_place[place], "b": other.by_place.get(place, {})})
                both.add_sum(place, ["a", "b"])
                first.by_place[place] = both.by_place[place]
        return first

    def _made(self, id_: str, chosen: dict[str, str]) -> Measure:
        declared = catalogue.indicator(id_)
        figures, kind = Figures(dict(self.plane(id_, chosen).by_place)), declared.kind.value
        above, base = self._summed(declared.numerator, chosen), self._summed(declared.denominator, chosen)
        if declared.bounds or declared.over_border:
            figures.by_place[REST_OF] = {}
        elif kind == "rate" and above and base:
            figures.add_ratio(REST_OF, above, base)
        elif (
            declared.numerator
            or kind in ("rate", "per_head", "growth", "survey", "projection")
            or " per " in declared.unit_sv
        ):
            figures.by_place[REST_OF] = {}
        ends = [self.plane(one, chosen) for one in declared.bounds] or [None, None]
        margins = self.plane(declared.margin, chosen) if declared.margin else None
        values = {**declared.default_slice, **chosen}
        return Measure(declared, figures, values, base if kind == "rate" else None, margins, ends[0], ends[1])


@cache
def members_of_rest() -> list[str]:
    """The municipalities of the county without its large one."""
    county, _, without = REST_OF.partition("-")
    return [one.code for one in places.municipalities(county) if one.code != without]


@dataclass(frozen=True, slots=True)
class Check:
    """One claim: what it is of, what the page says and what the export gives."""

    what: str
    said: object
    expected: object

    @property
    def agrees(self) -> bool:
        """Whether both are the same."""
        return self.said == self.expected


@dataclass(slots=True)
class Reading:
    """A page that is read: the measure, the place it speaks of, the period, its verdict, and the claims found."""

    library: Library
    measure: Measure
    place: str
    period: str
    verdict: Verdict
    checks: list[Check] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    caveats: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    subject: Verdict | None = None

    @property
    def today(self) -> int:
        """The year in which the page is read."""
        return self.library.today

    @property
    def dec(self) -> int:
        """Decimals shown here."""
        return self.measure.decimals(self.place)

    @property
    def year(self) -> int:
        """Periods of a year: twelve months, four quarters or the year itself."""
        return PARTS[self.measure.grain]

    def claim(self, what: str, said: object, expected: object) -> None:
        """Note a claim."""
        self.checks.append(Check(what, said, expected))

    def number(self, what: str, text: str | None, expected: Decimal | None, decimals: int | None = None) -> None:
        """Note a number, where one is written, beside the expected one as it should be displayed."""
        if text is not None:
            shown = None if expected is None else r.rounded(expected, self.dec if decimals is None else decimals)
            self.claim(what, p.number(text), shown)

    def summed(self, what: str, text: str | None, expected: Decimal | None, period: str, length: int) -> None:
        """Note a sum of some periods that end in one, where one is written; *minst* if one of them is a lower bound."""
        if text is not None:
            self.number(what, text, expected, 0)
            at_least = self.measure.sums_a_bound(self.place, period, length)
            self.claim(f"bound of {what}", text.startswith("minst "), at_least)

    def when(self, text: str | None, expected: str, *, compared: bool = False) -> None:
        """Note a period, told of or compared with."""
        if text is not None:
            found = p.period(text, self.period, self.today) if compared else p.period_now(text, self.today)
            self.claim("period", found, expected)

    def where(self, text: str | None, expected: str = "") -> None:
        """Note a place."""
        if text is not None:
            self.claim("place", p.place_code(text, REST_OF), expected or self.place)

    def counted(self, text: str | None) -> None:
        """Note how the measure is named, beside its declared names."""
        if text:
            self.claim("subject", self.is_named(text), True)

    def about(self, found: dict[str, str | None]) -> None:
        """Note what a text is of: its measure, place and period, of those that its pattern finds."""
        self.counted(found.get("S") or found.get("S2"))
        self.where(found.get("PL") or found.get("PL2"))
        self.when(found.get("when"), self.period)

    def sized(self, more: str | None, difference: Decimal) -> str:
        """The word of a comparative such as *något fler*, whose direction is noted beside a difference."""
        word, up = p.size_of(more or "")
        self.claim("direction", up, difference > 0)
        return word

    def compared(self, how: str | None, difference: Decimal) -> str:
        """The word of a comparison, alike or different: *ungefär lika många som*, *något fler än*; empty for none."""
        bare = re.sub(r", räknat per dygn,?| (?:än|som|jämfört med|med)$", "", how or "")
        return p.ALIKE[bare] if bare in p.ALIKE else self.sized(bare, difference) if bare else ""

    def turned(self, turn: str | None, value: Decimal | None, what: str = "direction") -> None:
        """Note *ökade* or *minskade*, or neither, beside a change."""
        self.claim(what, turn, None if not value else "ökade" if value > 0 else "minskade")

    def bounds(self) -> list[Check]:
        """The checks of *minst* so far."""
        return [check for check in self.checks if check.what.startswith("bound")]

    def is_named(self, text: str, measure: Measure | None = None) -> bool:
        """Whether a text is one of the declared names of the measure."""
        declared = (measure or self.measure).declared
        wording, lower = declared.wording, declared.short_title_sv.lower()
        if wording is None:
            return lower in text.lower()
        names = {wording.subject_sv, wording.noun_sv, wording.things_sv, wording.thing_sv, declared.short_title_sv}
        return text.lower() in {name.lower() for name in names if name}

    def other(self, id_: str, **chosen: str) -> "Reading":
        """A reading of another measure for the same place and period, whose claims are noted here."""
        measure = self.library.measure(id_, **chosen)
        verdict = judged(measure, self.place, self.period)
        return Reading(self.library, measure, self.place, self.period, verdict, self.checks)


Reader = Callable[[Reading, dict[str, str | None]], None]
SENTENCES: list[tuple[re.Pattern[str], Reader]] = []
HEADLINES: list[tuple[re.Pattern[str], Reader]] = []


def reads(pattern: str, into: list[tuple[re.Pattern[str], Reader]] = SENTENCES) -> Callable[[Reader], Reader]:
    """Register what reads the texts that a pattern matches as a whole. ``<PL>``, ``<N>`` … stand for phrases."""
    phrases = {"PL": PL, "N": p.N, "LEAST": p.LEAST, "WHEN": p.WHEN, "NAMED": p.NAMED, "MORE": p.MORE}
    compiled = re.compile(re.sub(r"(?<!\?P)<([A-Z]+)>", lambda found: phrases[found[1]], pattern))

    def register(reader: Reader) -> Reader:
        into.append((compiled, reader))
        return reader

    return register


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, without their full stops; a clause on riket after a semicolon by itself."""
    text = re.sub(r"; i (riket|landet) ", r". I \1 ", text)
    return [one.removesuffix(".") for one in re.split(r"(?<=[.!]) (?=[A-ZÅÄÖ])", text) if one]


def read_text(reading: Reading, text: str, patterns: list[tuple[re.Pattern[str], Reader]]) -> None:
    """Read one text by the first pattern that fits; note it as unread where none does."""
    for pattern, reader in patterns:
        found = pattern.fullmatch(text)
        if found is not None:
            reader(reading, found.groupdict())
            return
    reading.unread.append(text)
