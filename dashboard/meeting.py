"""Meeting files: ``data/meetings/<date>.toml``, the analyst's choice of views and own words for one month's segment.

schema = 1, date, title, place, county, as_of (optional), then one ``[[view]]`` per slide with ``link`` (a dashboard
link: the same words as in the address bar), ``words`` and ``headline`` (both optional).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dashboard import selection
from dashboard.selection import Selection
from dashboard.tomlfile import Fault, day_at, known_keys, parsed, read_text, text_at, typed
from loaders import places
from loaders.errors import UsageError
from loaders.model import Level

SCHEMA = 1
LONGEST_HEADLINE = 90
_MEETING_KEYS = ("schema", "date", "title", "place", "county", "as_of", "view")
_VIEW_KEYS = ("link", "words", "headline")
_FILE_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One slide: what is shown, what the analyst says below it, and the analyst's own headline if there is one."""

    link: str
    selection: Selection
    words: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting file, checked. ``as_of`` holds for every view whose link has no day of its own."""

    date: date
    title: str
    place: str
    county: str
    views: tuple[MeetingView, ...]
    as_of: date | None = None

    @property
    def slug(self) -> str:
        """The meeting's word in the address bar: its date."""
        return self.date.isoformat()


def load_meeting(path: Path) -> Meeting:
    """Read and check one meeting file.

    UsageError with the file, the line and what to write instead, in English and Swedish, on the first fault.
    """
    text = read_text(
        path, f"there is no meeting file {path}; create it or name another", f"Det finns ingen mötesfil {path.name}."
    )
    meeting = parse_meeting(text, path.name)
    if _FILE_NAME.fullmatch(path.stem) and path.stem != meeting.slug:
        raise Fault(path.name, text).at(
            ("date",),
            f"date is {meeting.slug}, but the file is named {path.name}; make them alike",
            f"datumet är {meeting.slug} men filen heter {path.name}. Gör dem lika.",
        )
    return meeting


def parse_meeting(text: str, name: str) -> Meeting:
    """Check the text of a meeting file; ``name`` is what error messages call it."""
    fault, raw = parsed(text, name)
    known_keys(fault, raw, _MEETING_KEYS, ())
    schema = typed(fault, raw, ("schema",), int, "a whole number", "ett heltal")
    if schema != SCHEMA:
        raise fault.at(("schema",), f"schema is {schema}; write schema = 1", f"schema är {schema}. Skriv schema = 1.")
    county = text_at(fault, raw, ("county",))
    if county not in places.codes_at((Level.COUNTY,)):
        raise fault.at(
            ("county",),
            f"'{county}' is not a county; write two digits within quotes, such as \"23\"",
            f'”{county}” är inget län. Skriv två siffror inom citattecken, till exempel "23".',
        )
    as_of = day_at(fault, raw, ("as_of",)) if "as_of" in raw else None
    views = typed(fault, raw, ("view",), list, "one or more [[view]]", "ett eller flera [[view]]")
    if not views or not all(isinstance(view, dict) for view in views):
        raise fault.at(("view",), "write at least one [[view]]", "skriv minst ett [[view]].")
    return Meeting(
        date=day_at(fault, raw, ("date",)),
        title=text_at(fault, raw, ("title",)),
        place=text_at(fault, raw, ("place",)),
        county=county,
        as_of=as_of,
        views=tuple(_view(fault, raw, number, county, as_of) for number in range(len(views))),
    )


