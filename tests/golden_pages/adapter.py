"""What the net asks of the product: the only file to change when the product's code moves.

Everything given back is plain data under keys of our own, which stay when the code behind them is redesigned.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time, tzinfo
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flask.testing import FlaskClient

from dashboard.commands import demo_past
from dashboard.data.series import Data
from dashboard.meetings import segment
from dashboard.meetings.material import Material
from dashboard.meetings.slides import Setting
from dashboard.meetings.speaking.questions import questions, to_say
from dashboard.model import Size
from dashboard.pages import PageKind, all_pages
from dashboard.views.make_view import view
from dashboard.views.selection import INDICATOR, parse
from dashboard.views.slide_view import SlideView
from dashboard.views.view import View
from dashboard.views.ways import by_word
from dashboard.web.app import create_app
from loaders import catalogue
from loaders.demo.server import running_publisher
from loaders.fetching.refresh import refresh
from loaders.ground import clock, places
from loaders.ground.vocabulary import DIMENSIONS
from loaders.own.history import OwnHistory
from loaders.publishers import simulated
from loaders.settings import Settings
from loaders.store import Store
from tests.shared import TODAY

NOON = datetime.combine(TODAY, time(12), clock.STOCKHOLM)
COUNTY = "23"
PLACES = (COUNTY, *(place.code for place in places.municipalities(COUNTY)), places.NATION)
STORE_SOURCES = ("loaders/**/*", "dashboard/**/*demo*.py")
"""Files that decide what fill_store makes."""


class _Noon(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return NOON.astimezone(tz)


@contextmanager
def fixed_clock() -> Iterator[None]:
    """Within it, the product believes that it is noon on TODAY."""
    with patch.object(clock, "datetime", _Noon):
        yield


def fill_store(folder: Path, *, has_past: bool) -> None:
    """Fetch the demo's whole store into a data folder at full speed, with the meeting before it or without."""
    settings = Settings(data=folder)
    store = Store(settings.store_dir)
    if has_past:
        demo_past.fetch_past(settings, store, TODAY)
    with running_publisher(today=TODAY, calls_per_window=10_000) as (url, publisher):
        if has_past:
            demo_past.let_time_pass(publisher, store)
        report = refresh(replace(settings, scb_url=url, urls=simulated(url)), today=TODAY, moment=NOON)
    assert not report.failed, [table.failures for table in report.tables if table.failures]


def write_files(folder: Path) -> None:
    """The demo's meetings, outlook and own figures, read in."""
    settings = Settings(data=folder)
    demo_past.write_files(settings, TODAY)
    OwnHistory(settings.own_history_dir, settings.own_dir).keep(by="DEMODATA", now=NOON)


def slugs() -> dict[str, str]:
    """Id and word in the address of every shown indicator."""
    return {declared.id: declared.slug for declared in catalogue.shown()}


def addresses() -> tuple[str, ...]:
    """The address of every page of components, those of indicators apart."""
    kinds = [kind for kind in all_pages() if isinstance(kind, PageKind) and not kind.is_open]
    return tuple(kind.address for kind in kinds if not kind.address.startswith(INDICATOR))


def ways(indicator: str) -> dict[str, dict[str, str]]:
    """Every way of showing by its word in the address: its name, and why not where the indicator has it not."""
    declared = catalogue.indicator(indicator)
    every = by_word().items()
    return {word: {"name": way.name_sv, "why_not": way.why_not(declared)} for word, way in every}


def slices(indicator: str) -> list[str]:
    """What an address says for each value of a dimension that is not the indicator's default."""
    declared = catalogue.indicator(indicator)
    values = [
        (DIMENSIONS[name], v) for name in declared.dimensions if name != "vintage" for v in DIMENSIONS[name].values
    ]
    return [f"{d.url_parameter}={v.url_word}" for d, v in values if v.code != declared.default_slice[d.name]]


class House:
    """The product over a data folder, on TODAY."""

    def __init__(self, folder: Path) -> None:
        self._settings = Settings(data=folder)
        own = OwnHistory(self._settings.own_history_dir, self._settings.own_dir)
        self._data = Data(
            Store(self._settings.store_dir),
            COUNTY,
            today=lambda: TODAY,
            own=own,
            meetings=self._settings.meetings_dir,
            organisation=self._settings.organisation,
        )

    def client(self) -> FlaskClient:
        """A client of the server."""
        return create_app(self._settings, shows_drafts=True).server.test_client()

    def view(self, address: str, size: str) -> dict[str, Any]:
        """The view of an indicator's address, such as /indikator/brp?region=23."""
        path, _, search = address.partition("?")
        return _view(view(parse(path, search, home=COUNTY), self._data, Size(size)))

    def slides(self, day: str, size: str) -> list[dict[str, Any]]:
        """A meeting's slides with what is said and asked at each."""
        material = Material(self._data)
        meeting = segment.shown_today(segment.meeting_file(self._settings.meetings_dir, day), material)
        made = segment.slides(Setting(meeting=meeting, material=material, size=Size(size)))
        return [
            _slide(one.view)
            | {
                "kind": one.asked.kind, "shown_headline": one.headline, "own_headline": one.own_headline,
                "speaker_notes": one.asked.notes, "to_say": to_say(meeting, one.asked, one.view, material),
                "questions": questions(meeting, one.asked, one.view, material),
            }
            for one in made
        ]  # fmt: skip


def _view(found: View) -> dict[str, Any]:
    """All that a page is given."""
    return _said(found) | _filled(
        {
            "indicator": found.indicator, "period": found.period, "named": found.period_sv, "first": found.first,
            "number": found.number, "before": found.before, "word": found.word, "history": found.history,
            "is_judged": found.claim is not None, "remarks": found.notes.remarks, "breaks": found.notes.breaks,
            "terms": found.declared.terms_sv, "own": found.places.own.code, "asked": found.places.asked.code,
            "compare": tuple(place.code for place in found.places.compared), "series_table": found.tables.series,
            "wide_table": found.table if found.tables.is_wide else None, "further": found.tables.further,
        }
    )  # fmt: skip


def _slide(found: SlideView) -> dict[str, Any]:
    """All that a slide and a sheet are given."""
    picture = found.picture
    return _said(found) | _filled(
        {
            "headline_below": found.headline_below, "points": found.points,
            "notes": found.notes, "further": found.further, "lines": found.lines,
            "shows_table": found.shows_table, "table_below": found.table_below,
            "picture": None if picture is None else {"alt": picture.alt, "address": picture.address},
        }
    )  # fmt: skip


def _said(found: View | SlideView) -> dict[str, Any]:
    """The fields that all views have."""
    return _filled(
        {
            "address": found.link, "title": found.title, "subtitle": found.subtitle, "headline": found.headline,
            "sentence": found.sentence, "alt": found.alt, "figure": found.figure, "caption": found.caption,
            "table": found.table, "source": found.source, "definition": found.definition, "caveat": found.caveat,
            "is_synthetic": found.synthetic, "elsewhere": found.elsewhere_sv if isinstance(found, View) else "",
        }
    )  # fmt: skip


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that hold something. What is not there and what is empty are the same."""
    return {key: value for key, value in fields.items() if value not in (None, "", (), [], {}, False)}
