"""Sentences of the number and its comparison: the word, both numbers, periods, persons, and why there is no word."""

from decimal import Decimal

from tests.audit import phrases as p
from tests.audit import reckoning as r
from tests.audit.figures import days_of, part_of, shifted
from tests.audit.printed import limits_of
from tests.audit.reading import Reading, reads
from tests.audit.rules.measure import Measure
from tests.audit.rules.words import Verdict, leaps

Found = dict[str, str | None]

UNIT = r"(?: procent| tusen kronor| miljoner kronor| kronor)?"
LEAD = rf"(?P<S>.+?)(?: i (?P<PL><PL>))? var (?P<minst>minst )?(?P<n><N>){UNIT} (?P<when><WHEN>)"
TAIL = (
    rf"(?:(?P<still>i stort sett )?oförändra[dt] jämfört med (?P<w1><WHEN>)(?: \((?P<t1><N>){UNIT}\))?"
    rf"|ungefär lika många som (?P<w2><WHEN>) \((?P<t2><N>)\)"
    rf"|(?P<points><N>) procentenheter (?P<side>högre|lägre) än (?P<w3><WHEN>)"
    rf"|(?P<more><MORE>) än (?P<w4><WHEN>) \((?P<t4><N>){UNIT}\)"
    rf"|inom vanlig variation jämfört med (?P<w5><WHEN>) \((?P<t5><N>){UNIT}\))"
    r"(?P<prices>, räknat i löpande priser)?"
)


def shown_per_cent(measure: Measure, moved: Decimal) -> Decimal:
    """A change in per cent as printed: whole from 1, else one decimal, more where it would seem to reach a limit."""
    limits = limits_of(measure.declared.kind.value, is_share=False)
    fewest = 0 if abs(r.rounded(moved, 1)) >= 1 else 1
    fitting = (n for n in range(fewest, 9) if limits.step(r.rounded(moved, n)) == limits.step(moved))
    return r.rounded(moved, next(fitting))


def tail(reading: Reading, found: Found, verdict: Verdict) -> str:
    """Check what follows a number, and give the word it says."""
    then = next((found[f"t{n}"] for n in (1, 2, 4, 5) if found.get(f"t{n}")), None)
    when = next((found[f"w{n}"] for n in (1, 2, 3, 4, 5) if found.get(f"w{n}")), None)
    reading.number("number before", then, verdict.then)
    reading.when(when, verdict.then_period, compared=True)
    if reading.measure.declared.kind.value == "amount":
        reading.claim("prices", bool(found.get("prices")), True)
    if found.get("w1"):
        return "unchanged" if found["still"] else "equal"
    if found.get("w2"):
        return "similar"
    if found.get("w5"):
        return "within"
    if found.get("points"):
        reading.number("points", found["points"], abs(verdict.difference))
        reading.claim("direction", found["side"] == "högre", verdict.difference > 0)
        return "plain"
    return reading.sized(found["more"], verdict.difference)


def lead(reading: Reading, found: Found) -> None:
    """Check the number, its place and period."""
    reading.counted(found["S"])
    reading.where(found.get("PL"))
    reading.when(found["when"], reading.period)
    if reading.verdict.rule == "zero" or reading.verdict.now is not None:
        reading.number("number", found["n"], reading.verdict.now)
    reading.claim("bound", bool(found.get("minst")), reading.measure.is_bound(reading.place, reading.period))


@reads(rf"{LEAD}(?:, {TAIL}| och (?:minst )?(?P<t><N>){UNIT} (?P<w><WHEN>))?")
def number_and_comparison(reading: Reading, found: Found) -> None:
    """``Arbetslösheten i Åre kommun var 3,5 procent i augusti, något lägre än i augusti i fjol (3,7 procent)``."""
    if found["PL"] is None and not reading.measure.declared.verdict_of:
        reading.claim("place", found["S"], reading.place)
        return
    if found["PL"] is None:
        about_share(reading, found)
        return
    if reading.verdict.rule == "march" and part_of(reading.period) == 4:
        found = {**found, "n": None}
    lead(reading, found)
    if found["t"]:
        reading.number("number before", found["t"], reading.verdict.then)
        reading.when(found["w"], reading.verdict.then_period, compared=True)
        reading.words.append("")
    elif any(found[f"w{n}"] for n in (1, 2, 3, 4, 5)):
        reading.words.append(tail(reading, found, reading.verdict))
    else:
        reading.told.add("number alone")


