"""Why there is no number: what cannot be added up for several municipalities, and the true reason."""

from tests.audit.reading import HEADLINES, REST_OF, SENTENCES, Reading, reads

_INTERVALS = "kommunernas siffror är intervall, och summan skulle bli en siffra utan sitt intervall"
_COMMUTERS = "den som pendlar mellan kommunerna skulle räknas, fast den stannar inom området"
_PER_HEAD = "en siffra per person eller ett index inte kan läggas ihop"
_BY_KIND = {
    "rate": "andelens täljare och nämnare inte är kända för varje kommun",
    "survey": "en siffra ur ett urval inte kan läggas ihop",
    "growth": "en förändring i procent inte kan läggas ihop",
    "per_head": _PER_HEAD,
}
_CANNOT = r"(?P<name>.+): går inte att räkna ut för (?P<PL><PL>)(?:, eftersom (?P<why>.+))?"


@reads(_CANNOT)
def cannot_be_added(reading: Reading, found: dict[str, str | None]) -> None:
    """``Inpendlare: går inte att räkna ut för övriga länet, eftersom den som pendlar mellan kommunerna …``."""
    measure = reading.measure
    reading.claim("name", found["name"], measure.declared.short_title_sv)
    reading.where(found["PL"], REST_OF)
    reading.claim("a number that can be reckoned", measure.figures.value(REST_OF, reading.period), None)
    if found["why"]:
        reading.claim("reason for no sum", found["why"], _reason(reading))


def _reason(reading: Reading) -> str:
    """The reason by the printed rule and the declared facts of the measure; empty where it can be added up."""
    declared = reading.measure.declared
    if declared.bounds:
        return _INTERVALS
    if declared.over_border:
        return _COMMUTERS
    if " per " in declared.unit_sv or (declared.numerator and declared.kind.value != "rate"):
        return _PER_HEAD
    return _BY_KIND.get(declared.kind.value, "")


HEADLINES.extend((pattern, reader) for pattern, reader in tuple(SENTENCES) if reader is cannot_be_added)
