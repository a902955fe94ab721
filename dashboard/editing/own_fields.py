"""The fields of a participant's figure: as a form shows them, and as the file says them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from loaders.ground.clock import day_written
from loaders.own.entries import KEYS, key_named, meaning

FIELDS = tuple(KEYS)
"""Every key of a statement: what the file can say, a form can."""


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
    """A field as the file says it: what its reader takes it for, so that it can be reckoned with."""
    return (day_written(text) or text) if key == "when" else meaning(key, text)


def _written(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ",")
    return " ".join(str(value).split())
