"""``check``: what a person should know before a meeting is published, and what stops it.

What stops says so. Everything else is told once: it is the analyst's to judge.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dashboard.data.coming import publications
from dashboard.editions.page_body import SEGMENT_MINUTES
from dashboard.meetings.material import NOTHING_TO_SHOW, Material
from dashboard.meetings.meeting import Link, Meeting
from dashboard.meetings.segment import Slide, shown
from dashboard.meetings.slides import Setting, check_headline_of
from dashboard.meetings.slides.summary import rows_of
from dashboard.model import Size
from dashboard.publishing.fullness import TOO_FULL, is_too_full
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground.errors import LanspulsError, UsageError
from loaders.ground.names import fold
from loaders.ground.people.files import Absent, read_regular
from loaders.planning.schedule import Arrival

LARGEST_ATTACHMENT_BYTES = 20_000_000
_FREE = "free"


class Sort(StrEnum):
    """What is told."""

    HEADLINE = "rubrik"
    ALT = "alternativtext"
    SOURCE = "källa"
    DEMO = "DEMODATA"
    LOST = "siffror"
    LATE = "försenat"
    COMING = "väntas"
    NEWS = "nytt"
    TIME = "tid"
    FULL = "utrymme"
    ATTACHED = "bilaga"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing to know. slide: from 1, 0 for the whole meeting. stops: whether nothing is published until it is
    mended. allowed_sv: of a headline, what the rules allow. of_words: it is of the words below the slide."""

    sort: Sort
    slide: int
    told_sv: str
    stops: bool = False
    allowed_sv: str = ""
    of_words: bool = False

    @property
    def line_sv(self) -> str:
        """``Bild 3, rubrik: …`` on one line."""
        where = f"Bild {self.slide}, {self.sort.value}" if self.slide else swedish.capital(self.sort.value)
        allowed = f" Reglerna tillåter: ”{self.allowed_sv}”" if self.allowed_sv else ""
        return f"{where}: {self.told_sv}{allowed}"


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that are read together. title_sv: their heading; few_sv: what each is called after a number."""

    title_sv: str
    few_sv: str
    found: tuple[Found, ...]


_OF_DAYS = {
    Sort.LATE: ("Försenat eller inte hämtat", "sent"),
    Sort.COMING: ("Väntas före mötet", "väntas före mötet"),
    Sort.NEWS: ("Nytt och reviderat sedan förra mötet", "nytt eller reviderat"),
}
"""The sorts that are of the figures' days: the heading of each, and what each is called after a number."""


def to_look_at(found: Sequence[Found]) -> tuple[Found, ...]:
    """What stops nothing and is to be looked at before publishing: it is of the draft, not of the figures' days."""
    return tuple(one for one in found if not one.stops and one.sort not in _OF_DAYS)


def grouped(found: Sequence[Found]) -> tuple[Group, ...]:
    """All of them in groups, each once: what stops, what is to be looked at, what is good to know. None is empty."""
    groups = (
        Group("Stoppar publicering", "stoppar", tuple(one for one in found if one.stops)),
        Group("Stoppar inte, men se på det", "att se på", to_look_at(found)),
        *(
            Group(title, few, tuple(one for one in found if not one.stops and one.sort is sort))
            for sort, (title, few) in _OF_DAYS.items()
        ),
    )
    return tuple(group for group in groups if group.found)


def counted_sv(found: Sequence[Found]) -> str:
    """How many there are of each group: ``1 stoppar · 2 att se på · 1 sent``. Whether anything stops is always said."""
    told = [f"{len(group.found)} {group.few_sv}" for group in grouped(found)]
    return " · ".join(told if any(one.stops for one in found) else ["inget stoppar", *told])


def check(meeting: Meeting, material: Material, made: Sequence[Slide] | None = None) -> tuple[Found, ...]:
    """Everything to know of a draft, what stops first, then by slide. A slide that cannot be made is one of them.

    made: its slides as the room sees them, where they have been made already (``segment.shown``).
    """
    setting = Setting(meeting=meeting, material=material, size=Size.SLIDE)
    if lacking := tuple(_lacking(setting)):
        return lacking
    slides = [shown(asked, setting) for asked in meeting.views] if made is None else made
    found = [
        *_headlines(setting, slides),
        *_complete(slides),
        *_made_up(slides),
        *_full(slides),
        *_timeliness(setting),
        *_time(meeting),
        *_attachments(meeting, material.folder),
        *_alike(meeting),
    ]
    return tuple(sorted(found, key=lambda one: (not one.stops, one.slide)))


