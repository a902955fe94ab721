"""The audit itself: which pages, how one is read against its verdict, and the counts of what was found."""

import pkgutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module

from loaders.ground import places
from loaders.ground.declarations import Indicator, Level
from tests.audit import cells, readers
from tests.audit.adapter import Pages, Told
from tests.audit.figures import part_of
from tests.audit.readers import elsewhere, events, indexes, seasons
from tests.audit.reading import HEADLINES, REST_OF, SENTENCES, Library, Reading, read_text, sentences_of
from tests.audit.rules.measure import level_of
from tests.audit.rules.verdict import judged
from tests.audit.rules.words import leaps

COUNTY = REST_OF[:2]
PLACES = ("00", COUNTY, *(one.code for one in places.municipalities(COUNTY)), REST_OF, "22")
"""The twelve places: riket, the county, its eight municipalities, the rest of it, and another county."""
PERIODS = 6
READERS = tuple(import_module(f"{readers.__name__}.{one.name}") for one in pkgutil.iter_modules(readers.__path__))
"""The modules that register what reads a sentence or a headline."""


@dataclass(slots=True)
class Counts:
    """What was found of one kind of measure."""

    pages: int = 0
    sentences: int = 0
    cells: int = 0
    claims: int = 0
    disagree: int = 0
    unread: int = 0

    def add(self, other: "Counts") -> None:
        """Count another part too."""
        for name in Counts.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def row(self) -> str:
        """The numbers as a row of the printed table."""
        agree = self.claims - self.disagree
        numbers = (self.pages, self.sentences, self.cells, self.claims, agree, self.disagree, self.unread)
        return " ".join(f"{number:9}" for number in numbers)


@dataclass(slots=True)
class Outcome:
    """Counts by kind, and every disagreement and unread text in words."""

    by_kind: dict[str, Counts] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)

    def note(self, kind: str, where: str, told: Told, reading: Reading) -> None:
        """Count one page."""
        counts = self.by_kind.setdefault(kind, Counts())
        counts.pages += 1
        counts.sentences += 1 + len(sentences_of(told.sentence)) + len(told.remarks)
        counts.cells += sum(check.what.startswith("cell") for check in reading.checks)
        counts.claims += len(reading.checks)
        wrong = [check for check in reading.checks if not check.agrees]
        counts.disagree += len(wrong)
        counts.unread += len(reading.unread)
        self.found += [
            f"{where}: {one.what}: the page says {one.said}, the export gives {one.expected}" for one in wrong
        ]
        self.found += [f"{where}: not read: {text}" for text in reading.unread]

    def add(self, other: "Outcome") -> None:
        """Count what another part of an audit found too."""
        for kind, counts in other.by_kind.items():
            self.by_kind.setdefault(kind, Counts()).add(counts)
        self.found += other.found

    def lines(self) -> Iterator[str]:
        """The table of counts, with the sum last."""
        names = ("pages", "sentences", "cells", "claims", "agree", "disagree", "unread")
        yield " ".join([f"{'kind':12}", *(f"{name:>9}" for name in names)])
        total = Counts()
        for kind, counts in sorted(self.by_kind.items()):
            yield f"{kind:12} {counts.row()}"
            total.add(counts)
        yield f"{'all':12} {total.row()}"

    def kinds_of_trouble(self) -> Counter[str]:
        """How many of each sort, without where."""
        return Counter(line.split(": ", 2)[1] for line in self.found)


def library_of(pages: Pages) -> Library:
    """Measures from the exports, fetched once each."""
    more = tuple(one.code for county in (COUNTY, "22") for one in places.municipalities(county))
    areas = {places.area_of(county).code for county in (COUNTY, "22")}
    return Library(pages.exported, pages.today.year, tuple(sorted({"00", COUNTY, "22", *areas, *more})))


def periods_of(library: Library, indicator: Indicator) -> list[str]:
    """Six periods: the newest two; of months the newest February, March and April, and a leap February before."""
    figures = library.measure(indicator.id).figures
    every = sorted({period for place in figures.by_place for period in figures.periods(place)})
    if not every or "-" not in every[0] or "Q" in every[0]:
        return every[-PERIODS:]
    chosen = dict.fromkeys(every[-2:])
    for month in (4, 3, 2):
        chosen |= dict.fromkeys([one for one in every if part_of(one) == month][-1:])
    chosen |= dict.fromkeys(one for one in ("2024-02",) if one in every)
    left = [one for one in every[::-7] if one not in chosen]
    return sorted([*chosen, *left[: PERIODS - len(chosen)]])


def shown_at(indicator: Indicator, place: str) -> str:
    """The place whose figures a page shows where the measure has none of its level: county, riksområde or riket."""
    if level_of(place) in indicator.levels:
        return place
    if Level.COUNTY in indicator.levels:
        return COUNTY if place == "00" else place[:2]
    if Level.AREA in indicator.levels:
        return places.area_of(COUNTY if place == "00" else place[:2]).code
    return "00" if indicator.levels == (Level.NATION,) else place


