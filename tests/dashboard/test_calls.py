"""How much work a view is, in calls of our own functions: a number that a busy machine does not change."""

import sys
from types import FrameType

from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.pages._controls import controls
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from tests.shared import REPOSITORY

MOST_CALLS = 12_000
OURS = tuple(str(REPOSITORY / package) for package in ("dashboard", "loaders"))


def calls_of(work) -> int:
    """How often functions of dashboard/ and loaders/ are called while something is done, generators included."""
    count = 0

    def note(frame: FrameType, event: str, _) -> None:
        nonlocal count
        count += event == "call" and frame.f_code.co_filename.startswith(OURS)

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_a_view_derives_what_it_needs_once(demo):
    are = parse("/indikator/arbetsloshet", "region=2321")
    view(are, demo)  # modules and files that are read once
    fresh = Data(demo.store, demo.county, today=demo.today)
    assert 1_000 < calls_of(lambda: view(are, fresh)) <= MOST_CALLS


def test_which_ways_a_place_can_be_shown_in_is_found_once_for_all_of_them(demo):
    """Each way's page found it anew: as many scenes as there are ways, for each of them."""
    fresh = Data(demo.store, demo.county, today=demo.today)

    def calls_for(way: str) -> int:
        are = parse("/indikator/arbetsloshet", f"region=2321&matt={way}")
        shown = view(are, fresh)
        return calls_of(lambda: controls(are, shown, fresh, Size.SCREEN))

    first = calls_for("kommuner")
    assert calls_for("karta") < first / 3
