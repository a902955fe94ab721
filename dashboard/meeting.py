"""Meeting files: ``data/meetings/<date>.toml``, the analyst's choice of views and own words for one month's segment.

schema = 1, date, title, place, county, as_of (optional), then one ``[[view]]`` per slide with ``link`` (a dashboard
link: the same words as in the address bar), ``words`` and ``headline`` (both optional).
"""

import difflib
import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dashboard import selection
from dashboard.selection import Selection
from loaders import places
from loaders.errors import UsageError
from loaders.model import Level

SCHEMA = 1
LARGEST_FILE_BYTES = 50_000
LONGEST_HEADLINE = 90
_MEETING_KEYS = ("schema", "date", "title", "place", "county", "as_of", "view")
_VIEW_KEYS = ("link", "words", "headline")
_FILE_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")
_TOML_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")


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
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise UsageError(f"{path.name} is larger than 50 kB", f"{path.name} är större än 50 kB.")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(
            f"there is no meeting file {path}; create it or name another", f"Det finns ingen mötesfil {path.name}."
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"{path.name} is not UTF-8 text; save it as UTF-8", f"{path.name} är inte UTF-8.") from None
    meeting = parse_meeting(text, path.name)
    if _FILE_NAME.fullmatch(path.stem) and path.stem != meeting.slug:
        raise _Fault(path.name, text).at(
            ("date",),
            f"date is {meeting.slug}, but the file is named {path.name}; make them alike",
            f"datumet är {meeting.slug} men filen heter {path.name}. Gör dem lika.",
        )
    return meeting


def parse_meeting(text: str, name: str) -> Meeting:
    """Check the text of a meeting file; ``name`` is what error messages call it."""
    text = text.replace("\r\n", "\n")
    fault = _Fault(name, text)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise fault.of_toml(error) from None
    _known_keys(fault, raw, _MEETING_KEYS, ())
    schema = _typed(fault, raw, ("schema",), int, "a whole number", "ett heltal")
    if schema != SCHEMA:
        raise fault.at(("schema",), f"schema is {schema}; write schema = 1", f"schema är {schema}. Skriv schema = 1.")
    county = _text(fault, raw, ("county",))
    if county not in places.codes_at((Level.COUNTY,)):
        raise fault.at(
            ("county",),
            f"'{county}' is not a county; write two digits within quotes, such as \"23\"",
            f'”{county}” är inget län. Skriv två siffror inom citattecken, till exempel "23".',
        )
    as_of = _day(fault, raw, ("as_of",)) if "as_of" in raw else None
    views = _typed(fault, raw, ("view",), list, "one or more [[view]]", "ett eller flera [[view]]")
    if not views or not all(isinstance(view, dict) for view in views):
        raise fault.at(("view",), "write at least one [[view]]", "skriv minst ett [[view]].")
    return Meeting(
        date=_day(fault, raw, ("date",)),
        title=_text(fault, raw, ("title",)),
        place=_text(fault, raw, ("place",)),
        county=county,
        as_of=as_of,
        views=tuple(_view(fault, raw, number, county, as_of) for number in range(len(views))),
    )


def _view(fault: "_Fault", raw: dict[str, Any], number: int, county: str, as_of: date | None) -> MeetingView:
    here = ("view", number)
    view = raw["view"][number]
    _known_keys(fault, view, _VIEW_KEYS, here)
    link = _text(fault, raw, (*here, "link"))
    headline = _text(fault, raw, (*here, "headline")) if "headline" in view else ""
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
        words=_text(fault, raw, (*here, "words")).strip() if "words" in view else "",
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


def _known_keys(fault: "_Fault", table: dict[str, Any], known: tuple[str, ...], here: tuple[str | int, ...]) -> None:
    for key in table:
        if key in known:
            continue
        near = difflib.get_close_matches(key.lower(), known, n=1)
        closest = near[0] if near else None
        raise fault.at(
            (*here, key),
            f"unknown key '{key}'; " + (f"did you mean '{closest}'?" if closest else f"known are {', '.join(known)}"),
            f"okänd nyckel ”{key}”. " + (f"Menade du ”{closest}”?" if closest else f"Kända är {', '.join(known)}."),
        )


def _typed(
    fault: "_Fault", raw: dict[str, Any], path: tuple[str | int, ...], kind: type, english: str, swedish: str
) -> Any:
    *parents, key = path
    table: Any = raw
    for step in parents:
        table = table[step]
    if key not in table:
        raise fault.at(tuple(parents), f"'{key}' is missing", f"nyckeln ”{key}” saknas.")
    value = table[key]
    if not isinstance(value, kind) or isinstance(value, bool):
        raise fault.at(path, f"'{key}' must be {english}", f"”{key}” ska vara {swedish}.")
    return value


def _text(fault: "_Fault", raw: dict[str, Any], path: tuple[str | int, ...]) -> str:
    value = _typed(fault, raw, path, str, "text within quotes", "text inom citattecken")
    if not value.strip():
        raise fault.at(path, f"'{path[-1]}' is empty; write it or leave it out", f"”{path[-1]}” är tom.")
    return value


def _day(fault: "_Fault", raw: dict[str, Any], path: tuple[str | int, ...]) -> date:
    value = _typed(fault, raw, path, date | str, "a date such as 2026-11-30", "ett datum, till exempel 2026-11-30")
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise fault.at(
            path, f"'{value}' is not a date; write 2026-11-30", f"”{value}” är inget datum. Skriv 2026-11-30."
        ) from None


@dataclass(frozen=True, slots=True)
class _Fault:
    """Makes errors that name file and line."""

    name: str
    text: str

    def at(self, path: tuple[str | int, ...], english: str, swedish: str) -> UsageError:
        line = self.line(path)
        return UsageError(f"{self.name}, line {line}: {english}", f"{self.name}, rad {line}: {swedish}")

    def of_toml(self, error: tomllib.TOMLDecodeError) -> UsageError:
        found = _TOML_POSITION.search(str(error))
        line = int(found[1]) if found else self.text.count("\n") + 1
        return UsageError(
            f"{self.name}, line {line}: not valid TOML: {error}",
            f"{self.name}, rad {line}: texten är inte giltig TOML. Är citattecken och hakparenteser i par?",
        )

    def line(self, path: tuple[str | int, ...]) -> int:
        """Number of the line that starts the statement which first sets ``path``; 1 if nothing does.

        tomllib gives no positions, so it is asked for ever longer beginnings of the file: a statement starts
        after the last beginning that was valid without it. Right for every way TOML has to write a key.
        """
        lines = self.text.split("\n")
        starts = 1
        for count in range(1, len(lines) + 1):
            try:
                found: Any = tomllib.loads("\n".join(lines[:count]) + "\n")
            except tomllib.TOMLDecodeError:
                continue
            if _holds(found, path):
                return starts
            starts = count + 1
        return 1


def _holds(found: Any, path: tuple[str | int, ...]) -> bool:
    for step in path:
        if isinstance(step, int):
            if not isinstance(found, list) or len(found) <= step:
                return False
        elif not isinstance(found, dict) or step not in found:
            return False
        found = found[step]
    return bool(path)
