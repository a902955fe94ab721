"""``data/hallbarhet.toml``: which key figures belong to which goal, and how the region follows its own strategy.

    schema = 1

    [[mal]]                                  # one of the 17 goals of Agenda 2030
    nummer = 8
    nyckeltal = ["N00708"]

    [[omrade]]                               # a priority area of the regional strategy
    namn = "Kompetensförsörjning"
    text = "Fler ska ha utbildning efter gymnasiet."
    nyckeltal = ["N01982"]
    vill = "öka"                             # optional: which way the strategy wants it to go: öka or minska

Kolada's groups do not tell the goal of a key figure, and no publisher knows the region's areas: a person does.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.meetings.toml_file import known_keys, parsed, read_text, text_at, typed
from loaders.ground.errors import UsageError
from loaders.ground.people.files import faults_named
from loaders.ground.people.toml_text import Fault

SCHEMA = 1
GOALS = 17
_WANTED = ("öka", "minska")
_KEYS = ("schema", "mal", "omrade")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A priority area. wants: which way its key figures should go, *öka* or *minska*; empty if unsaid."""

    name: str
    text: str
    kpis: tuple[str, ...]
    wants: str = ""


@dataclass(frozen=True, slots=True)
class Strategy:
    """What a file says. goals: number and ids of key figures, in the order written. problems: one for each fault."""

    goals: tuple[tuple[int, tuple[str, ...]], ...] = ()
    areas: tuple[Area, ...] = ()
    problems: tuple[UsageError, ...] = ()

    def goal_of(self, kpi: str) -> int:
        """The goal a key figure belongs to, the first said; 0 where nobody has said."""
        return next((number for number, kpis in self.goals if kpi in kpis), 0)


def read_strategy(path: Path) -> Strategy:
    """The file beside its faults, each with the file, the line and what to write; nothing if there is no file."""
    if not os.path.lexists(path):
        return Strategy()
    try:
        text = read_text(path, f"{path.name} leads to no file", f"{path.name} leder inte till någon fil.")
    except UsageError as error:
        return Strategy(problems=(error,))
    return parse_strategy(text, path.name)


def parse_strategy(text: str, name: str) -> Strategy:
    """The same of the text of such a file; ``name`` is what error messages call it."""
    goals: list[tuple[int, tuple[str, ...]]] = []
    areas: list[Area] = []
    problems: list[UsageError] = []
    try:
        with faults_named(name):
            fault, raw = parsed(text, name)
            _check(fault, raw)
    except UsageError as error:
        return Strategy(problems=(error,))
    for key, number in _entries(raw):
        try:
            with faults_named(name):
                if key == "mal":
                    goals.append(_goal(fault, raw, number))
                else:
                    areas.append(_area(fault, raw, number))
        except UsageError as error:
            problems.append(error)
    return Strategy(tuple(goals), tuple(areas), tuple(problems))


def _entries(raw: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for key in ("mal", "omrade"):
        for number in range(len(raw.get(key, ()))):
            yield key, number


def _check(fault: Fault, raw: dict[str, Any]) -> None:
    """UsageError for another schema, for unknown keys, and where the entries are none."""
    known_keys(fault, raw, _KEYS, ())
    schema = typed(fault, raw, ("schema",), int, "a whole number", "ett heltal")
    if schema != SCHEMA:
        raise fault.at(("schema",), f"schema is {schema}; write schema = 1", f"schema är {schema}. Skriv schema = 1.")
    for key in ("mal", "omrade"):
        entries = raw.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise fault.at((key,), f"write [[{key}]]", f"skriv [[{key}]].")


def _goal(fault: Fault, raw: dict[str, Any], number: int) -> tuple[int, tuple[str, ...]]:
    here = ("mal", number)
    known_keys(fault, raw["mal"][number], ("nummer", "nyckeltal"), here)
    goal = typed(fault, raw, (*here, "nummer"), int, "a whole number", "ett heltal")
    if not 1 <= goal <= GOALS:
        raise fault.at(
            (*here, "nummer"), f"there is no goal {goal}; they are 1 to {GOALS}", f"målen är 1–{GOALS}, inte {goal}."
        )
    return goal, _kpis(fault, raw, here)


def _area(fault: Fault, raw: dict[str, Any], number: int) -> Area:
    here = ("omrade", number)
    known_keys(fault, raw["omrade"][number], ("namn", "text", "nyckeltal", "vill"), here)
    name, text = (" ".join(text_at(fault, raw, (*here, key)).split()) for key in ("namn", "text"))
    wants = text_at(fault, raw, (*here, "vill")).strip() if "vill" in raw["omrade"][number] else ""
    if wants and wants not in _WANTED:
        raise fault.at(
            (*here, "vill"), f"'{wants}' is neither öka nor minska", f"”{wants}” är varken öka eller minska."
        )
    return Area(name=name, text=text, kpis=_kpis(fault, raw, here), wants=wants)


def _kpis(fault: Fault, raw: dict[str, Any], here: tuple[str | int, ...]) -> tuple[str, ...]:
    found = typed(
        fault, raw, (*here, "nyckeltal"), list, 'a list such as ["N00708"]', 'en lista, till exempel ["N00708"]'
    )
    if not all(isinstance(one, str) and one.strip() for one in found):
        raise fault.at(
            (*here, "nyckeltal"),
            "each key figure is its id within quotes",
            "skriv varje nyckeltals id inom citattecken.",
        )
    return tuple(one.strip() for one in found)
