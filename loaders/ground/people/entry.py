"""One table of keys in a person's TOML file: values taken as what they must be, faults told at their lines."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from loaders.ground import names
from loaders.ground.errors import UsageError
from loaders.ground.people.toml_text import Fault, Path

LONGEST = 2_000
"""Characters of a text."""
Chosen = TypeVar("Chosen")


@dataclass(frozen=True, slots=True)
class Entry:
    """The keys of a file, or of one of its [tables]; ``at`` is the table's path. Everything raises UsageError."""

    stated: Mapping[str, Any]
    fault: Fault
    at: Path = ()

    def wrong(self, key: str, english: str, swedish: str) -> UsageError:
        """An error at a key's line."""
        return self.fault.at((*self.at, key), english, swedish)

    def only(self, keys: Iterable[str]) -> None:
        """Refuse every key that is not one of these, with the nearest that is."""
        known = tuple(keys)
        for key in self.stated:
            if key not in known:
                near = names.nearest(key, known)
                hint = f"did you mean '{near}'?" if near else f"there are {', '.join(known)}"
                hint_sv = f"Menade du ”{near}”?" if near else f"Det finns: {', '.join(known)}."
                raise self.wrong(key, f"there is no key '{key}'; {hint}", f"det finns ingen nyckel ”{key}”. {hint_sv}")

    def table(self, key: str) -> "Entry":
        """A [table] within this one; an empty one if it is not there."""
        value = self.stated.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"'{key}' must be a table, [{key}]", f"”{key}” ska vara en egen del, [{key}].")
        return Entry(value, self.fault, (*self.at, key))

    def text(self, key: str, default: str | None = None) -> str:
        """A text with single spaces, the default where the key is not there; without a default it must be."""
        value = self.stated.get(key)
        if value is None and default is not None:
            return default
        if value is None:
            raise self.wrong(key, f"'{key}' is missing", f"”{key}” saknas; den måste anges.")
        if not isinstance(value, str):
            raise self.wrong(
                key, f"'{key}' must be text within quotes", f"”{key}” ska vara text inom citattecken, inte {value!r}."
            )
        said = " ".join(value.split())
        if not said:
            raise self.wrong(key, f"'{key}' is empty", f"”{key}” är tom.")
        if len(said) > LONGEST:
            raise self.wrong(
                key, f"'{key}' is longer than {LONGEST} characters", f"”{key}” är längre än {LONGEST} tecken."
            )
        return said

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is not there."""
        value = self.stated.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.wrong(
                key,
                f"'{key}' must be a list of texts",
                f'”{key}” ska vara en lista med texter, till exempel ["a", "b"].',
            )
        return tuple(" ".join(one.split()) for one in value)

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds, both included."""
        value = self.stated.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.wrong(
                key,
                f"'{key}' must be a whole number from {least} to {most}",
                f"”{key}” ska vara ett heltal från {least} till {most}.",
            )
        return value

    def number(self, key: str) -> float | None:
        """A number; None where the key is not there."""
        value = self.stated.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.wrong(key, f"'{key}' must be a number", f"”{key}” ska vara ett tal.")
        return float(value)

    def one_of(self, key: str, choices: Mapping[str, Chosen], default: str | None = None) -> Chosen:
        """What the written word stands for."""
        return self._chosen(key, self.text(key, default), choices)

    def some_of(self, key: str, choices: Mapping[str, Chosen]) -> tuple[Chosen, ...]:
        """What each word of a list stands for."""
        return tuple(self._chosen(key, one, choices) for one in self.texts(key))

    def _chosen(self, key: str, written: str, choices: Mapping[str, Chosen]) -> Chosen:
        found = names.find(written, ((word, word) for word in choices))
        if found:
            return choices[found[0]]
        near, known = names.nearest(written, choices), ", ".join(choices)
        hint_sv = f"Menade du ”{near}”? " if near else ""
        hint = f"did you mean '{near}'? " if near else ""
        raise self.wrong(
            key,
            f"'{written}' is no {key}; {hint}There are {known}",
            f"”{written}” går inte som {key}. {hint_sv}Det finns: {known}.",
        )
