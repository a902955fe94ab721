"""Sentences of seasons and years: March and April, winter and summer, the year so far, a normal year."""

import re
from decimal import Decimal
from statistics import median

from tests.audit import phrases as p
from tests.audit import reckoning as r
from tests.audit.figures import a_year_before, days_of, part_of, shifted
from tests.audit.printed import WORDS, limits_of
from tests.audit.readers.comparing import shown_per_cent
from tests.audit.reading import Reading, reads, sentences_of
from tests.audit.rules.measure import PANDEMIC, Measure, five_years
from tests.audit.rules.verdict import judged

Found = dict[str, str | None]
MARCH = 3


@reads(
    r"Mars och april jämförs bara tillsammans, eftersom påsken flyttar sig|Månaderna läses ihop,"
    r" eftersom påsken flyttar sig"
)
def easter_moves(reading: Reading, found: Found) -> None:
    """Why March and April are read together."""
    reading.claim("rule", reading.verdict.rule in ("march", "easter"), True)
    reading.told.add("easter")


_SAME = r"(?P<same>lika många|i stort sett lika många|ungefär lika många)"


@reads(
    r"Under mars och april(?: (?P<y>\d{4}))? tillsammans hade (?P<PL><PL>) (?P<n><N>) (?P<S>.+?), "
    rf"(?:(?:(?P<pct><N>) procent (?P<side>fler|färre)|(?P<more><MORE>)) än|{_SAME} som|mot (?P<t2><N>)"
    r") året före(?: \((?P<t><N>)\))?"
)
def march_and_april(reading: Reading, found: Found) -> None:
    """``Under mars och april tillsammans hade länet 141 100 gästnätter, 17 procent färre än året före (170 000)``."""
    verdict = reading.verdict
    reading.where(found["PL"])
    reading.counted(found["S"])
    reading.claim("year", int(found["y"] or reading.today), int(reading.period[:4]))
    reading.number("March and April", found["n"], verdict.now)
    reading.number("March and April before", found["t"] or found["t2"], verdict.then)
    reading.words.append(more_or_same(reading, found, verdict.moved, verdict.word))


def more_or_same(reading: Reading, found: Found, moved: Decimal, word: str) -> str:
    """The word of a clause; where a per cent stands for it, the expected word if the per cent is right."""
    if found.get("pct"):
        reading.claim("per cent", p.number(found["pct"] or ""), abs(shown_per_cent(reading.measure, moved)))
        reading.claim("direction", found["side"] == "fler", moved > 0)
        reading.claim("a change", word in WORDS[1:], True)
        return word
    return reading.compared(found.get("more") or found.get("same"), moved)


@reads(
    rf"I riket (?:var det (?:(?P<pct><N>) procent (?P<side>fler|färre)|(?P<more><MORE>)|{_SAME})"
    r"|(?P<within>låg skillnaden inom vanlig variation))"
)
def riket_beside(reading: Reading, found: Found) -> None:
    """``I riket var det i stort sett lika många``."""
    nation = judged(reading.measure, "00", reading.period)
    said = "within" if found["within"] else more_or_same(reading, found, nation.moved, nation.word)
    reading.claim("word of riket", said, nation.word)


SEASONS = {"vintern": (12, 1, 2, 3, 4), "sommaren": (6, 7, 8)}


@reads(
    r"Under (?P<name>vintern|sommaren)(?P<until> hittills)?, (?P<first>\w+(?: \d{4})?)–(?P<last><NAMED>)"
    r", hade (?P<PL><PL>) "
    rf"(?P<n><N>) (?P<S>.+?), (?:(?:(?P<more><MORE>) än|{_SAME} som) )?(?P<than>(?:samma månader "
    r")?(?:vintern|sommaren) före)"
    r"(?: (?P<t2><N>)(?P<within>, inom vanlig variation)?| \((?P<t><N>)\))?"
)
def season(reading: Reading, found: Found) -> None:
    """``Under vintern, december 2025–april 2026, hade riket 18 148 384 gästnätter, i stort sett lika många som …``."""
    months = SEASONS[found["name"] or ""]
    length = months.index(part_of(reading.period)) + 1 if part_of(reading.period) in months else 0
    reading.where(found["PL"])
    reading.claim("season", length > 1, True)
    both = (reading.period, a_year_before(reading.period))
    reading.claim(
        "no lower bound", any(reading.measure.sums_a_bound(reading.place, one, length) for one in both), False
    )
    reading.when(found["last"], reading.period)
    first = p.period(found["first"] or "", reading.period, reading.today)
    reading.claim("first month", first, shifted(reading.period, 1 - length))
    reading.claim("whole season", not found["until"], length == len(months))
    reading.claim("the same months", (found["than"] or "").startswith("samma"), length < len(months))
    now, then, word = season_verdict(reading.measure, reading.place, reading.period, length)
    reading.number("season", found["n"], now)
    reading.number("season before", found["t"] or found["t2"], then)
    said = "within" if found["within"] else more_or_same(reading, found, (now or 0) - (then or Decimal(0)), word)
    reading.claim("word of the season", said, word)
    reading.told.add("season")
    between = reading.measure.breaks_between(shifted(a_year_before(reading.period), 1 - length), reading.period)
    for one in between:
        if one not in reading.verdict.caveats:
            reading.caveats.update(sentences_of(one.reason_sv))


