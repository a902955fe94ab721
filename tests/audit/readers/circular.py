"""Sentences of the circular industries, with intervals where parts are hidden."""

from decimal import Decimal

from loaders.ground import places
from tests.audit import phrases as p
from tests.audit import reckoning as r
from tests.audit.reading import Reading, reads
from tests.audit.rules.measure import Measure

Found = dict[str, str | None]

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
