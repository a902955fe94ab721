"""Sentences on other places, people and years: shares of riket, the largest change, growth, projections, circular."""

import re
from decimal import Decimal

from loaders.ground import places
from tests.audit import phrases as p
from tests.audit import reckoning as r
from tests.audit.figures import PARTS, Figures, a_year_before, days_of, shifted
from tests.audit.printed import limits_of
from tests.audit.reading import REST_OF, Reading, reads
from tests.audit.verdict import Measure, judged

Found = dict[str, str | None]


def _in_two_decimals(reading: Reading, what: str, text: str, value: Decimal) -> None:
    decimals = 1 if value >= 1 else 2
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
    if own is None or not whole:
        reading.claim("share of riket", found["n"], None)
        return
    _in_two_decimals(reading, "share of riket", found["n"] or "", 100 * own / whole)
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
        _in_two_decimals(reading, "share of the population", text, 100 * own / nation)


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
    alike = {"lika många": "equal", "i stort sett lika många": "unchanged", "ungefär lika många": "similar"}
    young.claim("word of the young", alike.get(found["how"] or "", ""), young.verdict.word)
    reading.told.add("the young")


_GREW = r"(?:(?P<turn>ökade|minskade)(?: (?P<S2>den|det|.+?))? med (?P<n><N>) procent|ändrades(?: (?:den|det))? inte)"


def _grown(reading: Reading, found: Found, value: Decimal | None) -> None:
    size = abs(value) if value is not None else None
    reading.number("growth", found["n"] or "0", size)
    turn = None if not value else "ökade" if value > 0 else "minskade"
    reading.claim("direction", found["turn"], turn)


@reads(rf"(?P<S>BRP.+?) i (?P<PL><PL>) {_GREW} (?P<when>\d{{4}})")
def growth(reading: Reading, found: Found) -> None:
    """``BRP i fasta priser i riket ökade med 2,5 procent 2019``."""
    reading.counted(found["S"])
    reading.where(found["PL"])
    reading.when(found["when"], reading.period)
    _grown(reading, found, reading.verdict.now)


@reads(rf"År (?P<when>\d{{4}}) {_GREW}")
def growth_before(reading: Reading, found: Found) -> None:
    """``År 2018 ökade den med 1,9 procent``."""
    reading.claim("period", found["when"], a_year_before(reading.period))
    _grown(reading, found, reading.verdict.then)


@reads(rf"I (?P<PL><PL>) {_GREW} (?P<when>\d{{4}})")
def growth_elsewhere(reading: Reading, found: Found) -> None:
    """``I riket ökade BRP i fasta priser med 2,5 procent 2019``."""
    code = p.place_code(found["PL"] or "", REST_OF)
    reading.claim("another place", code in ("00", "23") and code != reading.place, True)
    reading.claim("period", found["when"], reading.period)
    _grown(reading, found, judged(reading.measure, code, reading.period).now)


# --- projections --------------------------------------------------------------------------------------------


def vintages(reading: Reading) -> dict[str, dict[str, Decimal]]:
    """Residents of the place by vintage and year."""
    found = {}
    for vintage in ("2021", "2022", "2024", "2025", "2026"):
        figures = reading.library.plane("population_projection", {"vintage": vintage})
        row = {year: figures.value(reading.place, year) for year in figures.periods(reading.place)}
        known = {year: value for year, value in row.items() if value is not None}
        if known:
            found[vintage] = known
    return found


def growths(reading: Reading) -> tuple[str, str, str, dict[str, Decimal], dict[str, dict[str, Decimal]]]:
    """First and last year, the newest vintage, the growth of each in per cent as displayed, and the numbers."""
    rows = vintages(reading)
    newest = max(rows)
    first = min(rows[newest])
    last = str(int(first) + 10)
    grown = {
        vintage: r.rounded(100 * (row[last] - row[first]) / row[first], 1)
        for vintage, row in rows.items()
        if first in row and last in row
    }
    return first, last, newest, grown, rows