@reads(rf"(?:Det|Den) var {TAIL}")
def comparison_apart(reading: Reading, found: Found) -> None:
    """The comparison as a sentence of its own, where one would be too long."""
    reading.words.append(tail(reading, found, reading.verdict))


def about_share(reading: Reading, found: Found) -> None:
    """The sentence of the share that judges the same persons; of the young where their age is said."""
    young = " bland personer 18–24 år" in (found["S"] or "")
    other = reading.other(reading.measure.declared.verdict_of, **({"age": "18-24"} if young else {}))
    subject = (found["S"] or "").replace(" bland personer 18–24 år", "")
    lead(other, {**found, "S": subject})
    reading.told.add("share of the young" if young else "share")
    other.claim("word of the share", tail(other, found, other.verdict), other.verdict.word)


@reads(
    r"(?P<S>.+?) i (?P<PL><PL>) var (?P<more><MORE>) (?P<when><WHEN>) än (?P<w><WHEN>)"
    r"(?:: (?P<n><N>) mot (?P<t><N>), en (?P<turn>ökning|minskning) med (?P<pct><N>) procent)?"
)
def flow_changed(reading: Reading, found: Found) -> None:
    """``Lediga jobb i Åre kommun var klart färre i mars än i mars i fjol: 120 mot 190, en minskning med …``."""
    reading.about(found)
    reading.when(found["w"], reading.verdict.then_period, compared=True)
    reading.words.append(reading.sized(found["more"], reading.verdict.difference))
    if found["n"]:
        change_in_per_cent(reading, found)


@reads(r"Det var (?P<n><N>) mot (?P<t><N>), en (?P<turn>ökning|minskning) med (?P<pct><N>) procent")
def change_in_per_cent(reading: Reading, found: Found) -> None:
    """Both numbers and the change in per cent."""
    verdict = reading.verdict
    reading.number("number", found["n"], verdict.now)
    reading.number("number before", found["t"], verdict.then)
    reading.claim("direction", found["turn"] == "ökning", verdict.difference > 0)
    enough = min(verdict.now or 0, verdict.then or 0) >= 100
    reading.claim("per cent allowed", enough, True)
    reading.claim("per cent", p.number(found["pct"] or ""), abs(shown_per_cent(reading.measure, verdict.moved)))


_REASONS = {
    "Skillnaden ligger inom vanlig variation": "within",
    "Gruppen är för liten för att kalla skillnaden en förändring": "breakdown",
    "Talen är för små för att kalla skillnaden en förändring": "small",
    "Skillnaden är för liten för att kalla det en förändring": "tolerance",
    "Med ”minst” menas att en del uppgifter är dolda; därför sägs inget om skillnaden": "bound",
    "Om det är en förändring bedöms på andelen, så att samma personer får ett omdöme": "verdict",
    "Nya siffror brukar ändras för mycket i efterhand för att skillnaden ska få ett ord": "revision",
    "Serien är för kort för att kalla skillnaden en förändring": "short",
    "Det finns för få jämförbara månader sedan måttet gjordes om för att kalla skillnaden en förändring": "remade",
    "Det finns för få jämförbara månader sedan pandemin för att kalla skillnaden en förändring": "pandemic",
    "Felmarginalen är inte känd; därför sägs inget om skillnaden": "margin",
    "För många månader saknas för att kalla skillnaden en förändring": "holes",
}


@reads("(?P<why>" + "|".join(_REASONS) + ")")
def why_no_word(reading: Reading, found: Found) -> None:
    """The reason why a difference has no word, which must be the true one."""
    reason = _REASONS[found["why"] or ""]
    if reason == "within":
        reading.words.append("within")
    else:
        reading.reasons.append(reason)


