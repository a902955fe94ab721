"""The fields of a participant's figure: as a form shows them, and as the file says them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from loaders.own.entries import KEYS, key_named, sure_number, written_period

FIELDS = tuple(KEYS)
"""Every key of a statement: what the file can say, a form can."""
_NUMBERS = ("value", "base", "key")
_PER_CENT = re.compile(r"\s*(?:%|procent)$")
_LARGEST = 10**15
"""Larger numbers are kept as they were written, since a float holds no more digits."""


def fields_of(stated: Mapping[str, Any]) -> dict[str, str]:
    """What a statement says, by the English name of each key, as a person writes it; empty where it says nothing."""
    found = dict.fromkeys(FIELDS, "")
    for name, value in stated.items():
        if (key := key_named(name)) is not None:
            found[key] = _written(value)
    return found


def name_in(names: Iterable[str], key: str) -> str:
    """What a statement calls a key: as it does already, else in the language of its other keys."""
    there = list(names)
    used = next((name for name in there if key_named(name) == key), "")
    in_swedish = any(name.lower() not in KEYS for name in there)
    return used or (KEYS[key] if in_swedish else key)


def value_of(key: str, text: str) -> str | int | float | date:
    """A field as the file says it: a number as one, so that it can be reckoned with, a day as a day, and a period as
    2026-10 or 2026-Q3.

    What may be thousands and may be decimals stays as it was written, and is refused when it is read.
    """
    if key == "period":
        return written_period(text)
    if key == "when":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    found = sure_number(_PER_CENT.sub("", text) if key == "key" else text) if key in _NUMBERS else None
    if found is None or abs(found) >= _LARGEST:
        return text
    return int(found) if found.is_integer() else found


def _written(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ",")
    return " ".join(str(value).split())
