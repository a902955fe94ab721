"""The chosen window is the one that is drawn: a kind's own chart has its own length, and all is all of the series."""

from datetime import date

import pytest

from dashboard.data.series import Data
from dashboard.pages import _period
from dashboard.views.make_view import view
from dashboard.views.selection import link, parse
from tests.dashboard.made import add_events, made_store


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Fourteen years and eight months of events, to August 2026."""
    store = made_store(tmp_path_factory.mktemp("windows"))
    add_events(store)
    return Data(store, today=lambda: date(2026, 11, 22))


def offered(data, address):
    """Text and link of each window, and the texts of those that are said to be chosen."""
    path, _, search = address.partition("?")
    selection = parse(path, search)
    found = _period.windows(selection, view(selection, data))
    chosen = [text for text, other in found if _period.in_force(other, selection)]
    return {text: link(other) for text, other in found}, chosen


def months_drawn(data, address):
    path, _, search = address.partition("?")
    drawn = view(parse(path, search), data).figure["data"]
    return max(len(trace["x"]) for trace in drawn)


@pytest.mark.parametrize(
    ("slug", "own"), [("nya-lediga-jobb", "2026"), ("gastnatter", "2026"), ("konkurser", "5 år"), ("varsel", "10 år")]
)
def test_a_kinds_own_chart_is_a_window_of_its_own_length(data, slug, own):
    address = f"/indikator/{slug}"
    found, chosen = offered(data, address)
    assert chosen == [own] and found[own] == address
    lengths = ["2 år", "5 år", "10 år", "Allt"]
    assert list(found) == (lengths if own in lengths else [own, *lengths])
    assert found["Allt"] == f"{address}?matt=serie"
    assert offered(data, found["Allt"]) == (found, ["Allt"])
    assert months_drawn(data, found["Allt"]) == 176 > months_drawn(data, address)


def test_a_window_that_begins_somewhere_is_chosen_as_level_and_as_series(data):
    for more in ("", "&matt=serie"):
        found, chosen = offered(data, f"/indikator/konkurser?senaste=24{more}")
        assert chosen == ["2 år"] and found["2 år"] == "/indikator/konkurser?senaste=24"


def test_the_latest_periods_are_counted_from_the_newest_and_drawn_as_from_that_start(data):
    def drawn(search):
        return view(parse("/indikator/konkurser", f"{search}&matt=serie"), data).figure

    assert drawn("senaste=24") == drawn("fran=2024-09") != drawn("fran=2024-01&till=2024-12")
    assert drawn("senaste=1200") == drawn("fran=2012-01")


def test_lines_have_all_as_before(data):
    for address in ("/indikator/arbetsloshet", "/indikator/konkurser?matt=tolv"):
        found, chosen = offered(data, address)
        assert chosen == ["Allt"] and found["Allt"] == address
    found, chosen = offered(data, "/indikator/nya-lediga-jobb?jamfor=00")
    assert chosen == ["Allt"] and "2026" not in found
