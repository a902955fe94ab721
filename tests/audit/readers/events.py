"""Sentences of counted events and sums: bands, twelve months, lumps, what is not whole, absent or across a break."""

import re
from decimal import Decimal

from loaders.ground.declarations import Severity
from tests.audit import phrases as p
from tests.audit import reckoning as r
from tests.audit.figures import shifted
from tests.audit.reading import REST_OF, Reading, reads

Found = dict[str, str | None]

_BAND = (
    r"(?:, (?P<how>inom vanlig variation|ovanligt många|ovanligt få|vilket är ovanligt) \((?:vanligt "
    r"är )?(?P<low><N>)–(?P<high><N>) (?:i månaden|i kvartalet|om året)\))?"
)


@reads(
    rf"(?P<when>(?:I )?<NAMED>|[A-ZÅÄÖ]\w+ kvartalet(?: \d{{4}})?|I <NAMED>) (?P<event>(?:gick|"
    r"registrerades|avregistrerades|varslades|berördes|startades|var) (?:minst )?(?P<n><N>) .*?)"
    rf" i (?P<PL><PL>){_BAND}"
)
def events_of_period(reading: Reading, found: Found) -> None:
    """``I februari gick 10 företag i konkurs i Jämtlands län, inom vanlig variation (3–15 i månaden)``."""
    when = found["when"] or ""
    reading.when(when[:1].lower() + when[1:], reading.period)
    reading.where(found["PL"])
    reading.number("number", found["n"], reading.verdict.now)
    _event(reading, found["event"] or "")
    _band(reading, found, reading.verdict.now)


def _event(reading: Reading, text: str) -> None:
    """The event must be the declared one, whatever its number."""
    wording = reading.measure.declared.wording
    declared = (wording.event_sv if wording else "").split(" ")
    reading.claim("event", text.split(" ")[0], declared[0])


def _band(reading: Reading, found: Found, now: Decimal | None) -> None:
    band = reading.verdict.band
    if found["how"] is None:
        reading.claim("band", None, band if reading.verdict.rule == "rare" else None)
        return
    reading.claim("band", (int(p.number(found["low"] or "0")), int(p.number(found["high"] or "0"))), band)
    if band is None or now is None:
        return
    position = "ovanligt många" if now > band[1] else "ovanligt få" if now < band[0] else "inom vanlig variation"
    if now == 0 and position == "ovanligt få":
        position = "vilket är ovanligt"
    reading.claim("place in the band", found["how"], position)


@reads(rf"(?:Ingen|Inget|Inga) .+? i (?P<PL><PL>) (?P<when><WHEN>){_BAND}")
def no_event(reading: Reading, found: Found) -> None:
    """``Ingen varslades om uppsägning i Jämtlands län i april``."""
    reading.about(found)
    reading.claim("number", Decimal(0), reading.verdict.now)
    _band(reading, found, Decimal(0))


@reads(
    r"(?:På tolv månader var det (?P<n><LEAST>) (?P<S>.+?), )?(?:(?P<how>lika många som|ungefär lika "
    r"många som|<MORE> än) )?"
    r"de tolv månaderna före (?:\((?P<t><N>)\)|(?P<t2><LEAST>))"
)
def twelve_and_before(reading: Reading, found: Found) -> None:
    """``På tolv månader var det 110 konkurser, ungefär lika många som de tolv månaderna före (131)``."""
    verdict, how = reading.verdict, found["how"]
    reading.counted(found["S"])
    reading.summed("twelve months", found["n"], verdict.usual, reading.period, reading.year)
    reading.summed(
        "twelve months before",
        found["t"] or found["t2"],
        verdict.then,
        shifted(reading.period, -reading.year),
        reading.year,
    )
    reading.words.append(reading.compared(how, r.apart(verdict.usual, verdict.then)))


@reads(
    r"De tolv månaderna till och med (?P<when><NAMED>) (?P<verb>varslades|berördes|gick) (?P<n><LEAST>) .*?"
    r"i (?P<PL><PL>)"
)
def twelve_of_lumps(reading: Reading, found: Found) -> None:
    """``De tolv månaderna till och med april varslades 610 personer om uppsägning i Jämtlands län``."""
    reading.about(found)
    reading.summed("twelve months", found["n"], reading.verdict.then, reading.period, reading.year)


