"""What an origin proposes of a measure, what a person makes of it, and the file that declares it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.commands.declaring.asking import Asking, Check
from loaders.ground import names
from loaders.ground.declarations import Indicator
from loaders.ground.errors import UsageError

KINDS: Mapping[str, str] = {
    "kvot": "andel, index, per invånare: något som inte kan läggas ihop",
    "antal": "hur många det är vid en tidpunkt",
    "händelser": "hur många det blir under en period",
    "belopp": "pengar",
}
GRAINS: Mapping[str, str] = {"år": "", "kvartal": "", "månad": ""}
HEADING = "# Egen indikator. Hur filen skrivs står i hjälpen: /hjalp/egna-indikatorer"
LONGEST_NAME = 40


def _as_said(unit: str) -> str:
    return unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an origin says of a measure; "" where a person must say. source: its table in the file, as lines of TOML.

    grain: "" where it is not known; else it is not asked for. decimals: None where the kind decides. unit_check: the
    unit if it can be. possible: raises UsageError where the source does not have what is declared. copied_from: where
    the file lies that is to be put beside the declaration.
    """

    source: tuple[str, ...]
    title: str = ""
    short_title: str = ""
    unit: str = ""
    kind: str = ""
    grain: str = ""
    definition: str = ""
    decimals: int | None = None
    needs_publisher: bool = False
    unit_check: Check = _as_said
    possible: Callable[[Indicator], None] = field(default=lambda declared: None)
    copied_from: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said by options; "" for what is not."""

    title: str = ""
    short_title: str = ""
    subject: str = ""
    unit: str = ""
    kind: str = ""
    grain: str = ""
    definition: str = ""
    publisher: str = ""


def rows_of(proposal: Proposal, said: Said, asking: Asking, free: Check) -> dict[str, str | int]:
    """The keys of the declaration, each said, answered or proposed. free: a name if no other measure has it.

    UsageError as `Asking.text`.
    """
    text = asking.text
    rows: dict[str, str | int] = {"title": text("--title", "Hela namnet", said.title, proposal.title, check=free)}
    title = str(rows["title"])
    short = proposal.short_title or title.split(",")[0].split(" (")[0]
    rows["short_title"] = short = text("--short-title", "Kort namn", said.short_title, short, check=free)
    asked = "Namnet inne i en mening, i bestämd form, till exempel skattesatsen"
    rows["subject"] = text("--subject", asked, said.subject, short[:1].lower() + short[1:])
    asked = "Enhet, som antal, procent eller kronor"
    rows["unit"] = text("--unit", asked, said.unit, proposal.unit, check=proposal.unit_check)
    rows["kind"] = asking.choice("--kind", "Slag", KINDS, said.kind, proposal.kind)
    if proposal.grain and said.grain not in ("", proposal.grain):
        raise UsageError(
            f"the figures are of {proposal.grain}, not {said.grain}",
            f"Siffrorna är per {proposal.grain}, inte per {said.grain}. Ta bort --grain.",
        )
    rows["grain"] = proposal.grain or asking.choice("--grain", "Siffror per", GRAINS, said.grain, "år")
    counts = rows["kind"] in ("antal", "händelser")
    if proposal.decimals is not None and not counts and proposal.decimals != 1:
        rows["decimals"] = min(proposal.decimals, 3)
    rows["definition"] = text("--definition", "Vad det mäter, i en mening", said.definition, proposal.definition)
    if proposal.needs_publisher:
        rows["publisher"] = text("--publisher", "Vem som gjort filen", said.publisher)
    return rows


def toml_of(rows: Mapping[str, str | int], proposal: Proposal) -> str:
    """The file."""
    lines = [HEADING, *(f"{key} = {_value(row)}" for key, row in rows.items())]
    return "\n".join([*lines, "", *proposal.source]) + "\n"


def file_name(title: str) -> str:
    """A name of a file made of a title: ``andel-unga``."""
    bare = re.sub(r"[^a-z0-9]+", "-", names.fold(title)).strip("-")[:LONGEST_NAME].strip("-")
    return bare if re.match(r"[a-z]", bare) else f"m-{bare}"[:LONGEST_NAME].strip("-")


def _value(row: str | int) -> str:
    return quoted(row) if isinstance(row, str) else str(row)


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def levels_row(levels: tuple[str, ...]) -> tuple[str, ...]:
    """``levels = ["kommun"]``; nothing where there are no such."""
    return (f"levels = [{', '.join(map(quoted, levels))}]",) if levels else ()
