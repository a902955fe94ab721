"""Bolagsverket's counts of registrations: the real exports to the figure, the live layout, and every fault."""

import re
from dataclasses import replace

import pytest

from loaders.fetching.change_report import Outcome
from loaders.fetching.importing import import_files, undo_import
from loaders.fetching.refresh import refresh
from loaders.formats.delimited import decoded, delimited
from loaders.ground.declarations import Status
from loaders.ground.errors import SourceChanged, UsageError
from loaders.ground.panel import STATUS_CODE
from loaders.ground.raw import Raw
from loaders.planning.table_plans import plans
from loaders.publishers import simulated
from loaders.settings import Settings
from loaders.sources.bolagsverket import FILE, SOURCE
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import HASTY, TODAY, bench
from tests.shared import shared_file

IDS = ("new_registrations", "deregistrations")
HEADER = "armanad,ar,manad,handelse,regfam,SATELAN,LANTEXT,SATEKOMMUN,KOMTEXT,AB,BRF,E,HB,KB"
ROWS = (
    "202610,2026,10,1,1,23,Jämtlands län,21,Åre,2,,,,",
    "202609,2026,9,1,1,23,Jämtlands län,21,Åre,7,1,,2,",
    "202609,2026,9,1,2,23,Jämtlands län,21,Åre,,,3,,",
    "202609,2026,9,1,1,23,Jämtlands län,0,Uppgift saknas,1,,,,",
    "202609,2026,9,2,1,23,Jämtlands län,21,Åre,900,40,80,60,9",
    "202609,2026,9,3,1,23,Jämtlands län,21,Åre,4,,,1,",
    "202609,2026,9,1,1,0,Uppgift saknas,0,Uppgift saknas,5,,,,",
    "202609,2026,9,1,1,23,Jämtlands län,3,Ragunda,,,,,",
)


def read(text: str, *ids: str, encoding: str = "latin-1", name: str = FILE, event: str = ""):
    (plan,) = plans(ids or IDS)
    raw = replace(Raw.from_file(shared_file("README.md")), name=name, body=text.encode(encoding), event=event)
    return SOURCE.read(plan, [raw], before=lambda _: None)


def test_an_event_that_ends_before_the_file_does_is_told():
    remarks = read("\r\n".join((HEADER, *ROWS))).remarks
    assert [remark.partition(": ")[2] for remark in remarks] == [
        f"händelse {event} slutar med 2026-09 och filen med 2026-10; filen kan vara avklippt" for event in "32"
    ]


def parts(*rows: str):
    """What the rows give of each indicator: registered, deregistered."""
    found = {part.indicator.id: part for part in read("\r\n".join((HEADER, *rows)) + "\r\n").parts}
    return found["new_registrations"], found["deregistrations"]


def cell(part, place: str, period: str, form: str = "total") -> tuple[float, int]:
    panel = part.panel.take(legal_form=form, region_code=place, period=period)
    return float(panel.values), int(panel.status)


def test_rows_of_a_seat_are_added_over_the_families_and_only_four_forms_count():
    """7 AB + 2 HB + 3 E in Åre; the county has one more of unknown municipality, riket five more of unknown seat."""
    new, gone = parts(*ROWS)
    assert cell(new, "2321", "2026-09") == (12.0, STATUS_CODE[Status.EMPTY])
    assert cell(new, "2321", "2026-09", "E")[0] == 3.0
    assert cell(new, "23", "2026-09")[0] == 13.0
    assert cell(new, "00", "2026-09")[0] == 18.0
    assert cell(gone, "2321", "2026-09")[0] == 5.0


@pytest.mark.parametrize("sign", [".", "..", "-", "00", ""])
def test_a_sign_for_a_seat_that_is_not_known_counts_for_what_is_known(sign):
    """Of Åre's 12: one AB more of the county alone, and two more of riket alone."""
    new, _ = parts(
        ROWS[0],
        "202609,2026,9,1,1,23,Jämtlands län,21,Åre,12,,,,",
        f"202609,2026,9,1,1,23,Jämtlands län,{sign},,1,,,,",
        f"202609,2026,9,1,1,{sign},,{sign},,2,,,,",
        ROWS[5],
    )
    assert [cell(new, place, "2026-09")[0] for place in ("2321", "23", "00")] == [12.0, 13.0, 15.0]


