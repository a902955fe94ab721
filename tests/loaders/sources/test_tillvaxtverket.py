"""Guest nights: the real sample to the figure, what is hidden, preliminary and final, and every fault."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from loaders.demo.publisher import World
from loaders.fetching import change_report
from loaders.fetching.change_report import Outcome
from loaders.fetching.doctor import examine_all
from loaders.fetching.importing import import_files
from loaders.fetching.refresh import refresh
from loaders.ground.declarations import Status
from loaders.ground.errors import SourceChanged
from loaders.ground.panel import STATUS_CODE
from loaders.ground.raw import Raw
from loaders.planning.table_plans import plans
from loaders.publishers import simulated
from loaders.settings import Settings
from loaders.sources.tillvaxtverket import SOURCE
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import HASTY, TODAY, bench, files
from tests.shared import shared_file

LATER = date(2026, 12, 18)
SAMPLE = "figures/tillvaxtverket/gastnatter_lulea_2026M08_sample.csv"
HEADER = "Ar,Manad,ArManad,Kommun,Hemland,Gastnatter"


def raw(body: bytes, name: str = "gastnatter.csv") -> Raw:
    return Raw(name=name, body=body, fetched=datetime(2026, 11, 22, tzinfo=UTC))


def read(*raws: Raw):
    (plan,) = plans(["guest_nights"])
    return SOURCE.read(plan, raws, before=lambda _: None)


def told(reading, code: str, period: str) -> tuple[float | None, Status]:
    (part,) = reading.parts
    ((_, value, status, _),) = part.panel.take(region_code=(code,), period=(period,)).rows()
    return value, status


def csv(*rows: str) -> Raw:
    return raw("\n".join((HEADER, *rows)).encode())


def test_the_real_sample_comes_through_import_to_its_sum(tmp_path):
    """14 countries' guests in Luleå in August 2026: 188 + 108 + … + 252 = 61 170 (the sample has 14 of 65 rows)."""
    settings = Settings(data=tmp_path)
    report = import_files(settings, "tillvaxtverket", [shared_file(SAMPLE)], by="Analytikern")
    assert not report.failed
    panel = Store(settings.store_dir).read("guest_nights")
    assert panel.axes == {"region_code": ("2580",), "period": ("2026-08",)}
    ((_, value, status, _),) = panel.rows()
    assert (value, status) == (61_170.0, Status.PRELIMINARY)
    assert change_report.summary(report)[0].startswith("gastnatter: första hämtningen, 1 cell")
    warning, origin = report.tables[0].remarks[-2:]
    assert warning.startswith("OBS gastnatter_lulea_2026M08_sample.csv: siffrorna är summor av filens rader (Luleå ")
    assert "2026-08: 14 rader). Är filen ett utdrag är de för låga" in warning and origin.endswith(" av Analytikern")


def test_a_file_with_one_row_for_each_place_and_month_needs_no_warning():
    assert not [text for text in read(csv("2026,8,202608,Åre,,900")).remarks if "OBS" in text]


def test_a_part_without_a_number_makes_the_sum_a_lower_bound_and_all_parts_hide_it():
    reading = read(
        csv(
            "2026,8,202608,Åre,Sverige,900", "2026,8,202608,Åre,Norge,",
            "2026,8,202608,Berg,Sverige,", "2026,8,202608,Krokom,Sverige,0",
        )
    )  # fmt: skip
    assert told(reading, "2321", "2026-08") == (900.0, Status.LOWER_BOUND)
    assert told(reading, "2326", "2026-08") == (None, Status.SUPPRESSED)
    assert told(reading, "2309", "2026-08") == (0.0, Status.PRELIMINARY)


@pytest.mark.parametrize(
    ("newest", "december"),
    # a year is made final in April of the next, when March comes
    [("2026,2,202602", Status.PRELIMINARY), ("2026,3,202603", Status.EMPTY)],
)
def test_a_year_is_final_from_the_publication_of_march(newest, december):
    rows = [f"2025,{month},2025{month:02d},Åre,Sverige,9" for month in (12,)]
    rows += [f"2026,{month},x,Åre,Sverige,9" for month in range(1, int(newest.split(",")[1]))]
    reading = read(csv(*rows, f"{newest},Åre,Sverige,9"))
    assert told(reading, "2321", "2025-12")[1] is december


def test_text_files_with_levels_and_month_numbers_are_read_too():
    header = "NIVA_NAMN\tLAN_NAMN\tKOMMUN_NAMN\tAR\tMANAD_NUMMER\tANLAGGNINGSTYP_NAMN\tANTAL_GASTNATTER"
    rows = ("Riket\t\t\t2024\t07\tHotell\t70", "Län\tJämtlands län\t\t2024\t07\tHotell\t50",
            "Kommun\tJämtlands län\tÅre\t2024\t07\tHotell\t30", "Kommun\tJämtlands län\tÅre\t2024\t07\tCamping\t11",
            "Kommun\tJämtlands län\tSekretesskyddad\t2024\t07\tCamping\t", "Turistområde\tFjällen\t\t2024\t07\tSoL\t5",
            "Kommun\tJämtlands län\tBräcke och Ragunda\t2024\t07\tCamping\t8")  # fmt: skip
    text = "\r\n".join((header, *rows)).encode("latin-1")
    reading = read(raw(text, "GuestNights_Country_Month.txt"))
    assert {key["region_code"]: value for key, value, *_ in reading.parts[0].panel.rows()} == {
        "00": 70.0,
        "23": 50.0,
        "2321": 41.0,
    }


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            csv("2026,8,202608,Nystad,Sverige,1", "2026,8,202608,Nyköping,Norge,1"),
            "no Swedish place is called 'Nystad'",
        ),
        (csv(*["2026,8,202608,Åre,Sverige,1"] * 2), "repeats 2026 8 202608 Åre Sverige"),
        (csv("2026,8,202608,Åre,Sverige,många"), "'många' stands where a number of nights"),
        (csv("2026,8,202608,Åre,Sverige,-4"), "-4 nights cannot be"),
        (csv("2026,13,202613,Åre,Sverige,4"), "year '2026' and month '13' are no month"),
        (csv("2026,6,x,Åre,Sverige,1", "2026,8,x,Åre,Sverige,1"), "no kommun has figures for 2026-07"),
        (csv(), "It has: Ar, Manad|no row is within"),
        (raw(b"Ar,Manad,Kommun\n2026,8,\xc5re\n"), "no field is called ANTAL_GASTNATTER or Gastnatter"),
        (raw(b"<html><body>Sidan har flyttat</body></html>"), "web page"),
        (raw(b'{"rows": [{"AR": 20'), "cut off or is not JSON"),
        (raw(b'{"data": []}'), "no list of 'rows' any more. It has: data"),
    ],
)
def test_a_file_that_cannot_be_is_refused(given, message):
    with pytest.raises(SourceChanged, match=message):
        read(given)


