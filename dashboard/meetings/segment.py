"""A meeting with its views: what the slides and an edition share. Draws nothing and serves nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.data.meeting_days import FILE_NAME, meeting_files
from dashboard.meetings.file import load_meeting
from dashboard.meetings.material import Material
from dashboard.meetings.meeting import Meeting, MeetingView
from dashboard.meetings.slides import Setting, show_slide
from dashboard.meetings.turning import Turned, turned
from dashboard.model import Size
from dashboard.views.slide_view import SlideView, lost_slide
from loaders.ground.errors import NoSuchMeeting, NothingPublishedYet, UsageError
from loaders.ground.places import Place


@dataclass(frozen=True, slots=True)
class Slide:
    """One view of the meeting, with the analyst's words."""

    asked: MeetingView
    view: SlideView

    @property
    def headline(self) -> str:
        """The analyst's headline if there is one, else the sentence made from the data."""
        return self.asked.headline or self.view.headline

    @property
    def headline_below(self) -> str:
        """The headline of the lower of two figures, where the analyst has not written one of both."""
        return "" if self.own_headline else self.view.headline_below

    @property
    def own_headline(self) -> str:
        """The analyst's headline where it stands instead of one made from figures; else empty."""
        return self.asked.headline if self.view.headline != self.asked.headline else ""


@dataclass(frozen=True, slots=True)
class DraftShown:
    """A draft and its slides; where that is not what its file says now, the fault in Swedish."""

    setting: Setting
    slides: tuple[Slide, ...]
    fault_sv: str = ""


def shown_today(path: Path, material: Material) -> Meeting:
    """The meeting of a file as it is shown now: one that has been shows what was known on its day. UsageError."""
    return load_meeting(path, material.today())


def slides(setting: Setting) -> tuple[Slide, ...]:
    """All views of a meeting in order. LanspulsError of the first that cannot be made."""
    return tuple(Slide(asked, show_slide(asked, setting)) for asked in setting.meeting.views)


def shown(asked: MeetingView, setting: Setting) -> Slide:
    """A slide of a draft; one that cannot be made says why in its place."""
    try:
        return Slide(asked, show_slide(asked, setting))
    except (UsageError, NothingPublishedYet) as error:
        return Slide(asked, lost_slide(error.message_sv, setting.material.data.synthetic))


def all_turned(setting: Setting) -> Iterator[tuple[int, Turned]]:
    """Every slide that can be turned to another place: its position, and the slide for each place."""
    for n, asked in enumerate(setting.meeting.views):
        for found in turned(asked, setting):
            yield n, found


def subtitle_of(view: SlideView, place: Place | None = None) -> str:
    """What stands below a slide's headline: subtitle and caption; the place first, where no headline names it."""
    told = " ".join(filter(None, (view.subtitle, view.caption)))
    if place is None or all(place.full_name in headline for headline in view.headlines):
        return told
    return f"{place.full_name}. {told}"


def meeting_file(folder: Path | None, slug: str) -> Path:
    """The file of the meeting on a day; NoSuchMeeting if the day is no date or has no meeting."""
    path = folder / f"{slug}.toml" if folder is not None and FILE_NAME.fullmatch(slug) else None
    if path is None or path not in meeting_files(folder):
        raise NoSuchMeeting(f"there is no meeting on {slug[:40]}", f"Det finns inget möte den {slug[:40]}.")
    return path


def draft_file(material: Material, day: str) -> Path:
    """The file of a draft; NoSuchMeeting where there is none. One that has been shown and is gone since, or is no file
    any more, has a fault like any other: reading it tells which."""
    if material.folder is not None and day in material.last_good:
        return material.folder / f"{day}.toml"
    return meeting_file(material.folder, day)


def draft_shown(material: Material, day: str, size: Size) -> DraftShown:
    """A draft as it is now; with any fault in its file, in what stands beside it, or of a file that is gone, as it was
    last shown. UsageError where it never was."""
    try:
        setting = Setting(
            meeting=shown_today(draft_file(material, day), material),
            material=material,
            size=size,
        )
        made = slides(setting)
    except UsageError as error:
        if day not in material.last_good:
            raise
        setting = Setting(meeting=material.last_good[day], material=material, size=size)
        return DraftShown(setting, slides(setting), error.message_sv)
    material.last_good[day] = setting.meeting
    return DraftShown(setting, made)