def test_all_there_are_is_the_stock_of_the_month_and_never_incomplete():
    """900 AB + 80 E + 60 HB + 9 KB; the 40 housing associations are not counted."""
    text = "\r\n".join((HEADER, *ROWS, ROWS[4].replace("202609,2026,9", "202610,2026,10")))
    stock = {part.indicator.id: part for part in read(text).parts}["registered_firms"]
    assert cell(stock, "2321", "2026-09") == (1049.0, STATUS_CODE[Status.EMPTY])
    assert cell(stock, "2321", "2026-10") == (1049.0, STATUS_CODE[Status.EMPTY])


def test_the_newest_month_is_incomplete():
    new, _ = parts(*ROWS)
    assert cell(new, "2321", "2026-10") == (2.0, STATUS_CODE[Status.INCOMPLETE])


def test_an_empty_field_in_a_row_is_zero_and_a_place_without_a_row_is_nothing():
    new, _ = parts(*ROWS)
    assert cell(new, "2303", "2026-09") == (0.0, STATUS_CODE[Status.NIL])
    assert not new.panel.take(legal_form="total", region_code="2380", period="2026-09").has_row


@pytest.mark.parametrize(
    ("file", "months", "last", "aktiebolag", "all_four"),
    # 2024-02: 32 AB, 6 HB, 1 KB, 46 E; 2024-11: 12, 9, 2, 33
    [("lan20_2024-03-15_double_encoded.csv", 38, "2024-02", 32, 85), ("lan20_2024-12-11.csv", 47, "2024-11", 12, 56)],
)
def test_both_real_exports_of_deregistrations_come_through_import(tmp_path, file, months, last, aktiebolag, all_four):
    settings = Settings(data=tmp_path)
    given = [shared_file(f"figures/bolagsverket/{file}")]
    report = import_files(settings, "bolagsverket", given, by="Analytikern", event="avregistrerade")
    (table,) = report.tables
    assert table.outcome is Outcome.STORED
    assert not report.failed
    assert any("läst som avregistrerade efter säte, så angivet vid inläsningen" in remark for remark in table.remarks)
    assert any("kodad två gånger" in remark for remark in table.remarks) is ("double" in file)
    panel = Store(settings.store_dir).read("deregistrations")
    assert panel.axes["region_code"] == ("20",)
    assert (len(panel.axes["period"]), panel.axes["period"][0], panel.axes["period"][-1]) == (months, "2021-01", last)
    assert float(panel.take(legal_form="AB", region_code="20", period=last).values) == aktiebolag
    assert float(panel.take(legal_form="total", region_code="20", period=last).values) == all_four
    assert Store(settings.store_dir).publications("new_registrations") == ()


def test_the_newer_export_replaces_the_older_and_an_older_one_is_refused(tmp_path):
    settings = Settings(data=tmp_path)
    old, new = (shared_file(f"figures/bolagsverket/lan20_2024-{day}.csv") for day in ("03-15_double_encoded", "12-11"))
    import_files(settings, "bolagsverket", [old], event="avregistrerade")
    import_files(settings, "bolagsverket", [new], event="avregistrerade")
    panel = Store(settings.store_dir).read("deregistrations", slice={"legal_form": "AB"})
    assert panel.axes["period"][-1] == "2024-11"
    with pytest.raises(Exception, match="ends with 2024-02, but 2024-11 is stored"):
        import_files(settings, "bolagsverket", [old], event="avregistrerade")


NEW_FIRMS, CLOSED_FIRMS = "cases/bolagsverket/lan20_2024-08-05.csv", "cases/bolagsverket/lan20_2024-08-06.csv"


def imported(data, file, event=""):
    return import_files(Settings(data=data), "bolagsverket", [file], event=event)


def stored_totals(data, id_):
    return Store(Settings(data=data).store_dir).read(id_).take(legal_form="total", region_code="20").values.tolist()


@pytest.mark.parametrize(
    "file", [NEW_FIRMS, CLOSED_FIRMS, "figures/bolagsverket/lan20_2024-12-11.csv"], ids=["new", "closed", "real"]
)
def test_an_export_that_does_not_say_its_event_is_refused_with_how_to_say_it(tmp_path, file):
    report = imported(tmp_path, shared_file(file))
    (table,) = report.tables
    assert report.failed and table.outcome is Outcome.FAILED
    (told,) = table.failures
    assert file.rpartition("/")[2] in told
    assert "--event registrerade or --event avregistrerade" in told and "avregistrerade_…" in told
    assert Store(Settings(data=tmp_path).store_dir).indicators() == ()


