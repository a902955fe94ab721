"""What ``lanspuls demo`` shows has a past: the store as it was on the morning of the meeting before, and its file.

Without it nearly everything would be new, and nothing said last time could be judged again.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from dashboard.commands.source_commands import write
from dashboard.data import public
from dashboard.data.meeting_days import OUTLOOKS, last_monday, meeting_files
from dashboard.data.series import Data
from dashboard.editions.written import Editions
from dashboard.forms import svg
from dashboard.meetings.demo_meeting import demo_meeting_toml
from dashboard.meetings.file import load_meeting, parse_meeting
from dashboard.meetings.material import Material
from dashboard.meetings.outlooks import demo_outlooks_toml
from dashboard.publishing.publish import publish
from dashboard.views.participants import DEMO_RESIDENTS, demo_files
from loaders.demo.others import varsel
from loaders.demo.publisher import Publisher, World
from loaders.demo.regions import regions
from loaders.demo.server import running_publisher
from loaders.fetching.refresh import refresh
from loaders.ground.clock import STOCKHOLM
from loaders.ground.errors import ReportError
from loaders.ground.panel import Publication
from loaders.own.history import OwnHistory
from loaders.settings import Settings
from loaders.store import Store

_NOTICES, _NOTICES_TABLE = "redundancy_notices", "varsel-lan"
NOON = time(12)
HALF_A_YEAR = timedelta(days=184)
MORNING = time(8, 30, tzinfo=STOCKHOLM)
"""When the fetch before a meeting is made: half an hour after the day's publications."""


def of_county(settings: Settings) -> Settings:
    """The settings with the demo's own data folder, one for each county: their made-up figures are not mixed."""
    return replace(settings, data=settings.data / ("demo" if settings.county == "23" else f"demo-{settings.county}"))


def _residents(county: str) -> dict[str, tuple[int, int]]:
    """The municipalities of a county's made-up projection: the first and the largest one."""
    if county == "23":
        return DEMO_RESIDENTS
    found = regions()
    people = {code: int(found.population_2024[n]) for n, code in enumerate(found.municipalities) if code[:2] == county}
    return {code: (people[code], people[code] // 200) for code in (min(people), max(people, key=people.__getitem__))}


def day_before(today: date) -> date:
    """The day of the meeting before the demo's own: the last Monday of the month before."""
    return last_monday(last_monday(today).replace(day=1) - timedelta(days=1))


def fetch_past(settings: Settings, store: Store, today: date, told: Callable[[int, int], None] | None = None) -> None:
    """Fill an empty store with what the meeting before could show: the measures of its slides, as published by then.

    Yrkesbarometern also as it was half a year ago, so that rounds can be compared. Nothing is done to a store that
    holds anything: an older answer would take figures back. told: called after each table with how many are
    done, of all.
    """
    if store.indicators():
        return
    day = day_before(today)
    meeting = parse_meeting(demo_meeting_toml(day, settings.county), f"{day}.toml")
    shown = dict.fromkeys(chosen.indicator for view in meeting.views for chosen in view.selections)
    fetch(settings, ("occupational_outlook",), today - HALF_A_YEAR)
    fetch(settings, shown, day, told)


def fetch(settings: Settings, ids: Iterable[str], day: date, told: Callable[[int, int], None] | None = None) -> None:
    """Fetch measures as they were on the morning of a day, stamped so."""
    with running_publisher(today=day, calls_per_window=300, county=settings.county) as (url, _):
        refresh(replace(settings, scb_url=url), ids, today=day, moment=datetime.combine(day, MORNING), told=told)


def let_time_pass(publisher: Publisher, store: Store) -> None:
    """What has not gone by the calendar since: the notices are late, and this year's guest nights have been revised."""
    last, late = store.latest(_NOTICES, _NOTICES_TABLE), 0
    if last is not None:
        year, month = varsel.newest_month(publisher)
        late = max(year * 12 + month - _months(last), 0)
    publisher.set_world(World(notices_late_months=late, guest_nights_revised_from=publisher.today.year))


def _months(publication: Publication) -> int:
    year, month = map(int, publication.last_period.split("-"))
    return year * 12 + month


def write_files(settings: Settings, today: date) -> None:
    """The made-up files that people would have written: two meetings, an outlook, own figures. Never over any."""
    folder, own = settings.meetings_dir, settings.own_dir
    if not meeting_files(folder):
        for day in (day_before(today), last_monday(today)):
            write(folder / f"{day}.toml", demo_meeting_toml(day, settings.county).encode())
    outlooks = folder.parent / OUTLOOKS
    if not outlooks.exists():
        write(outlooks, demo_outlooks_toml(today, settings.county).encode())
    if not own.exists():
        for name, text in demo_files(today, settings.county, _residents(settings.county)).items():
            write(own / name, text.encode())


def unpublished(settings: Settings) -> tuple[Path, ...]:
    """Meeting files that have no edition, the oldest first."""
    published = {day.isoformat() for day in Editions(settings.editions_dir).days()}
    return tuple(path for path in reversed(meeting_files(settings.meetings_dir)) if path.stem not in published)


def publish_meetings(settings: Settings, today: date) -> None:
    """The made-up meetings as editions, those that have none: with every form where a browser is here that draws.

    One that has been is published as it was known on its day. What participants have told is read in first, as by the
    commands that publish.
    """
    own = OwnHistory(settings.own_history_dir, settings.own_dir)
    own.keep()
    data = Data(
        Store(settings.store_dir),
        settings.county,
        today=lambda: today,
        own=own,
        meetings=settings.meetings_dir,
        organisation=settings.organisation,
        public=public.of(settings),
        editions=settings.editions_dir,
    )
    material = Material(data)
    with svg.drawing() as draw:
        for path in unpublished(settings):
            meeting = load_meeting(path, today)
            moment = datetime.combine(min(meeting.date, today), NOON, tzinfo=UTC)
            try:
                publish(meeting, material, settings.editions_dir, moment, draw=draw)
            except ReportError:
                publish(meeting, material, settings.editions_dir, moment)