@reads(
    r"Det är (?:(?P<usual>en vanlig nivå jämfört med de tio åren före)"
    r"|ovanligt (?P<how>många|få): (?P<who>inget|bara ett) av de tio åren före har legat (?P<side>högre|lägre))"
)
def place_among_years(reading: Reading, found: Found) -> None:
    """Where twelve months stand among those of ten years before."""
    if found["usual"]:
        reading.words.append("usual")
        return
    many = found["how"] == "många"
    reading.words.append("many" if many else "few")
    over, under = (reading.verdict.reason or "0 0").split()
    beyond = int(over if many else under)
    reading.claim("years beyond", found["who"], "inget" if beyond == 0 else "bara ett")
    reading.claim("side", found["side"], "högre" if many else "lägre")


@reads(
    r"Folkmängden i (?P<PL><PL>) (?P<turn>ökade|minskade) med (?P<n><N>) person(?:er)? på tolv "
    r"månader till och med (?P<when><NAMED>)"
)
def grown(reading: Reading, found: Found) -> None:
    """``Folkmängden i riket ökade med 44 995 personer på tolv månader till och med februari 2024``."""
    reading.about(found)
    reading.number("twelve months", found["n"], abs(reading.verdict.now or Decimal(0)))
    reading.turned(found["turn"], reading.verdict.now)


@reads(r"Folkmängden i (?P<PL><PL>) var oförändrad på tolv månader till och med (?P<when><NAMED>)")
def not_grown(reading: Reading, found: Found) -> None:
    """A sum of twelve months that is zero."""
    reading.about(found)
    reading.claim("twelve months", Decimal(0), reading.verdict.now)


@reads(r"De tolv månaderna före (?:(?P<turn>ökade|minskade) den med (?P<n><N>) person(?:er)?|var den oförändrad)")
def grown_before(reading: Reading, found: Found) -> None:
    """The twelve months before."""
    then = reading.verdict.then or Decimal(0)
    reading.claim("twelve months before", p.number(found["n"] or "0"), abs(then))
    reading.turned(found["turn"], then, "direction before")


@reads(r"(?P<S>.+?) i (?P<PL><PL>) var (?P<n><LEAST>)(?: personer)? på tolv månader till och med (?P<when><NAMED>)")
def summed(reading: Reading, found: Found) -> None:
    """``Antalet berörda av konkurser i Bergs kommun var 11 på tolv månader till och med februari 2024``."""
    reading.about(found)
    reading.summed("twelve months", found["n"], reading.verdict.now, reading.period, reading.year)


@reads(r"De tolv månaderna före var det (?P<n><LEAST>)")
def summed_before(reading: Reading, found: Found) -> None:
    """The twelve months before."""
    reading.summed(
        "twelve months before", found["n"], reading.verdict.then, shifted(reading.period, -reading.year), reading.year
    )


@reads(r"(?P<when><NAMED>|[A-ZÅÄÖ]\w+(?: \d{4})?) är inte komplett: hittills (?P<n><N>) (?P<S>.+?) i (?P<PL><PL>)")
def not_whole(reading: Reading, found: Found) -> None:
    """``Oktober är inte komplett: hittills 2 089 avregistrerade företag i riket``."""
    reading.when((found["when"] or "").lower(), reading.period)
    reading.where(found["PL"])
    reading.counted(found["S"])
    reading.number("number", found["n"], reading.verdict.now)
    reading.claim("not whole", "incomplete", reading.verdict.rule)
    reading.told.add("not whole")


@reads(
    r"Siffran jämförs inte förrän månaden är komplett|Siffran är preliminär och brukar (?:ändras|"
    r"höjas|sänkas)|Den jämförs när den har reviderats"
)
def compared_later(reading: Reading, found: Found) -> None:
    """That a figure which is not whole is not compared."""
    reading.claim("not whole", "incomplete", reading.verdict.rule)
    reading.told.add("not whole")


@reads(
    r"(?P<S>.+?) i (?P<PL><PL>) visas inte för (?P<when><NAMED>)(?P<why> av sekretesskäl|, eftersom "
    r"det är färre än \w+ personer)"
)
def hidden(reading: Reading, found: Found) -> None:
    """``Antalet gästnätter i Bräcke kommun visas inte för april av sekretesskäl``."""
    reading.counted(found["S"])
    reading.where(found["PL"])
    when = p.period_now(found["when"] or "", reading.today)
    reading.claim("hidden", "suppressed", reading.measure.figures.cell(reading.place, when).status)
    reading.told.add("absent")


@reads(r"(?P<S>.+?): inga siffror för (?P<PL><PL>)")
def no_figures(reading: Reading, found: Found) -> None:
    """``BRP per invånare: inga siffror för övriga länet``."""
    reading.where(found["PL"])
    reading.claim("no figures", "", reading.measure.figures.newest(reading.place, reading.period))
    reading.told.add("absent")