_LEVELS = {Level.NATION: "riket", Level.AREA: "riksområden", Level.COUNTY: "län", Level.MUNICIPALITY: "kommuner"}


def another_place(indicator: Indicator, place: str, own: str) -> str:
    """What must be said where another place than the asked one is shown."""
    if place == own:
        return ""
    *first, last = (_LEVELS[level] for level in indicator.levels)
    levels = f"{', '.join(first)} och {last}" if first else last
    shown = "riket" if own == "00" else places.place(own).full_name
    return f"{indicator.short_title_sv} finns bara för {levels}. Här visas {shown}."


def read_page(library: Library, indicator: Indicator, place: str, until: str, told: Told) -> Reading:
    """Read one page: every sentence, the headline and every cell, beside the verdict of the printed rules."""
    measure, own = library.measure(indicator.id), shown_at(indicator, place)
    period = measure.figures.newest(own, until) or until
    verdict = judged(measure, own, period)
    reading = Reading(library, measure, own, period, verdict)
    for sentence in [*sentences_of(told.sentence), *(one for remark in told.remarks for one in sentences_of(remark))]:
        if sentence in _reasons_of_breaks(reading):
            reading.told.add(f"caveat: {sentence}")
        else:
            read_text(reading, sentence, SENTENCES)
    read_text(reading, told.headline, HEADLINES)
    expected = another_place(indicator, place, own) if measure.figures.newest(own, until) else ""
    reading.claim("that another place is shown is told", told.elsewhere, expected)
    cells.read_table(reading, told.columns, told.rows)
    _whole(reading)
    return reading


def _reasons_of_breaks(reading: Reading) -> set[str]:
    return {sentence for one in reading.measure.breaks for sentence in sentences_of(f"{one.reason_sv.rstrip('.')}.")}


def _whole(reading: Reading) -> None:
    """What the page had to say, and whether it did: the word, the reason for none, the caveats, the year so far."""
    verdict = reading.verdict
    said = next((word for word in reading.words if word), "")
    judged_here = verdict.rule in ("ordinary", "survey", "easter", "rare", "lumps", "numbers")
    own_words = reading.measure.declared.id != "circular_share"
    if judged_here and own_words:
        reading.claim("word", said, verdict.word)
        expected = [] if verdict.rule == "lumps" else [verdict.reason] if verdict.reason else []
        reading.claim("reasons", reading.reasons, expected if expected != ["no base"] else [])
        across = {one for found in verdict.caveats for one in sentences_of(f"{found.reason_sv.rstrip('.')}.")}
        said_across = {one.removeprefix("caveat: ") for one in reading.told if one.startswith("caveat: ")}
        seasonal = {one.rstrip(".") for one in reading.caveats}
        reading.claim("caveats of breaks", said_across, across | seasonal)
    if verdict.rule == "break":
        reading.claim("the break is told", "break" in reading.told, True)
    if verdict.rule == "incomplete":
        reading.claim("that it is not whole is told", "not whole" in reading.told, True)
    reading.claim("the year so far is told", "year so far" in reading.told, bool(seasons.so_far_until(reading)))
    reading.claim("the mean level is told", "mean level" in reading.told, indexes.has_mean_level(reading))
    reading.claim("net commuting is told", "net commuting" in reading.told, indexes.net_commuting(reading) is not None)
    other = events.otherwise_counted(reading)
    differs = verdict.now is not None and verdict.then is not None and other is not None
    own = verdict.now if verdict.rule == "twelve" else verdict.difference
    reading.claim("what is counted otherwise", "counted otherwise" in reading.told, differs and other != own)
    if verdict.rule == "ordinary":
        reading.claim("the month before is told", "month before" in reading.told, verdict.step is not None)
        reading.claim("days are told", "per day" in reading.told, leaps(reading.measure, verdict))
        if level_of(reading.place) is Level.COUNTY and own_words and reading.measure.declared.verdict_of == "":
            there = bool(elsewhere.largest(reading.measure, reading.place, reading.period)[1])
            there = there and Level.MUNICIPALITY in reading.measure.declared.levels
            reading.claim("the largest change is told", "largest change" in reading.told, there)


def audited(pages: Pages, library: Library, chosen: Iterable[tuple[Indicator, str, str]]) -> Outcome:
    """Read some pages, each a measure, a place and the period it is shown up to."""
    outcome = Outcome()
    for indicator, place, until in chosen:
        told = pages.told(indicator.slug, place, until)
        reading = read_page(library, indicator, place, until, told)
        outcome.note(indicator.kind.value, f"{indicator.id} {place} {until}", told, reading)
    return outcome


def pages_of(library: Library, indicator: Indicator) -> Iterator[tuple[Indicator, str, str]]:
    """Every default page of a measure that the audit reads: twelve places in six periods."""
    for until in periods_of(library, indicator):
        for place in PLACES:
            yield indicator, place, until
