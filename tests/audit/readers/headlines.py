"""Headlines read by patterns of their own: each names place and period, and a word must be the verdict's."""

from collections.abc import Callable
from decimal import Decimal

from tests.audit import phrases as p
from tests.audit import reckoning as r
from tests.audit.figures import shifted
from tests.audit.readers.comparing import LEAD, UNIT, lead
from tests.audit.readers.events import events_of_period, no_figures, not_whole, only_at_levels
from tests.audit.readers.projections import growths
from tests.audit.readers.seasons import march_and_april, more_or_same
from tests.audit.reading import HEADLINES, SENTENCES, Reader, Reading, reads
from tests.audit.rules.verdict import judged

Found = dict[str, str | None]
_LIKE = r"(?P<like>[Ll]ika många|[Ii] stort sett lika många|[Uu]ngefär lika många)"
_SHORT_NUMBER = r"(?P<n><N>)(?: %|\u00a0%)?"


def headline(pattern: str) -> Callable[[Reader], Reader]:
    """Register a pattern of headlines."""
    return reads(pattern, HEADLINES)


def _word(reading: Reading, said: str) -> None:
    reading.claim("word of the headline", said, reading.verdict.word)


@headline(
    r"(?:(?P<more>(?:[Nn]ågot |[Kk]lart )?(?:[Hh]ögre|[Ll]ägre|[Ff]ler|[Ff]ärre|[Ss]törre|[Mm]indre)) (?P<S>.+?)"
    rf"|{_LIKE} (?P<S2>.+?)) i (?P<PL><PL>) (?P<when><WHEN>) (?:än|som) (?P<w><WHEN>)(?P<prices>,"
    r" i löpande priser)?(?: \([^)]+\))?"
)
def word_first(reading: Reading, found: Found) -> None:
    """``Något lägre arbetslöshet i Åre kommun i augusti än ett år tidigare``."""
    reading.about(found)
    reading.when(found["w"], reading.verdict.then_period, compared=True)
    if found["more"]:
        _word(reading, reading.sized(found["more"], reading.verdict.difference))
    else:
        _word(reading, p.ALIKE[(found["like"] or "").lower()])


@headline(
    r"(?P<still>I stort sett o|O)förändrad (?P<S>.+?) i (?P<PL><PL>) (?P<when><WHEN>)"
    r"(?:: (?P<n><N>) (?:procent|tusen kronor|miljoner kronor), som (?P<w2><WHEN>)| jämfört med "
    r"(?P<w><WHEN>))(?:, i löpande priser)?"
)
def unchanged(reading: Reading, found: Found) -> None:
    """``Oförändrad sysselsättningsgrad i riket i februari: 79,6 procent, som året före``."""
    reading.about(found)
    reading.when(found["w"] or found["w2"], reading.verdict.then_period, compared=True)
    reading.number("number", found["n"], reading.verdict.now)
    _word(reading, "unchanged" if (found["still"] or "").startswith("I") else "equal")


@headline(
    rf"(?P<n><N>) (?P<S>.+?) i (?P<PL><PL>) (?P<when><WHEN>)(?:, mot (?P<t><N>){UNIT} (?P<w><WHEN>))?"
    r"(?P<usual> – vanlig variation|, vanlig variation)?"
)
def both_numbers(reading: Reading, found: Found) -> None:
    """``102 nya lediga jobb i Bergs kommun i oktober, mot 57 i oktober i fjol – vanlig variation``."""
    reading.about(found)
    reading.number("number", found["n"], reading.verdict.now)
    reading.number("number before", found["t"], reading.verdict.then)
    reading.when(found["w"], reading.verdict.then_period, compared=True)
    _word(reading, "within" if found["usual"] else "")


@headline(
    rf"{LEAD}(?:, mot (?P<t><N>){UNIT}(?: (?P<w><WHEN>))?|, (?P<prel>en preliminär siffra))?(?P<usual> "
    r"– vanlig variation|, vanlig variation)?"
)
def number_only(reading: Reading, found: Found) -> None:
    """``Arbetslösheten i Åre kommun var 3,5 procent i augusti``: where the word is too long, or there is none."""
    lead(reading, found)
    reading.number("number before", found["t"], reading.verdict.then)
    reading.when(found["w"], reading.verdict.then_period, compared=True)
    if found["prel"]:
        reading.claim("not whole", "incomplete", reading.verdict.rule)
    if found["usual"]:
        _word(reading, "within")


@headline(
    rf"(?P<S>.+?) i (?P<PL><PL>), (?P<year>ett år till )?(?P<when><NAMED>|\d{{4}}): (?P<minst>minst "
    rf")?\+?{_SHORT_NUMBER}"
)
def titled_number(reading: Reading, found: Found) -> None:
    """``Antalet berörda av konkurser i Härjedalens kommun, februari 2024: 12``."""
    reading.claim("twelve months are said", bool(found["year"]), reading.verdict.rule == "twelve")
    reading.about(found)
    reading.number("number", found["n"], reading.verdict.now)
    reading.claim("bound", bool(found["minst"]), reading.measure.is_bound(reading.place, reading.period))


