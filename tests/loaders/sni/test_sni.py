"""Circular shares, by rows that can be counted by hand; and every way a delivered file can be wrong."""

import shutil
from datetime import date

import pytest
import xlsxwriter

from loaders.fetching.importing import import_files
from loaders.fetching.refresh import refresh
from loaders.ground import vocabulary
from loaders.ground.declarations import Status
from loaders.ground.errors import SourceChanged, SourceError, SourceRefused
from loaders.ground.raw import Raw
from loaders.planning.table_plans import of_source
from loaders.publishers import publisher
from loaders.settings import Settings
from loaders.sni import is_business, sets_of, sni_sets
from loaders.sni.counting import Amount, Place, exactly, hidden
from loaders.sni.extracts import read
from loaders.sources.session import session
from loaders.sources.sni_extract import SOURCE
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import HASTY, files
from tests.shared import shared_file
from tests.simulated import running_publisher

TODAY = date(2026, 11, 22)
HEAD = "Kommunkod;SNI2007;År;Antal\n"
ÅRE = "2321;45.200 Bilverkstäder;2024;30\n2321;95110;2024;..\n2321;47111;2024;366\n2321;Totalt;2024;1000\n"
"""30 persons repair cars, 0 to 4 repair computers, 366 sell food: 396 to 400 in näringslivet, of 1 000 in all."""
REGISTER = (
    "Kommun;SNI2007;Storleksklass;Antal arbetsställen\n"
    "Åre;45201;1-4 anställda;10\nÅre;84111;50-99 anställda;2\nÅre;47111;0 anställda;7\n"
)


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "data")


