"""Notices of redundancy: the county file in every layout it may have, and what happens when it is not as it was."""

import re
from datetime import date

import numpy as np
import pytest

from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.web import routing
from loaders.demo.others._workbooks import Sheet, write_workbook
from loaders.demo.others.varsel import Varsel, notices
from loaders.demo.publisher import World
from loaders.demo.regions import regions
from loaders.fetching.doctor import examine_all
from loaders.fetching.importing import import_files
from loaders.fetching.refresh import refresh
from loaders.ground.declarations import Status
from loaders.ground.errors import SourceChanged
from loaders.ground.panel import STATUS_CODE
from loaders.ground.raw import Raw
from loaders.planning.table_plans import plans
from loaders.sources.arbetsformedlingen import file_index
from loaders.sources.varsel import SOURCE, county_sheets
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import HASTY, TODAY, files
from tests.loaders.sources.source_bench import filled_once, own_folder

ID = "redundancy_notices"
COUNTIES = [f"{name} län" for name in (
    "Stockholms", "Uppsala", "Södermanlands", "Östergötlands", "Jönköpings", "Kronobergs", "Kalmar", "Gotlands",
    "Blekinge", "Skåne", "Hallands", "Västra Götalands", "Värmlands", "Örebro", "Västmanlands", "Dalarnas",
    "Gävleborgs", "Västernorrlands", "Jämtlands", "Västerbottens", "Norrbottens",
)]  # fmt: skip


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A publisher, and a data folder filled once from it."""
    with filled_once(tmp_path_factory.mktemp("varsel"), fetch) as made:
        yield made


@pytest.fixture
def settings(bench, tmp_path):
    with own_folder(bench, tmp_path) as own:
        yield own


def fetch(settings, **options):
    return refresh(settings, [ID], today=TODAY, **{**HASTY, **options})


def jamtland(settings):
    """Values of county 23 by period."""
    panel = Store(settings.store_dir).read(ID, regions=("23",))
    return dict(zip(panel.axes["period"], panel.values[0], strict=True)), panel


def book(tmp_path, *sheets):
    return write_workbook(tmp_path / "web-varsel-lan-199201-2026-02.xlsx", sheets=sheets)


def test_every_county_and_month_since_1992_is_stored_exactly(bench):
    first, _ = bench
    panel = Store(first.store_dir).read(ID)
    assert panel.axes["region_code"] == regions().counties and len(panel.axes["region_code"]) == 21
    assert (panel.axes["period"][0], panel.axes["period"][-1], len(panel.axes["period"])) == ("1992-01", "2026-10", 418)
    assert np.array_equal(panel.values, notices()[:, :418])
    assert set(panel.status[panel.values == 0]) == {STATUS_CODE[Status.NIL]}


@pytest.mark.parametrize("layout", ["wide", "long"])
def test_the_layout_of_the_file_does_not_matter(bench, settings, layout):
    _, publisher = bench
    publisher.switch("varsel", layout=layout)
    assert not fetch(settings).failed
    assert np.array_equal(Store(settings.store_dir).read(ID).values, notices()[:, :418])


def test_an_unchanged_file_is_not_fetched_again(bench):
    first, _ = bench
    before = files(first.data)
    report = fetch(first)
    assert not report.failed and report.tables[0].outcome.value == "unchanged"
    assert files(first.data) == before


def test_a_dash_is_none_only_where_the_file_says_so(bench, settings):
    _, publisher = bench
    publisher.switch("varsel", legend=False)
    report = fetch(settings)
    values, panel = jamtland(settings)
    zero = regions().counties.index("23")
    assert notices()[zero, 417] == 0 and np.isnan(values["2026-10"])
    assert panel.symbols[panel.symbol[0, -1]] == "-"
    assert any("utan att filen säger vad det betyder" in remark for remark in report.tables[0].remarks)


def test_a_small_workbook_checked_by_hand(tmp_path):
    """Counties down, months across: 12 in January for Jämtland, - in February, and a country's row above theirs."""
    rows = [
        ["Berörda 2026"], [], ["Län", "Januari", "Februari", "Summa"],
        *[[name, 12 if name == "Jämtlands län" else 5, "-"] for name in COUNTIES],
        ["Riket", 112, 0],
    ]  # fmt: skip
    path = book(tmp_path, Sheet("Info", [["”-” betyder att det inte finns några varsel"]]), Sheet("2026", rows))
    (plan,) = plans([ID])
    reading = SOURCE.read(plan, [Raw.from_file(path)], before=lambda _: None)
    panel = reading.parts[0].panel
    at = panel.axes["region_code"].index("23")
    assert panel.axes["period"] == ("2026-01", "2026-02") and panel.values[at].tolist() == [12.0, 0.0]
    assert reading.last_period == "2026-02" and reading.remarks == ()


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("1992-01", "1992-01"), (199201, "1992-01"), (199201.0, "1992-01"), ("1992M01", "1992-01"),
        ("1992-01-01T00:00:00", "1992-01"), ("Januari 1992", "1992-01"), ("sept 2008", "2008-09"), ("maj", ""),
        ("1992", ""), (12, ""), ("Län", ""), (None, ""), ("1992-13", ""),
    ],
)  # fmt: skip
def test_how_a_month_may_be_written(text, month):
    assert county_sheets.month_of(text) == month
    assert county_sheets.month_of("maj", "1999") == "1999-05"


