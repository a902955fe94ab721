"""What the release calendar had said by a day, for pages and slides: the calendar kept beside the store."""

from datetime import date
from typing import TYPE_CHECKING

from loaders.planning.announcements import Announcements, read_announcements
from loaders.store import Store
from loaders.store.release_calendar import ReleaseCalendar

if TYPE_CHECKING:
    from dashboard.data.series import Data


def announcements(data: "Data", as_of: date | None = None) -> Announcements:
    """What it had said by the end of a day, or by now; nothing where it cannot be read."""
    store = data.store
    return data.remember(
        ("announcements", as_of), lambda: read_announcements(store.root.parent, store.synthetic, as_of)
    )


def calendar_version(store: Store) -> str:
    """A text that changes when the calendar has been read again."""
    return ReleaseCalendar(store.root.parent).version()
