"""What a person asks for in words, as codes: the one resolver of ``lanspuls.read`` and ``lanspuls export``."""

from collections.abc import Sequence
from types import EllipsisType

from loaders.export.summing import require_summed
from loaders.ground import names
from loaders.ground import places as known_places
from loaders.ground.declarations import Grain, Indicator, Level
from loaders.ground.errors import UsageError
from loaders.ground.people.called_places import place_called
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.vocabulary import DIMENSIONS, label_sv
from loaders.store import Edition, Store

COUNTY, MUNICIPALITIES = "länet", "kommunerna"
"""Words for the county of the settings and for its municipalities."""
_LEVELS_SV = {Level.NATION: "riket", Level.AREA: "riksområden", Level.COUNTY: "län", Level.MUNICIPALITY: "kommuner"}


def codes(written: str, county: str) -> tuple[str, ...]:
    """Codes of the places meant by a code or name (one of the region's own too), *länet* or *kommunerna*.

    UsageError with the nearest name.
    """
    if not isinstance(written, str):
        raise UsageError(
            f"{written!r} is no text; write places as texts one after another: 'Åre', '2321', 'riket'",
            f"{written!r} är ingen text. Skriv platserna som texter efter varandra: ”Åre”, ”2321”, ”riket”.",
        )
    if names.fold(written) == names.fold(COUNTY):
        return (county,)
    if names.fold(written) == names.fold(MUNICIPALITIES):
        return tuple(place.code for place in known_places.municipalities(county))
    return (place_called(written).code,)


def require_level(declared: Indicator, code: str) -> None:
    """UsageError where the indicator has no figures at a place's level, or none of several places together."""
    place = known_places.place(code)
    if place.is_summed:
        require_summed(declared, place)
        return
    if place.level not in declared.levels:
        there = [_LEVELS_SV[level] for level in declared.levels]
        raise UsageError(
            f"{declared.id} has no figures for {place.full_name}, only for the level {', '.join(declared.levels)}",
            f"{declared.short_title_sv} finns inte för {place.full_name}, bara för {' och '.join(there)}.",
        )


def period(written: str | int | None, grain: Grain, *, first: bool) -> str | None:
    """A first or last period as its text; a year stands for its first or last part."""
    if written is None:
        return None
    found = Period(str(written))
    if found.grain is Grain.YEAR:
        return Period.of(found.year, 1 if first else PARTS_PER_YEAR[grain], grain)
    return found


def chosen_slice(
    declared: Indicator, store: Store | Edition, chosen: dict[str, str | Sequence[str] | EllipsisType]
) -> dict[str, str | Sequence[str]]:
    """Codes per dimension: the chosen ones for those named, the default for the others; none where all are wanted."""
    wanted: dict[str, str | Sequence[str]] = dict(declared.default_slice)
    named: dict[str, str] = {}
    for written, values in chosen.items():
        dimension = _dimension(declared, written)
        if dimension in named:
            raise UsageError(
                f"'{named[dimension]}' and '{written}' choose the same dimension; write one of them",
                f"”{named[dimension]}” och ”{written}” väljer samma sak. Skriv bara det ena.",
            )
        named[dimension] = written
        if isinstance(values, EllipsisType):
            del wanted[dimension]
            continue
        known = store.codes(declared.id)[dimension]
        each = (values,) if isinstance(values, str) else values
        wanted[dimension] = tuple(dict.fromkeys(_value(dimension, value, known) for value in each))
    return wanted


def _dimension(declared: Indicator, written: str) -> str:
    called = [
        (name, dimension) for dimension in declared.dimensions for name in (dimension, DIMENSIONS[dimension].label_sv)
    ]
    found = names.find(written, called)
    if len(found) == 1:
        return found[0]
    there = ", ".join(f"{name} ({DIMENSIONS[name].label_sv.lower()})" for name in declared.dimensions)
    raise UsageError(
        f"{declared.id} is not divided by '{written}'; it has {there or 'no dimensions'}",
        f"{declared.short_title_sv} delas inte upp efter ”{written}”. Det finns: {there or 'inga uppdelningar'}.",
    )


def _value(dimension: str, written: str, known: Sequence[str]) -> str:
    words = {value.code: value.url_word for value in DIMENSIONS[dimension].values}
    called = [(name, code) for code in known for name in (code, label_sv(dimension, code), words.get(code, code))]
    found = names.find(written, called)
    if len(found) == 1:
        return found[0]
    near = names.nearest(written, (name for name, _ in called))
    there = names.listed(label_sv(dimension, code) for code in known)
    hint = f"did you mean '{near}'? " if near else ""
    hint_sv = f"Menade du ”{near}”? " if near else ""
    raise UsageError(
        f"there is no {dimension} '{written}'; {hint}there are {', '.join(known)}",
        f"{DIMENSIONS[dimension].label_sv} ”{written}” finns inte. {hint_sv}Det finns: {there}.",
    )