def test_the_years_provisional_workbook_is_taken_in_by_hand(bench, settings, tmp_path):
    """A county file that is four months late, and the provisional one, downloaded by a person, that fills the gap."""
    _, publisher = bench
    publisher.set_world(World(notices_late_months=4))
    assert not fetch(settings).failed
    assert max(jamtland(settings)[0]) == "2026-06"
    publisher.set_world(World())
    path = tmp_path / "tillfallig-statistik-per-lan-och-bransch.xlsx"
    path.write_bytes(Varsel(publisher).workbook(path.name))
    report = import_files(settings, "varsel", [path], by="Provläsaren", today=TODAY)
    assert not report.failed and report.tables[0].last_period == "2026-10"
    assert "manuellt inläst" in report.tables[0].remarks[-1]
    values, _ = jamtland(settings)
    zero = regions().counties.index("23")
    assert values["2026-09"] == notices()[zero, 416] and values["1992-01"] == notices()[zero, 0]
    assert len(values) == 418


@pytest.mark.parametrize(
    ("switches", "message"),
    [
        ({"named": "2026-11"}, "not with the month in its name"),
        ({"misread": True}, "more than the country's"),
        ({"text": "ca 40"}, "no number of persons"),
        ({"text": -3}, "no number of persons"),
    ],
)
def test_what_contradicts_itself_is_told_and_the_store_is_unchanged(bench, settings, switches, message):
    _, publisher = bench
    assert not fetch(settings).failed
    before = files(settings.store_dir)
    publisher.switch("varsel", **switches)
    report = fetch(settings)
    assert report.failed and message in report.tables[0].failures[0]
    assert files(settings.store_dir) == before


def test_a_month_that_lacks_is_stored_as_missing_and_reported(bench, settings):
    _, publisher = bench
    publisher.switch("varsel", drop_month="2001-07")
    report = fetch(settings)
    assert not report.failed and report.tables[0].lacking[ID].periods == ("2001-07",)
    assert np.isnan(jamtland(settings)[0]["2001-07"])


def test_the_older_page_is_asked_when_the_newer_is_gone(bench, settings):
    _, publisher = bench
    publisher.switch("varsel", pages="old")
    assert not fetch(settings).failed


def test_a_month_is_there_from_the_twelfth(bench, settings):
    _, publisher = bench
    publisher.set_today(date(2026, 11, 11))
    assert not fetch(settings).failed
    assert max(jamtland(settings)[0]) == "2026-09"


def test_doctor_tells_what_file_and_sheets_were_found(bench, settings):
    (examined,) = examine_all(settings, TODAY, [ID], **HASTY)
    assert examined.is_well and examined.unverified[0].code == "web-varsel-lan-199201-2026-10.xlsx"
    assert examined.listing[1] == "Sheet 1992: counties down, 1992-01 to 1992-12."
    assert examined.page_url.endswith("tidsserier")


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("web-varsel-lan-199201-2026-07.xlsx", "2026-07"),
        ("Varsel per län 1992-2026.xlsx", ""),
        ("web-varsel-bransch-199201-2026-07.xlsx", None),
        ("varsel-lan-bransch-2025.xlsx", None),
        ("web-varsel-plan-2026-07.xlsx", None),
        ("web-sok-lan-kom-2026-07.xlsx", None),
    ],
)
def test_the_county_file_is_known_by_its_name(name, period):
    """By the words others found it by: varsel and lan, not bransch."""
    (plan,) = plans([ID])
    found = re.search(plan.queries[0].match, name, re.IGNORECASE)
    assert (found and found["period"]) == period


def test_links_are_read_as_a_person_sees_them():
    body = (
        b'<p><a href="/om">Om</a> <a href="/download/18.1d7/178/web-varsel-l%C3%A4n-2026-08.xlsx">Varsel\n'
        b'<span>(Excel)</span></a><A HREF="https://x.se/download/18.a/1/b.xlsx?x=1">b</A></p>'
    )
    found = file_index.links(body)
    assert [link.name for link in found] == ["web-varsel-län-2026-08.xlsx", "b.xlsx"]
    assert found[0].text == "Varsel (Excel)"
    with pytest.raises(SourceChanged, match="2 links are called"):
        file_index.pick("b", [*found[1:], file_index.Link("b.xlsx", "/other")], "a page")


def test_a_municipalitys_page_says_that_there_are_only_counties(bench):
    first, _ = bench
    data = Data(Store(first.store_dir), "23", today=lambda: TODAY)
    page = routing.page("/indikator/varsel", "region=2321", data, Size.SCREEN)
    text = str(page.body)
    assert "Varsel finns bara för län" in text and "Jämtlands län" in text
    assert not re.search(r"\bnan\b", text.lower())