@reads(
    r"Skillnaden(?: mot (?P<w><WHEN>))? är (?P<how>knappt |omkring |några få |)(?P<n><N>)? ?"
    r"(?:person(?:er)?|[a-zåäö ]+)?, för få .+"
)
def too_few_persons(reading: Reading, found: Found) -> None:
    """The persons behind the difference, as the sentence rounds them."""
    verdict = reading.verdict
    reading.when(found["w"], verdict.then_period, compared=True)
    reading.reasons.append("tolerance" if verdict.reason == "tolerance" else "persons")
    if verdict.behind is None:
        reading.number("persons", found["n"], abs(verdict.difference), 0)
        return
    nearly, expected = r.persons_said(verdict.behind, 20)
    how = "knappt " if nearly else "omkring " if expected else "några få "
    reading.claim("how persons are said", found["how"], how)
    if expected:
        reading.claim("persons", p.number(found["n"] or "0"), expected)


@reads(r"(?P<PL><PL>) hade (?P<n><N>) invånare (?P<when><WHEN>)")
def residents(reading: Reading, found: Found) -> None:
    """``Åre kommun hade 12 647 invånare i februari 2024``."""
    reading.about(found)
    reading.number("number", found["n"], reading.verdict.now)


_POPULATION = {" något": "slight", "": "plain", " tydligt": "clear"}


@reads(r"Folkmängden (?P<turn>ökade|minskade)(?P<size> något| tydligt|) på ett år, med (?P<n><N>) person(?:er)?")
def population_changed(reading: Reading, found: Found) -> None:
    """``Folkmängden ökade något på ett år, med 38 personer``."""
    reading.words.append(_POPULATION[found["size"] or ""])
    reading.turned(found["turn"], reading.verdict.difference)
    reading.number("persons", found["n"], abs(reading.verdict.difference))


@reads(r"Folkmängden var (?P<still>i stort sett )?oförändrad på ett år(?: \((?P<t><N>) (?P<w><WHEN>)\))?")
def population_unchanged(reading: Reading, found: Found) -> None:
    """``Folkmängden var i stort sett oförändrad på ett år (132 726 i februari året före)``."""
    reading.words.append("unchanged" if found["still"] else "equal")
    reading.number("number before", found["t"], reading.verdict.then)
    reading.when(found["w"], reading.verdict.then_period, compared=True)


@reads(r"Räknat per dygn, eftersom (?P<y>\d{4}) var skottår, är det (?P<n><N>) mot (?P<t><N>)")
def per_day(reading: Reading, found: Found) -> None:
    """Both numbers of a February per day."""
    verdict, pair = reading.verdict, []
    reading.claim("per day", leaps(reading.measure, verdict), True)
    for period, value in ((verdict.period, verdict.now), (verdict.then_period, verdict.then)):
        pair.append((value or Decimal(0)) / days_of(period)[1].day)
        if days_of(period)[1].day == 29:
            reading.claim("leap year", found["y"], period[:4])
    decimals = 0 if min(pair) >= 100 else 1
    reading.number("number per day", found["n"], pair[0], decimals)
    reading.number("number before per day", found["t"], pair[1], decimals)
    reading.told.add("per day")


_SHORT = (
    r"(?P<more{0}><MORE>) än (?P<wa{0}><WHEN>)|ungefär lika många som (?P<wb{0}><WHEN>)"
    r"|(?P<still{0}>i stort sett )?oförändra[dt] jämfört med (?P<wc{0}><WHEN>)"
)
_CLAUSE = (
    r"(?:, (?P<clause>som brukligt för årstiden|en (?:större|mindre) (?:ökning|minskning) än brukligt för årstiden"
    r"|(?:trots att|fast) det brukar bli (?:fler|färre) till \w+))?"
)


def brief(reading: Reading, found: Found, n: int, verdict: Verdict) -> str:
    """One of the two comparisons of a sentence with both the month and the year before."""
    when = next((found[f"w{kind}{n}"] for kind in "abc" if found[f"w{kind}{n}"]), None)
    reading.when(when, verdict.then_period, compared=True)
    if found[f"more{n}"]:
        return reading.sized(found[f"more{n}"], verdict.difference)
    return "similar" if found[f"wb{n}"] else "unchanged" if found[f"still{n}"] else "equal"


