"""The demo meeting over a real store: every view made, drawn, told and set."""

from datetime import UTC, datetime
from functools import partial

import orjson
import page as validation
import pytest

from dashboard import segment, svg, views
from dashboard.data import Data
from dashboard.meeting import demo_meeting_toml, parse_meeting
from dashboard.model import Size
from loaders import catalogue
from loaders.panel import PERIOD, REGION, Panel
from loaders.store import Scope
from tests.dashboard import meetings
from tests.dashboard.made import MONTHS, made_store
from tests.dashboard.test_report import texts
from tests.shared import chromium


@pytest.fixture(scope="module")
def viewer(tmp_path_factory):
    data = Data(made_store(tmp_path_factory.mktemp("store")))
    return partial(_view, data=data)


def _view(selection, size, data):
    return views.view(selection, data, size)


@pytest.fixture(scope="module")
def meeting():
    return parse_meeting(demo_meeting_toml(meetings.AS_OF), "2026-11-30.toml")


@pytest.mark.parametrize("size", [Size.SLIDE, Size.PAPER, Size.PHONE, Size.SCREEN])
def test_every_view_of_the_demo_meeting_is_complete_at_every_size(viewer, meeting, size):
    for slide in segment.slides(meeting, viewer, size):
        view = slide.view
        assert view.figure is not None
        assert view.alt.strip()
        assert view.table.rows
        assert "DEMODATA" in view.source
        assert len(slide.headline) <= 90
        assert view.synthetic


def test_every_headline_holds_its_month_or_year(viewer, meeting):
    for slide in segment.slides(meeting, viewer, Size.SLIDE):
        assert "senaste" not in slide.headline.lower()
        assert any(word in slide.headline for word in ("augusti", "2024", "2026", "2036", "2040")), slide.headline


def test_the_payload_is_compact_and_its_version_follows_the_figures(viewer, meeting):
    shown = segment.slides(meeting, viewer, Size.SLIDE)
    body = segment.payload(shown)
    read = orjson.loads(body)
    assert read["version"] == segment.version(shown)
    assert read["version"] != segment.version(shown[1:])
    assert len(read["figures"]) == len(meeting.views)
    assert len(body) < 400_000


def test_places_in_a_figure_share_the_newest_period_they_all_have(tmp_path, meeting):
    """Riket is a month ahead of the county: slides and words stay at the county's month."""
    store = made_store(tmp_path)
    declared = catalogue.indicator("unemployment_rate")
    axes = {name: (code,) for name, code in declared.default_slice.items()} | {REGION: ("00",), PERIOD: ("2026-09",)}
    ahead = Panel.empty(axes)
    ahead.values[:], ahead.status[:] = 6.0, 0
    with store.writing() as writer:
        writer.add(
            declared.id,
            declared.tables[0],
            ahead,
            scope=Scope({name: codes for name, codes in axes.items() if name != PERIOD}, since="2026-09"),
            updated=datetime(2026, 11, 20, 6, 0, tzinfo=UTC),
            fetched=datetime(2026, 11, 20, 7, 0, tzinfo=UTC),
            synthetic=True,
        )
    data = Data(store)
    view = views.view(meeting.views[0].selection, data, Size.SLIDE)
    assert view.period == MONTHS[-1] == "2026-08"
    assert "september" not in view.headline + view.sentence + view.alt
    assert "september" not in view.table.caption


@pytest.mark.browser
def test_the_demo_meeting_becomes_an_accessible_pdf(viewer, meeting, tmp_path):
    chromium()
    path = tmp_path / "2026-11-30.toml"
    path.write_text(demo_meeting_toml(meetings.AS_OF), encoding="utf-8")
    made = segment.meeting_pdf(path, viewer, today=meetings.AS_OF, draw=svg.draw)
    report = validation.validate_pdf_bytes(made, profile="ua1")
    assert (report.rules.passed, report.rules.total) == (104, 104)
    sheets = texts(made)
    assert all("DEMODATA" in sheet for sheet in sheets)
    for slide in segment.slides(meeting, viewer, Size.PAPER):
        assert any(" ".join(slide.headline.split()) in sheet for sheet in sheets)