@reads(
    r"SCB:s framskrivning från (?P<v>\d{4}) ger (?P<PL><PL>) (?:(?P<n><N>) procent (?P<side>fler|"
    r"färre) invånare|lika många invånare) (?P<y>\d{4}) (?:än|som) (?P<y2>\d{4})"
)
def projected(reading: Reading, found: Found) -> None:
    """``SCB:s framskrivning från 2024 ger Jämtlands län 1,3 procent fler invånare 2034 än 2024``."""
    first, last, newest, grown, _ = growths(reading)
    reading.where(found["PL"])
    reading.claim("years", (found["v"], found["y"], found["y2"]), (newest, last, first))
    value = grown[newest]
    reading.claim("growth", p.number(found["n"] or "0"), abs(value))
    reading.claim("direction", found["side"], "fler" if value > 0 else "färre" if value < 0 else None)


@reads(r"(?P<noun>Ökningen|Minskningen|Förändringen) är (?P<how>.+?) i framskrivning(?:en|arna) från (?P<listed>.+)")
def beside_older(reading: Reading, found: Found) -> None:
    """``Ökningen är något lägre än i framskrivningarna från 2022 (2,6) och 2021 (2,5)``."""
    *_, newest, grown, _ = growths(reading)
    value = grown[newest]
    reading.claim(
        "direction", found["noun"], "Ökningen" if value > 0 else "Minskningen" if value < 0 else "Förändringen"
    )
    for vintage, text in re.findall(rf"(\d{{4}}) \(({p.N})\)", found["listed"] or ""):
        older = grown.get(vintage)
        reading.claim("older growth", p.number(text), older)
        if older is not None:
            reading.claim("word of the projection", found["how"], _beside(value, older))


@reads(r"I framskrivning(?:en|arna) från (?P<listed>.+?) var det i stället (?P<how>en ökning|en minskning)")
def turned_older(reading: Reading, found: Found) -> None:
    """An older projection that goes the other way."""
    *_, newest, grown, _ = growths(reading)
    for vintage, text in re.findall(rf"(\d{{4}}) \(({p.N})\)", found["listed"] or ""):
        reading.claim("older growth", p.number(text), grown.get(vintage))
        older = grown.get(vintage, Decimal(0))
        reading.claim(
            "turned", (older * grown[newest] < 0, found["how"]), (True, "en ökning" if older > 0 else "en minskning")
        )


def _beside(value: Decimal, older: Decimal) -> str:
    step, falls = limits_of("projection", is_share=True).step(value - older), value < 0
    if step == 0:
        return f"{'' if value == older else 'i stort sett '}lika {'stor' if falls else 'hög'} som"
    larger = abs(value) > abs(older) if falls else value > older
    word = ("större" if larger else "mindre") if falls else ("högre" if larger else "lägre")
    return f"{('', 'något ', '', 'klart ')[step]}{word} än"


@reads(
    r"Folkmängden (?P<y>\d{4}) blir (?:i stort sett densamma som|(?P<still>ändå )?omkring (?P<n><N>)"
    r" (?P<side>högre|lägre) än)"
    r" i den från (?P<v>\d{4})(?P<why>, eftersom utgångsläget är (?P<start>högre|lägre))?"
)
def level_of_projection(reading: Reading, found: Found) -> None:
    """``Folkmängden 2034 blir omkring 2 450 lägre än i den från 2022``."""
    first, last, newest, grown, rows = growths(reading)
    older = sorted(one for one in grown if one != newest)[-1]
    reading.claim("years", (found["y"], found["v"]), (last, older))
    apart, start = rows[newest][last] - rows[older][last], rows[newest][first] - rows[older][first]
    reading.claim("level apart", p.number(found["n"] or "0"), r.persons_said(apart, 0)[1])
    if found["n"]:
        reading.claim("direction", found["side"], "högre" if apart > 0 else "lägre")
    against = (grown[newest] - grown[older]) * apart < 0
    reading.claim("against the growth", bool(found["still"]), against)
    reading.claim("from where it starts", bool(found["why"]), against and start * apart > 0)