def raw(tmp_path, text, name="sni_utdrag_2024.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return Raw.from_file(path)


def taken(settings, raw_, **options):
    return import_files(settings, "sni_extract", [raw_.path], today=TODAY, **options)


def stored(settings, id_, **where):
    panel = Store(settings.store_dir).read(id_)
    return {
        (key["region_code"], key["period"]): (value, status)
        for key, value, status, _ in panel.rows()
        if all(key[name] == code for name, code in where.items())
    }


def test_scb_counts_24_industries_and_the_sets_hold_what_they_say():
    assert len(sni_sets()["scb_2007"].codes) == 24
    assert sni_sets()["scb_2007"].holds("45201")
    assert not sni_sets()["scb_2007"].holds("33200")  # installation
    assert not sni_sets()["scb_2007"].holds("77320")
    assert sni_sets()["scb_2007_rental"].holds("77320")
    assert set(sni_sets()["scb_2007"].codes) < set(sni_sets()["scb_2007_rental"].codes)
    assert {one.classification for one in sets_of("SNI2025")} == {"SNI2025"}
    assert all(one.reason_sv and one.source and one.date for one in sni_sets().values())
    assert set(sni_sets()) == {value.code for value in vocabulary.SNI_SET.values}


def test_the_list_is_scbs_own():
    lines = shared_file("figures/sni/sni2007_cirkular_sektor_scb.csv").read_text(encoding="utf-8")
    codes = [code.replace(".", "") for code in sni_sets()["scb_2007"].codes]
    assert all(f"{code[:2]}.{code[2:]}" in lines for code in codes)
    labels = shared_file("figures/sni/sni2025_cirkulara_kandidater.csv").read_text(encoding="utf-8")
    assert all(f"\n{code}," in labels for code in sni_sets()["candidate_2025"].codes)


@pytest.mark.parametrize(
    ("code", "inside"),
    [("05100", True), ("01500", False), ("47111", True), ("64190", False), ("68202", True), ("82990", True),
     ("84111", False), ("95110", True), ("96020", False), ("00000", False)],
)  # fmt: skip
def test_business_is_b_to_n_and_s95_without_k(code, inside):
    assert is_business(code) is inside


def test_a_hidden_cell_is_0_to_4_in_the_part_and_in_the_whole():
    place = Place(
        industries={"4520": exactly(30), "9511": hidden(), "4711": exactly(366), "8411": exactly(600)},
    )
    of_all, of_business = (place.share(sni_sets()["scb_2007"], base) for base in ("all", "business"))
    assert (round(of_all.low, 4), round(of_all.high, 4)) == (round(100 * 30 / 996, 4), 3.4)  # 34 of 1 000
    assert (round(of_business.low, 4), of_business.high) == (round(100 * 30 / 396, 4), 8.5)  # 34 of 400
    assert of_all.value == of_all.low
    assert of_all.status is Status.LOWER_BOUND


def test_without_a_denominator_there_is_no_share():
    nobody = Place(industries={"4520": exactly(0)}, total=exactly(0))
    assert nobody.share(sni_sets()["scb_2007"], "all") is None
    circular_only = Place(industries={"4520": exactly(3)}, total=Amount(300, 300, 300), complete=False)
    assert circular_only.share(sni_sets()["scb_2007"], "all").value == 1.0
    assert circular_only.share(sni_sets()["scb_2007"], "business") is None


def test_an_extract_becomes_shares_with_both_denominators_and_the_numerator(settings, tmp_path):
    report = taken(settings, raw(tmp_path, HEAD + ÅRE + "2321;84111;2024;604\n"), by="AB")
    assert not report.failed, report
    chosen = {"sni_set": "scb_2007"}
    key = ("2321", "2024")
    assert stored(settings, "circular_employed", **chosen)[key] == (30.0, Status.LOWER_BOUND)
    assert stored(settings, "circular_base", denominator="all")[key] == (1000.0, Status.EMPTY)
    assert stored(settings, "circular_base", denominator="business")[key] == (396.0, Status.LOWER_BOUND)
    assert stored(settings, "circular_share", denominator="all", **chosen)[key] == (3.0, Status.LOWER_BOUND)
    assert stored(settings, "circular_share_highest", denominator="all", **chosen)[key][0] == 3.4
    assert stored(settings, "circular_share_highest", denominator="business", **chosen)[key][0] == 8.5
    workshops = stored(settings, "circular_share", denominator="all", sni_set="workshops_2007")
    assert workshops[key] == (3.0, Status.EMPTY)
    (outcome,) = report.tables
    assert "1 cell är dold (0–4 personer i varje)" in " ".join(outcome.remarks)


def test_size_classes_are_counted_with_their_middle_and_marked(settings, tmp_path):
    report = taken(settings, raw(tmp_path, REGISTER, "arbetsställen_2024.csv"))
    assert not report.failed, report
    key, chosen = ("2321", "2024"), {"sni_set": "scb_2007", "denominator": "all"}
    assert stored(settings, "circular_employed", sni_set="scb_2007")[key] == (25.0, Status.ESTIMATED)  # 10 × 2.5
    assert stored(settings, "circular_base", denominator="all")[key] == (174.0, Status.ESTIMATED)  # 25 + 2 × 74.5
    low, middle, high = (stored(settings, f"circular_share{n}", **chosen)[key] for n in ("_lowest", "", "_highest"))
    assert low[0] == round(100 * 10 / (10 + 198), 6)
    assert middle == (round(100 * 25 / 174, 6), Status.ESTIMATED)
    assert high[0] == round(100 * 40 / (40 + 100), 6)


def branches(settings, bound):
    panel = Store(settings.store_dir).read("circular_branches")
    return {
        (key["branch"], key["region_code"]): (value, status)
        for key, value, status, _ in panel.rows()
        if (key["bound"], key["period"]) == (bound, "2024") and key["branch"].isdigit()
    }


def test_each_branch_is_kept_with_its_bounds_and_what_is_hidden_has_no_value(settings, tmp_path):
    taken(settings, raw(tmp_path, HEAD + ÅRE))
    value, lowest, highest = (branches(settings, bound) for bound in ("value", "lowest", "highest"))
    assert value == {
        ("45200", "2321"): (30.0, Status.EMPTY),
        ("47111", "2321"): (366.0, Status.EMPTY),  # of no list, and kept for those that people write
        ("95110", "2321"): (None, Status.SUPPRESSED),
    }
    assert [edge["95110", "2321"][0] for edge in (lowest, highest)] == [0.0, 4.0]
    assert lowest["45200", "2321"] == highest["45200", "2321"] == (30.0, Status.EMPTY)
    estimated = raw(tmp_path, REGISTER.replace("Åre;45201", "Åre;45200") + "Åre;95110;1-4 anställda;2\n", "a_2024.csv")
    assert not taken(settings, estimated).failed
    assert value.items() <= branches(settings, "value").items()  # hidden or not, a counted figure stands


def test_a_branch_that_a_new_delivery_lacks_has_nobody(settings, tmp_path):
    taken(settings, raw(tmp_path, HEAD + ÅRE))
    without = "".join(line for line in (HEAD + ÅRE).splitlines(keepends=True) if "95110" not in line)
    taken(settings, raw(tmp_path, without))
    assert branches(settings, "value")["95110", "2321"] == (0.0, Status.EMPTY)


def test_branches_out_of_size_classes_have_a_middle_and_two_ends(settings, tmp_path):
    taken(settings, raw(tmp_path, REGISTER, "arbetsställen_2024.csv"))
    found = [branches(settings, bound)["45201", "2321"] for bound in ("lowest", "value", "highest")]
    assert found == [(10.0, Status.ESTIMATED), (25.0, Status.ESTIMATED), (40.0, Status.ESTIMATED)]


def test_every_industry_of_a_set_has_a_short_name():
    assert all(one.named(code) for one in sni_sets().values() for code in one.codes)
    assert sni_sets()["scb_2007"].named("45203") == "Bilverkstäder"
    assert sni_sets()["scb_2007_rental"].named("77320") == "Uthyrning och leasing"
    assert max(len(name) for one in sni_sets().values() for name in one.names.values()) <= 34


def test_an_estimate_never_replaces_a_counted_figure(settings, tmp_path):
    taken(settings, raw(tmp_path, HEAD + ÅRE))
    report = taken(
        settings,
        raw(tmp_path, REGISTER + "Ånge;45201;1-4 anställda;1\n", "arbetsställen_2024.csv"),
    )
    assert not report.failed, report
    chosen = {"sni_set": "scb_2007", "denominator": "all"}
    assert stored(settings, "circular_share", **chosen)["2321", "2024"] == (3.0, Status.LOWER_BOUND)
    assert stored(settings, "circular_share", **chosen)["2260", "2024"] == (100.0, Status.ESTIMATED)


def test_the_county_is_summed_only_where_the_file_has_all_its_municipalities(tmp_path):
    codes = ("2303", "2305", "2309", "2313", "2321", "2326", "2361", "2380")
    rows = "".join(f"{code};4520;2024;2\n{code};Totalt;2024;100\n" for code in codes)
    found = read(raw(tmp_path, HEAD + rows))
    assert found.places["23", "2024"].share(sni_sets()["scb_2007"], "all").value == 2.0
    assert "summan av kommunerna" in found.remarks[0]
    assert ("23", "2024") not in read(raw(tmp_path, HEAD + rows.replace("2380;", "0114;"))).places


def test_csv_excel_and_px_say_the_same(tmp_path):
    text = HEAD + "2321;45201;2024;30\n2321;Totalt;2024;1000\n"
    book = tmp_path / "sni_utdrag.xlsx"
    with xlsxwriter.Workbook(str(book)) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["Beställning 4711"])
        sheet.write_row(2, 0, ["Kommun", "SNI2007", "År", "Antal sysselsatta"])
        sheet.write_row(3, 0, ["Åre", 45201, 2024, 30])
        sheet.write_row(4, 0, ["Åre", "Totalt", 2024, 1000])
    px = (
        'CHARSET="ANSI";\nAXIS-VERSION="2006";\nSTUB="kommun","SNI2007";\nHEADING="år";\n'
        'VALUES("kommun")="Åre";\nCODES("kommun")="2321";\nVALUES("SNI2007")="Bilverkstäder","Alla; totalt";\n'
        'CODES("SNI2007")="45201","Totalt";\nVALUES("år")="2024";\nDATA=\n30\n1000;\n'
    )
    answers = [
        read(raw(tmp_path, text)),
        read(raw(tmp_path, text.replace(";", "\t"), encoding="cp1252")),
        read(Raw.from_file(book)),
        read(raw(tmp_path, px, "u.px", encoding="cp1252")),
    ]
    assert len({str(sorted(answer.places.items())) for answer in answers}) == 1


