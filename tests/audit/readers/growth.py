"""Sentences of what is a change already: the growth of the regional product."""

from decimal import Decimal

from tests.audit import phrases as p
from tests.audit.figures import a_year_before
from tests.audit.reading import REST_OF, Reading, reads
from tests.audit.rules.verdict import judged

Found = dict[str, str | None]

_GREW = r"(?:(?P<turn>ökade|minskade)(?: (?P<S2>den|det|.+?))? med (?P<n><N>) procent|ändrades(?: (?:den|det))? inte)"


def _grown(reading: Reading, found: Found, value: Decimal | None) -> None:
    size = abs(value) if value is not None else None
    reading.number("growth", found["n"] or "0", size)
    reading.turned(found["turn"], value)


@reads(rf"(?P<S>BRP.+?) i (?P<PL><PL>) {_GREW} (?P<when>\d{{4}})")
def growth(reading: Reading, found: Found) -> None:
    """``BRP i fasta priser i riket ökade med 2,5 procent 2019``."""
    reading.about(found)
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
