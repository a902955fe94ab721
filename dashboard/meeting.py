"""Meeting files: ``data/meetings/<date>.toml``, the analyst's choice of views and own words for one month's segment.

schema = 1, date, title, place, county, as_of and neighbours (both optional), then one ``[[view]]`` per slide. Any may
have ``words``, ``headline``, ``notes`` (what the speaker says) and ``short = false`` (left out of the short version).
What else it has goes by its ``kind``:

    view     (the default) ``link``, a dashboard link: the same words as in the address bar; or ``links``, two of
             them for one slide, the first above the second. ``box`` is a link whose number stands in a box.
    summary  ``links`` of the rows of a table: measure, period, value, word, two years as a line.
    free     ``headline``, ``source``, and ``text``, ``table`` (rows of texts, headings first) or ``picture`` (a file
             beside the meeting file) with ``alt``.
    outlook  what an agency says of the time ahead, last meeting's claims, and what comes before the next.
"""

import datetime
import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dashboard import neighbours, selection
from dashboard.model import DEMODATA
from dashboard.selection import Selection
from dashboard.swedish import small_number
from dashboard.tomlfile import Fault, day_at, known_keys, parsed, read_text, text_at, typed, value_at
from loaders import places
from loaders.errors import UsageError
from loaders.model import Level

SCHEMA = 1
LONGEST_HEADLINE = 90
_MEETING_KEYS = ("schema", "date", "title", "place", "county", "as_of", "neighbours", "view")
_ANY_KEYS = ("words", "headline", "notes", "short", "kind")
_KIND_KEYS = {
    "view": ("link", *_ANY_KEYS, "links", "box"),
    "summary": ("links", *_ANY_KEYS),
    "free": (*_ANY_KEYS, "source", "text", "table", "picture", "alt"),
    "outlook": _ANY_KEYS,
}
VIEW, SUMMARY, FREE, OUTLOOK = _KIND_KEYS
MOST_ROWS = 7
PICTURES = (".png", ".jpg", ".jpeg", ".svg")
_FILE_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One slide: what is shown, what the analyst says below it, and the analyst's own headline if there is one.

    ``selections`` are what its links choose: one or two of a view, the rows of a summary, none of the other kinds.
    ``short`` says whether it belongs to the short version of the segment too.
    """

    kind: str = VIEW
    link: str = ""
    selections: tuple[Selection, ...] = ()
    box: Selection | None = None
    words: str = ""
    headline: str = ""
    notes: str = ""
    short: bool = True
    source: str = ""
    text: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    picture: str = ""
    alt: str = ""

    @property
    def selection(self) -> Selection | None:
        """The first of the selections, None where there is none."""
        return self.selections[0] if self.selections else None

    @property
    def is_made_up(self) -> bool:
        """Whether the analyst's own source carries the mark of made-up figures."""
        return DEMODATA in self.source

    @property
    def plain_source(self) -> str:
        """The analyst's own source without that mark at its end, which slides set apart."""
        plain = self.source.rstrip().removesuffix(".").removesuffix(DEMODATA).rstrip()
        return plain if self.source.rstrip().removesuffix(".").endswith(DEMODATA) else self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting file, checked. ``as_of`` holds for every view whose link has no day of its own.

    ``neighbours`` are codes of the counties a slide can be turned to.
    """

    date: datetime.date
    title: str
    place: str
    county: str
    views: tuple[MeetingView, ...]
    as_of: datetime.date | None = None
    neighbours: tuple[str, ...] = ()

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
        neighbours=_neighbours(fault, raw, county),
        views=tuple(_view(fault, raw, number, county, as_of) for number in range(len(views))),
    )


def _neighbours(fault: Fault, raw: dict[str, Any], county: str) -> tuple[str, ...]:
    """The counties of the file; those with a border to the meeting's county where it names none."""
    if "neighbours" not in raw:
        return neighbours.of(county)
    found = typed(fault, raw, ("neighbours",), list, "a list of county codes", "en lista med länskoder")
    known = set(places.codes_at((Level.COUNTY,))) - {county}
    wrong = next((code for code in found if not isinstance(code, str) or code not in known), None)
    if wrong is not None:
        raise fault.at(
            ("neighbours",),
            f"'{wrong}' is not another county; write two digits within quotes, such as \"22\"",
            f'”{wrong}” är inget annat län. Skriv två siffror inom citattecken, till exempel "22".',
        )
    return tuple(dict.fromkeys(found))


