"""matt=versioner: the real publications of county unemployment, and then all of them revised on one day."""

from datetime import UTC, date, datetime, time

import numpy as np
import pandas as pd
import pytest

from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from loaders import catalogue
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.store import Delivery, Scope, Store
from tests.shared import shared_file

ID = "unemployment_rate"
REVISED = date(2026, 5, 28)
"""The day SCB revised all preliminary months at once."""


def publish(store: Store, day: date, table: pd.DataFrame) -> None:
    axes = {name: (code,) for name, code in catalogue.indicator(ID).default_slice.items()}
    axes |= {REGION: tuple(table.index), PERIOD: tuple(table.columns)}
    panel = Panel.empty(axes)
    panel.values[:], panel.status[:] = table.to_numpy(), 0
    at = datetime.combine(day, time(6), UTC)
    delivery = Delivery(table="TAB6260", updated=at, fetched=at, synthetic=False)
    with store.writing() as writer:
        scope = Scope({name: codes for name, codes in axes.items() if name != PERIOD})
        writer.add(ID, panel, delivery, scope=scope)


@pytest.fixture(scope="module")
def real() -> dict[date, pd.DataFrame]:
    """The nine real publications of Jämtland and riket, region × month."""
    rows = pd.read_parquet(shared_file("figures/scb/bas_arbetsloshet_lan_manad_vintages.parquet"))
    rows = rows[rows["regionkod"].isin(["00", "23"])]
    return {
        date.fromisoformat(day): found.pivot(index="regionkod", columns="period", values="arbetsloshet_pct")
        for day, found in rows.groupby("commit_date")
    }


@pytest.fixture(scope="module")
def store(real, tmp_path_factory) -> Store:
    """All nine; on 28 May 2026 every month is 0,1 lower, November 2023 0,4 lower, and riket as it was."""
    found = Store(tmp_path_factory.mktemp("versions") / "store")
    for day, table in sorted(real.items()):
        publish(found, day, table)
    last = real[max(real)].copy()
    last.loc["23"] = np.round(last.loc["23"] - 0.1, 1)
    last.loc["23", "2023-11"] = np.round(last.loc["23", "2023-11"] - 0.3, 1)
    publish(found, REVISED, last)
    return found


def shown(store: Store, words: str, size: Size = Size.SCREEN, today: date = date(2026, 6, 1)):
    return view(parse("/indikator/arbetsloshet", f"matt=versioner&{words}"), Data(store, today=lambda: today), size)


def texts(figure, name: str) -> list[str]:
    return [text for trace in figure["data"] if trace["name"] == name for text in trace["text"]]


def test_the_real_figures_were_not_changed_by_the_publications_before_the_revision(store, real):
    seen = shown(store, "region=23&per=2024-04-03", today=date(2024, 4, 5))
    assert (
        seen.headline == ("Arbetslösheten i Jämtlands län har inte ändrats i efterhand för någon av tio månader")
        or "har inte ändrats i efterhand" in seen.headline
    )
    assert texts(seen.figure, "changed") == []
    assert dict(seen.table.rows)["Största ändring, procentenheter"] == "0,0"
    newest = real[date(2024, 4, 3)].loc["23", "2024-01"]
    row = seen.tables.series.rows[0]
    assert row[0] == "januari 2024" and row[-2] == f"{newest:.1f}".replace(".", ",")


def test_the_day_everything_moved_is_found(store, real):
    seen = shown(store, "region=23")
    measures = dict(seen.table.rows)
    assert measures["Största ändring, procentenheter"] == "−0,4"
    assert measures["Medelrevidering, procentenheter"] == "−0,12"  # twelve of 0,1 and one of 0,4: 1,6 / 13
    assert measures["Medelstorlek oavsett riktning, procentenheter"] == "0,12"
    assert measures["Ändrade perioder"] == "13 av 13"
    assert seen.headline == "Arbetslösheten i Jämtlands län sänktes i efterhand för 13 av 13 månader"
    assert "Den 28 maj 2026 ändrades 13 månader på en gång." in seen.sentence
    assert "Mest ändrades november 2023: −0,4." in seen.sentence
    assert len(texts(seen.figure, "changed")) == 13
    headings = [note["text"] for note in seen.figure["layout"]["annotations"]]
    assert "<b>28 maj</b>" in headings and headings[-1] == "<b>ändring</b>"


def test_the_direction_is_the_sign_of_the_change_in_a_year_first_and_now(store, real):
    newest = real[max(real)].loc["23"]
    now = np.round(newest - 0.1, 1)
    now["2023-11"] = np.round(newest["2023-11"] - 0.4, 1)
    months = [f"2023-{n:02d}" for n in range(1, 13)] + ["2024-01"]
    signs = [
        (np.sign(round(newest[m] - newest[y], 1)), np.sign(round(now[m] - now[y], 1)))
        for m, y in ((m, f"{int(m[:4]) - 1}{m[4:]}") for m in months)
    ]
    turned = sum(first * later < 0 for first, later in signs)
    assert dict(shown(store, "region=23").table.rows)["Bytte riktning mot året före"] == f"{turned} av 13"


def test_what_was_not_changed_is_muted_and_what_was_not_published_is_hatched(store):
    seen = shown(store, "region=00")
    assert texts(seen.figure, "changed") == [] and len(texts(seen.figure, "muted")) > 13
    hatched = [trace for trace in seen.figure["data"] if trace["name"] == "not_yet"]
    assert hatched and hatched[0]["fillpattern"]["shape"] == "/"


@pytest.mark.parametrize("size", list(Size))
def test_every_size_has_as_many_rows_and_columns_as_it_has_room_for(store, size):
    seen = shown(store, "region=23", size)
    layout = seen.figure["layout"]
    rows, columns = len(layout["yaxis"]["ticktext"]), len(layout["annotations"])
    height = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    assert height / rows >= 1.45 * layout["yaxis"]["tickfont"]["size"]
    assert columns >= 2


def test_a_first_publication_has_nothing_to_be_set_beside(real, tmp_path):
    lone = Store(tmp_path / "store")
    publish(lone, *min(real.items()))
    seen = shown(lone, "region=23", today=date(2023, 7, 1))
    assert seen.headline.startswith("Arbetslösheten i Jämtlands län: bara en publicering är sparad")
    assert seen.figure is not None and seen.table.rows == (("Sparade publiceringar av varje period", "1"),)
    assert seen.tables.series.rows[0][-1] == ""
    assert [note["text"] for note in seen.figure["layout"]["annotations"]] == ["<b>publicerad</b>", "<b>9 jun</b>"]