@reads(r"Inget är hämtat för platsen|Måttet hämtas bara för riket, (?P<PL><PL>) och dess kommuner")
def not_fetched(reading: Reading, found: Found) -> None:
    """``Måttet hämtas bara för riket, Jämtlands län och dess kommuner``: there is no row of the place at all."""
    reading.where(found["PL"], REST_OF[:2])
    reading.claim("home alone", bool(found["PL"]), reading.measure.declared.home_only)
    reading.claim("rows of the place", reading.measure.figures.periods(reading.place), [])


@reads(r"(?P<S>.+?) finns bara för (?P<levels>.+?)")
def only_at_levels(reading: Reading, found: Found) -> None:
    """``Företagsklimat (Insikt) finns bara för kommuner``."""
    names = {"riket": "riket", "län": "län", "kommuner": "kommun"}
    said = [names.get(one, one) for one in re.split(r", | och ", found["levels"] or "")]
    reading.claim("levels", said, [level.value for level in reading.measure.declared.levels])
    reading.claim("not at level", "not at level", reading.verdict.rule)
    reading.told.add("absent")


@reads(r"Siffran jämförs inte med (?P<w><WHEN>)(?:, eftersom (?P<why>.+))?")
def across_a_break(reading: Reading, found: Found) -> None:
    """``Siffran jämförs inte med februari i fjol, eftersom även 66-åringar räknas från januari 2026``."""
    reading.when(found["w"], reading.verdict.then_period, compared=True)
    reading.claim("rule", "break", reading.verdict.rule)
    if reading.verdict.caveats and found["why"]:
        reading.claim("reason of the break", found["why"], reading.verdict.caveats[0].because_sv.rstrip("."))
    reading.told.add("break")


@reads(r"Det finns ingen uppgift ett år tidigare att jämföra med")
def nothing_before(reading: Reading, found: Found) -> None:
    """That there is nothing to compare with."""
    reading.claim("rule", "nothing before", reading.verdict.rule)
    reading.told.add("nothing before")


@reads(r"Med ”minst” menas att en del uppgifter är dolda")
def lowest_possible(reading: Reading, found: Found) -> None:
    """What *minst* means: of the number itself, or of a sum that is told."""
    own = reading.measure.is_bound(reading.place, reading.period)
    reading.claim("bound", own or any(check.expected is True for check in reading.bounds()), True)


@reads(
    r"Uppgiften för (?P<a><NAMED>) (?:visas inte av sekretesskäl|är inte publicerad|är ofullständig)"
    r"|Uppgift för (?P<b><NAMED>)"
    r" (?:saknas hos källan|finns inte)|Källan har dragit in uppgiften för (?P<c><NAMED>)|Därför jämförs inte .+ med .+"
)
def absent_before(reading: Reading, found: Found) -> None:
    """Why the year before is not there to compare with."""
    when = found["a"] or found["b"] or found["c"]
    reading.when(when, reading.verdict.then_period)
    reading.claim("rule", "absent before", reading.verdict.rule)


@reads(
    r"(?:Månadernas folkökning ger tillsammans (?P<flows>[+−]?<N>) person(?:er)?"
    r"|Folkmängden har ändrats med (?P<stock>[+−]?<N>) person(?:er)? på samma tid)"
)
def counted_otherwise(reading: Reading, found: Found) -> None:
    """``Månadernas folkökning ger tillsammans −166 personer``; on the page of flows, what the population did."""
    other = otherwise_counted(reading)
    reading.claim("page", bool(found["flows"]), reading.measure.declared.id == "population")
    reading.claim("counted otherwise", p.number(found["flows"] or found["stock"] or "0"), other)
    reading.told.add("counted otherwise")


@reads(r"Talen skiljer sig(?P<why>, eftersom SCB lägger in små avvikelser i båda)?")
def they_differ(reading: Reading, found: Found) -> None:
    """Why they do, once SCB has begun to add noise."""
    noisy = [one for one in reading.measure.breaks if one.severity is Severity.NOISE and one.period <= reading.period]
    reading.claim("noise", bool(found["why"]), bool(noisy))


def otherwise_counted(reading: Reading) -> Decimal | None:
    """The year's change by the other measure of the two; None where it cannot be had, or for other measures."""
    library, place, period = reading.library, reading.place, reading.period
    if reading.measure.declared.id == "population":
        return library.measure("population_change").sum_to(place, period, 12)
    if reading.measure.declared.id == "population_change":
        people = library.measure("population").figures
        now, then = people.value(place, period), people.value(place, shifted(period, -12))
        return None if now is None or then is None else now - then
    return None