@headline(
    r"(?P<S>.+?) i (?P<PL><PL>), (?P<when><NAMED>|\d{4}): (?:visas inte.*|saknas|uppgift saknas|ännu inte publicerad)"
)
def titled_absence(reading: Reading, found: Found) -> None:
    """``Antalet gästnätter i Bräcke kommun, april 2026: visas inte``."""
    reading.where(found["PL"])
    when = p.period_now(found["when"] or "", reading.today)
    reading.claim("absent", reading.measure.figures.value(reading.place, when), None)


@headline(
    r"Folkmängden i (?P<PL><PL>) (?P<turn>ökade|minskade)(?P<size> något| tydligt|) på ett år,"
    r" till (?P<n><N>) (?P<when><WHEN>)"
)
def people_changed(reading: Reading, found: Found) -> None:
    """``Folkmängden i Åre kommun ökade något på ett år, till 12 704 i juli``."""
    reading.about(found)
    reading.number("number", found["n"], reading.verdict.now)
    reading.turned(found["turn"], reading.verdict.difference)
    _word(reading, {" något": "slight", "": "plain", " tydligt": "clear"}[found["size"] or ""])


@headline(r"Folkmängden i (?P<PL><PL>) var (?P<n><N>) (?P<when><WHEN>), (?P<still>i stort sett )?oförändrad på ett år")
def people_unchanged(reading: Reading, found: Found) -> None:
    """``Folkmängden i Jämtlands län var 132 814 i februari 2024, i stort sett oförändrad på ett år``."""
    reading.about(found)
    reading.number("number", found["n"], reading.verdict.now)
    _word(reading, "unchanged" if found["still"] else "equal")


@headline(
    r"Folkmängden i (?P<PL><PL>) (?:(?P<turn>ökade|minskade) med (?P<n><N>) person(?:er)?|var "
    r"oförändrad) på (?:tolv månader|ett år) till (?:och med )?(?P<when><NAMED>)"
)
def people_summed(reading: Reading, found: Found) -> None:
    """``Folkmängden i riket ökade med 44 995 personer på tolv månader till och med februari 2024``."""
    reading.about(found)
    now = reading.verdict.now or Decimal(0)
    reading.claim("twelve months", p.number(found["n"] or "0"), abs(now))
    reading.turned(found["turn"], now)


@headline(
    r"(?P<S>.+?) i (?P<PL><PL>) var (?P<n><LEAST>) på (?:tolv månader|ett år) till (?:och med )?(?P<when><NAMED>)"
)
def summed(reading: Reading, found: Found) -> None:
    """``Antalet berörda av konkurser i Bergs kommun var 11 på ett år till och med februari 2024``."""
    reading.about(found)
    reading.summed("twelve months", found["n"], reading.verdict.now, reading.period, reading.year)


@headline(
    r"(?P<n><LEAST>) (?P<S>.+?) i (?P<PL><PL>) på (?:tolv månader|ett år) till (?:och med )?(?P<when><NAMED>)"
    r"(?:, (?:(?P<row>ovanligt många|ovanligt få|inom det vanliga|vanlig nivå)|(?P<like>lika många "
    r"som|ungefär lika många som|ungefär som)"
    r" (?:de tolv månaderna före|de tolv före|året före)|(?P<more><MORE>) än (?:de tolv månaderna "
    r"före|de tolv före|året före)"
    r"|mot (?P<t><LEAST>) (?:de tolv månaderna före|de tolv före|året före)))?"
)
def twelve_months(reading: Reading, found: Found) -> None:
    """``118 konkurser i Jämtlands län på tolv månader till februari 2024, ungefär som de tolv före``."""
    verdict = reading.verdict
    reading.about(found)
    now = verdict.then if verdict.rule == "lumps" else verdict.usual
    reading.summed("twelve months", found["n"], now, reading.period, reading.year)
    reading.summed(
        "twelve months before", found["t"], verdict.then, shifted(reading.period, -reading.year), reading.year
    )
    if found["row"]:
        _word(reading, {"ovanligt många": "many", "ovanligt få": "few"}.get(found["row"] or "", "usual"))
    elif found["like"]:
        _word(reading, "equal" if found["like"] == "lika många som" else "similar")
    elif found["more"]:
        _word(reading, reading.sized(found["more"], r.apart(verdict.usual, verdict.then)))


