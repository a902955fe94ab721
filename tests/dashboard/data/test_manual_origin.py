"""Figures read by hand say so wherever their source is told, until a fetch has taken over."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.data.meeting_days import NextMeeting, next_meeting
from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.pages.about import sources
from dashboard.views import make_view
from dashboard.views.cards import short_source
from dashboard.views.selection import Selection
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground.panel import PERIOD
from loaders.store import Delivery, Scope
from tests.dashboard.made import made_store

READ, FETCHED = datetime(2026, 11, 12, 9, 30, tzinfo=UTC), datetime(2026, 11, 13, 9, 30, tzinfo=UTC)


def publish(store, *, fetched, manual):
    """The unemployment rate once more as it is, another day and another way."""
    declared = catalogue.indicator("unemployment_rate")
    table = declared.tables[0]
    held = store.read(declared.id)
    with store.writing() as writer:
        writer.add(
            declared.id,
            replace(held, publication=None, publications=()),
            Delivery(
                table=table,
                updated=datetime(2026, 11, 11, 7, tzinfo=UTC),
                fetched=fetched,
                synthetic=True,
                manual=manual,
                by="Kim",
            ),
            scope=Scope({name: codes for name, codes in held.axes.items() if name != PERIOD}),
            marks=declared.marks,
        )


@pytest.fixture
def store(tmp_path):
    made = made_store(tmp_path)
    publish(made, fetched=READ, manual=True)
    return made


def told(store):
    """What page and slide, card, and list of sources say."""
    data = Data(store)
    selection = Selection(indicator="unemployment_rate", region="23")
    declared = catalogue.indicator("unemployment_rate")
    row = next(row for row in sources(data).rows if row[0] == declared.title_sv)
    return make_view.view(selection, data, Size.SLIDE).source, short_source(declared, data, selection), row[3]


def test_every_place_that_tells_the_source_says_so(store):
    line, card, row = told(store)
    assert "publicerad 11 november 2026, manuellt inläst 12 november 2026." in swedish_spaces(line)
    assert "manuellt inläst 12 november 2026" in swedish_spaces(card)
    assert swedish_spaces(row) == "manuellt inläst 12 november 2026"


def test_the_fetch_that_agrees_ends_it(store):
    publish(store, fetched=FETCHED, manual=False)
    line, card, row = told(store)
    assert "hämtad 13 november 2026" in swedish_spaces(line)
    assert "manuellt" not in line + card + row


def swedish_spaces(text):
    return text.replace(swedish.NBSP, " ")


def test_the_next_meeting_is_the_first_file_ahead_else_a_last_monday_that_nobody_has_decided(tmp_path):
    today = READ.date()
    assert next_meeting(tmp_path, today) == NextMeeting(date(2026, 11, 30), is_decided=False)
    assert next_meeting(tmp_path, date(2026, 12, 29)) == NextMeeting(date(2027, 1, 25), is_decided=False)
    for name in ("2026-10-26", "2026-11-23", "2026-12-14"):
        (tmp_path / f"{name}.toml").write_text("")
    assert next_meeting(tmp_path, today) == NextMeeting(date(2026, 11, 23), is_decided=True)
    assert next_meeting(tmp_path, today.replace(day=23)) == NextMeeting(date(2026, 11, 23), is_decided=True)
    assert next_meeting(tmp_path, today.replace(day=24)) == NextMeeting(date(2026, 12, 14), is_decided=True)


def test_a_table_that_nothing_public_shows_is_told_as_unverified(store):
    tables = {row[0]: row[1] for row in sources(Data(store)).rows}
    assert tables[catalogue.indicator("redundancy_notices").title_sv] == "tidsserier över varsel per län (overifierad)"
    assert tables[catalogue.indicator("population_change").title_sv] == "TAB1625 och TAB6473"
