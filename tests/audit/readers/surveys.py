"""Sentences of surveys: the number with its margin, and whether a difference is certain."""

from tests.audit.reading import Reading, reads

Found = dict[str, str | None]


@reads(
    r"Enligt (?P<name>.+?) (?:var (?P<S>.+?) i (?P<PL><PL>) (?P<n><N>) procent(?: \(±(?P<m><N>)\))?"
    r"|fanns (?P<n2><N>)(?: \(±(?P<m2><N>)\))? (?P<S2>.+?) i (?P<PL2><PL>)) (?P<when><WHEN>)"
)
def surveyed(reading: Reading, found: Found) -> None:
    """``Enligt AKU var arbetslösheten i riket 8,7 procent (±0,3) andra kvartalet 2025``."""
    reading.about(found)
    reading.number("number", found["n"] or found["n2"], reading.verdict.now)
    margins = reading.measure.margins
    margin = margins.value(reading.place, reading.period) if margins else None
    reading.claim("margin is told", bool(found["m"] or found["m2"]), margin is not None)
    reading.number("margin", found["m"] or found["m2"], margin)


@reads(r"(?P<same>Nivån är densamma som (?P<w><WHEN>); mindre .+)|Skillnaden mot (?P<w2><WHEN>) är inte statistiskt .+")
def not_certain(reading: Reading, found: Found) -> None:
    """A difference that the margins may explain."""
    reading.words.append("uncertain")
    reading.when(found["w"] or found["w2"], reading.verdict.then_period, compared=True)
    reading.claim("same level", bool(found["same"]), reading.verdict.difference == 0)


@reads(r"Det var (?P<more><MORE>) än (?P<w><WHEN>) \((?P<t><N>)(?: procent)?\), en säkerställd skillnad")
def certain(reading: Reading, found: Found) -> None:
    """``Det var klart fler än första kvartalet i fjol (82 004), en säkerställd skillnad``."""
    reading.words.append(reading.sized(found["more"], reading.verdict.difference))
    reading.number("number before", found["t"], reading.verdict.then)
    reading.when(found["w"], reading.verdict.then_period, compared=True)
