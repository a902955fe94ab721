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
from dashboard.meetings import segment
from dashboard.meetings.material import NOTHING_TO_SHOW, Material
from dashboard.meetings.meeting import Link, Meeting
from dashboard.meetings.segment import Slide
from dashboard.meetings.slides import Setting, check_headline_of
from dashboard.meetings.slides.summary import rows_of
from dashboard.model import Size
from dashboard.publishing.fullness import TOO_FULL, is_too_full
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground.errors import LanspulsError, UsageError
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
    mended. allowed_sv: of a headline, what the rules allow."""

    sort: Sort
    slide: int
    told_sv: str
    stops: bool = False
    allowed_sv: str = ""

    @property
    def line_sv(self) -> str:
        """``Bild 3, rubrik: …`` on one line."""
        where = f"Bild {self.slide}, {self.sort.value}" if self.slide else swedish.capital(self.sort.value)
        allowed = f" Reglerna tillåter: ”{self.allowed_sv}”" if self.allowed_sv else ""
        return f"{where}: {self.told_sv}{allowed}"


def check(meeting: Meeting, material: Material) -> tuple[Found, ...]:
    """Everything to know of a draft, what stops first, then by slide. LanspulsError where a slide cannot be made."""
    setting = Setting(meeting=meeting, material=material, size=Size.SCREEN)
    if lacking := tuple(_lacking(setting)):
        return lacking
    slides = segment.slides(setting)
    found = [
        *_headlines(setting),
        *_complete(slides),
        *_made_up(slides),
        *_full(slides),
        *_timeliness(setting),
        *_time(meeting),
        *_attachments(meeting, material.folder),
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


def _headlines(setting: Setting) -> Iterator[Found]:
    """Own headlines, and own words, that say other than the figures. A headline that is kept is told and stops not."""
    for n, asked in enumerate(setting.meeting.views, start=1):
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
                yield Found(sort=Sort.HEADLINE, slide=n, told_sv=f"I orden under bilden: {finding.told_sv}")


def _complete(slides: Sequence[Slide]) -> Iterator[Found]:
    for n, slide in enumerate(slides, start=1):
        view = slide.view
        if view.is_lost:
            yield Found(sort=Sort.LOST, slide=n, told_sv=view.sentence, stops=True)
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
        if is_too_full(slide):
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
    """The time of the slides against the segment's."""
    seconds = sum(view.seconds for view in meeting.views if not view.prepared)
    over = seconds - 60 * SEGMENT_MINUTES
    if over > 0:
        yield Found(sort=Sort.TIME, slide=0, told_sv=f"{over} sekunder över segmentets {SEGMENT_MINUTES} minuter.")


def _attachments(meeting: Meeting, folder: Path | None) -> Iterator[Found]:
    """Attachments that are not there, and PDF files without tags, which a screen reader cannot read."""
    yield from filter(None, (seen_of(one, folder) for one in meeting.attachments))


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
