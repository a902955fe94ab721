"""A text to send to whoever maintains the program: what is declared, what is there, and what was said. Pure.

No figures and no names of persons: of settings only which are set, of corrections neither role nor reason, and in every
message what reads as a number, a path of this machine or an address with a name is replaced by a sign.
"""

import platform
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from importlib import metadata

from loaders.fetching.doctor import Examination
from loaders.ground.clock import STOCKHOLM
from loaders.ground.misfits import Misfit
from loaders.ground.people.corrections import states
from loaders.planning.corrections_file import Kept
from loaders.settings import Settings

PROGRAM = "lanspuls"
LEFT_OUT = "#"
"""Stands for a number, a path or a name."""
_SAID = ("county", "connections", "timeout", "retries", "backoff_seconds", "snapshots_kept")
"""Settings whose values are told: they name nobody."""
_ACCOUNT = re.compile(r"(?<=//)[^/\s@]+@|[\w.+-]+@[\w-]+\.[\w.]+")
_PATH = re.compile(r"(?<![\w:/.])(?:~?/|[A-Za-z]:\\)(?!/)[^\s'”\"<>|;,)]+")
_DATED = re.compile(r"(?:19|20)\d\d-(?:\d\d-\d\d|\d\d|K\d|Q\d)")
_NUMBER = re.compile(r"(?<![\w-])[+−-]?\d+(?:[\u00a0\u202f .,:]\d+)*(?![\w-])")


def diagnosis(examined: Iterable[Examination], kept: Kept, settings: Settings, today: date) -> str:
    """The text, in lines of at most a sentence."""
    return "\n".join([*_head(settings, today), *_chosen(kept), *(line for one in examined for line in _table(one)), ""])


def without_figures(text: str) -> str:
    """The text with numbers, paths of this machine and accounts replaced; codes, names and periods stay."""
    text = _PATH.sub(LEFT_OUT, _ACCOUNT.sub("", text))
    return "".join(
        part if _DATED.fullmatch(part) else _NUMBER.sub(LEFT_OUT, part)
        for part in re.split(rf"((?<!\d){_DATED.pattern}(?!\d))", text)
    )


def _head(settings: Settings, today: date) -> Iterator[str]:
    yield f"Länspuls, rapport till den som underhåller, {today}"
    yield "Inga siffror och inga namn på personer är med."
    yield f"python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield f"{PROGRAM} {_version(PROGRAM)}"
    for name in sorted({re.split(r"[^\w.-]", wanted, maxsplit=1)[0] for wanted in _required()}):
        yield f"  {name} {_version(name)}"
    yield "Inställningar:"
    default = Settings()
    for one in fields(Settings):
        value = getattr(settings, one.name)
        if one.name in _SAID:
            yield f"  {one.name} = {value}"
        elif value != getattr(default, one.name):
            yield f"  {one.name}: ändrad"


def _required() -> list[str]:
    try:
        return [wanted for wanted in metadata.requires(PROGRAM) or () if "extra ==" not in wanted]
    except metadata.PackageNotFoundError:
        return []


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "okänd version"


def _chosen(kept: Kept) -> Iterator[str]:
    yield ""
    yield f"Rättelser: {'inga' if not kept.corrections else ''}".rstrip()
    for one, state in states(kept.corrections).items():
        yield f"  {one.source} {one.what.value} {_shown(one.told)}, {one.when} ({state.value})"
    if kept.problems:
        yield "  Filen med rättelser går inte att läsa helt."


def _table(one: Examination) -> Iterator[str]:
    yield ""
    yield f"{one.source} {one.table} {'OK' if one.is_well else 'FEL'}"
    yield f"  för: {', '.join(one.indicators)}"
    if one.look is not None:
        updated = f"{one.look.updated.astimezone(STOCKHOLM):%Y-%m-%d}" if one.look.updated else "okänt när"
        yield f"  senaste period {one.look.last_period or 'okänd'}, uppdaterad {updated}"
    for row in one.found:
        ours = f" ({row.ours})" if row.ours else ""
        how = "" if row.verified else " (sökt)"
        found = f"”{row.code}” {without_figures(row.label)}" if row.code is not None else "finns inte"
        yield f"  {row.variable}{ours}: deklarerat ”{row.declared}” → {found}{how}".rstrip()
    for misfit in one.misfits:
        yield from _misfit(misfit)
    for kind, texts in (
        ("FEL", one.problems), ("Anmärkning", one.remarks), ("Försenad", (one.late,)), ("Innehåll", one.listing),
    ):  # fmt: skip
        for text in filter(None, texts):
            yield f"  {kind}: {without_figures(text)}"


def _misfit(misfit: Misfit) -> Iterator[str]:
    ours = f" ({misfit.ours})" if misfit.ours else ""
    yield f"  SAKNAS {misfit.role.value} {misfit.variable}{ours}: ”{misfit.declared}”"
    for candidate in misfit.candidates:
        name = candidate.name if candidate.label else without_figures(candidate.name)
        yield f"    {_shown(name)} {without_figures(candidate.label)}".rstrip()


def _shown(text: str) -> str:
    return " ".join(_PATH.sub(LEFT_OUT, _ACCOUNT.sub("", text)).split())