def _view(fault: Fault, raw: dict[str, Any], number: int, county: str, as_of: datetime.date | None) -> MeetingView:
    here = ("view", number)
    view = raw["view"][number]
    kind = text_at(fault, raw, (*here, "kind")) if "kind" in view else VIEW
    if kind not in _KIND_KEYS:
        near = get_close_matches(kind, _KIND_KEYS, n=1)
        meant = f" Menade du ”{near[0]}”?" if near else ""
        listed = ", ".join(_KIND_KEYS)
        raise fault.at(
            (*here, "kind"),
            f"unknown kind '{kind}'; known are {listed}",
            f"okänd sort ”{kind}”.{meant} Kända är {listed}.",
        )
    known_keys(fault, view, _KIND_KEYS[kind], here)

    def text(key: str) -> str:
        return text_at(fault, raw, (*here, key)).strip() if key in view else ""

    if kind == FREE:
        for key in ("headline", "source"):
            text_at(fault, raw, (*here, key))
    headline = text("headline")
    if len(headline) > LONGEST_HEADLINE:
        raise fault.at(
            (*here, "headline"),
            f"the headline has {len(headline)} characters; {LONGEST_HEADLINE} fit",
            f"rubriken har {len(headline)} tecken, {LONGEST_HEADLINE} får plats.",
        )

    def chosen(path: tuple[str | int, ...], link: str) -> Selection:
        try:
            found = chosen_by(link, county)
        except UsageError as error:
            raise fault.at(path, str(error), error.message_sv) from None
        return found.but(as_of=as_of) if as_of and not found.as_of else found

    links = _links(fault, raw, here, kind)
    return MeetingView(
        kind=kind,
        link=links[0][1] if links else "",
        selections=tuple(chosen(path, link) for path, link in links),
        box=chosen((*here, "box"), text("box")) if "box" in view else None,
        words=text("words"),
        headline=headline,
        notes=text("notes"),
        short="short" not in view or typed(fault, raw, (*here, "short"), bool, "true or false", "true eller false"),
        **(_free(fault, raw, here) if kind == FREE else {}),
    )


def _links(
    fault: Fault, raw: dict[str, Any], here: tuple[str | int, ...], kind: str
) -> list[tuple[tuple[str | int, ...], str]]:
    """Where each link of a slide stands, and the link."""
    view: dict[str, Any] = value_at(raw, here)
    if kind in (FREE, OUTLOOK):
        return []
    if "links" not in view and kind == VIEW:
        return [((*here, "link"), text_at(fault, raw, (*here, "link")))]
    if "link" in view:
        raise fault.at((*here, "link"), "write link or links, not both", "skriv link eller links, inte båda.")
    most = 2 if kind == VIEW else MOST_ROWS
    found = typed(fault, raw, (*here, "links"), list, "a list of links", "en lista med länkar")
    if not 1 <= len(found) <= most or not all(isinstance(link, str) for link in found):
        raise fault.at(
            (*here, "links"),
            f"'links' must be 1 to {most} links",
            f"”links” ska vara en till {small_number(most)} länkar.",
        )
    return [((*here, "links"), link) for link in found]


def _free(fault: Fault, raw: dict[str, Any], here: tuple[str | int, ...]) -> dict[str, Any]:
    """What a free slide shows: its text, table or picture."""
    view = value_at(raw, here)
    texts = [key for key in ("source", "text") if key in view]
    found: dict[str, Any] = {key: text_at(fault, raw, (*here, key)).strip() for key in texts}
    if not {"text", "table", "picture"} & view.keys():
        raise fault.at(here, "write text, table or picture", "skriv text, table eller picture.")
    if "table" in view:
        rows = typed(fault, raw, (*here, "table"), list, "rows of texts", "rader av texter")
        even = rows and all(isinstance(row, list) and len(row) == len(rows[0]) > 0 for row in rows)
        if not even or not all(isinstance(cell, str) for row in rows for cell in row):
            raise fault.at(
                (*here, "table"),
                "'table' must be rows of equally many texts, headings first",
                "”table” ska vara rader med lika många texter inom citattecken, rubrikerna först.",
            )
        found["table"] = tuple(tuple(cell.strip() for cell in row) for row in rows)
    if "picture" in view:
        name = text_at(fault, raw, (*here, "picture"))
        if Path(name).name != name or Path(name).suffix.lower() not in PICTURES:
            raise fault.at(
                (*here, "picture"),
                f"'{name}' is not the name of a picture beside the meeting file ({', '.join(PICTURES)})",
                f"”{name}” är inget filnamn på en bild bredvid mötesfilen ({', '.join(PICTURES)}).",
            )
        found |= {"picture": name, "alt": text_at(fault, raw, (*here, "alt")).strip()}
    return found


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


def last_monday(month: datetime.date) -> datetime.date:
    """The last Monday of the month a day lies in."""
    first_of_next = (month.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    last = first_of_next - datetime.timedelta(days=1)
    return last - datetime.timedelta(days=last.weekday())


def next_meeting_day(folder: Path, today: datetime.date) -> datetime.date:
    """The day of the first meeting file from today on; without one, the last Monday of this month or the next."""
    ahead = [day for path in meeting_files(folder) if (day := datetime.date.fromisoformat(path.stem)) >= today]
    if ahead:
        return min(ahead)
    this_month = last_monday(today)
    return this_month if this_month >= today else last_monday(this_month + datetime.timedelta(days=14))


def meeting_before(folder: Path, day: datetime.date) -> Path | None:
    """The file of the last meeting before a day; None if there is none."""
    return next((path for path in meeting_files(folder) if datetime.date.fromisoformat(path.stem) < day), None)