"""A busy machine takes its time to make the figures up."""


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    with bench(tmp_path_factory.mktemp("tillvaxtverket")) as made:
        yield made


def fetch(source, data, today: date = TODAY, **options):
    settings = Settings(data=data, scb_url=source.url, urls=simulated(source.url))
    return refresh(settings, ["guest_nights"], today=today, **{**HASTY, **options})


@pytest.fixture(scope="module")
def filled(source, tmp_path_factory):
    """What the query interface gives, where there is no text file."""
    data = tmp_path_factory.mktemp("first")
    source.publisher.switch("tillvaxtverket", no_file=True)
    assert not fetch(source, data).failed
    source.publisher.reset()
    return data


def test_all_levels_are_fetched_and_the_hidden_are_hidden_not_lacking(source, filled):
    panel = Store(Settings(data=filled).store_dir).read("guest_nights")
    assert len(panel.axes["region_code"]) == 312
    assert (panel.axes["period"][0], panel.axes["period"][-1]) == ("2010-01", "2026-09")
    assert panel.has_row.all()
    ragunda = panel.take(region_code="2303")
    assert (ragunda.status == STATUS_CODE[Status.SUPPRESSED]).all()
    assert not (panel.take(region_code=("00", "23", "2321")).status == STATUS_CODE[Status.SUPPRESSED]).any()
    source.publisher.switch("tillvaxtverket", no_file=True)
    (table,) = fetch(source, filled).tables
    source.publisher.reset()
    assert table.outcome is Outcome.UNCHANGED


def test_ungrouped_rows_give_the_same_figures_where_grouped_questions_fail(source, filled, tmp_path):
    source.publisher.switch("tillvaxtverket", grouped_fails=True, no_file=True)
    report = fetch(source, tmp_path)
    source.publisher.reset()
    assert not report.failed
    whole, home = (Store(Settings(data=data).store_dir).read("guest_nights") for data in (filled, tmp_path))
    assert home.axes["region_code"] == ("00", "23", "2303", "2305", "2309", "2313", "2321", "2326", "2361", "2380")
    same = whole.take(region_code=home.axes["region_code"])
    assert (same.status == home.status).all()
    assert (same.values[same.status == 0] == home.values[same.status == 0]).all()


@pytest.mark.parametrize(
    ("switches", "message"),
    [
        ({"no_rows": True}, "no list of 'rows' any more. It has: data, source"),
        ({"cut": True}, "only 1[34]. of 290 municipalities have figures"),
        ({"most_rows": 9000, "ignore_offset": True}, "offset=9000 gives the first 9000 rows again"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(source, filled, switches, message):
    before = files(Settings(data=filled).store_dir)
    source.publisher.set_world(World(guest_nights_revised_from=2010))
    source.publisher.switch("tillvaxtverket", no_file=True, **switches)
    report = fetch(source, filled)
    source.publisher.reset()
    (failure,) = report.tables[0].failures
    assert re.search(message, failure), failure
    assert files(Settings(data=filled).store_dir) == before


def test_smaller_pages_than_asked_for_and_text_encoded_twice_give_the_same_figures(source, filled, tmp_path):
    source.publisher.switch("tillvaxtverket", most_rows=9000, encoding="twice", no_file=True)
    report = fetch(source, tmp_path)
    source.publisher.reset()
    assert not report.failed, report.tables[0].failures
    assert any("kodad två gånger" in remark for remark in report.tables[0].remarks)
    whole, pages = (Store(Settings(data=data).store_dir).read("guest_nights") for data in (filled, tmp_path))
    assert np.array_equal(whole.values, pages.values, equal_nan=True)
    assert np.array_equal(whole.status, pages.status)


def test_a_month_in_two_files_is_not_added_up():
    one = csv("2026,8,202608,Åre,Sverige,900")
    with pytest.raises(SourceChanged, match=r"two\.csv: row 1 tells of Åre 2026-08, and so does gastnatter\.csv"):
        read(one, replace(one, name="two.csv"))
    with pytest.raises(SourceChanged, match="row 1 repeats 2026 8 202608 Åre Sverige"):
        read(one, one)


def test_doctor_tells_the_newest_month_and_when_the_next_is_late(source, tmp_path):
    settings = Settings(data=tmp_path, scb_url=source.url)
    asked = {today: examine_all(settings, today, ["guest_nights"], **HASTY)[0] for today in (TODAY, LATER)}
    assert asked[TODAY].look.last_period == "2026-09" and not asked[TODAY].late
    assert asked[LATER].late == "2026-10 väntades senast 2026-12-17."