def test_zeros_that_a_spreadsheet_took_are_put_back(tmp_path):
    rows = "114;1110;2024;5\n114;45201;2024;1\n114;Totalt;2024;10\n"
    found = read(raw(tmp_path, HEAD + rows))
    assert set(found.places["0114", "2024"].industries) == {"01110", "45201"}


def test_a_mapping_beside_the_file_names_its_columns(settings, tmp_path):
    odd = raw(tmp_path, (HEAD + ÅRE).replace("Kommunkod", "Geo").replace("Antal", "N"))
    with pytest.raises(SourceChanged, match="names the columns that are needed"):
        SOURCE.fits(of_source("sni_extract")[0], odd)
    (tmp_path / f"{odd.name}.kolumner.toml").write_text('plats = "Geo"\nsysselsatta = "N"\n', encoding="utf-8")
    report = taken(settings, odd)
    assert not report.failed, report
    assert stored(settings, "circular_share", sni_set="scb_2007", denominator="all")
    for text, told in (
        ('plast = "Geo"\n', r"'plast'.*did you mean 'plats'"),
        (f"plats = {'9' * 5000}\n", "line 1: a number has more than 40 characters"),
        (f"plats = {'[' * 5000}\n", "line 1: more than 10 brackets"),
    ):
        (tmp_path / f"{odd.name}.kolumner.toml").write_text(text, encoding="utf-8")
        with pytest.raises(SourceChanged, match=told):
            SOURCE.fits(of_source("sni_extract")[0], odd)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + ÅRE + "2321;47111;2024;1\n", "line 6: 2321 2024 47111 stands twice"),
        (HEAD + ÅRE + "2321;47112;2024", "line 6: the row ends after 3 of 4 columns, so the file is cut off"),
        (
            HEAD + "2321;45201;2023;1\n2321;Totalt;2023;9\n" + ÅRE + "2326;45201;2023;1\n2326;Totalt;2023;9\n",
            "Berg has figures for 2023 and none for 2024",
        ),
        (HEAD + ÅRE + "9999;47111;2024;1\n", "no Swedish place is called"),
        (HEAD + ÅRE + "2321;4520;2024;1\n", "several levels"),
        (HEAD + ÅRE + "2321;bilar;2024;1\n", "line 6: 'bilar' is no industry"),
        (HEAD + ÅRE + "2321;47112;2024;många\n", "line 6: 'många' is no number of persons"),
        (HEAD + ÅRE + "2321;47112;2024;\n", "line 6: '' is no number of persons"),
        (HEAD + ÅRE + "2321;47112;i fjol;1\n", "line 6: no year in 'i fjol'"),
        (HEAD + "2321;45201;2024;30\n", "neither a total row nor industries outside"),
        (HEAD + "2321;45;2024;30\n2321;Totalt;2024;90\n", "2 digits and SNI2007 needs 4"),
        (HEAD + ÅRE + "2321;95311;2024;3\n", "not clear whether"),
        (HEAD.replace("SNI2007", "SNI") + "2321;47111;2024;3\n2321;Totalt;2024;9\n", "not clear whether"),
        (HEAD.replace("År", "Mätpunkt") + ÅRE, "no column for år"),
        (HEAD + ÅRE + "2326;47111;2024;9\n2326;84111;2024;9\n", "2326 2024 has no total row, though 1 others have"),
        ("<!DOCTYPE html><html>Sidan finns inte</html>", "web page"),
        ("", "empty"),
        (b"PK\x03\x04cut off", "sni_utdrag"),
        (b"\x00\x01\x02\x03 binary", "no text"),
        ('CHARSET="ANSI";STUB="kommun";VALUES("kommun")="Åre","Krokom";DATA=\n1;', "holds 1 figures"),
        (REGISTER + "Åre;45203;500-;1\n", "no size class"),
        (REGISTER + "Åre;45203;1-4 anställda;..\n", "no number of workplaces"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_and_nothing_is_stored(settings, tmp_path, text, said):
    taken(settings, raw(tmp_path, HEAD + ÅRE, "sni_utdrag_2023.csv"))
    before = files(settings.store_dir)
    with pytest.raises(SourceError, match=said):
        read(raw(tmp_path, text, "sni_utdrag_x.csv" if "Storleksklass" not in str(text) else "arbetsst 2024.csv"))
    assert files(settings.store_dir) == before


def test_an_older_file_does_not_replace_a_newer(settings, tmp_path):
    taken(settings, raw(tmp_path, HEAD + ÅRE))
    before = files(settings.store_dir)
    report = taken(settings, raw(tmp_path, HEAD + ÅRE.replace("2024", "2022"), "sni_utdrag_2022.csv"))
    assert "2024 is stored" in report.tables[0].failures[0]
    assert files(settings.store_dir) == before


def test_years_that_a_delivery_no_longer_holds_stay(settings, tmp_path):
    taken(settings, raw(tmp_path, HEAD + ÅRE.replace("2024", "2019"), "sni_utdrag_2019.csv"))
    assert not taken(settings, raw(tmp_path, HEAD + ÅRE)).failed
    shares = stored(settings, "circular_share", sni_set="scb_2007", denominator="all")
    assert shares["2321", "2019"][0] == shares["2321", "2024"][0] == 3.0


def test_a_corrected_delivery_replaces_and_is_told(settings, tmp_path):
    taken(settings, raw(tmp_path, HEAD + ÅRE))
    report = taken(settings, raw(tmp_path, HEAD + ÅRE.replace(";30", ";40"), "sni_utdrag_ny_2024.csv"))
    assert not report.failed
    assert sum(change.revised.count for change in report.tables[0].changes) > 0
    assert stored(settings, "circular_employed", sni_set="workshops_2007")["2321", "2024"][0] == 40.0


def test_nothing_is_fetched_from_scb_unless_asked_for_by_name(tmp_path):
    settings = Settings(data=tmp_path)
    assert settings.is_by_hand("sni_extract")
    (plan, _) = of_source("sni_extract")
    with session(settings, publisher("sni_extract")) as opened:
        with pytest.raises(SourceRefused, match="lanspuls import sni_extract"):
            SOURCE.look(opened, plan)
        examined = SOURCE.doctor(opened, plan)
    assert not examined.problems
    assert "beställs" in examined.remarks[0]


@pytest.fixture(scope="module")
def delivered(tmp_path_factory):
    root = tmp_path_factory.mktemp("sni")
    with running_publisher(today=TODAY) as (url, publisher_):
        settings = Settings(data=root / "first", scb_url=url)
        assert not refresh(settings, ["circular_share"], today=TODAY).failed
        yield settings, publisher_


def test_the_demo_delivers_both_files_and_is_marked(delivered):
    settings, _ = delivered
    assert Store(settings.store_dir).synthetic
    assert not settings.is_by_hand("sni_extract")
    counted = stored(settings, "circular_share", sni_set="scb_2007", denominator="all")
    assert 1 < counted["23", "2024"][0] < 3
    guessed = stored(settings, "circular_share", sni_set="candidate_2025", denominator="all")
    assert guessed["23", "2026"][1] is Status.ESTIMATED
    again = refresh(settings, ["circular_share"], today=TODAY)
    assert [table.outcome.value for table in again.tables] == ["unchanged", "unchanged"]


@pytest.fixture
def again(delivered, tmp_path):
    """Fetch again into a copy of what was delivered, with something switched on."""
    first, publisher_ = delivered
    settings = Settings(data=tmp_path / "data", scb_url=first.scb_url)
    shutil.copytree(first.data, settings.data)

    def fetched(**switches):
        publisher_.switch("sni_extract", **switches)
        try:
            return refresh(settings, ["circular_share"], today=TODAY, **HASTY)
        finally:
            publisher_.reset()

    return fetched


def test_an_older_delivery_that_seems_the_newest_is_refused(again):
    report = again(name="leverans.csv")
    assert "ends with 2023, but 2024 is stored" in report.tables[0].failures[0]


def test_a_delivery_that_was_cut_between_two_places_is_refused(again):
    report = again(cut=True)
    assert "Riket, Jämtlands län has figures for 2023 and none for 2024" in report.tables[0].failures[0]


def test_a_delivery_encoded_twice_is_repaired_and_told_and_one_in_utf_8_is_taken(again):
    report = again(encoding="twice")
    assert not report.failed
    assert "kodad två gånger" in " ".join(report.tables[0].remarks)
    report = again(encoding="utf-8")
    assert not report.failed
    assert not any(change.rows for change in report.tables[0].changes)


def test_a_page_in_another_encoding_names_the_same_files(again):
    report = again(page_encoding="latin-1")
    assert [table.outcome.value for table in report.tables] == ["unchanged", "unchanged"]
