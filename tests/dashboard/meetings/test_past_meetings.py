"""A meeting that has been shows what was known on its day, all of it, whatever has been published since."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pandas as pd
import pytest

from dashboard.data.meeting_days import OUTLOOKS
from dashboard.data.series import Data
from dashboard.editions.told import known_sv
from dashboard.meetings import segment
from dashboard.meetings.demo_meeting import demo_meeting_toml
from dashboard.meetings.file import parse_meeting
from dashboard.meetings.material import Material
from dashboard.meetings.outlooks import demo_outlooks_toml
from dashboard.meetings.slides import Setting
from dashboard.meetings.speaking.questions import questions, to_say
from dashboard.model import Size
from dashboard.publishing.composing import draft
from loaders import catalogue
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.store import Delivery, Scope, Store
from tests.dashboard.made import EVENT_MONTHS, add_events, made_store
from tests.dashboard.made_meetings import slides_of
from tests.dashboard.markup import plain
from tests.shared import shared_file

BEFORE, HELD, LATER = date(2026, 10, 26), date(2026, 11, 30), date(2026, 12, 20)
REAL = """schema = 1
date = {day}
title = "Prov"
place = "Östersund"
county = "{county}"

[[view]]
kind = "summary"
links = ["/indikator/arbetsloshet"]

[[view]]
link = "/indikator/arbetsloshet?jamfor=00"

[[view]]
kind = "outlook"
"""


def shown(store, folder, day, today):
    """All that the slides of a meeting say and draw on a day, and what its speaker is told."""
    data = Data(store, today=lambda: today, meetings=folder)
    material = Material(data)
    meeting = segment.shown_today(folder / f"{day}.toml", material)
    return [
        (
            one.headline, one.view.subtitle, one.view.sentence, one.view.alt, one.view.figure,
            one.view.figure and one.view.tables, one.view.lines[:2], one.view.notes, one.view.source,
            to_say(meeting, one.asked, one.view, material),
            questions(meeting, one.asked, one.view, material),
        )
        for one in slides_of(meeting, material)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory):
    """The November meeting on its day; then again when August has come, all has been revised, and notes were added."""
    folder = tmp_path_factory.mktemp("past")
    store = made_store(folder / "store")
    add_events(store, months=EVENT_MONTHS[:-1], at=datetime(2026, 9, 10, tzinfo=UTC))
    (folder / OUTLOOKS).write_text(demo_outlooks_toml(HELD), encoding="utf-8")
    (folder / "mote").mkdir()
    for day in (BEFORE, HELD):
        (folder / "mote" / f"{day}.toml").write_text(demo_meeting_toml(day), encoding="utf-8")
    then = shown(store, folder / "mote", HELD, HELD)
    add_events(store, at=datetime(2026, 12, 10, tzinfo=UTC), more=7)
    newer = demo_outlooks_toml(HELD).replace(f"{HELD.year}-06-10", "2026-12-02")
    (folder / OUTLOOKS).write_text(newer + demo_outlooks_toml(HELD).partition("\n\n")[2], encoding="utf-8")
    return folder, store, then


def test_a_past_meeting_is_as_it_was(before_and_after):
    folder, store, then = before_and_after
    now = shown(store, folder / "mote", HELD, LATER)
    for was, is_now in zip(then, now, strict=True):
        assert is_now == was


def test_without_its_day_it_would_have_been_another(before_and_after):
    """The test above would see a difference: the file as it stands, with today's figures, is not the same meeting."""
    folder, store, then = before_and_after
    material = Material(Data(store, today=lambda: LATER, meetings=folder / "mote"))
    as_written = parse_meeting((folder / "mote" / f"{HELD}.toml").read_text(encoding="utf-8"), f"{HELD}.toml")
    (second,) = slides_of(replace(as_written, views=as_written.views[1:2]), material)
    assert second.headline != then[1][0]


def told(meeting, material):
    """What page and PDF say of the day their figures are of."""
    return known_sv(draft(Setting(meeting=meeting, material=material, size=Size.SLIDE), ()))


def test_the_page_and_the_pdf_say_which_day_is_shown(before_and_after):
    folder, store, _ = before_and_after
    material = Material(Data(store, today=lambda: LATER, meetings=folder / "mote"))
    path = folder / "mote" / f"{HELD}.toml"
    past = segment.shown_today(path, material)
    assert past.as_of == HELD
    assert told(past, material) == "Siffrorna är de som var kända 30 november 2026."
    of_today = Material(Data(store, today=lambda: HELD, meetings=folder / "mote"))
    assert segment.shown_today(path, of_today).as_of is None
    dated = path.read_text(encoding="utf-8").replace('county = "23"', 'county = "23"\nas_of = 2026-11-20')
    assert told(parse_meeting(dated, path.name, LATER), material) == "Siffrorna är de som var kända 20 november 2026."


def test_a_slide_of_what_was_not_out_by_then_says_so_and_the_others_are_shown(before_and_after):
    folder, store, _ = before_and_after
    text = REAL.format(day="2026-10-01", county="23").replace("arbetsloshet?jamfor=00", "nya-lediga-jobb")
    meeting = parse_meeting(text, "2026-10-01.toml", LATER)
    found = slides_of(meeting, Material(Data(store, today=lambda: LATER, meetings=folder / "mote")))
    assert found[0].headline == "Arbetslöshet: inget var publicerat 1 oktober 2026"
    assert found[1].view.figure is not None and found[2].view.lines


@pytest.fixture(scope="module")
def vintages():
    """The nine real vintages of county unemployment by their day, region × month."""
    rows = pd.read_parquet(shared_file("figures/scb/bas_arbetsloshet_lan_manad_vintages.parquet"))
    return {
        date.fromisoformat(day): found.pivot(index="regionkod", columns="period", values="arbetsloshet_pct")
        for day, found in rows.groupby("commit_date")
    }


def test_real_vintages_never_move_under_a_meetings_date(vintages, tmp_path):
    """A meeting on the day of each of the nine: shown then, and when all nine are out, it is the same."""
    store, then = Store(tmp_path / "store"), {}
    for day in vintages:
        (tmp_path / f"{day}.toml").write_text(REAL.format(day=day, county="23"), encoding="utf-8")
    for day, real in sorted(vintages.items()):
        axes = {name: (code,) for name, code in catalogue.indicator("unemployment_rate").default_slice.items()}
        axes |= {REGION: tuple(real.index), PERIOD: tuple(real.columns)}
        panel = Panel.empty(axes)
        panel.values[:], panel.status[:] = real.to_numpy(), 0
        with store.writing() as writer:
            at = datetime.combine(day, time(6), UTC)
            writer.add(
                "unemployment_rate",
                panel,
                Delivery(table="TAB6260", updated=at, fetched=at, synthetic=False),
                scope=Scope({name: codes for name, codes in axes.items() if name != PERIOD}),
            )
        then[day] = shown(store, tmp_path, day, day)
    assert len({plain(found[0][0]) for found in then.values()}) > 3
    for day, was in then.items():
        assert shown(store, tmp_path, day, date(2024, 6, 1)) == was
