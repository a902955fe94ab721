"""A meeting published on the real vintages of county unemployment (SCB BAS, 2023-06-09 to 2024-04-03), as they move on.

What must be named is worked out from the recorded files alone. Between these nine SCB changed no month (the files say
so, and the test asks); on 2026-05-28 it changed all preliminary ones at once, of which no file is recorded: that day is
laid over the last real vintage by hand.
"""

from datetime import UTC, date, datetime, time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.data.series import Data
from dashboard.editions.written import BODY, Editions
from dashboard.meetings.file import load_meeting
from dashboard.meetings.material import Material
from dashboard.publishing.publish import publish
from dashboard.publishing.since import Since, since
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.store import Delivery, Scope, Store
from tests.shared import shared_file

MEASURE, COUNTY, NATION = "unemployment_rate", "23", "00"
PLACES = {COUNTY: "Jämtlands län", NATION: "riket"}
REVISED = date(2026, 5, 28)
MEETING = """schema = 1
date = {day}
title = "Prov"
place = "Östersund"
county = "23"

[[view]]
kind = "summary"
links = ["/indikator/arbetsloshet"]

[[view]]
link = "/indikator/arbetsloshet?jamfor=00"

[[view]]
kind = "outlook"
"""


@pytest.fixture(scope="module")
def vintages() -> dict[date, pd.DataFrame]:
    """The nine by their day in order, region × month."""
    rows = pd.read_parquet(shared_file("figures/scb/bas_arbetsloshet_lan_manad_vintages.parquet"))
    return {
        date.fromisoformat(day): found.pivot(index="regionkod", columns="period", values="arbetsloshet_pct")
        for day, found in sorted(rows.groupby("commit_date"))
    }


def revised(last: pd.DataFrame) -> pd.DataFrame:
    """The county's months from 2022 0,3 lower, riket as it was."""
    table = last.copy()
    later = [period for period in table.columns if period >= "2022-01"]
    table.loc[COUNTY, later] = np.round(table.loc[COUNTY, later] - 0.3, 1)
    return table


def add(store: Store, day: date, table: pd.DataFrame) -> None:
    axes = {name: (code,) for name, code in catalogue.indicator(MEASURE).default_slice.items()}
    axes |= {REGION: tuple(table.index), PERIOD: tuple(table.columns)}
    panel = Panel.empty(axes)
    panel.values[:], panel.status[:] = table.to_numpy(), 0
    at = datetime.combine(day, time(6), UTC)
    delivery = Delivery(table="TAB6260", updated=at, fetched=at, synthetic=False)
    with store.writing() as writer:
        writer.add(
            MEASURE, panel, delivery, scope=Scope({name: codes for name, codes in axes.items() if name != PERIOD})
        )


def differing(then: pd.DataFrame, now: pd.DataFrame) -> set[tuple[str, str, str]]:
    """What the files say: each number of the meeting's two places that was another, as it is named."""
    both = [period for period in then.columns if period in now.columns]
    return {
        (
            f"Arbetslöshet, {PLACES[code]}, {swedish.period_name(period)}",
            swedish.number(then.loc[code, period], 1),
            swedish.number(now.loc[code, period], 1),
        )
        for code in PLACES
        for period in both
        if then.loc[code, period] != now.loc[code, period]
    }


def published(folder: Path, store: Store, day: date) -> Editions:
    """A meeting on the day of a vintage, published that day."""
    (folder / "mote").mkdir(exist_ok=True)
    path = folder / "mote" / f"{day}.toml"
    path.write_text(MEETING.format(day=day), encoding="utf-8")
    material = Material(Data(store, today=lambda: day, meetings=folder / "mote"))
    moment = datetime.combine(day, time(12), UTC)
    publish(load_meeting(path, day), material, folder / "editions", moment, forms=())
    return Editions(folder / "editions")


def data_on(store: Store, day: date) -> Data:
    return Data(store, today=lambda: day)


def named(found: Since) -> set[tuple[str, str, str]]:
    return {(row.what_sv, row.before, row.now) for row in found.rows}


def test_what_has_happened_since_names_exactly_the_cells_that_differ_between_the_recorded_vintages(vintages, tmp_path):
    """Meetings on the third and the sixth; each asked one publication on, two on, and after the day all was changed."""
    days, store = list(vintages), Store(tmp_path / "store")
    held = (days[2], days[5])
    bodies, asked = {}, 0
    for n, day in enumerate(days):
        add(store, day, vintages[day])
        if day in held:
            editions = published(tmp_path, store, day)
            bodies[day] = editions.read(editions.key(day.isoformat()), BODY)
        for then in (one for one in held if one in days[max(0, n - 2) : n]):
            found = since(editions.edition(editions.key(then.isoformat())), data_on(store, day))
            assert found.count == vintages[then].shape[1] * len(PLACES) and found.not_checked == ()
            assert named(found) == differing(vintages[then], vintages[day])
            assert found.told == f"Sedan mötet har ingen av {found.count} siffror reviderats."
            asked += 1
    assert asked == 4

    now = revised(vintages[days[-1]])
    add(store, REVISED, now)
    for then in held:
        found = since(editions.edition(editions.key(then.isoformat())), data_on(store, REVISED))
        expected = differing(vintages[then], now)
        assert len(expected) == sum(period >= "2022-01" for period in vintages[then].columns)
        assert named(found) == expected
        assert f"har {len(expected)} av {found.count} siffror reviderats" in found.told
    for day, body in bodies.items():
        assert editions.read(editions.key(day.isoformat()), BODY) == body