def _lacking(setting: Setting) -> Iterator[Found]:
    """Slides of measures of which nothing is fetched: the others cannot be told of before these are mended."""
    has = setting.material.data.has
    for n, asked in enumerate(setting.meeting.views, start=1):
        ids = dict.fromkeys(chosen.indicator for chosen in asked.selections)
        titles = [catalogue.indicator(id_).short_title_sv for id_ in ids if not has(id_)]
        if titles:
            told = f"inget är hämtat om {swedish.listing(titles)}. Kör lanspuls fetch, eller ta bort bilden."
            yield Found(sort=Sort.LOST, slide=n, told_sv=swedish.capital(told), stops=True)


def _headlines(setting: Setting, slides: Sequence[Slide]) -> Iterator[Found]:
    """Own headlines, and own words, that say other than the figures. A headline that is kept is told and stops not."""
    for n, (asked, slide) in enumerate(zip(setting.meeting.views, slides, strict=True), start=1):
        if slide.view.is_lost:
            continue
        for finding in check_headline_of(asked, setting):
            kept = " Den är behållen och märks ”Rubrik av analytikern”." if asked.kept else ""
            yield Found(
                sort=Sort.HEADLINE,
                slide=n,
                told_sv=f"{finding.told_sv}{kept}",
                stops=not asked.kept,
                allowed_sv=finding.allowed_sv,
            )
        if asked.words and asked.selections:
            for finding in check_headline_of(asked, setting, asked.words):
                told = f"I orden under bilden: {finding.told_sv}"
                yield Found(sort=Sort.HEADLINE, slide=n, told_sv=told, of_words=True)


def _complete(slides: Sequence[Slide]) -> Iterator[Found]:
    for n, slide in enumerate(slides, start=1):
        view = slide.view
        if view.is_lost:
            yield Found(sort=Sort.LOST, slide=n, told_sv=view.sentence, stops=True)
            continue
        if view.figure is not None and not view.alt.strip():
            yield Found(sort=Sort.ALT, slide=n, told_sv="Figuren saknar alternativtext.", stops=True)
        if view.picture is not None and not view.picture.alt.strip():
            yield Found(sort=Sort.ALT, slide=n, told_sv="Bilden saknar alternativtext.", stops=True)
        if not view.plain_source.strip():
            yield Found(sort=Sort.SOURCE, slide=n, told_sv="Källa saknas.", stops=True)


def _made_up(slides: Sequence[Slide]) -> Iterator[Found]:
    """Made-up figures among official ones. A free slide says itself what it is."""
    of_figures = [(n, slide) for n, slide in enumerate(slides, start=1) if slide.asked.selections]
    made_up = [n for n, slide in of_figures if slide.view.synthetic]
    if made_up and len(made_up) < len(of_figures):
        for n in made_up:
            yield Found(
                sort=Sort.DEMO,
                slide=n,
                told_sv="Påhittade siffror bland officiella. Hämta de riktiga eller ta bort bilden.",
                stops=True,
            )


def _full(slides: Sequence[Slide]) -> Iterator[Found]:
    """Slides that say more than there is room for, as it will be seen. It is the analyst's to judge."""
    for n, slide in enumerate(slides, start=1):
        if not slide.view.is_lost and is_too_full(slide):
            yield Found(sort=Sort.FULL, slide=n, told_sv=TOO_FULL)