def _view(fault: Fault, raw: dict[str, Any], number: int, county: str, as_of: date | None) -> MeetingView:
    here = ("view", number)
    view = raw["view"][number]
    known_keys(fault, view, _VIEW_KEYS, here)
    link = text_at(fault, raw, (*here, "link"))
    headline = text_at(fault, raw, (*here, "headline")) if "headline" in view else ""
    if len(headline) > LONGEST_HEADLINE:
        raise fault.at(
            (*here, "headline"),
            f"the headline has {len(headline)} characters; {LONGEST_HEADLINE} fit",
            f"rubriken har {len(headline)} tecken, {LONGEST_HEADLINE} får plats.",
        )
    try:
        chosen = chosen_by(link, county)
    except UsageError as error:
        raise fault.at((*here, "link"), str(error), error.message_sv) from None
    if as_of and not chosen.as_of:
        chosen = chosen.but(as_of=as_of)
    return MeetingView(
        link=link,
        selection=chosen,
        words=text_at(fault, raw, (*here, "words")).strip() if "words" in view else "",
        headline=headline.strip(),
    )


def chosen_by(link: str, county: str) -> Selection:
    """What a dashboard link to an indicator chooses; UsageError if it is something else."""
    address = urlsplit(link.strip())
    if address.scheme or address.netloc or address.fragment or not address.path.startswith(selection.INDICATOR):
        raise UsageError(
            f"'{link}' is not a link to an indicator; write it from {selection.INDICATOR} on",
            f"”{link}” är ingen länk till en indikator. Skriv den från {selection.INDICATOR} och framåt, utan http.",
        )
    return selection.parse(address.path, address.query, home=county)


def meeting_files(folder: Path) -> tuple[Path, ...]:
    """The folder's meeting files named by date, newest first; empty if there is no such folder."""
    if not folder.is_dir():
        return ()
    return tuple(sorted((p for p in folder.glob("*.toml") if _FILE_NAME.fullmatch(p.stem)), reverse=True))


def newest_meeting(folder: Path) -> Path:
    """The file of the latest meeting; UsageError if the folder has none."""
    files = meeting_files(folder)
    if not files:
        raise UsageError(
            f"no meeting files in {folder}; write one named by its date, such as 2026-11-30.toml",
            "Det finns inga mötesfiler än. Skriv en som heter efter sitt datum, till exempel 2026-11-30.toml.",
        )
    return files[0]


def last_monday(month: date) -> date:
    """The last Monday of the month a day lies in."""
    first_of_next = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = first_of_next - timedelta(days=1)
    return last - timedelta(days=last.weekday())


def next_meeting_day(folder: Path, today: date) -> date:
    """The day of the first meeting file from today on; without one, the last Monday of this month or the next."""
    ahead = [day for path in meeting_files(folder) if (day := date.fromisoformat(path.stem)) >= today]
    if ahead:
        return min(ahead)
    this_month = last_monday(today)
    return this_month if this_month >= today else last_monday(this_month + timedelta(days=14))


def demo_meeting_toml(today: date) -> str:
    """A made-up meeting on the last Monday of this month, marked DEMODATA, as the text of a meeting file."""
    return f'''# DEMODATA: ett påhittat möte som visar hur en mötesfil skrivs.
schema = 1
date = {last_monday(today).isoformat()}
title = "Regional näringslivsdialog"
place = "Östersund"
county = "23"

[[view]]
link = "/indikator/arbetsloshet?region=23&jamfor=00"
words = """
DEMODATA. Arbetslösheten i länet jämförs med riket: samma mått, samma månad, samma åldrar.
"""

[[view]]
link = "/indikator/arbetsloshet?region=23&matt=kommuner"
words = "DEMODATA. I små kommuner kan några få personer flytta andelen mycket."

[[view]]
link = "/indikator/sysselsattningsgrad?region=23&jamfor=00"

[[view]]
link = "/indikator/sysselsatta-bransch?region=23"
words = "DEMODATA. Räknat där arbetsplatsen ligger, inte där människor bor."

[[view]]
link = "/indikator/folkmangd?region=23"

[[view]]
link = "/indikator/folkokning?region=23"

[[view]]
link = "/indikator/framskrivning?region=23"
words = "DEMODATA. Varje framskrivning är en egen linje från det år den gjordes."

[[view]]
link = "/indikator/brp?region=23"
'''
