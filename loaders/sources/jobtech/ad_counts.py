"""Counts of ads that must agree: places with the places in them, months with the time they span, now with before.

An API that does not obey a filter, or does not know an id, answers with a number all the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from loaders.ground import periods, places
from loaders.ground.declarations import Level
from loaders.ground.errors import SourceChanged
from loaders.ground.panel import REGION, Panel

MONTHLY, OPEN = "annonser-manad", "annonser-oppna"
OFTEN = 10
"""A municipality that has this many ads in an ordinary month does not have none in several, nor none open."""
FEW_MONTHS, MANY_MONTHS = 3, 6
"""Months without an ad that are too many where there are many as a rule, and where nothing is known of the place."""
MANY = 100
"""Ads that no county can have and riket too."""
_SLACK = 0.02
_LEAST_SLACK = 5


@dataclass(frozen=True, slots=True)
class Count:
    """What one answer said: whom it was asked about, and its numbers by the name of their field.

    unread: what stands in a field where a whole number should, by the field's name.
    """

    table: str
    region: str
    since: str
    until: str
    on: date
    numbers: Mapping[str, float | None]
    unread: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_control(self) -> bool:
        """Whether it is the count of all months together."""
        return self.since != self.until


def held_together(single: Sequence[Count], control: Sequence[Count]) -> Iterator[str]:
    """Lines on what was proved. SourceChanged if places or months contradict each other: a filter was not obeyed."""
    totals: dict[str, dict[str, float]] = {}
    for count in single:
        totals.setdefault(count.since, {})[count.region] = count.numbers["total.value"] or 0
    for month, by_place in totals.items():
        _check_places(month, by_place)
    lines = [f"{len(single)} svar, {min(totals)} till {max(totals)}"]
    for whole in control:
        months = [by_place for month, by_place in totals.items() if whole.since <= month <= whole.until]
        parts = [by_place[whole.region] for by_place in months if whole.region in by_place]
        if len(parts) != len(months) or len(parts) != len(periods.span(whole.since, whole.until)):
            continue
        summed, said = sum(parts), whole.numbers["total.value"] or 0
        if abs(summed - said) > max(_LEAST_SLACK, _SLACK * said):
            raise SourceChanged(
                f"jobtech: the months {whole.since} to {whole.until} have {summed:.0f} ads, but asked for together "
                f"they are {said:.0f}: historical-from and -to no longer bound the day of publication"
            )
        lines.append(f"prövat: månaderna summerar till perioden ({summed:.0f} mot {said:.0f})")
    return iter(lines)


def _check_places(month: str, by_place: Mapping[str, float]) -> None:
    for code, value in by_place.items():
        place = places.place(code)
        if place.level is Level.MUNICIPALITY:
            continue
        within = {c: v for c, v in by_place.items() if c != code and _lies_in(c, code)}
        if sum(within.values()) > value * (1 + _SLACK) + _LEAST_SLACK:
            raise SourceChanged(
                f"jobtech: {month}: {place.name} has {value:.0f} ads but its parts {sum(within.values()):.0f}: "
                "the place asked for is not obeyed; see the parameters in the API's /swagger.json"
            )
        same = next((c for c, v in within.items() if v == value > MANY), "")
        if place.level is Level.NATION and same:
            raise SourceChanged(
                f"jobtech: {month}: {place.name} has {value:.0f} ads and so has {places.place(same).name}: the place "
                "asked for is not obeyed; see the parameters in the API's /swagger.json"
            )
        if value == 0:
            raise SourceChanged(
                f"jobtech: {month}: not one ad in {place.name}: its concept id {place.concept} may have changed"
            )


def refuse_silence(counts: Sequence[Count], held: Panel | None) -> None:
    """SourceChanged for a municipality that has lost all its ads: its id finds nothing any more.

    held: what is stored of ads; None if nothing is.
    """
    by_place: dict[str, list[Count]] = {}
    for count in counts:
        if places.place(count.region).level is Level.MUNICIPALITY:
            by_place.setdefault(count.region, []).append(count)
    for code, told in by_place.items():
        if any(count.numbers["total.value"] for count in told):
            continue
        ordinary = _ordinary(held, code)
        few = 1 if told[0].table == OPEN else FEW_MONTHS
        if len(told) >= (MANY_MONTHS if ordinary is None else few) and (ordinary is None or ordinary >= OFTEN):
            place = places.place(code)
            known = "" if ordinary is None else f", and had {ordinary:.0f} in an ordinary month"
            raise SourceChanged(
                f"jobtech: {place.name} has not one ad in {told[0].since} to {told[-1].since}{known}: its concept id "
                f"{place.concept} may have changed; compare it with JobTech's taxonomy and mend "
                "loaders/ground/places.csv"
            )


def _ordinary(held: Panel | None, code: str) -> float | None:
    """The middle of what is stored for a place, None if nothing is."""
    if held is None or code not in held.axes[REGION]:
        return None
    stored = held.take(**{REGION: code}).values
    return float(np.nanmedian(stored)) if not np.isnan(stored).all() else None


def _lies_in(code: str, whole: str) -> bool:
    place = places.place(code)
    return (
        place.level is Level.COUNTY
        if whole == places.NATION
        else place.level is Level.MUNICIPALITY and (place.county == whole)
    )