def test_the_said_event_alone_is_touched(tmp_path):
    assert not imported(tmp_path, shared_file(NEW_FIRMS), "registrerade").failed
    assert not imported(tmp_path, shared_file(CLOSED_FIRMS), "avregistrerade").failed
    assert stored_totals(tmp_path, "new_registrations") == [151, 153, 155, 157, 159, 161, 163]
    assert stored_totals(tmp_path, "deregistrations") == [144, 142, 140, 138, 136, 134, 132]


def test_the_newest_import_by_hand_is_taken_back_and_an_earlier_one_counts_again(tmp_path):
    settings = Settings(data=tmp_path)
    imported(tmp_path, shared_file(NEW_FIRMS), "registrerade")
    with pytest.raises(UsageError, match="'registerade' is no table of bolagsverket"):
        undo_import(settings, "bolagsverket", table="registerade")
    undone = undo_import(settings, "bolagsverket", by="Controllern")
    assert (undone.table, undone.indicators, undone.by) == ("registreringar", ("new_registrations",), "Controllern")
    assert undone.in_use is None and Store(settings.store_dir).indicators() == ()
    with pytest.raises(UsageError, match="were not read by hand"):
        undo_import(settings, "bolagsverket")


EXPORT = "År,Månad,Län,Aktiebolag,Enskild näringsidkare,Handelsbolag,Kommanditbolag\n"
SIX = "".join(f"2024,{month},20,{120 + 7 * month},26,3,1\n" for month in range(1, 7))


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("nyregistrerade_lan20.csv", "new_registrations"),
        ("Nyregistreringar 2024.csv", "new_registrations"),
        ("Nya företag Dalarna.csv", "new_registrations"),
        ("avregistrerade_lan20.csv", "deregistrations"),
        ("avslutade_lan20.csv", "deregistrations"),
        ("Lan20 AVSLUTADE.csv", "deregistrations"),
    ],
)
def test_the_files_name_may_say_its_event(name, id_):
    reading = read(EXPORT + SIX, name=name)
    assert [part.indicator.id for part in reading.parts] == [id_]
    assert any("enligt filens namn" in remark for remark in reading.remarks)


@pytest.mark.parametrize(
    ("name", "event", "rows", "message"),
    [
        ("registrerade_lan20.csv", "", SIX, "does not say whether"),
        ("alla registrerade.csv", "", SIX, "all firms there are"),
        ("alla_nyregistrerade.csv", "", SIX, "all firms there are"),
        ("samtliga-registrerade.csv", "avregistrerade", SIX, "all firms there are"),
        ("avslutade_lan20.csv", "registrerade", SIX, "said to hold both registrerade and avregistrerade"),
        ("nyregistrerade och avregistrerade.csv", "", SIX, "said to hold both"),
        ("lan20.csv", "registrerade", "2024,1,20,9120,5026,803,201\n", "counts all firms there are"),
        (
            "nyregistrerade_lan20.csv",
            "",
            "".join(f"2024,{month},20,{1100 + month},26,3,1\n" for month in range(1, 5)),
            "counts all firms there are",
        ),
    ],
)
def test_an_export_of_the_stock_or_of_two_events_is_never_taken_as_either(name, event, rows, message):
    with pytest.raises(SourceChanged, match=message):
        read(EXPORT + rows, name=name, event=event)


def test_an_event_is_not_said_of_a_file_whose_rows_have_their_own():
    with pytest.raises(SourceChanged, match="has an event in every row: leave --event registrerade out"):
        read("\n".join((HEADER, *ROWS)), event="registrerade")


def test_an_event_nobody_knows_and_one_for_a_source_without_events_are_refused(tmp_path):
    settings, file = Settings(data=tmp_path), shared_file(NEW_FIRMS)
    with pytest.raises(UsageError, match="'alla' is no event of bolagsverket; there are registrerade, avregistrerade"):
        import_files(settings, "bolagsverket", [file], event="alla")
    with pytest.raises(UsageError, match="files of kolada say themselves what they count"):
        import_files(settings, "kolada", [file], event="registrerade")


