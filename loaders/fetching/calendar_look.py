"""Looking at SCB's release calendar, once a week: what it plans, what it has moved, and that it could not be read.

Nothing depends on it. Whatever the calendar answers, the figures are fetched, and where it says nothing the declared
lag stands. Its pages are asked for by days and page number, the way public code has been seen to ask; all products come
along, and those of ours are kept. A week's calls are never more than there are products of ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from loaders.fetching import failures
from loaders.formats.calendar_rows import CalendarPage, CalendarRow, read_page
from loaders.ground.clock import day_in_sweden
from loaders.ground.errors import SourceChanged, SourceError, StoreError, sentence
from loaders.ground.raw import DEMO_MARK
from loaders.http.transport import Expect
from loaders.planning.announcements import Announcements, Moved, concerned, products, read_announcements
from loaders.publishers import is_loopback, publisher
from loaders.settings import Settings
from loaders.sources.session import Session, session
from loaders.store import Store
from loaders.store.release_calendar import CalendarReading, ReleaseCalendar
from loaders.store.snapshots import Keeper, Snapshots

SOURCE, TABLE = "scb", "publiceringskalender"
PATH = "UpdateKalenderResults"
BEHIND_DAYS, AHEAD_DAYS, FEWER_DAYS = 8, 100, 31
"""Days asked for: from a week back, far enough ahead for the meeting after next; fewer where that is too much."""
LONGEST_SECONDS = 30.0
"""To wait for its next bytes: the figures wait meanwhile. Its pages have been seen to take two seconds or three."""
WEEK_DAYS = 7
MOST_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What became of a look at the calendar. reading: None where none was due. said: all that is known now."""

    said: Announcements
    reading: CalendarReading | None = None
    moved: tuple[Moved, ...] = ()
    note: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """For the report of a fetch, in Swedish; empty where nothing was asked and nothing is wrong."""
        return tuple(f"Publiceringskalendern: {line}" for line in _lines(self))

    @property
    def moves(self) -> tuple[str, ...]:
        """What was moved, a line each."""
        return tuple(f"Flyttad publicering: {_told(moved)}" for moved in self.moved)


def announcements(settings: Settings) -> Announcements:
    """What the calendar has said by now, of the kind of figures the store holds."""
    return read_announcements(settings.shared_dir, Store(settings.store_dir).synthetic)


