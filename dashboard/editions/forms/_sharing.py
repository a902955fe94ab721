"""Values of many figures written once each: the periods of an axis, a font, a line that two sizes share."""

from collections import Counter
from typing import Any

import orjson

_LEAST_BYTES = 48
"""Shorter values cost less than a reference to them."""
REFERENCE = "$"


def shared(value: Any) -> tuple[list[Any], Any]:
    """The values that occur more than once, and ``value`` with ``{"$": n}`` where the n-th of them stands."""
    counted: Counter[bytes] = Counter()
    _count(value, counted)
    pool: list[Any] = []
    numbered: dict[bytes, int] = {}

    def written(one: Any) -> Any:
        if not isinstance(one, dict | list):
            return one
        key = orjson.dumps(one)
        if len(key) < _LEAST_BYTES or counted[key] == 1:
            return _parts(one)
        if key not in numbered:
            parts = _parts(one)
            numbered[key] = len(pool)
            pool.append(parts)
        return {REFERENCE: numbered[key]}

    def _parts(one: Any) -> Any:
        if isinstance(one, dict):
            return {name: written(part) for name, part in one.items()}
        return [written(part) for part in one]

    return pool, written(value)


def _count(value: Any, counted: Counter[bytes]) -> None:
    if isinstance(value, dict | list):
        counted[orjson.dumps(value)] += 1
        for part in value.values() if isinstance(value, dict) else value:
            _count(part, counted)
