"""When a headline speaks of, and what it compares with: months, quarters, years, *i fjol*, *månaden före*."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.words import swedish as sv
from dashboard.words.checking.measures import Measures
from loaders.ground.declarations import Grain
from loaders.ground.periods import Period

_MONTHS = tuple(sv.month_name(n) for n in range(1, 13))
_SHORT = {name[:3]: n for n, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_MONTH = rf"(?:{'|'.join(_MONTHS)})s?|(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})\b\.?"
_ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4}
_YEAR = r"(?:19|20)\d\d"
_LAST_YEAR = "förra året|året före|året innan|ett år tidigare|för ett år sedan"
_WHICH = rf"(?P<year>{_YEAR})|(?P<fjol>i fjol|{_LAST_YEAR})|(?P<now>i år)"
_BEFORE = "förra månaden|månaden före|månaden innan|föregående månad|på en månad|förra kvartalet|kvartalet före"
_COMPARED = r"(?P<than>(?:än|mot|jämfört med|jämfört mot|i jämförelse med|sedan|från|som|före)\s+)"
_EXPRESSION = re.compile(
    rf"(?<!\w){_COMPARED}?(?:(?:i|under|för)\s+)?(?:"
    rf"(?:(?P<same>samma (?:månad|period|tid|kvartal))|(?P<day>\d{{1,2}}\s+)?(?P<month>{_MONTH})"
    rf"|(?P<quarter>(?:{'|'.join(_ORDINALS)}) kvartalet|kvartal(?:et)? [1-4]|kv\.? ?[1-4]|Q[1-4]))(?:\s+(?:{_WHICH}))?"
    rf"|(?P<before>{_BEFORE})"
    rf"|(?P<yearly>på ett år(?!\s+till)|på ett års sikt)"
    rf"|(?P<fjol2>(?:i )?fjol(?:årets)?|{_LAST_YEAR})|(?P<now2>i år)"
    rf"|(?P<year2>{_YEAR})(?P<range>\s?[–-]\s?{_YEAR})?)(?!\w)",
    re.IGNORECASE,
)
_VINTAGE = re.compile(rf"(?:framskrivning|prognos)\w*\s+(?:från\s+|av\s+)?(?P<year>{_YEAR})(?!\w)", re.IGNORECASE)
"""The year that a projection was made, which is its name."""
_AFTER_NUMBER = re.compile(r"(?:mot|från|än|som)\s+[\d   ]+(?:,\d+)?\s*(?:procent|%)?\s*$", re.IGNORECASE)


class About(StrEnum):
    """Which time an expression names, where it is no period by itself."""

    PERIOD = "period"
    SAME = "same"
    YEAR_BEFORE = "year_before"
    STEP_BEFORE = "step_before"
    THIS_YEAR = "this_year"


@dataclass(frozen=True, slots=True)
class Time:
    """A time that is named, and whether it is compared with.

    part: the month or quarter, 0 of a year; year: 0 where it is not said; grain of what is named.
    """

    words: str
    start: int
    end: int
    about: About
    is_compared: bool
    part: int = 0
    year: int = 0
    grain: Grain = Grain.MONTH

    def names(self, period: Period) -> bool:
        """Whether the period may be meant."""
        if self.part and (period.grain is not self.grain or period.part != self.part):
            return False
        return not self.year or period.year == self.year


def times(text: str, today: date, measures: Measures) -> tuple[list[Time], list[tuple[int, int]]]:
    """The times of a text, and where dates and spans of years stand, which are neither times nor numbers.

    measures: where measures are named, and which four digits are a number of things and no year.
    """
    vintages = [match.span("year") for match in _VINTAGE.finditer(text)]
    found, passed = [], list(vintages)
    for match in _EXPRESSION.finditer(text):
        if any(first < match.end() <= last for first, last in vintages):
            continue
        start = match.end("than") if match["than"] else match.start()
        if match["range"] or (match["day"] and 1 <= int(match["day"]) <= 31):
            passed.append((match.start(), match.end()))
            continue
        if match["year2"] and measures.is_counted_at(match.start("year2")):
            continue
        if any(a < match.end() and start < b for a, b in measures.titles):
            continue
        compared = bool(match["than"]) or _AFTER_NUMBER.search(text[: match.start()]) is not None
        found.append(_time(match, start, compared, today))
    return found, passed


def _time(match: re.Match[str], start: int, compared: bool, today: date) -> Time:
    words, end = match.string[start : match.end()], match.end()
    last_year = today.year - 1
    if match["yearly"]:
        return Time(words, start, end, About.YEAR_BEFORE, True)
    if match["before"]:
        return Time(words, start, end, About.STEP_BEFORE, True)
    if match["same"]:
        return Time(words, start, end, About.YEAR_BEFORE, True)
    if match["fjol2"]:
        is_relative = match["fjol2"].lower().endswith(("före", "innan", "tidigare", "sedan"))
        about = About.YEAR_BEFORE if compared or is_relative else About.PERIOD
        return Time(words, start, end, about, compared or is_relative, year=last_year, grain=Grain.YEAR)
    if match["now2"]:
        return Time(words, start, end, About.THIS_YEAR, compared, year=today.year, grain=Grain.YEAR)
    if match["year2"]:
        return Time(words, start, end, About.PERIOD, compared, year=int(match["year2"]), grain=Grain.YEAR)
    part, grain = _part(match)
    fjol = match["fjol"] and match["fjol"].lower()
    if fjol and fjol not in ("i fjol", "förra året"):
        return Time(words, start, end, About.PERIOD, True, part=part, grain=grain)
    year = int(match["year"]) if match["year"] else last_year if fjol else today.year if match["now"] else 0
    return Time(words, start, end, About.PERIOD, compared, part=part, year=year, grain=grain)


def _part(match: re.Match[str]) -> tuple[int, Grain]:
    if match["month"]:
        name = match["month"].lower().rstrip(".")
        for n, month in enumerate(_MONTHS, 1):
            if name in (month, f"{month}s"):
                return n, Grain.MONTH
        return _SHORT[name], Grain.MONTH
    name = match["quarter"].lower()
    return _ORDINALS.get(name.split()[0]) or int(name[-1]), Grain.QUARTER
