"""Sentences of indices and of counts at two places: how far from the mean, and those who commute."""

from decimal import Decimal

from tests.audit import phrases as p
from tests.audit import reckoning as r
from tests.audit.reading import Reading, reads

Found = dict[str, str | None]
MEAN = Decimal(100)
"""What the printed rule says the barometer's indices are on the average."""


@reads(
    r"Det är (?:(?P<n><N>) (?P<side>över|under) (?P<mean><N>)|detsamma som (?P<same><N>)), "
    r"som är medelvärdet över åren"
)
def mean_level(reading: Reading, found: Found) -> None:
    """``Det är 1,7 under 100, som är medelvärdet över åren``."""
    reading.claim("mean", p.number(found["mean"] or found["same"] or "0"), MEAN)
    apart = r.apart(reading.verdict.now, MEAN)
    reading.claim("distance to the mean", p.number(found["n"] or "0"), abs(apart))
    reading.claim("side of the mean", found["side"], None if apart == 0 else "över" if apart > 0 else "under")
    reading.told.add("mean level")


def has_mean_level(reading: Reading) -> bool:
    """Whether the number is set beside a mean over the years, as those of the Konjunkturbarometern are."""
    return reading.measure.declared.mean_level is not None and reading.verdict.now is not None


@reads(
    r"Nettopendlingen är (?:(?P<n>[+−]<N>): så många (?P<side>fler|färre) arbetar i (?P<PL><PL>) än det bor sysselsatta"
    r" där \((?P<work><N>) mot (?P<live><N>)\)|noll: lika många arbetar i (?P<PL2><PL>) som det bor sysselsatta där)"
)
def commuting(reading: Reading, found: Found) -> None:
    """``Nettopendlingen är +210: så många fler arbetar i Åre kommun än det bor sysselsatta där (6 320 mot 6 110)``."""
    net = net_commuting(reading)
    reading.where(found["PL"] or found["PL2"])
    reading.claim("net commuting", p.number(found["n"] or "0"), net)
    reading.claim("side of the net", found["side"], None if not net else "fler" if net > 0 else "färre")
    reading.number("those who work there", found["work"], reading.verdict.now)
    reading.number("those who live there", found["live"], r.apart(reading.verdict.now, net))
    reading.told.add("net commuting")


def net_commuting(reading: Reading) -> Decimal | None:
    """Employed by workplace less employed by residence, of displayed numbers; None for riket, and other measures."""
    measure, place = reading.measure, reading.place
    if measure.slice.get("basis") != "workplace" or place == "00" or reading.verdict.rule == "incomplete":
        return None
    living = reading.library.measure(measure.declared.id, basis="residence").figures.value(place, reading.period)
    now = reading.verdict.now
    return None if living is None or now is None else now - r.rounded(living, reading.dec)