def _timeliness(setting: Setting) -> Iterator[Found]:
    """What is late, what comes before the meeting, and what is new or revised since the one before."""
    meeting, material = setting.meeting, setting.material
    shown: dict[str, int] = {}
    for n, asked in enumerate(meeting.views, start=1):
        for chosen in asked.selections:
            shown.setdefault(chosen.indicator, n)
    for one in publications(material.data, meeting.date, lambda row: row.first <= meeting.date, meeting.as_of):
        at = shown.get(one.measure.id)
        if at is None:
            continue
        sort = Sort.LATE if one.is_late or one.row.arrival is Arrival.NOT_FETCHED else Sort.COMING
        if one.is_late:
            told = f"{one.title} {one.period_sv} är försenad: skulle ha kommit {one.days_sv}."
        elif one.row.arrival is Arrival.NOT_FETCHED:
            told = f"{one.title} {one.period_sv} är inte hämtad: den väntades {one.days_sv}. Hämta med lanspuls fetch."
        else:
            told = f"{one.title} {one.period_sv} väntas {one.days_sv}, före mötet."
        yield Found(sort=sort, slide=at, told_sv=told)
    for n, asked in enumerate(meeting.views, start=1):
        try:
            rows = rows_of(asked.selections, setting)
        except (*NOTHING_TO_SHOW, LanspulsError):
            continue
        for row in rows:
            if row.marks and shown.get(row.chosen.indicator) == n:
                yield Found(sort=Sort.NEWS, slide=n, told_sv=f"{row.shown.title} {row.shown.period}: {row.shown.mark}.")


def _time(meeting: Meeting) -> Iterator[Found]:
    """The time of the slides against the segment's, which is no refusal."""
    seconds, whole = sum(view.takes for view in meeting.views), 60 * SEGMENT_MINUTES
    if seconds > whole:
        told = f"Bilderna tar {_clock(seconds)} av segmentets {_clock(whole)} minuter, {seconds - whole} sekunder över."
        yield Found(sort=Sort.TIME, slide=0, told_sv=told)


def _clock(seconds: int) -> str:
    """``8:00``."""
    return f"{seconds // 60}:{seconds % 60:02}"


def _attachments(meeting: Meeting, folder: Path | None) -> Iterator[Found]:
    """Attachments that are not there, and PDF files without tags, which a screen reader cannot read."""
    yield from filter(None, (seen_of(one, folder) for one in meeting.attachments))


def _alike(meeting: Meeting) -> Iterator[Found]:
    """Links and attachments that have the same name: a reader cannot tell which is which."""
    for title, ones in named_alike(meeting).items():
        files = swedish.listing([one.file or one.address for one in ones])
        told = f"{_COUNTS.get(len(ones), 'Flera')} heter ”{title}” ({files}). Ge dem namn som skiljer dem åt."
        yield Found(sort=Sort.ATTACHED, slide=0, told_sv=told)


_COUNTS = {2: "Två", 3: "Tre"}


def named_alike(meeting: Meeting) -> dict[str, list[Link]]:
    """The links and attachments that share a name, however it is written, by the name."""
    by_name: dict[str, list[Link]] = {}
    for one in (*meeting.links, *meeting.attachments):
        by_name.setdefault(fold(" ".join(one.title.split())), []).append(one)
    return {ones[0].title: ones for ones in by_name.values() if len(ones) > 1}


def seen_of(attachment: Link, folder: Path | None) -> Found | None:
    """What is to be seen to of one attachment, None where nothing is. folder: where the meeting files are."""
    name = attachment.file
    try:
        content = read_regular((folder or Path()) / name, LARGEST_ATTACHMENT_BYTES)
    except (Absent, UsageError):
        told = f"{name} finns inte bredvid mötesfilen, eller går inte att läsa."
        return Found(sort=Sort.ATTACHED, slide=0, told_sv=told, stops=True)
    if name.lower().endswith(".pdf") and not is_tagged(content):
        told = f"{name} är ingen taggad PDF och kan inte läsas med skärmläsare."
        return Found(sort=Sort.ATTACHED, slide=0, told_sv=told)
    return None


MOST_UNPACKED_BYTES = 20_000_000
_OBJECTS = re.compile(rb"/ObjStm\b.{0,500}?stream\r?\n", re.DOTALL)
_TREE, _MARKED = re.compile(rb"/StructTreeRoot\s+\d+\s+\d+\s+R"), re.compile(rb"/Marked\s+true\b")


def is_tagged(content: bytes) -> bool:
    """Whether bytes are a PDF that says it is tagged and names a tree of tags, in the open or in a packed catalogue."""
    if content.lstrip()[:5] != b"%PDF-":
        return False
    seen, left = [content], MOST_UNPACKED_BYTES
    for found in _OBJECTS.finditer(content):
        try:
            seen.append(zlib.decompressobj().decompress(content[found.end() :], max(left, 1)))
        except zlib.error:
            continue
        left -= len(seen[-1])
        if left <= 0:
            break
    return any(map(_TREE.search, seen)) and any(map(_MARKED.search, seen))