def season_verdict(
    measure: Measure, place: str, period: str, length: int
) -> tuple[Decimal | None, Decimal | None, str]:
    """Both sums of a season, and its word: per day by the limits, then the chance test with φ of earlier seasons."""
    now, then = (measure.sum_to(place, one, length, period) for one in (period, a_year_before(period)))
    if now is None or then is None:
        return now, then, ""
    between = measure.breaks_between(shifted(a_year_before(period), 1 - length), period)
    if now == then:
        return now, then, "unchanged" if between else "equal"
    limits = limits_of("season", is_share=False)
    days, days_then = _days(period, length), _days(a_year_before(period), length)
    step = limits.step(100 * (now / days / (then / days_then) - 1))
    largest = max(step, limits.step(100 * (now - then) / then))
    if any(one.severity.value == "caution" for one in between):
        step = min(step, 1)
    if step == 0:
        return now, then, "unchanged"
    before = []
    for years in range(1, 11):
        last = a_year_before(period, years)
        months = [shifted(last, -n) for n in range(length)]
        total = measure.sum_to(place, last, length, period)
        in_pandemic = any(PANDEMIC[0] <= one <= PANDEMIC[1] for one in months)
        if total is not None and not in_pandemic and not measure.sums_a_bound(place, last, length):
            before.append(total)
    if len(before) < 3:
        return now, then, ""
    if r.within_chance(now, then, r.spread_over_mean(before[:5])):
        return now, then, "within" if largest == 3 else "similar"
    return now, then, WORDS[step]


def _days(period: str, length: int) -> int:
    return sum(days_of(shifted(period, -n))[1].day for n in range(length))


_HOW = (
    r"(?:lika många som|i stort sett lika många(?:, räknat per dygn,)? som|ungefär lika många(?:,"
    r" räknat per dygn,)? som|inom vanlig variation jämfört med|att jämföra med|<MORE>(?:, räknat "
    r"per dygn,)? än)"
)


@reads(
    r"(?:Hittills i år(?:, till och med (?P<to>\w+(?: kvartalet)?),)?|Under (?P<y>\d{4}) till "
    r"och med (?P<to2>\w+(?: kvartalet)?))"
    rf" har (?P<n><LEAST>) (?P<done>.+?), (?:(?P<how>{_HOW})|mot (?P<t2><LEAST>)) samma (?:månader|kvartal) "
    r"(?P<than>i fjol|året före)(?: \((?P<t><N>)\))?"
)
def so_far(reading: Reading, found: Found) -> None:
    """``Hittills i år har 6 120 nya jobb anmälts, i stort sett lika många som samma månader i fjol (6 085)``."""
    period = so_far_until(reading)
    reading.claim("year so far", bool(period), True)
    reading.told.add("year so far")
    if not period:
        return
    if found["to"] or found["to2"]:
        reading.claim("period", p.period(found["to"] or found["to2"] or "", period, reading.today), period)
    reading.claim("year", int(found["y"] or reading.today), int(period[:4]))
    reading.claim("year compared", found["than"], "i fjol" if int(period[:4]) == reading.today else "året före")
    measure, length = reading.measure, part_of(period)
    now, then = (measure.sum_to(reading.place, one, length, reading.period) for one in (period, a_year_before(period)))
    reading.summed("year so far", found["n"], now, period, length)
    reading.summed("year before so far", found["t"] or found["t2"], then, a_year_before(period), length)
    at_least = [measure.sums_a_bound(reading.place, one, length) for one in (period, a_year_before(period))]
    reading.claim("no word of lower bounds", found["how"] is None, any(at_least))
    if now is None or then is None or any(at_least):
        return
    days = days_then = Decimal(1)
    if measure.declared.kind.value == "season":
        days, days_then = (
            Decimal((days_of(one)[1] - days_of(one[:4])[0]).days + 1) for one in (period, a_year_before(period))
        )
    word, daily = _word_so_far(now, then, days, days_then), days != days_then and now != then
    if daily and word != "within":
        reading.claim("per day", "räknat per dygn" in (found["how"] or ""), True)
    reading.claim("word of the year so far", reading.compared(found["how"], now - then), word)


