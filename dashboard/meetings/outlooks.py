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

A quotation stays one: no number in it becomes a bar or a curve.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dashboard.meetings.toml_file import Fault, day_at, known_keys, parsed, read_text, text_at, typed
from dashboard.model import DEMODATA
from loaders.ground import places
from loaders.ground.errors import UsageError

FILE = "utsikter.toml"
SCHEMA = 1
LONGEST_QUOTE = 400
_KEYS = ("issuer", "title", "date", "link", "quote", "place", "about")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """One quotation. place: code of the place it is about. about: the time it is about, as written."""

    issuer: str
    title: str
    date: date
    link: str
    quote: str
    place: str
    about: str

    @property
    def is_made_up(self) -> bool:
        """Whether whoever wrote it down marked it as made up."""
        return DEMODATA in self.title or DEMODATA in self.quote or DEMODATA in self.issuer


def load_outlooks(path: Path) -> tuple[Outlook, ...]:
    """All quotations of a file, the newest first; none if there is no file.

    UsageError with the file, the line and what to write instead on the first fault.
    """
    if not path.exists():
        return ()
    return parse_outlooks(read_text(path, f"there is no {path}", f"Det finns ingen {path.name}."), path.name)


def parse_outlooks(text: str, name: str) -> tuple[Outlook, ...]:
    """Check the text of such a file; ``name`` is what error messages call it."""
    fault, raw = parsed(text, name)
    known_keys(fault, raw, ("schema", "utsikt"), ())
    schema = typed(fault, raw, ("schema",), int, "a whole number", "ett heltal")
    if schema != SCHEMA:
        raise fault.at(("schema",), f"schema is {schema}; write schema = 1", f"schema är {schema}. Skriv schema = 1.")
    entries = typed(fault, raw, ("utsikt",), list, "one or more [[utsikt]]", "ett eller flera [[utsikt]]")
    if not all(isinstance(entry, dict) for entry in entries):
        raise fault.at(("utsikt",), "write [[utsikt]]", "skriv [[utsikt]].")
    found = [_outlook(fault, raw, number) for number in range(len(entries))]
    return tuple(sorted(found, key=lambda outlook: outlook.date, reverse=True))


def _outlook(fault: Fault, raw: dict[str, Any], number: int) -> Outlook:
    here = ("utsikt", number)
    known_keys(fault, raw["utsikt"][number], _KEYS, here)
    texts = {key: " ".join(text_at(fault, raw, (*here, key)).split()) for key in _KEYS if key != "date"}
    address = urlsplit(texts["link"])
    if address.scheme != "https" or not address.netloc:
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
    return Outlook(date=day_at(fault, raw, (*here, "date")), place=place, **texts)


def demo_outlooks_toml(today: date, county: str = "23") -> str:
    """A made-up quotation, marked DEMODATA, as the text of such a file."""
    return f'''# DEMODATA: ett påhittat citat som visar hur en utsikt skrivs in.
schema = 1

[[utsikt]]
issuer = "Arbetsförmedlingen"
title = "DEMODATA, påhittad rapport"
date = {today.year}-06-10
link = "https://arbetsformedlingen.se/"
quote = "DEMODATA. Här står det som myndigheten har skrivit om tiden framåt, ord för ord."
place = "{county}"
about = "{today.year + 1}"
'''
