"""What does not exist is not shown as empty: measures of municipalities only, values without figures."""

import re
from datetime import UTC, datetime

import numpy as np
import pytest

from dashboard.data.series import Data
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from dashboard.web.app import create_app
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel, Status
from loaders.ground.places import municipalities
from loaders.settings import Settings
from loaders.store import Delivery, Scope, Store
from tests.dashboard.made import made_store
from tests.dashboard.markup import untied

YEARS = ("2022", "2023", "2024")


def filled(folder, *elsewhere: str, least: int = 0) -> Data:
    """A store of two measures of municipalities, the county's and further ones: from ``least`` on one more each."""
    axes = {REGION: (*sorted(place.code for place in municipalities("23")), *elsewhere), PERIOD: YEARS}
    panel = Panel.empty(axes)
    panel.values[...] = least + np.arange(panel.values.size).reshape(panel.shape)
    panel.status[...] = STATUS_CODE[Status.EMPTY]
    panel.values[0, -1], panel.status[0, -1] = np.nan, STATUS_CODE[Status.MISSING]
    store, moment = Store(folder), datetime(2025, 3, 1, tzinfo=UTC)
    with store.writing() as writer:
        for id_ in ("bankruptcies_yearly", "commuters_in"):
            delivery = Delivery(table=id_, updated=moment, fetched=moment, synthetic=True)
            writer.add(id_, panel, delivery, scope=Scope({REGION: axes[REGION]}))
            panel.values[...] *= 1000  # of a few no change in per cent is told
    return Data(store)


@pytest.fixture
def data(tmp_path):
    return filled(tmp_path)


@pytest.mark.parametrize("region", ["23", "00"])
def test_the_municipalities_are_shown_in_the_newest_year_all_have(data, region):
    """Sentence, figure, tables and files are of the same eight numbers, though the place asked for has none."""
    shown = view(parse("/indikator/konkurser-per-ar", f"?region={region}", home="23"), data)
    assert "finns bara för kommuner. Bilden visar kommunerna i Jämtlands län 2023 (" in shown.sentence
    assert shown.sentence.endswith("): lägst 1,0 (Ragunda kommun), högst 22,0 (Östersunds kommun).")
    assert shown.headline.endswith("i kommunerna i Jämtlands län 2023: 1,0 till 22,0")
    assert shown.figure is not None and shown.table.caption.endswith("2023")
    (now,) = (trace["text"] for trace in shown.figure["data"] if "text" in trace)
    assert sorted(now) == sorted(f"{row[0]} {row[1]}" for row in shown.table.rows)
    assert [row[1:] for row in shown.tables.series.rows[:2]] == [("15,0", "16,0"), ("3,0", "4,0")]
    assert shown.numbers is not None and shown.numbers.values[0].tolist() == [15.0, 16.0]
    assert [row[:2] for row in shown.table.rows[:3]] == [("Berg", "16,0"), ("Bräcke", "4,0"), ("Härjedalen", "19,0")]
    assert len(shown.table.rows) == 8 and not shown.table.strong


def test_a_municipality_of_another_county_is_named_beside_the_countys_and_none_of_them(tmp_path):
    """Sundsvall is the highest of nine: it was called one of Jämtland's, or Jämtland's were called Västernorrland's."""
    data = filled(tmp_path, "2281")
    shown = view(parse("/indikator/konkurser-per-ar", "jamfor=2281", home="23"), data)
    whose = "kommunerna i Jämtlands län och Sundsvalls kommun"
    assert f"Bilden visar {whose} 2023 (" in shown.sentence and whose in shown.headline and whose in shown.alt
    assert shown.sentence.endswith("lägst 1,0 (Ragunda kommun), högst 25,0 (Sundsvalls kommun).")
    assert [row[0] for row in shown.table.rows][-2:] == ["Östersund", "Sundsvall"]
    lowest = view(parse("/indikator/konkurser-per-ar", "region=22&jamfor=2303,2321", home="23"), data)
    assert lowest.figure is None and lowest.sentence.endswith("finns bara för kommuner.")


