"""Which measures and places stand beside each other: the words of the address, and the address of a choice."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import names, places
from loaders.ground.clock import read_day
from loaders.ground.errors import UsageError
from loaders.ground.people.called_places import place_called, written_places

ADDRESS = "/jamfor"
MOST_MEASURES, MOST_PLACES = 4, 6
YEARS = (2, 5, 10)
STANDARD_YEARS = 5
WHOLE = "allt"
_STANDARD = ("unemployment_rate", "employment_rate", "new_vacancies", "population")
"""Measures that are shown where a link names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a link chooses. years: how far back lines reach, 0 for all there is."""

    measures: tuple[str, ...]
    places: tuple[str, ...]
    years: int = STANDARD_YEARS
    as_of: date | None = None


def parse(said: Mapping[str, str], *, home: str) -> Chosen:
    """What the words of a link choose: ``matt`` measures, ``region`` places by code or name (own areas
    as ``2303+2305~Namnet``), ``ar`` years, ``per``.

    A place that stands alone has its county and riket beside it.

    UsageError, with the nearest name, for what is not understood, and for more than stand beside each other.
    """
    measures = _values(said.get("matt", "")) or tuple(catalogue.indicator(id_).slug for id_ in _STANDARD)
    written = written_places(said.get("region", "")) or (home,)
    if said.get("namn") and len(written) == 1:  # as other pages name an own area
        written = (f"{written[0]}~{said['namn']}",)
    for what, number, most in (("mått", len(measures), MOST_MEASURES), ("platser", len(written), MOST_PLACES)):
        if number > most:
            raise UsageError(
                f"{number} {what} are asked for, at most {most} stand beside each other",
                f"Högst {swedish.small_number(most)} {what} visas bredvid varandra; länken har {number}.",
            )
    found = tuple(dict.fromkeys(place_called(one).code for one in written))
    if len(found) == 1:
        found = tuple(dict.fromkeys((*found, places.place(found[0]).county or home, places.NATION)))
    return Chosen(
        measures=tuple(dict.fromkeys(_measure(one) for one in measures)),
        places=found,
        years=_years(said.get("ar", "")),
        as_of=read_day(said["per"]) if "per" in said else None,
    )


def address(chosen: Chosen) -> str:
    """The address that chooses this."""
    said = {
        "matt": ",".join(catalogue.indicator(id_).slug for id_ in chosen.measures),
        "region": ",".join(chosen.places),
        "ar": "" if chosen.years == STANDARD_YEARS else str(chosen.years or WHOLE),
        "per": chosen.as_of.isoformat() if chosen.as_of else "",
    }
    return f"{ADDRESS}?{urlencode({word: text for word, text in said.items() if text}, safe=',+')}"


def _values(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _measure(written: str) -> str:
    shown = catalogue.shown()
    called = ((name, one.id) for one in shown for name in (one.slug, one.id, one.short_title_sv, one.title_sv))
    found = names.find(written, called)
    if len(found) == 1:
        return found[0]
    near = names.nearest(written, (one.slug for one in shown))
    hint = f"Menade du ”{near}”?" if near else f"Det finns: {', '.join(one.slug for one in shown)}."
    raise UsageError(f"there is no measure '{written}'", f"Måttet ”{written}” finns inte. {hint}")


def _years(written: str) -> int:
    if not written:
        return STANDARD_YEARS
    if written == WHOLE:
        return 0
    if written not in {str(one) for one in YEARS}:
        listed = ", ".join(map(str, YEARS))
        raise UsageError(f"ar={written} is none of {listed}", f"Ordet ar kan vara {listed} eller {WHOLE}.")
    return int(written)


def with_measure(chosen: Chosen, id_: str) -> Chosen:
    """The choice with a measure added last, or without it where it is there."""
    return replace(chosen, measures=_toggled(chosen.measures, id_))


def with_place(chosen: Chosen, code: str) -> Chosen:
    """The choice with a place added last, or without it where it is there."""
    return replace(chosen, places=_toggled(chosen.places, code))


def _toggled(there: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(each for each in there if each != one) if one in there else (*there, one)
