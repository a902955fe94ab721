"""Kolada: one key figure for all municipalities, sets whose members are found at each fetch, and every fault."""

from datetime import UTC, date, datetime

import orjson
import pytest

from dashboard.data.series import Data
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from dashboard.words.judging.claims import Word
from loaders.demo.others.kolada import record
from loaders.fetching.change_report import Outcome
from loaders.fetching.doctor import examine_all
from loaders.fetching.importing import import_files
from loaders.fetching.refresh import refresh
from loaders.ground.declarations import Status
from loaders.ground.errors import SourceChanged
from loaders.ground.raw import Raw
from loaders.planning.table_plans import plans
from loaders.sources.kolada import SOURCE
from loaders.store import Store, kolada_titles
from tests.loaders.fetching.publisher_bench import HASTY, TODAY, files
from tests.loaders.sources.source_bench import filled_once, own_folder

TITLE = "Företagskonkurser, antal/1000 inv, 16-64 år"
ONE, AGENDA, BRP = "bankruptcies_yearly", "agenda2030", "brp_plus"


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A publisher, and a data folder filled once from it."""
    with filled_once(tmp_path_factory.mktemp("kolada"), fetch) as made:
        yield made


@pytest.fixture
def settings(bench, tmp_path):
    """A copy of the filled folder, and a publisher without faults."""
    with own_folder(bench, tmp_path / "data", is_filled=True) as own:
        yield own


def fetch(settings, *ids, today=TODAY, **options):
    return refresh(settings, ids or (ONE, AGENDA, BRP), today=today, **{**HASTY, **options})


def row(kpi="N00926", place="2380", year=2025, value=12.0, **more):
    figure = {"gender": "T", "count": 1, "status": "", "value": value, "isdeleted": False, **more}
    return {"kpi": kpi, "municipality": place, "period": year, "values": [figure]}


def described_kpi(kpi="N00926", title=TITLE, groups=""):
    return {"id": kpi, "title": title, "kpi_groups": [{"id": "G2KPI1", "title": groups}]}


def read(*rows, id_=ONE, described=None):
    (plan,) = plans([id_])
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    raws = [Raw(name="data", body=orjson.dumps({"values": list(rows), "next_url": None}), fetched=moment)]
    if described is None:
        described = [described_kpi(kpi, groups="Agenda 2030 - kommun") for kpi in {row.get("kpi") for row in rows}]
    body = orjson.dumps({"values": described})
    raws.insert(0, Raw(name="metadata", body=body, fetched=moment, metadata=True))
    return SOURCE.read(plan, raws, before=lambda _: None)


def cells(reading):
    (part,) = reading.parts
    return {tuple(key.values()): (value, status, symbol) for key, value, status, symbol in part.panel.rows()}


def test_bankruptcies_of_every_municipality_and_year_are_stored_exactly(bench):
    first, _ = bench
    panel = Store(first.store_dir).read(ONE)
    assert panel.shape == (290, 16) and panel.axes["period"][0::15] == ("2010", "2025")
    for place, year in (("2303", 2010), ("2380", 2025), ("0180", 2018)):
        said = record("N00926", place, year)["values"][0]["value"]
        assert panel.take(region_code=place, period=str(year)).values == said


def test_business_climate_is_read_where_its_title_speaks_of_it_and_says_its_number_alone(settings):
    assert not fetch(settings, "business_climate").failed
    said = record("U07451", "2380", 2025)["values"][0]["value"]
    panel = Store(settings.store_dir).read("business_climate", regions=("2380",))
    assert panel.take(region_code="2380", period="2025").values == said
    shown = view(parse("/indikator/foretagsklimat", "region=2380", home="23"), Data(Store(settings.store_dir)))
    assert f"var {said:.0f} år 2025" in shown.sentence and shown.claim.word is Word.NONE


@pytest.mark.parametrize("title", ["Företagskonkurser, antal", "Nöjd kund-index, brandtillsyn"])
def test_another_title_of_that_id_stops_it(title):
    with pytest.raises(SourceChanged, match="U07451"):
        read(row("U07451"), id_="business_climate", described=[described_kpi("U07451", title)])


def test_a_set_is_all_members_of_all_its_groups_for_the_home_county_and_riket(bench):
    first, _ = bench
    panel = Store(first.store_dir).read(AGENDA)
    # two groups: 29 and 6 members, of which 3 are in both
    assert panel.shape[0] == 32 and panel.axes["region_code"] == (
        "00", "23", "2303", "2305", "2309", "2313", "2321", "2326", "2361", "2380",
    )  # fmt: skip
    said = record("N00708", "0023", 2024)["values"][0]["value"]
    assert panel.take(kpi="N00708", region_code="23", period="2024").values == said
    only_county = panel.take(kpi="N70130", region_code="2380", period=("2025",))
    assert [cell[1:] for cell in only_county.rows()] == [(None, Status.MISSING, "uppgift saknas")]
    assert Store(first.store_dir).read(BRP).axes["kpi"] == ("N00999", "N01982", "N03700", "U30446")


def test_titles_are_kept_with_the_figures(bench):
    first, _ = bench
    known = kolada_titles.labels(first, "brp-plus")
    assert known["N03700"].title == "Bruttoregionprodukt (BRP), kr/inv" and known["N03700"].unit == ""
    assert (known["N01982"].unit, known["N01982"].period) == ("%", "2025")
    assert kolada_titles.labels(first, "nothing") == {}


def test_groups_of_similar_municipalities_are_kept_with_the_set(bench):
    first, _ = bench
    found = kolada_titles.similar_groups(first, "agenda-2030")
    assert len(found) == 290 and {len(one.codes) for one in found.values()} == {7}
    assert found["2321"].title == "Liknande kommuner socioekonomi, Åre, 2024" and found["2321"].year == 2024
    assert "2321" not in found["2321"].codes and kolada_titles.similar_groups(first, "brp-plus") == {}


def test_of_two_years_the_newer_group_counts_and_others_are_passed_over():
    def answer(title, *members):
        listed = [{"member_id": one, "member_title": ""} for one in members]
        return orjson.dumps({"values": [{"id": "G1", "title": title, "members": listed}]})

    found = kolada_titles.similar(
        [
            answer("Liknande kommuner socioekonomi, Upplands Väsby, 2024", "0114", "0115", "0117"),
            answer("Liknande kommuner, socioekonomi, Upplands Väsby, 2023", "0120", "0123"),
            answer("Liknande kommuner äldreomsorg, Åre, 2024", "0120", "0123"),
            answer("Liknande kommuner socioekonomi, Ingenstans, 2024", "0120", "0123"),
        ]
    )
    assert list(found) == ["0114"] and found["0114"].codes == ("0115", "0117") and found["0114"].year == 2024


def test_hidden_missing_and_deleted_figures_differ():
    found = cells(
        read(
            row(place="2380", value=0.0),
            row(place="2321", value=None, status="Privacy"),
            row(place="2326", value=None, status="Missing"),
            row(place="2303", value=7.0, isdeleted=True),
            row(place="2303", value=4.0),
            row(place="G35820", value=400.0),
            {**row(place="2305"), "values": [{"gender": "K", "value": 3.0, "isdeleted": False}]},
        )
    )
    assert found == {
        ("2303", "2025"): (4.0, Status.EMPTY, ""),
        ("2321", "2025"): (None, Status.SUPPRESSED, "Privacy"),
        ("2326", "2025"): (None, Status.MISSING, "Missing"),
        ("2380", "2025"): (0.0, Status.EMPTY, ""),
    }


def test_an_id_no_place_has_is_told_and_the_others_are_read():
    reading = read(row(place="2380"), row(place="2399"), row(place="1099"))
    assert list(cells(reading)) == [("2380", "2025")] and reading.strangers == ("1099", "2399")


def test_ids_of_which_none_is_known_are_refused():
    with pytest.raises(SourceChanged, match="no Swedish place has id 1099, and there are no others"):
        read(row(place="1099"))


def test_padded_region_ids_are_our_codes():
    found = cells(read(*(row("N1", place) for place in ("0000", "0023", "0114", "2380")), id_=AGENDA))
    assert [key[1] for key in found] == ["00", "0114", "23", "2380"]


def test_pages_are_followed_to_the_last(bench, settings):
    _, publisher = bench
    publisher.switch("kolada", per_page=700)
    assert not fetch(settings, full=True).failed
    assert Store(settings.store_dir).read(ONE).shape == (290, 16)


def test_nothing_new_costs_one_call_for_a_kpi_and_three_for_a_set(bench, settings):
    _, publisher = bench
    window = publisher.windows["kolada"]
    for id_, calls in ((ONE, 1), (AGENDA, 3)):
        before = len(window.arrivals())
        assert fetch(settings, id_).tables[0].outcome is Outcome.UNCHANGED
        assert len(window.arrivals()) - before == calls


def test_a_new_year_is_fetched_when_it_is_published(bench, settings):
    _, publisher = bench
    later = date(2027, 5, 15)
    publisher.set_today(later)
    report = fetch(settings, ONE, AGENDA, today=later)
    assert not report.failed and [table.last_period for table in report.tables] == ["2026", "2026"]
    (change,) = report.tables[0].changes
    assert change.new_periods == ("2026",) and (change.revised.count, change.withdrawn.count) == (0, 0)


def test_revised_history_appends_and_the_old_is_still_there(bench, settings):
    _, publisher = bench
    publisher.switch("kolada", revised=True)
    report = fetch(settings, ONE, full=True)
    assert report.tables[0].changes[0].revised.count == 290 * 16
    assert len(Store(settings.store_dir).publications(ONE)) == 2


def test_a_key_figure_that_leaves_the_set_keeps_its_history(bench, settings):
    _, publisher = bench
    publisher.switch("kolada", no_member="N70101")
    report = fetch(settings, AGENDA, full=True)
    assert not report.failed and report.tables[0].changes[0].withdrawn.count == 0
    assert "N70101" in Store(settings.store_dir).read(AGENDA).axes["kpi"]
    assert "N70101" not in kolada_titles.labels(settings, "agenda-2030")


FAULTS = [
    ("the key figure means something else", ONE, {"retitle": "Konkurser, antal"}, "is called"),
    ("the set has no group", AGENDA, {"no_group": True}, "0 KPIs belong to 'agenda'"),
    ("a year is gone from a set", AGENDA, {"gap": "2015"}, "has no row for 2015"),
    ("pages go round", ONE, {"loop": True, "per_page": 900}, "next_url leads back"),
    ("the next page is told in another way", ONE, {"rename_next": "nasta", "per_page": 900}, "900 rows came of 4656"),
]


@pytest.mark.parametrize(("id_", "switches", "message"), [fault[1:] for fault in FAULTS], ids=[f[0] for f in FAULTS])
def test_what_cannot_be_trusted_is_refused_and_the_store_is_unchanged(bench, settings, id_, switches, message):
    _, publisher = bench
    before = files(settings.store_dir)
    publisher.switch("kolada", **switches)
    report = fetch(settings, id_, full=True)
    assert message in report.tables[0].failures[0]
    assert files(settings.store_dir) == before


def test_titles_encoded_twice_are_repaired(bench, settings):
    _, publisher = bench
    publisher.switch("kolada", encoding="twice")
    report = fetch(settings, AGENDA, full=True)
    assert not report.failed
    assert report.tables[0].remarks == (
        "nyckeltalens namn: texten var kodad två gånger (UTF-8 läst som latin-1) och är lagad",
    )
    assert kolada_titles.labels(settings, "agenda-2030")["N00708"].title == "Arbetslöshet, öppen, 18-65 år, andel (%)"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([row(year="2025-K1")], "is not a year"),
        ([row(value="tolv")], "must be a number"),
        ([row("N1", "2380")], "nothing was read on N00926"),
        ([{"kpi": "N00926"}], "a row lacks 'municipality'"),
    ],
)
def test_rows_that_cannot_be_are_refused(rows, message):
    with pytest.raises(SourceChanged, match=message):
        read(*rows)


def test_the_title_decides_whether_it_is_bankruptcies_per_1000_inhabitants():
    assert read(row(), described=[described_kpi()]).found[0].label == TITLE
    for other in (
        "Konkurser, antal",
        "Företagskonkurser, antal",
        "Företagskonkurser, antal/1000 företag",
        "Företagskonkurser, antal/1000 inv, 20-64 år",
        "Anställda berörda av konkurs, antal/1000 inv, 16-64 år",
    ):
        with pytest.raises(SourceChanged, match="which is not"):
            read(row(), described=[described_kpi(title=other)])


def test_an_answer_saved_by_hand_goes_the_same_way(bench, settings, tmp_path):
    figures, title = tmp_path / "svar.json", tmp_path / "namn.json"
    figures.write_bytes(orjson.dumps({"values": [row(year=2025, value=9.9)], "next_url": None, "demo": "DEMODATA"}))
    title.write_bytes(orjson.dumps({"values": [described_kpi()], "demo": "DEMODATA"}))
    report = import_files(settings, "kolada", [figures, title], today=TODAY)
    assert not report.failed, report.tables[0].failures
    panel = Store(settings.store_dir).read(ONE)
    assert panel.take(region_code="2380", period="2025").values == 9.9
    assert panel.take(region_code="2321", period="2025").values > 0


def test_figures_given_without_their_title_are_refused_and_say_which_answer_to_save(settings, tmp_path):
    path, before = tmp_path / "N00926.json", files(settings.store_dir)
    path.write_bytes(orjson.dumps({"values": [row(value=1.8)], "demo": "DEMODATA"}))
    (failure,) = import_files(settings, "kolada", [path], today=TODAY).tables[0].failures
    assert "N00926.json: what N00926 is called was not read" in failure and "/kpi/N00926 too and give both" in failure
    assert files(settings.store_dir) == before


def test_a_set_given_by_hand_holds_only_figures_that_are_described_as_its_own(settings, tmp_path):
    figures, title, groups = (tmp_path / name for name in ("data.json", "kpi.json", "kpi_groups.json"))
    figures.write_bytes(orjson.dumps({"values": [row("N00708", "0023", value=7.7)], "demo": "DEMODATA"}))
    title.write_bytes(orjson.dumps({"values": [{"id": "N00708", "title": "Arbetslöshet, andel (%)"}]}))
    given = [[figures], [figures, title]]
    messages = ["what N00708 is called was not read", "nothing tells that N00708 belongs to 'agenda'"]
    for some, message in zip(given, messages, strict=True):
        report = import_files(settings, "kolada", some, table="agenda-2030", today=TODAY)
        assert message in report.tables[0].failures[0]
    member = {"member_id": "N00708", "member_title": "Arbetslöshet, andel (%)"}
    groups.write_bytes(orjson.dumps({"values": [{"id": "G1", "title": "Agenda 2030 - kommun", "members": [member]}]}))
    assert not import_files(settings, "kolada", [figures, title, groups], table="agenda-2030", today=TODAY).failed
    assert Store(settings.store_dir).read(AGENDA).take(kpi="N00708", region_code="23", period="2025").values == 7.7


def test_doctor_tells_the_title_and_every_member(bench, settings):
    (one,) = examine_all(settings, TODAY, [ONE])
    assert one.is_well and one.found[0].label == TITLE
    (agenda,) = examine_all(settings, TODAY, [AGENDA])
    assert [row.label for row in agenda.unverified] == ["32 nyckeltal", "290 grupper, de nyaste av 2024"]
    assert agenda.is_well and "N00708 Arbetslöshet, öppen, 18-65 år, andel (%)" in agenda.listing
