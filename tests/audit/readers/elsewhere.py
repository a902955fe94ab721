"""Sentences on other places, people and years: shares of riket, the largest change, growth, projections, circular."""

from decimal import Decimal

from loaders.ground import places
from tests.audit import phrases as p
from tests.audit import reckoning as r
from tests.audit.figures import PARTS, Figures, a_year_before, days_of, shifted
from tests.audit.printed import limits_of
from tests.audit.reading import REST_OF, Reading, reads
from tests.audit.rules.measure import Measure
from tests.audit.rules.verdict import judged

Found = dict[str, str | None]


def _in_two_digits(reading: Reading, what: str, text: str, value: Decimal) -> None:
    decimals = 1 if value >= 1 else 2 if value >= Decimal("0.1") else 3
    reading.claim(what, p.number(text), r.rounded(value, decimals))


@reads(
    r"(?P<PL><PL>) hade (?P<n><N>) procent av rikets (?P<S>.+?)"
    r"(?: de (?:tolv månaderna|fyra kvartalen) till och med (?P<until><NAMED>)| (?P<own>i <NAMED>|år \d{4}))?"
    r"(?:,? och (?P<k><N>) procent av (?P<whole>befolkningen|de .+?) i (?P<when><NAMED>))?"
)
def share_of_riket(reading: Reading, found: Found) -> None:
    """``Jämtlands län hade 1,2 procent av rikets gästnätter …, och 1,3 procent av befolkningen i augusti``."""
    measure, period = reading.measure, reading.period
    reading.where(found["PL"])
    reading.counted(found["S"])
    reading.when(found["until"] or found["own"], period)
    summed = measure.declared.kind.value in ("flow", "season") and not measure.declared.at_moment
    reading.claim("twelve months", bool(found["until"]), summed and measure.grain != "year")
    length = PARTS[measure.grain] if summed else 1
    own, whole = (_plain_sum(measure.figures, place, period, length) for place in (reading.place, "00"))
    at_least = any(measure.sums_a_bound(place, period, length) for place in (reading.place, "00"))
    reading.claim("a share of lower bounds", at_least, False)
    if own is None or not whole:
        reading.claim("share of riket", found["n"], None)
        return
    _in_two_digits(reading, "share of riket", found["n"] or "", 100 * own / whole)
    reading.told.add("share of riket")
    if found["k"]:
        _of_people(reading, found["k"] or "", found["when"] or "", found["whole"])


def _plain_sum(figures: Figures, place: str, period: str, length: int) -> Decimal | None:
    each = [figures.value(place, shifted(period, -n)) for n in range(length)]
    return None if None in each else sum((one for one in each if one is not None), Decimal(0))


@reads(r"Av (?P<whole>befolkningen|de .+?) var det (?P<k><N>) procent i (?P<when><NAMED>)")
def share_of_people(reading: Reading, found: Found) -> None:
    """The share of the population as a sentence of its own."""
    _of_people(reading, found["k"] or "", found["when"] or "", found["whole"])


def _of_people(reading: Reading, text: str, when: str, whole: str | None) -> None:
    key = reading.library.measure(reading.measure.declared.key)
    figures, wording = key.figures, key.declared.wording
    if wording is not None and whole is not None:
        reading.claim("whole of the key", whole, wording.whole_sv)
    last = days_of(reading.period)[1]
    known = [
        month
        for month in figures.periods(reading.place)
        if month[:4] == reading.period[:4]
        and days_of(month)[1] <= last
        and figures.value(reading.place, month) is not None
    ]
    if not known:
        reading.claim("share of the population", text, None)
        return
    month = known[-1]
    reading.claim("month of the population", p.period_now(when, reading.today), month)
    own, nation = figures.value(reading.place, month), figures.value("00", month)
    if own is not None and nation:
        _in_two_digits(reading, "share of the population", text, 100 * own / nation)


@reads(
    r"De tolv månaderna till och med (?P<until><NAMED>) var det (?P<n><N>) (?P<S>.+?) per 1.000 (?P<of>.+?), "
    r"räknat på antalet i (?P<when><NAMED>) enligt .+"
)
def per_thousand(reading: Reading, found: Found) -> None:
    """``De tolv månaderna till och med oktober var det 7,4 konkurser per 1 000 registrerade företag, …``."""
    key = reading.library.measure(reading.measure.declared.per_thousand).figures
    last = days_of(reading.period)[1]
    known = [
        month
        for month in key.periods(reading.place)
        if month[:4] == reading.period[:4] and days_of(month)[1] <= last and key.value(reading.place, month)
    ]
    reading.when(found["until"], reading.period)
    reading.counted(found["S"])
    reading.claim("month of the firms", p.period_now(found["when"] or "", reading.today), known[-1] if known else "")
    events = reading.measure.sum_to(reading.place, reading.period, 12)
    number = key.value(reading.place, known[-1]) if known else None
    if events is not None and number:
        value = 1000 * events / number
        reading.claim("per thousand", p.number(found["n"] or "0"), r.rounded(value, 1 if r.rounded(value, 1) else 2))