@reads(
    r"(?:Framskrivningen|Den) från (?P<v>\d{4}) (?:låg efter (?P<after>\w+) år (?P<n><N>) person(?:er)? "
    r"\((?P<pct><N>) procent\) "
    r"(?P<side>över|under)(?: den verkliga folkmängden)?|träffade efter (?P<after2>\w+) år(?: "
    r"den verkliga folkmängden)?)(?: i (?P<PL><PL>))?"
)
def came_out(reading: Reading, found: Found) -> None:
    """``Framskrivningen från 2021 låg efter fem år 90 personer (0,1 procent) över den verkliga folkmängden``."""
    people = reading.library.measure("population").figures
    row = vintages(reading).get(found["v"] or "", {})
    ends = [month[:4] for month in people.periods(reading.place) if month.endswith("-12")]
    year = max(one for one in ends if one in row)
    outcome = people.value(reading.place, f"{year}-12") or Decimal(1)
    apart = row[year] - outcome
    count = int(year) - int(found["v"] or 0) + 1
    reading.claim("years after", found["after"] or found["after2"], p.SMALL[count])
    reading.claim("error in persons", p.number(found["n"] or "0"), abs(r.rounded(apart, -1)))
    if found["n"]:
        reading.claim("error in per cent", p.number(found["pct"] or "0"), r.rounded(abs(100 * apart / outcome), 1))
        reading.claim("side of the error", found["side"], "över" if apart > 0 else "under")


# --- circular -----------------------------------------------------------------------------------------------

_SPAN = (
    r"(?:mellan (?P<low{0}><N>) och (?P<high{0}><N>) procent|(?P<n{0}><N>) procent|(?P<half{0}>mindre "
    r"än en halv procent))"
)


def _span(reading: Reading, what: str, found: Found, at: str, measure: Measure) -> None:
    ends = [one.value(reading.place, reading.period) for one in (measure.lowest, measure.highest) if one]
    shown = [r.rounded(one, reading.dec) for one in ends if one is not None]
    if found[f"half{at}"]:
        reading.claim(what, Decimal(0), shown[-1] if shown else None)
        return
    said = [p.number(found[f"{end}{at}"] or found[f"n{at}"] or "0") for end in ("low", "high")]
    reading.claim(what, said, shown)


@reads(
    rf"År (?P<y>\d{{4}}) arbetade {_SPAN.format(1)} av alla i (?P<PL><PL>) i branscher som SCB räknar som cirkulära"
    r"(?:, i kommunerna (?:mellan (?P<l2><N>) och (?P<h2><N>) procent|omkring (?P<o2><N>) procent))?"
)
def circular(reading: Reading, found: Found) -> None:
    """``År 2020 arbetade 1,8 procent av alla i riket i branscher som SCB räknar som cirkulära``."""
    reading.claim("period", found["y"], reading.period)
    reading.where(found["PL"])
    _span(reading, "share or span", found, "1", reading.measure)
    if found["l2"] or found["o2"]:
        ends = []
        for figures, choose in ((reading.measure.lowest, min), (reading.measure.highest, max)):
            each = (
                [figures.value(one.code, reading.period) for one in places.municipalities(reading.place)]
                if figures
                else []
            )
            ends.append(r.rounded(choose(one for one in each if one is not None)))
        said = [p.number(found["l2"] or found["o2"] or "0"), p.number(found["h2"] or found["o2"] or "0")]
        reading.claim("span of the municipalities", said, ends)


@reads(rf"Av dem som arbetade i näringslivet var det {_SPAN.format(1)}")
def circular_of_business(reading: Reading, found: Found) -> None:
    """``Av dem som arbetade i näringslivet var det 4,7 procent``."""
    _span(reading, "share of business", found, "1", reading.library.measure("circular_share", denominator="business"))


@reads(rf"Bilverkstäder \(45\.20\) för sig var {_SPAN.format(1)} av alla som arbetade i (?P<PL><PL>)")
def circular_workshops(reading: Reading, found: Found) -> None:
    """``Bilverkstäder (45.20) för sig var 0,7 procent av alla som arbetade i riket``."""
    reading.where(found["PL"])
    _span(
        reading, "share of workshops", found, "1", reading.library.measure("circular_share", sni_set="workshops_2007")
    )


@reads(
    r"En del uppgifter är dolda av källan(?:(?P<apart> och kan vara noll till fyra personer var; "
    r"därför ges ett intervall)"
    r"|, men avrundat blir talen desamma vad de än är)"
)
def circular_hidden(reading: Reading, found: Found) -> None:
    """That parts are hidden, and whether an interval is given for it."""
    sets: list[dict[str, str]] = [{}, {"denominator": "business"}, {"sni_set": "workshops_2007"}]
    each = [reading.library.measure("circular_share", **one) for one in sets]
    apart = any(one.is_interval(reading.place, reading.period) for one in each)
    reading.claim("an interval is given", bool(found["apart"]), apart)
    reading.claim("hidden parts", "lower_bound", reading.measure.figures.cell(reading.place, reading.period).status)