@headline(r"(?P<still>Ingen) säkerställd förändring av (?P<S>.+?) i (?P<PL><PL>) (?P<when><WHEN>)(?: \([^)]+\))?")
def not_certain(reading: Reading, found: Found) -> None:
    """``Ingen säkerställd förändring av arbetslösheten i riket andra kvartalet 2025 (AKU)``."""
    reading.about(found)
    _word(reading, "uncertain")


@headline(rf"Enligt (?P<name>.+?) var (?P<S>.+?) i (?P<PL><PL>) (?P<n><N>){UNIT} (?P<when><WHEN>)")
def surveyed(reading: Reading, found: Found) -> None:
    """The number of a survey, where the word's form is too long."""
    reading.about(found)
    reading.number("number", found["n"], reading.verdict.now)


@headline(
    r"Framskrivningen från (?P<v>\d{4}): (?:(?P<n><N>) procent (?P<side>fler|färre)|lika många)"
    r" invånare i (?P<PL><PL>) (?P<y>\d{4}) (?:än|som) (?P<y2>\d{4})"
)
def projected(reading: Reading, found: Found) -> None:
    """``Framskrivningen från 2024: 1,3 procent fler invånare i Jämtlands län 2034 än 2024``."""
    first, last, newest, grown, _ = growths(reading)
    reading.where(found["PL"])
    reading.claim("years", (found["v"], found["y"], found["y2"]), (newest, last, first))
    reading.claim("growth", p.number(found["n"] or "0"), abs(grown[newest]))
    reading.claim("direction", found["side"], "fler" if grown[newest] > 0 else "färre" if grown[newest] < 0 else None)


@headline(
    r"(?P<S>BRP.+?) i (?P<PL><PL>) (?:(?P<turn>ökade|minskade) med (?P<n><N>) procent|ändrades inte) (?P<when>\d{4})"
    r"(?:, i (?P<PL2><PL>) (?:med (?P<n2><N>) procent|var det en (?P<turn2>ökning|minskning) med "
    r"(?P<n3><N>) procent|var förändringen 0,0 procent))?"
)
def growth(reading: Reading, found: Found) -> None:
    """``BRP i fasta priser i riket ökade med 2,5 procent 2019, i Jämtlands län med 3,0 procent``."""
    now = reading.verdict.now or Decimal(0)
    reading.about(found)
    reading.claim("growth", p.number(found["n"] or "0"), abs(now))
    reading.turned(found["turn"], now)
    if found["PL2"]:
        there = judged(reading.measure, p.place_code(found["PL2"] or "", "23-2380"), reading.period).now or Decimal(0)
        reading.claim("growth elsewhere", p.number(found["n2"] or found["n3"] or "0"), abs(there))
        up = now > 0 if found["n2"] else found["turn2"] == "ökning" if found["turn2"] else False
        reading.claim("direction elsewhere", up, there > 0)


@headline(
    r"Mars och april (?P<y>\d{4}): (?:(?:(?P<pct><N>) procent (?P<side>fler|färre)|(?P<more><MORE>)"
    r"|(?P<same>lika många|i stort sett lika många|ungefär lika många)) (?P<S>.+?) i (?P<PL><PL>)"
    r" (?:än|som) året före"
    r"|(?P<n><N>) (?P<S2>.+?) i (?P<PL2><PL>)(?:, mot (?P<t><N>) året före)?(?P<usual>(?: –|,) vanlig variation)?)"
)
def easter(reading: Reading, found: Found) -> None:
    """``Mars och april 2026: i stort sett lika många gästnätter i riket som året före``."""
    reading.claim("year", found["y"], reading.period[:4])
    reading.counted(found["S"] or found["S2"])
    reading.where(found["PL"] or found["PL2"])
    reading.number("March and April", found["n"], reading.verdict.now)
    reading.number("March and April before", found["t"], reading.verdict.then)
    if found["n"]:
        if found["usual"]:
            _word(reading, "within")
    else:
        _word(reading, more_or_same(reading, found, reading.verdict.moved, reading.verdict.word))


@headline(
    r"(?P<S>.+?) i (?P<PL><PL>) var (?:mellan (?P<low><N>) och (?P<high><N>)|(?P<half>mindre än "
    r"en halv)) procent (?P<when><WHEN>)"
)
def interval(reading: Reading, found: Found) -> None:
    """``Andelen i cirkulära branscher i Bergs kommun var mellan 1 och 3 procent 2019``."""
    reading.about(found)
    ends = [
        one.value(reading.place, reading.period) for one in (reading.measure.lowest, reading.measure.highest) if one
    ]
    said = [p.number(found["low"] or "0"), p.number(found["high"] or "0")]
    reading.claim("span", said, [r.rounded(one, reading.dec) for one in ends if one is not None])


_ALSO = {not_whole, only_at_levels, no_figures, march_and_april, events_of_period}
"""Sentences that may be headlines too."""
HEADLINES.extend((pattern, reader) for pattern, reader in SENTENCES if reader in _ALSO)
