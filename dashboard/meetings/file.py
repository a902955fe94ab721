"""Meeting files: ``data/meetings/<date>.toml``, the analyst's choice of views and own words for one month's segment.

schema = 1, date, title, place, county, as_of and neighbours (both optional), then one ``[[view]]`` per slide. Any may
have ``words``, ``headline``, ``kept = true`` (it stands though the figures say otherwise), ``notes`` (what the speaker
says), ``short = false`` (left out of the short version), ``prepared = true`` (published, but not shown at the meeting)
and ``seconds`` (how long it is meant to take). What else it has goes by its ``kind``, which is ``view`` where none is
said: a file of ``slides/`` each. What else a meeting has, all optional: ``file_details.py``.
"""

from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from dashboard.data.meeting_days import FILE_NAME
from dashboard.meetings import neighbours
from dashboard.meetings.file_details import DETAILS, details
from dashboard.meetings.keys import Keys
from dashboard.meetings.meeting import LONGEST_HEADLINE, LONGEST_SECONDS, Meeting, MeetingView
from dashboard.meetings.slides import ANY_KEYS, DEFAULT, all_kinds
from dashboard.meetings.toml_file import FormFault, day_at, known_keys, line_at, parsed, place_at, read_text, typed
from loaders.ground import places
from loaders.ground.clock import require_been
from loaders.ground.declarations import Level
from loaders.ground.errors import UsageError
from loaders.ground.people.files import faults_named, shown_name
from loaders.ground.people.toml_text import Fault

SCHEMA = 1
MEETING_KEYS = ("schema", "date", "title", "place", "county", "as_of", "neighbours", "view", *DETAILS)
"""Every key that a meeting file may have at its top."""


def load_meeting(path: Path, today: date | None = None, *, as_of: date | None = None) -> Meeting:
    """Read and check one meeting file, as ``parse_meeting`` does. as_of: the day for one that names none.

    UsageError with the file, the line and what to write instead, in English and Swedish, on the first fault.
    """
    text = read_text(
        path, f"there is no meeting file {path}; create it or name another", f"Det finns ingen mötesfil {path.name}."
    )
    name = shown_name(path)
    with faults_named(name):
        fault, raw = parsed(text, name)
        meeting = replace(_meeting(fault, raw, today, as_of), text=text)
    if FILE_NAME.fullmatch(path.stem) and path.stem != meeting.slug:
        raise fault.at(
            ("date",),
            f"date is {meeting.slug}, but the file is named {name}; make them alike",
            f"datumet är {meeting.slug} men filen heter {name}. Gör dem lika.",
        )
    return meeting


def parse_meeting(text: str, name: str, today: date | None = None) -> Meeting:
    """Check the text of a meeting file; ``name`` is what error messages call it.

    A meeting that was before ``today`` and names no day in ``as_of`` shows what was known on its own: what has come
    since must not stand under its date. Whoever shows a meeting says the day; without it the file alone decides. What
    is known on a day after ``today`` nobody knows: such an ``as_of`` is refused.
    """
    with faults_named(name):
        return replace(_meeting(*parsed(text, name), today), text=text)


def check_written(text: str, name: str, today: date | None = None) -> Meeting:
    """Check the text of a meeting file as a form has changed it: its faults name neither file nor line."""
    with faults_named(name):
        fault, raw = parsed(text, name)
        return _meeting(FormFault(name, fault.lines), raw, today)