def test_dots_that_take_little_of_an_axis_from_zero_say_where_it_begins(tmp_path):
    shown = view(parse("/indikator/konkurser-per-ar", home="23"), filled(tmp_path, least=100))
    assert shown.figure["layout"]["xaxis"]["tickvals"][0] == 100
    assert shown.caption == "Fylld punkt: 2023. Ihålig: 2022. Axeln börjar inte vid noll."


def test_a_change_of_municipalities_is_drawn_alone_and_said_as_one(data):
    shown = view(parse("/indikator/inpendlare", "matt=fjol", home="23"), data)
    assert shown.figure is not None and shown.numbers is not None and shown.numbers.columns.codes == ("2024",)
    assert shown.caption == "Punkterna: 2024. En kommun har ingen siffra som visas."
    assert "Bilden visar kommunerna i Jämtlands län 2024 (förändring mot året före" in shown.sentence


def test_one_municipality_alone_is_set_beside_nothing(data):
    shown = view(parse("/indikator/konkurser-per-ar", "region=09", home="23"), data)
    assert shown.figure is None and shown.sentence.endswith("finns bara för kommuner.")


def test_only_values_with_figures_are_offered_and_tables_say_which_was_chosen(tmp_path):
    made_store(tmp_path / "store")
    client = create_app(Settings(data=tmp_path)).server.test_client()
    usual = client.get("/indikator/arbetsloshet").text
    assert "?kon=kvinnor" in usual and "alder=" not in usual  # the store has one age group, 20–64
    women = untied(client.get("/indikator/arbetsloshet?kon=kvinnor").text)
    assert "<caption>Arbetslöshet, 20–64 år (SCB BAS), kvinnor: alla siffror i diagrammet</caption>" in women
    assert re.search(r"Arbetslöshet, kvinnor, \w+\s2026", women)


def test_an_index_is_not_headed_as_a_number_per_inhabitant(demo):
    for slug, heading in (("foretagsklimat", "index"), ("konkurser-per-ar", "per 1 000 inv.")):
        assert view(parse(f"/indikator/{slug}", "", home="23"), demo).table.columns[1].title == heading


def test_the_axis_of_an_index_is_truncated_and_says_so(demo):
    """Nobody is at zero of a scale made around 100, where its line is flat; a rate and a count begin at zero."""
    for slug in ("konfidens-hushall", "konfidens-naringslivet", "konfidens-riksomrade", "barometerindikatorn"):
        shown = view(parse(f"/indikator/{slug}", "", home="23"), demo)
        assert shown.figure["layout"]["yaxis"]["tickvals"][0] >= 50
        assert shown.caption.startswith("Axeln börjar inte vid noll.")
    for slug in ("sysselsattningsgrad", "sysselsatta"):
        shown = view(parse(f"/indikator/{slug}", "", home="23"), demo)
        assert shown.figure["layout"]["yaxis"]["tickvals"][0] == 0 and "Axeln" not in shown.caption


def test_a_hidden_place_has_the_table_of_all_and_its_own_row_says_why(demo):
    """The same table as on the county's page; for twelve months the year before is hidden too, not lacking."""
    own, county = (view(parse("/indikator/gastnatter", f"region={code}", home="23"), demo) for code in ("2303", "23"))
    assert own.figure is None and own.table.rows == county.table.rows
    (row,) = (own.table.rows[n] for n in own.table.strong)
    assert row[:2] == ("Ragunda", "visas inte (sekretess)")
    year = view(parse("/indikator/gastnatter", "region=2303&matt=tolv", home="23"), demo)
    assert next(row for row in year.table.rows if row[0] == "Ragunda")[1:3] == ("visas inte (sekretess)",) * 2


def test_what_exists_for_riket_alone_is_shown_for_riket(demo):
    shown = view(parse("/indikator/lediga-jobb-sasongsrensat", "region=2303", home="23"), demo)
    assert shown.figure is not None and " i riket" in shown.headline
    assert "Säsongsrensade lediga jobb finns bara för riket. Här visas riket." in shown.elsewhere_sv