def test_text_encoded_once_is_left_alone():
    assert decoded("Åre,Malå".encode(), "x").text == "Åre,Malå"
    assert decoded("Åre,Malå".encode("latin-1"), "x").encoding == "cp1252"
    twice = "Åre,Malå".encode().decode("latin-1").encode()
    assert decoded(twice, "x").text == "Åre,Malå"
    assert decoded("Östersund".encode().decode("cp1252").encode(), "x").text == "Östersund"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"a;b\n1;2\n3", "line 3 has 1 fields and the header 2"),
        (b'a;b\n"' + b"1\n" * 140_000, "is not readable .*field larger than field limit.* so the text is cut off"),
        (b"a,b,a\n", "field a twice"),
        ("a,b\n".encode("utf-16"), "UTF-16"),
        (b"<!doctype html><html></html>", "web page"),
        (b" \n", "is empty"),
    ],
)
def test_text_that_is_no_table_is_refused(body, message):
    with pytest.raises(SourceChanged, match=message):
        list(delimited(body, "x").rows)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((*ROWS, ROWS[1]), "line 10 repeats 1 1 23 21 Åre 2026-09"),
        ((*ROWS, "202609,2026,9,1,1,66,Nya län,1,Nystad,1,,,,"), "no Swedish county has code '66'"),
        ((*ROWS, "202609,2026,9,1,1,23,Jämtlands län,99,Nystad,1,,,,"), "no Swedish place is called '2399 Nystad'"),
        ((*ROWS, "202609,2026,9,4,1,23,Jämtlands län,21,Åre,1,,,,"), "event '4'"),
        ((*ROWS, "202613,2026,13,1,1,23,Jämtlands län,21,Åre,1,,,,"), "month '13', which is no month"),
        ((), "no row of any declared event"),
    ],
)
def test_a_row_that_cannot_be_is_refused(rows, message):
    with pytest.raises(SourceChanged, match=message):
        read("\n".join((HEADER, *rows)))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((*ROWS, "202606,2026,6,1,1,23,Jämtlands län,21,Åre,1,,,,"), "lacks 2026-07, 2026-08"),
        ((*ROWS, "202609,2026,9,1,3,23,Jämtlands län,21,Åre,1.5,,,,"), "'1.5' where a number of firms"),
        ((*ROWS, f"202609,2026,9,1,3,23,Jämtlands län,21,Åre,{'9' * 5000},,,,"), "9' where a number of firms"),
        ([re.sub(r"^(\d+,2026,\d+),1,", r"\1,registrerad,", row) for row in ROWS], "has event 'registrerad'"),
    ],
)
def test_what_is_wrong_in_one_event_stops_only_what_counts_it(rows, message):
    reading = read("\n".join((HEADER, *rows)))
    ((stopped, reason),) = reading.failed
    assert stopped.id == "new_registrations" and re.search(message, str(reason))
    assert {part.indicator.id for part in reading.parts} == {"deregistrations", "registered_firms"}


"""A busy machine takes its time to make the figures up."""


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    with bench(tmp_path_factory.mktemp("bolagsverket")) as made:
        yield made


@pytest.fixture(scope="module")
def filled(source, tmp_path_factory):
    """A data folder fetched before any fault, and how to fetch into a folder again."""
    data = tmp_path_factory.mktemp("first")
    assert not fetch(source, data).failed
    return data


def fetch(source, data, **options):
    settings = Settings(data=data, scb_url=source.url, urls=simulated(source.url))
    return refresh(settings, IDS, today=TODAY, **{**HASTY, **options})


def test_the_live_file_fills_both_indicators_at_all_levels(source, filled):
    store = Store(Settings(data=filled).store_dir)
    for id_ in IDS:
        panel = store.read(id_, slice={"legal_form": "total"})
        assert len(panel.axes["region_code"]) == 312
        assert (panel.axes["period"][0], panel.axes["period"][-1]) == ("2021-01", "2026-10")
        assert panel.has_row.all()
    assert fetch(source, filled).tables[0].outcome is Outcome.UNCHANGED


def test_without_a_head_the_file_is_asked_for_and_one_that_was_cut_between_two_lines_is_told(source, tmp_path):
    source.publisher.switch("bolagsverket", since=2025, no_head=True, cut=True)
    report = fetch(source, tmp_path)
    source.publisher.reset()
    (table,) = report.tables
    assert table.outcome is Outcome.STORED
    assert any("händelse 3 slutar med 2026-09 och filen med 2026-10" in remark for remark in table.remarks)
    panel = Store(Settings(data=tmp_path).store_dir).read("deregistrations", slice={"legal_form": "total"})
    assert panel.axes["period"][-1] == "2026-09"
    assert panel.take(region_code="00", period="2026-09").status == STATUS_CODE[Status.INCOMPLETE]
