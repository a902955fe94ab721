"""A publisher's unit texts held against the declared unit: another unit stops the table. Pure."""

import re
from collections.abc import Mapping

from loaders.ground.declarations import Indicator, PxQuery
from loaders.ground.errors import SourceChanged

_UNITS = {
    "per cent": r"procent|percent|%|per cent",
    "per mille": r"promille|per mille|‰",
    "thousands of persons": r"1\s?000-tal|tusental|thousands",
    "million kronor": r"mn?kr|miljoner kr|mkr|sek,? million|million sek|sek millions?",
    "thousand kronor": r"tkr|tusen kr|1\s?000 kr|sek,? thousand|thousand sek|sek thousands?",
    "billion kronor": r"mdr? ?kr|mdkr|miljarder kr|sek,? billions?|billion sek",
    "kronor": r"kronor|kr|sek",
    "index": r"index",
    "persons": r"antal|number|personer|persons",
}
_DECLARED = {
    "procent": "per cent",
    "miljoner kronor": "million kronor",
    "tusen kronor": "thousand kronor",
    "personer": "persons",
    "antal": "persons",
    "index": "index",
}


def unit_family(text: str) -> str | None:
    """Which unit a publisher's unit text (``antal``, ``percent``, ``mnkr``) means; None if nobody here knows it."""
    cleaned = text.strip().lower()
    return next((family for family, form in _UNITS.items() if re.match(rf"(?:{form})(?!\w)", cleaned)), None)


def check_units(indicator: Indicator, query: PxQuery, units: Mapping[str, str]) -> tuple[str, ...]:
    """Hold the publisher's units (content code → text) against the declared one.

    Returns remarks on units that cannot be judged. SourceChanged if one is another unit than the declared.
    """
    declared = next((unit for start, unit in _DECLARED.items() if indicator.unit_sv.startswith(start)), None)
    if declared is None:
        return (f"{indicator.id}: no rule tells which unit text '{indicator.unit_sv}' has in {query.table}",)
    remarks = []
    for code, text in units.items():
        family = unit_family(text)
        if family is None:
            remarks.append(f"{indicator.id}: unit '{text}' of {query.table} {code} is not verified to be {declared}")
        elif family != declared:
            raise SourceChanged(
                f"{indicator.id}: table {query.table} gives {code} in '{text}' ({family}), but {declared} is declared. "
                "If the publisher has changed unit, declare a new indicator or a break before fetching again."
            )
    return tuple(remarks)
