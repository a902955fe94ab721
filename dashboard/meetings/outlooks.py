"""``data/utsikter.toml``: what an agency has said of the time ahead, as quotations with issuer, day and link.

    schema = 1

    [[utsikt]]
    issuer = "Arbetsförmedlingen"
    title = "Arbetsmarknadsutsikterna hösten 2026"
    date = 2026-12-09
    link = "https://arbetsformedlingen.se/statistik/analyser-och-prognoser"
    quote = "…"
    place = "00"          # whom it is about: 00, a county or a municipality
    about = "2027"        # the time it is about

    measure = "/indikator/arbetsloshet"   # optional, with period: where it shows what came
    period = "2027-06"                    # the period of the measure that it spoke of: 2027, 2027-Q2, 2027-06
    said = 4.5                            # optional: the number it gave for that period, in the measure's unit

A quotation stays one: no number in it becomes a bar or a curve. One that names a measure is set against what came.
"""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.meetings.keys import chosen_by
from dashboard.meetings.toml_file import day_at, known_keys, parsed, read_text, text_at, typed
from dashboard.model import DEMODATA
from dashboard.views.selection import Selection
from loaders.ground import places
from loaders.ground.clock import require_year
from loaders.ground.errors import SourceChanged, UsageError
from loaders.ground.people.files import address_parts, faults_named
from loaders.ground.people.toml_text import Fault
from loaders.ground.periods import Period, read