@reads(
    r"Störst förändring bland (?:(?:länets|de övriga) kommuner|"
    r"kommuner (?P<among>med minst (?P<least>\d+) personers skillnad|"
    r"utanför vanlig variation|vars förändring får ett ord)) hade (?P<who>.+?)(?:: (?P<each>båda |alla )?(?P<n><N>)"
    r"(?P<unit> procentenheter| miljoner kronor| tusen kronor)? (?P<side>högre|lägre|fler|färre) än (?P<w><WHEN>)"
    r"|, (?P<n2><N>)(?: procentenheter| miljoner kronor| tusen kronor)? åt var sitt håll)"
)
def largest_change(reading: Reading, found: Found) -> None:
    """``Störst förändring bland länets kommuner hade Strömsunds kommun: 1,1 procentenheter lägre än i februari …``."""
    said = {p.place_code(one, REST_OF) for one in p.names(found["who"] or "")}
    best, changes = largest(reading.measure, reading.place, reading.period)
    reading.claim("largest change of", said, set(changes))
    reading.number("largest change", found["n"] or found["n2"], best, reading.measure.declared.decimals)
    reading.when(found["w"], a_year_before(reading.period), compared=True)
    reading.claim("a larger one without a word", bool(found["among"]), has_larger(reading, best or Decimal(0)))
    if found["least"]:
        reading.claim(
            "least persons",
            int(found["least"]),
            limits_of(reading.measure.declared.kind.value, is_share=reading.measure.declared.is_share).persons,
        )
    if found["side"] and changes:
        up = next(iter(changes.values())) > 0
        reading.claim("direction", found["side"] in ("högre", "fler"), up)
    reading.told.add("largest change")


def largest(measure: Measure, place: str, period: str) -> tuple[Decimal | None, dict[str, Decimal]]:
    """The largest change among the county's municipalities that have a word, and who has it."""
    county = place[:2]
    changes: dict[str, Decimal] = {}
    for one in places.municipalities(county):
        verdict = judged(measure, one.code, period)
        if verdict.rule in ("ordinary", "easter") and verdict.is_change:
            changes[one.code] = verdict.difference
    best = max((abs(one) for one in changes.values()), default=None)
    return best, {code: one for code, one in changes.items() if abs(one) == best}


def has_larger(reading: Reading, best: Decimal) -> bool:
    """Whether a municipality of the county changed more than the largest that has a word."""
    every = [judged(reading.measure, one.code, reading.period) for one in places.municipalities(reading.place[:2])]
    compared = [one for one in every if one.rule in ("ordinary", "easter") and not one.is_change]
    return any(one.now is not None and one.then is not None and abs(one.difference) > best for one in compared)


@reads(r"I (?P<PL><PL>) var den (?P<n><N>)(?: procent)?")
def rest_beside(reading: Reading, found: Found) -> None:
    """``I övriga länet var den 3,4 procent``, after the sentence with the place's own number."""
    reading.where(found["PL"], REST_OF)
    reading.number("number of the rest", found["n"], reading.measure.figures.value(REST_OF, reading.period))
    reading.told.add("rest of the county")


@reads(
    r"I tabellen betyder (?:– ingen eller inget, en räknad nolla)?(?: och )?(?:\.\. att uppgiften saknas hos källan)?"
    r"(?:,? ?(?:och )?inte hämtad att måttet inte hämtas för platsen)?"
)
def signs(reading: Reading, found: Found) -> None:
    """``I tabellen betyder – ingen eller inget, en räknad nolla``: a key to the table, which its cells are read by."""
    reading.told.add("signs")


@reads(r"I (?P<PL><PL>) var (?P<S>.+?) (?P<n><N>)(?: procent)?, i (?P<PL2><PL>) (?P<n2><N>)(?: procent)?")
def rest_of_county(reading: Reading, found: Found) -> None:
    """``I Östersunds kommun var arbetslösheten 3,9 procent, i övriga länet 3,4 procent``."""
    reading.where(found["PL"])
    reading.counted(found["S"])
    reading.number("number", found["n"], reading.verdict.now)
    reading.where(found["PL2"], REST_OF)
    reading.number("number of the rest", found["n2"], reading.measure.figures.value(REST_OF, reading.period))
    reading.told.add("rest of the county")


@reads(
    r"(?P<S>.+?) var(?: (?P<when>i <NAMED>))? (?P<more><MORE>) än (?P<than>i fjol|året före), "
    r"men det var också andelen som har arbete"
)
def both_fell(reading: Reading, found: Found) -> None:
    """``Arbetslösheten var något lägre än i fjol, men det var också andelen som har arbete``."""
    both = [
        judged(reading.library.measure(id_), reading.place, reading.period)
        for id_ in ("unemployment_rate", "employment_rate")
    ]
    reading.claim("both fell", [one.is_change and one.difference < 0 for one in both], [True, True])
    reading.claim("word of both", p.size_of(found["more"] or ""), (both[0].word, False))
    reading.told.add("both fell")


@reads(r"Färre arbetslösa beror alltså inte på fler i arbete")
def not_by_work(reading: Reading, found: Found) -> None:
    """What follows from both."""
    reading.claim("both fell", "both fell" in reading.told, True)


@reads(
    r"Bland unga 18–24 år var det (?P<n><N>)(?:, (?:mot (?P<t><N>) (?P<w><WHEN>)|(?P<how>lika "
    r"många|i stort sett lika många|ungefär lika många) som (?P<w2><WHEN>)(?: \((?P<t2><N>)\))?)"
    r")?"
)
def the_young(reading: Reading, found: Found) -> None:
    """``Bland unga 18–24 år var det 412, mot 416 i februari i fjol``."""
    young = reading.other(reading.measure.declared.id, age="18-24")
    young.number("number of the young", found["n"], young.verdict.now)
    young.number("number of the young before", found["t"] or found["t2"], young.verdict.then)
    young.when(found["w"] or found["w2"], young.verdict.then_period, compared=True)
    young.claim("word of the young", p.ALIKE.get(found["how"] or "", ""), young.verdict.word)
    reading.told.add("the young")