def month_word(reading: Reading, said: str, clause: str | None) -> None:
    """Check the word of the month before, and what is said of the season."""
    step = reading.verdict.step
    reading.told.add("month before")
    if step is None:
        reading.claim("month before", said, "nothing")
        return
    reading.claim("word of the month", said, step.word)
    reading.claim("season clause", clause or "", season_clause(step, reading.verdict.usual or Decimal(0)))


def season_clause(step: Verdict, usual: Decimal) -> str:
    """What the step of this year is beside the usual one, by the printed rule."""
    if abs(step.moved - usual) <= 5:
        return "som brukligt för årstiden"
    usually = f"det brukar bli {'fler' if usual > 0 else 'färre'} till {p.MONTHS[part_of(step.period) - 1]}"
    against = step.moved * usual < 0
    if not step.is_change:
        along = step.word == "within" and step.moved * usual > 0
        return f"fast {usually}" if abs(usual) >= 3 and not along else ""
    if abs(usual) >= 3 and against:
        return f"trots att {usually}"
    size, turn = "större" if abs(step.moved) > abs(usual) else "mindre", "ökning" if step.moved > 0 else "minskning"
    return f"en {size} {turn} än brukligt för årstiden"


@reads(
    rf"Det är (?:{_SHORT.format(1)}){_CLAUSE}(?: ?\((?P<t1><N>)\))?"
    rf"(?:, (?:men|och) (?:{_SHORT.format(2)})(?: \((?P<t2><N>)\))?)?"
)
def month_and_year(reading: Reading, found: Found) -> None:
    """``Det är fler än i mars, som brukligt för årstiden, men ungefär lika många som i april i fjol (139 087)``."""
    verdict = reading.verdict
    first = next(found[f"w{kind}1"] for kind in "abc" if found[f"w{kind}1"]) or ""
    if p.period(first, reading.period, reading.today) == verdict.then_period:
        reading.words.append(brief(reading, found, 1, verdict))
        reading.number("number before", found["t1"], verdict.then)
        return
    step = verdict.step or Verdict("", reading.period, then_period=shifted(reading.period, -1))
    month_word(reading, brief(reading, found, 1, step), found["clause"])
    if any(found[f"w{kind}2"] for kind in "abc"):
        reading.words.append(brief(reading, found, 2, verdict))
        reading.number("number before", found["t2"], verdict.then)


@reads(
    r"Det är (?P<how>ungefär lika många|i stort sett oförändrat|oförändrat) både mot (?P<w><WHEN>?)"
    rf"{_CLAUSE},? och mot (?P<w2><WHEN>) \((?P<t><N>)\)"
)
def both_alike(reading: Reading, found: Found) -> None:
    """``Det är ungefär lika många både mot mars, fast det brukar bli fler till april, och mot april i fjol (40)``."""
    said = {"ungefär lika många": "similar", "i stort sett oförändrat": "unchanged"}.get(found["how"] or "", "equal")
    reading.when(found["w"], shifted(reading.period, -1), compared=True)
    month_word(reading, said, found["clause"])
    reading.words.append(said)
    reading.when(found["w2"], reading.verdict.then_period, compared=True)
    reading.number("number before", found["t"], reading.verdict.then)


@reads(rf"Skillnaden mot (?P<w><WHEN>) ligger inom vanlig variation{_CLAUSE}")
def month_within(reading: Reading, found: Found) -> None:
    """``Skillnaden mot mars ligger inom vanlig variation, fast det brukar bli fler till april``."""
    reading.when(found["w"], shifted(reading.period, -1), compared=True)
    month_word(reading, "within", found["clause"])


@reads(r"(?P<w>I <WHEN>|[A-ZÅÄÖ]\w+ kvartalet(?: i fjol| året före| \d{4})?) var det (?P<n><LEAST>)")
def earlier_number(reading: Reading, found: Found) -> None:
    """``I februari året före var det 105 124``; after a month that is not whole, the number of the month before."""
    verdict = reading.verdict
    before = shifted(reading.period, -1) if verdict.rule == "incomplete" else verdict.then_period
    reading.when((found["w"] or "").replace("I ", "i ", 1), before, compared=True)
    expected = reading.measure.figures.value(reading.place, before)
    reading.number("number before", found["n"], expected)
    if verdict.rule != "incomplete":
        reading.words.append("")