def look(settings: Settings, today: date, *, moment: datetime | None = None, **options: object) -> Looked:
    """Read the calendar if a week has passed since the last good reading, keep what it says, and tell.

    A look that failed is made again the day after, within the week's calls. moment: when it is stamped as made, if not
    now. Other options go to Transport. Nothing is raised for what the calendar or the disk can be.
    """
    asked = (moment or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    day = day_in_sweden(asked)
    known = announcements(settings)
    kept = ReleaseCalendar(settings.shared_dir)
    left = len(products()) - known.calls_since(day - timedelta(days=WEEK_DAYS - 1))
    newest, last = known.newest, known.last_asked
    is_fresh = newest is not None and (day - day_in_sweden(newest.asked)).days < WEEK_DAYS
    tried_today = last is not None and day_in_sweden(last.asked) >= day
    if is_fresh or tried_today or left <= 0:
        return Looked(said=known)
    reading = _asked(settings, today, asked, left, options)
    held = Store(settings.store_dir).synthetic
    if not reading.problem and held is not None and held != reading.synthetic:
        return Looked(
            said=known, note="Kalendern är påhittad och siffrorna är det inte, eller tvärtom. Den används inte."
        )
    try:
        kept.keep(reading)
        damaged = kept.read().damaged
    except StoreError as error:
        return Looked(said=known, note=f"Kalendern kunde inte sparas: {error}")
    said = announcements(settings)
    note = f"{damaged} skadade rader i {kept.path.name} är förbigångna." if damaged else ""
    return Looked(said=said, reading=reading, moved=said.moved() if not reading.problem else (), note=note)


def _asked(
    settings: Settings, today: date, asked: datetime, most_calls: int, options: dict[str, object]
) -> CalendarReading:
    """One look: its pages as a reading, or why there is none."""
    info = replace(publisher(SOURCE), calls=1, seconds=1.0, connections=1)
    since, until = today - timedelta(days=BEHIND_DAYS), today + timedelta(days=AHEAD_DAYS)
    url = settings.url(SOURCE, "calendar")
    empty = CalendarReading(asked=asked, since=since, until=since, calls=0, synthetic=is_loopback(url))
    snapshots = Snapshots(settings.raw_dir, settings.snapshots_kept)
    failure: SourceError | StoreError | None = None
    read: _Pages | None = None
    patience = min(float(settings.timeout), LONGEST_SECONDS)
    hasty = {"retries": min(settings.retries, 1), "timeout": (10.0, patience), "deadline": 2 * patience}
    with session(settings, info, **{**hasty, **options}) as opened:
        asking = _Asking(opened, url, most_calls)
        try:
            with snapshots.keeping(SOURCE, TABLE, url=url, query_hash="", fetched=asked, updated=asked) as keeper:
                try:
                    read = asking.read(since, until, keeper)
                except SourceError as error:  # what came is kept, to be read when the reader has been mended
                    failure = error
        except StoreError as error:
            failure = error
        if failure is None and read is not None:
            return replace(
                empty,
                until=read.known_until,
                rows=tuple(row for row in read.rows if concerned(row)),
                gaps=read.gaps,
                calls=asking.calls,
                synthetic=empty.synthetic or asking.is_marked,
            )
    problem = failure or SourceChanged("the release calendar gave nothing")
    told = failures.fetched(problem, sentence(problem), "De vanliga eftersläpningarna gäller.")
    return replace(empty, calls=max(asking.calls, 1), problem=told)


@dataclass(frozen=True, slots=True)
class _Pages:
    """The pages of a range of days in order, None for one that came empty. is_whole: whether none is left."""

    since: date
    until: date
    pages: tuple[CalendarPage | None, ...]
    is_whole: bool

    @property
    def rows(self) -> tuple[CalendarRow, ...]:
        """All their rows, in order."""
        return tuple(row for page in self.pages if page is not None for row in page.rows)

    @property
    def known_until(self) -> date:
        """The last day that all rows are there of, pages that came empty apart."""
        return self.until if self.is_whole else max(self.rows[-1].day - timedelta(days=1), self.since)

    @property
    def gaps(self) -> tuple[tuple[date, date], ...]:
        """Spans of days on which the rows of pages that came empty lie."""
        found, before = [], self.since
        for number, page in enumerate(self.pages):
            if page is None:
                after = next((later for later in self.pages[number:] if later is not None), None)
                found.append((before, after.rows[0].day if after is not None else self.until))
            else:
                before = page.rows[-1].day
        return tuple(dict.fromkeys(found))


class _Asking:
    """The pages of one look, and the calls they took."""

    def __init__(self, opened: Session, url: str, most_calls: int) -> None:
        self._session, self._url, self._most = opened, url, most_calls
        self.calls = 0
        self.is_marked = False

    def read(self, since: date, until: date, keeper: Keeper) -> _Pages:
        """As many pages as there are, or as calls are left. SourceError."""
        first = self._page(since, until, 0, keeper)
        if first is None and self.calls < self._most:  # too much at once comes as an empty body
            until = since + timedelta(days=FEWER_DAYS)
            first = self._page(since, until, 0, keeper)
        if first is None:
            raise SourceChanged(f"the release calendar has no publication at all from {since} to {until}")
        pages: list[CalendarPage | None] = [first]
        size = len(first.rows) + first.unread
        while len(pages) * size < first.total:
            page = self._page(since, until, len(pages), keeper) if self.calls < self._most else first
            if page == first:  # no call is left, or the number of the page is not heeded
                return _Pages(since, until, tuple(pages), is_whole=False)
            pages.append(page)  # one row that the calendar cannot show empties its whole page
        return _Pages(since, until, tuple(pages), is_whole=True)

    def _page(self, since: date, until: date, number: int, keeper: Keeper) -> CalendarPage | None:
        """A page of the range, None where the body is empty; every row lies within it, or it is another answer."""
        params = {
            "period": "Custom",
            "dateFrom": since.isoformat(),
            # the rows carry a time of the day, so the range ends a day later
            "dateTo": (until + timedelta(days=1)).isoformat(),
            "paging": str(number),
            "sortField": "2",
            "sortOrder": "0",
        }
        self.calls += 1
        answer = self._session.get(f"{self._url}/{PATH}", params, expect=Expect.FRAGMENT)
        keeper.add(answer.body)
        self.is_marked = self.is_marked or DEMO_MARK in answer.body
        page = read_page(answer.body) if answer.body.strip() else None
        if page is None or not page.rows:
            return None
        outside = [row for row in page.rows if not since <= row.day <= until + timedelta(days=1)]
        if outside:
            raise SourceChanged(
                f"the release calendar was asked for {since} to {until} and answers with {outside[0].day}"
            )
        return replace(page, rows=tuple(sorted(page.rows, key=lambda row: row.day)))


def _lines(looked: Looked) -> Iterator[str]:
    reading = looked.reading
    if reading is not None and reading.problem:
        yield reading.problem
    elif reading is not None:
        yield (
            f"läst {day_in_sweden(reading.asked)}, "
            f"{len(reading.rows)} planerade publiceringar av det som hämtas här, till och med {reading.until}"
        )
    if looked.note:
        yield looked.note


def _told(moved: Moved) -> str:
    row = moved.row
    ids = ", ".join(moved.indicators[:MOST_NAMED])
    more = f" och {len(moved.indicators) - MOST_NAMED} till" if len(moved.indicators) > MOST_NAMED else ""
    return f"{row.name}, {row.reference}: från {moved.before} till {row.day} ({ids}{more}). {row.round}".rstrip()