def _meeting(fault: Fault, raw: dict[str, Any], today: date | None, known: date | None = None) -> Meeting:
    known_keys(fault, raw, MEETING_KEYS, ())
    schema = typed(fault, raw, ("schema",), int, "a whole number", "ett heltal")
    if schema != SCHEMA:
        raise fault.at(("schema",), f"schema is {schema}; write schema = 1", f"schema är {schema}. Skriv schema = 1.")
    county = place_at(fault, raw, ("county",)).code
    if county not in places.codes_at((Level.COUNTY,)):
        written = raw["county"]
        raise fault.at(
            ("county",),
            f"'{written}' is not a county; write two digits within quotes, such as \"23\", or its name",
            f'”{written}” är inget län. Skriv två siffror inom citattecken, till exempel "23", eller länets namn.',
        )
    held = day_at(fault, raw, ("date",))
    as_of = _known_by(fault, raw, today) if "as_of" in raw else known
    if as_of is None and today is not None and held < today:
        as_of = held
    views = typed(fault, raw, ("view",), list, "one or more [[view]]", "ett eller flera [[view]]")
    if not views or not all(isinstance(view, dict) for view in views):
        raise fault.at(("view",), "write at least one [[view]]", "skriv minst ett [[view]].")
    return Meeting(
        date=held,
        title=line_at(fault, raw, ("title",)),
        place=line_at(fault, raw, ("place",)),
        county=county,
        as_of=as_of,
        neighbours=_neighbours(fault, raw, county),
        **details(fault, raw, len(views)),
        views=tuple(
            _slide(Keys(fault=fault, raw=raw, number=number, county=county, as_of=as_of))
            for number in range(len(views))
        ),
    )


def _known_by(fault: Fault, raw: dict[str, Any], today: date | None) -> date:
    """The day of the file's figures."""
    day = day_at(fault, raw, ("as_of",))
    try:
        if today is not None:
            require_been(day, today)
    except UsageError as error:
        raise fault.at(("as_of",), f"as_of: {error}", f"dagen för siffrorna, {error.message_sv}") from None
    return day


def _neighbours(fault: Fault, raw: dict[str, Any], county: str) -> tuple[str, ...]:
    """The counties of the file; those with a border to the meeting's county where it names none."""
    if "neighbours" not in raw:
        return neighbours.of(county)
    found = typed(fault, raw, ("neighbours",), list, "a list of county codes", "en lista med länskoder")
    known = set(places.codes_at((Level.COUNTY,))) - {county}
    codes = []
    for one in found:
        meant = sorted(known & set(places.codes_called(one))) if isinstance(one, str) else []
        if len(meant) != 1:
            raise fault.at(
                ("neighbours",),
                f"'{one}' is not another county; write two digits within quotes, such as \"22\", or its name",
                f'”{one}” är inget annat län. Skriv två siffror inom citattecken, till exempel "22", eller namnet.',
            )
        codes += meant
    return tuple(dict.fromkeys(codes))


def _slide(keys: Keys) -> MeetingView:
    kind = all_kinds().get(keys.text("kind") if "kind" in keys else DEFAULT)
    if kind is None:
        raise _unknown(keys)
    keys.known((*kind.keys, *ANY_KEYS))
    content = kind.read(keys)
    headline = " ".join(keys.text_if_any("headline").split())
    if len(headline) > LONGEST_HEADLINE:
        raise keys.wrong(
            "headline",
            f"the headline has {len(headline)} characters; {LONGEST_HEADLINE} fit",
            f"rubriken har {len(headline)} tecken, {LONGEST_HEADLINE} får plats.",
        )
    return MeetingView(
        kind=kind.word,
        content=content,
        words=keys.text_if_any("words"),
        headline=headline,
        kept=keys.truth("kept", unless_said=False),
        notes=keys.text_if_any("notes"),
        short=keys.truth("short", unless_said=True),
        prepared=keys.truth("prepared", unless_said=False),
        seconds=keys.seconds("seconds", LONGEST_SECONDS),
    )


def _unknown(keys: Keys) -> UsageError:
    word, known = keys.text("kind"), list(all_kinds())
    near = get_close_matches(word, known, n=1)
    meant = f" Menade du ”{near[0]}”?" if near else ""
    listed = ", ".join(known)
    return keys.wrong(
        "kind", f"unknown kind '{word}'; known are {listed}", f"okänd sort ”{word}”.{meant} Kända är {listed}."
    )
