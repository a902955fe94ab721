"""The nine real vintages of county unemployment (SCB BAS, 2023-06-09 to 2024-04-03) among made-up municipalities."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from loaders.ground.declarations import Level
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.ground.places import codes_at
from loaders.store import Delivery, Scope, Store
from tests.loaders.store.publishing import moment
from tests.shared import shared_file

REGIONS = codes_at(Level)
COUNTIES = codes_at((Level.NATION, Level.COUNTY))
MUNICIPALITIES = codes_at((Level.MUNICIPALITY,))


@pytest.fixture(scope="module")
def vintages() -> dict[date, pd.DataFrame]:
    """Per commit date the table period × region as it stood that day."""
    long = pd.read_parquet(shared_file("figures/scb/bas_arbetsloshet_lan_manad_vintages.parquet"))
    by_day = {
        date.fromisoformat(day): rows.pivot(index="regionkod", columns="period", values="arbetsloshet_pct")
        for day, rows in long.groupby("commit_date")
    }
    assert len(by_day) == 9
    assert all(set(table.index) == set(COUNTIES) for table in by_day.values())
    return by_day


@pytest.fixture(scope="module")
def store(vintages, tmp_path_factory) -> Store:
    """All nine, each published on its day at 06:00Z; the municipalities are made up and revised every time."""
    store = Store(tmp_path_factory.mktemp("vintages") / "store")
    for number, (day, real) in enumerate(vintages.items()):
        values = np.full((len(REGIONS), real.shape[1]), float(number))
        values[[REGIONS.index(code) for code in real.index]] = real
        flat = np.zeros(values.shape, np.uint8)
        laid = Panel(axes={REGION: REGIONS, PERIOD: tuple(real.columns)}, values=values, status=flat, symbol=flat)
        with store.writing() as writer:
            changes = writer.add(
                "unemployment_rate",
                laid,
                Delivery(
                    table="TAB6260", updated=moment(day.isoformat()), fetched=moment(f"{day}T09:00"), synthetic=True
                ),
                scope=Scope({REGION: REGIONS}),
                examples_first={REGION: COUNTIES},
            )
        # the real cells only append: whatever is revised is made up
        assert not {change.key[REGION] for change in changes.revised.examples} & set(COUNTIES)
        assert (changes.withdrawn.count, changes.missing.count) == (0, 0)
    return store


def test_every_day_brings_back_exactly_the_figures_of_that_day(store, vintages):
    days = sorted(vintages)
    for current, following in zip(days, [*days[1:], days[-1] + timedelta(days=60)], strict=True):
        real = vintages[current]
        for as_of in (current, current + (following - current) / 2, following - timedelta(days=1)):
            read = store.read("unemployment_rate", regions=tuple(real.index), as_of=as_of)
            assert read.axes[PERIOD] == tuple(real.columns)
            assert np.array_equal(read.values, real.to_numpy())
            made_up = store.read("unemployment_rate", regions=MUNICIPALITIES, as_of=as_of).values
            assert (made_up == days.index(current)).all()


def test_the_newest_vintage_is_the_published_table(store):
    latest = pd.read_csv(
        shared_file("figures/scb/bas_arbetsloshet_lan_manad_latest.csv"), dtype={"regionkod": "string"}
    ).pivot(index="regionkod", columns="period", values="arbetsloshet_pct")
    read = store.read("unemployment_rate", regions=tuple(latest.index))
    assert read.axes[PERIOD] == tuple(latest.columns)
    assert np.array_equal(read.values, latest.to_numpy())


def test_the_real_cells_only_append(store):
    """All 1 078 real cells of today were written once, by the vintage that first had their month."""
    read = store.read("unemployment_rate", regions=COUNTIES)
    first_seen = read.publication.min(axis=0)
    assert (read.publication == first_seen).all()
    assert read.has_row.sum() == 1078
    assert [int((first_seen == n).sum()) for n in range(9)] == [39, 3, 1, 1, 1, 1, 1, 1, 1]