def _word_so_far(now: Decimal, then: Decimal, days: Decimal, days_then: Decimal) -> str:
    if now == then:
        return "equal"
    step = limits_of("flow", is_share=False).step(100 * (now / days / (then / days_then) - 1))
    if step == 0:
        return "unchanged"
    if r.within_chance(now, then):
        return "within" if step == 3 else "similar"
    return WORDS[step]


def so_far_until(reading: Reading) -> str:
    """The period up to which the year so far is told; empty where it is not told."""
    measure, period, declared = reading.measure, reading.period, reading.measure.declared
    if "year_to_date" not in [one.value for one in declared.comparisons] or reading.verdict.rule in (
        "absent",
        "not at level",
    ):
        return ""
    if declared.at_moment:
        return ""
    if measure.figures.cell(reading.place, period).status == "incomplete":
        period = shifted(period, -1)
    if part_of(period) == 1 or period[:4] != reading.period[:4]:
        return ""
    if declared.kind.value == "season" and part_of(period) == MARCH:
        return ""
    sums = [
        measure.sum_to(reading.place, one, part_of(period), reading.period) for one in (period, a_year_before(period))
    ]
    return "" if None in sums else period


@reads(
    r"(?:Det är (?P<how>som|i stort sett som|ungefär som|inom vanlig variation jämfört med|<MORE> "
    r"än) ett normalår \(|Ett normalår är det )(?P<n><LEAST>), medianen av (?P<years>[^)]+)\)?"
)
def normal_year(reading: Reading, found: Found) -> None:
    """``Det är något färre än ett normalår (249, medianen av 2022–2025)``."""
    measure, period = reading.measure, reading.period
    known: dict[int, Decimal] = {}
    for years in range(1, 6):
        earlier = a_year_before(period, years)
        value = measure.known(reading.place, earlier, period)
        first, last = (one.strftime("%Y-%m") for one in days_of(earlier))
        if value is not None and not (first <= PANDEMIC[1] and last >= PANDEMIC[0]):
            known[int(earlier[:4])] = value
    level = median(known.values()) if known else Decimal(0)
    reading.number("normal year", found["n"], level, 0)
    earlier = [a_year_before(period, int(period[:4]) - year) for year in known]
    at_least = any(measure.is_bound(reading.place, one) for one in earlier)
    reading.claim("bound of the normal year", (found["n"] or "").startswith("minst "), at_least)
    said = _years(found["years"] or "")
    reading.claim("years of the normal year", said, sorted(known))
    reading.claim("enough years", len(known) >= 3, True)
    reading.told.add("normal year")
    now, how = reading.verdict.now or Decimal(0), found["how"]
    if how is None:
        unsure = reading.verdict.rule == "incomplete" or measure.is_bound(reading.place, period) or at_least
        reading.claim("not compared with a normal year", unsure, True)
        return
    word = _beside_level(measure, reading.place, period, now, level)
    reading.claim("word of the normal year", reading.compared(how, now - level), word)


def _years(text: str) -> list[int]:
    first, _, last = text.partition("–")
    return list(range(int(first), int(last) + 1)) if last else [int(one) for one in re.findall(r"\d{4}", text)]


def _beside_level(measure: Measure, place: str, period: str, now: Decimal, level: Decimal) -> str:
    if r.rounded(now) == r.rounded(level):
        return "equal"
    step = limits_of("flow", is_share=False).step(100 * (now - level) / level) if level else 3
    if step == 0:
        return "unchanged"
    if r.within_chance(now, level, r.spread_over_mean(five_years(measure, place, period))):
        return "within" if step == 3 else "similar"
    return WORDS[step]
