"""The limits of the words, read from the table that docs/words.md prints. Nothing is taken from the pages' code."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tests.shared import REPOSITORY

WORDS = ("unchanged", "slight", "plain", "clear")
"""The steps a difference can have, smallest first."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Where *något*, the plain word and *klart* begin, and the least persons behind a word."""

    starts: tuple[Decimal, Decimal, Decimal]
    persons: int = 0
    both_at_least: int = 0

    def step(self, difference: Decimal) -> int:
        """0 under the first limit, up to 3; a difference that equals a limit has reached it."""
        return sum(abs(difference) >= start for start in self.starts)


@cache
def limits() -> dict[str, Limits]:
    """Limits by kind, as printed; a kind without numbers is not there."""
    found: dict[str, Limits] = {}
    text = (REPOSITORY / "docs" / "words.md").read_text(encoding="utf-8")
    table = text.split("## Limits", 1)[1].split("\n## ", 1)[0]
    for row in re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", table, re.MULTILINE):
        numbers = [re.match(r"[\d,]+", cell.strip()) for cell in row[1:4]]
        if not all(numbers):
            continue
        starts = [Decimal(one[0].replace(",", ".")) for one in numbers if one]
        persons, both = (re.search(pattern, row[4]) for pattern in (r"(\d+) persons", r"both numbers ≥ (\d+)"))
        for kind in row[0].split(", "):
            found[kind] = Limits(
                (starts[0], starts[1], starts[2]), int(persons[1]) if persons else 0, int(both[1]) if both else 0
            )
    return found | {"rare": found["flow"]}


def limits_of(kind: str, *, is_share: bool) -> Limits:
    """The limits for a kind; a survey has those of a rate or of a flow."""
    return limits()[("rate" if is_share else "flow") if kind == "survey" else kind]