SCHEMA = 1
LONGEST_QUOTE = 400
LARGEST_NUMBER = 1e15
_KEYS = ("issuer", "title", "date", "link", "quote", "place", "about")
_MAY_HAVE = ("measure", "period", "said")


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What shows what became of a judgement: a measure, its period, and the number that was given, if one was."""

    chosen: Selection
    period: Period
    said: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """One quotation. place: code of the place it is about. about: the time it is about, as written.

    foreseen: what it can be set against; None where nobody has said.
    """

    issuer: str
    title: str
    date: date
    link: str
    quote: str
    place: str
    about: str
    foreseen: Foreseen | None = None

    @property
    def is_made_up(self) -> bool:
        """Whether whoever wrote it down marked it as made up."""
        return DEMODATA in self.title or DEMODATA in self.quote or DEMODATA in self.issuer


@dataclass(frozen=True, slots=True)
class Outlooks:
    """What a file says. found: the quotations, newest first. problems: one for the file, or for each faulty entry."""

    found: tuple[Outlook, ...] = ()
    problems: tuple[UsageError, ...] = ()


def read_outlooks(path: Path) -> Outlooks:
    """The quotations of a file beside its faults, each with the file, the line and what to write; none if no file."""
    if not os.path.lexists(path):
        return Outlooks()
    try:
        text = read_text(path, f"{path.name} leads to no file", f"{path.name} leder inte till någon fil.")
    except UsageError as error:
        return Outlooks(problems=(error,))
    return parse_outlooks(text, path.name)


def parse_outlooks(text: str, name: str) -> Outlooks:
    """The same of the text of such a file; ``name`` is what error messages call it."""
    try:
        with faults_named(name):
            fault, raw = parsed(text, name)
            count = _entries(fault, raw)
    except UsageError as error:
        return Outlooks(problems=(error,))
    found, problems = [], []
    for number in range(count):
        try:
            with faults_named(name):
                found.append(_outlook(fault, raw, number))
        except UsageError as error:
            problems.append(error)
    newest_first = sorted(found, key=lambda outlook: outlook.date, reverse=True)
    return Outlooks(tuple(newest_first), tuple(problems))


def _entries(fault: Fault, raw: dict[str, Any]) -> int:
    """How many entries a file has. UsageError where it has none or something else."""
    known_keys(fault, raw, ("schema", "utsikt"), ())
    schema = typed(fault, raw, ("schema",), int, "a whole number", "ett heltal")
    if schema != SCHEMA:
        raise fault.at(("schema",), f"schema is {schema}; write schema = 1", f"schema är {schema}. Skriv schema = 1.")
    entries = typed(fault, raw, ("utsikt",), list, "one or more [[utsikt]]", "ett eller flera [[utsikt]]")
    if not all(isinstance(entry, dict) for entry in entries):
        raise fault.at(("utsikt",), "write [[utsikt]]", "skriv [[utsikt]].")
    return len(entries)


def _outlook(fault: Fault, raw: dict[str, Any], number: int) -> Outlook:
    here = ("utsikt", number)
    known_keys(fault, raw["utsikt"][number], (*_KEYS, *_MAY_HAVE), here)
    texts = {key: " ".join(text_at(fault, raw, (*here, key)).split()) for key in _KEYS if key != "date"}
    address = address_parts(texts["link"])
    if address is None or address.scheme != "https" or not address.hostname:
        raise fault.at(
            (*here, "link"),
            f"'{texts['link']}' is no address; write it from https:// on",
            f"”{texts['link']}” är ingen adress. Skriv den från https:// och framåt.",
        )
    if len(texts["quote"]) > LONGEST_QUOTE:
        raise fault.at(
            (*here, "quote"),
            f"the quotation has {len(texts['quote'])} characters; {LONGEST_QUOTE} fit",
            f"citatet har {len(texts['quote'])} tecken, {LONGEST_QUOTE} får plats.",
        )
    try:
        place = places.place(texts.pop("place")).code
    except UsageError as error:
        raise fault.at((*here, "place"), str(error), error.message_sv) from None
    foreseen = _foreseen(fault, raw, number, place)
    return Outlook(date=day_at(fault, raw, (*here, "date")), place=place, foreseen=foreseen, **texts)


def _foreseen(fault: Fault, raw: dict[str, Any], number: int, place: str) -> Foreseen | None:
    """What the entry can be set against; None where it names no measure."""
    here, entry = ("utsikt", number), raw["utsikt"][number]
    if "measure" not in entry:
        lonely = next((key for key in ("period", "said") if key in entry), None)
        if lonely is not None:
            raise fault.at(
                (*here, lonely),
                f"'{lonely}' needs a measure; write measure = \"/indikator/arbetsloshet\"",
                f'”{lonely}” behöver ett mått. Skriv measure = "/indikator/arbetsloshet".',
            )
        return None
    try:
        chosen = chosen_by(text_at(fault, raw, (*here, "measure")), place)
    except UsageError as error:
        raise fault.at((*here, "measure"), str(error), error.message_sv) from None
    written = text_at(fault, raw, (*here, "period"))
    try:
        period = read(written, chosen.declared.grain)
        require_year(period.year, written)
    except (SourceChanged, UsageError):
        raise fault.at(
            (*here, "period"),
            f"'{written}' is no period of that measure; write 2027, 2027-Q2 or 2027-06 as the measure has them",
            f"”{written}” är ingen period i det måttet. Skriv 2027, 2027-Q2 eller 2027-06, så som måttet har dem.",
        ) from None
    said = typed(fault, raw, (*here, "said"), int | float, "a number", "ett tal") if "said" in entry else None
    if said is not None and not abs(said) < LARGEST_NUMBER:
        raise fault.at((*here, "said"), "'said' must be a number below 10^15", "”said” ska vara ett tal under 10^15.")
    return Foreseen(chosen=chosen, period=period, said=None if said is None else float(said))


def demo_outlooks_toml(today: date, county: str = "23") -> str:
    """Two made-up quotations, marked DEMODATA, as the text of such a file; one can be set against what came."""
    return f'''# DEMODATA: påhittade citat som visar hur en utsikt skrivs in.
schema = 1

[[utsikt]]
issuer = "Arbetsförmedlingen"
title = "DEMODATA, påhittad rapport"
date = {today.year}-06-10
link = "https://arbetsformedlingen.se/"
quote = "DEMODATA. Här står det som myndigheten har skrivit om tiden framåt, ord för ord."
place = "{county}"
about = "{today.year + 1}"

[[utsikt]]
issuer = "Arbetsförmedlingen"
title = "DEMODATA, påhittad rapport"
date = {today.year - 1}-06-10
link = "https://arbetsformedlingen.se/"
quote = "DEMODATA. Arbetslösheten i länet väntas vara 4,5 procent vid årets slut."
place = "{county}"
about = "{today.year - 1}"
measure = "/indikator/arbetsloshet"
period = "{today.year - 1}-12"
said = 4.5
'''
