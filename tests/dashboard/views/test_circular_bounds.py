"""The circular share in words: both denominators, whole per cent and intervals for municipalities, workshops alone."""

import csv
import io
from datetime import date

import pytest

from dashboard.data.series import Data
from dashboard.forms import taking
from dashboard.views import make_view
from dashboard.views.selection import parse
from dashboard.views.splits import small_branches
from dashboard.words import nouns
from dashboard.words.kinds import circular
from dashboard.words.kinds.circular import Span
from loaders.fetching.importing import import_files
from loaders.ground.errors import UsageError
from loaders.ground.places import municipalities, place
from loaders.settings import Settings
from loaders.sni import sni_sets
from loaders.store import Store

TODAY = date(2026, 11, 22)
COUNTY, ÅRE = place("23"), place("2321")


def exactly(per_cent):
    return Span(per_cent, per_cent)


def test_a_county_with_its_municipalities_is_the_model_sentence():
    assert circular.both(COUNTY, "2024", "scb_2007", exactly(1.6), exactly(2.6), Span(1.2, 3.4)) == (
        "År 2024 arbetade 1,6 procent av alla i Jämtlands län i branscher som SCB räknar som cirkulära, i kommunerna "
        "mellan 1 och 3 procent. Av dem som arbetade i näringslivet var det 2,6 procent."
    )


def test_a_municipality_gets_whole_per_cent_or_an_interval():
    assert circular.both(ÅRE, "2024", "scb_2007", Span(1.2, 3.4), exactly(5.2)) == (
        "År 2024 arbetade mellan 1 och 3 procent av alla i Åre kommun i branscher som SCB räknar som cirkulära. "
        "Av dem som arbetade i näringslivet var det 5 procent."
    )
    assert circular.percent(Span(0.1, 0.3), ÅRE) == "mindre än en halv procent"
    assert circular.percent(Span(1.62, 1.64), COUNTY) == "1,6 procent"


def test_workshops_stand_by_themselves():
    assert circular.workshops(COUNTY, "workshops_2007", exactly(0.8)) == (
        "Bilverkstäder (45.20) för sig var 0,8 procent av alla som arbetade i Jämtlands län."
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Every municipality: 1 000 employed, 400 in näringslivet, 20 repair cars (30 the year before) and 0–4 shoes."""
    root = tmp_path_factory.mktemp("circular")
    rows = ["Kommunkod;SNI2007;År;Antal"]
    for year, cars in (("2023", 30), ("2024", 20)):
        for one in municipalities("23"):
            rows += [f"{one.code};4520;{year};{cars}", f"{one.code};9523;{year};{'..' if one is ÅRE else 0}"]
            rows += [
                f"{one.code};4711;{year};{400 - cars}",
                f"{one.code};8411;{year};600",
                f"{one.code};Totalt;{year};1000",
            ]
    file = root / "sni_utdrag_2024.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    settings = Settings(data=root / "data")
    assert not import_files(settings, "sni_extract", [file], today=TODAY).failed
    return Data(Store(settings.store_dir), today=lambda: TODAY)


def seen(data, search):
    return make_view.view(parse("/indikator/cirkulara-branscher", search), data)


def test_the_pages_say_both_denominators_and_no_change_for_a_municipality(data):
    of_county = seen(data, "region=23")
    assert of_county.sentence.startswith("År 2024 arbetade mellan 2,0 och 2,1 procent av alla i Jämtlands län")
    assert "Av dem som arbetade i näringslivet var det mellan 5,0 och 5,1 procent." in of_county.sentence
    of_are = seen(data, "region=2321")
    assert of_are.sentence == (
        "År 2024 arbetade 2 procent av alla i Åre kommun i branscher som SCB räknar som cirkulära. "
        "Av dem som arbetade i näringslivet var det mellan 5 och 6 procent."
    )
    assert of_are.headline == "Andelen i cirkulära branscher i Åre kommun var 2 procent 2024"
    assert of_are.remarks[:2] == (
        "Bilverkstäder (45.20) för sig var 2 procent av alla som arbetade i Åre kommun.",
        circular.HIDDEN,
    )
    assert "Från 3 procent år 2023 till 2 procent år 2024." in of_are.alt and "2,0" not in of_are.alt
    rows = {row[0]: row[1:] for row in of_are.table.rows}
    assert rows["Berg"][0] == rows["Åre"][0] == "2"
    assert rows["Jämtlands län"][0] == "2,0–2,1"
    assert not any(any(cells[1:]) for cells in rows.values())  # nothing is compared with an interval


def test_an_interval_is_the_same_in_headline_number_sentence_chart_tooltip_table_and_text(data):
    found = seen(data, "region=2321&matt=naringslivet")
    assert (
        found.headline == "Andelen i cirkulära branscher av näringslivet i Åre kommun var mellan 5 och 6 procent 2024"
    )
    assert found.number == "5–6\u00a0%"
    assert "i näringslivet var det mellan 5 och 6 procent." in found.sentence
    assert {row[0]: row[1] for row in found.table.rows}["Åre"] == "5–6"
    assert [row[1] for row in found.tables.series.rows] == ["5–6", "8"]
    assert "Från 8 procent år 2023 till mellan 5 och 6 procent år 2024." in found.alt
    layout, traces = found.figure["layout"], {trace.get("name"): trace for trace in found.figure["data"]}
    assert "<b>Åre 5–6</b>" in [note["text"] for note in layout["annotations"]]
    assert (traces["Åre"]["y"], traces["Åre"]["text"]) == ([8.0, 5.0], ["8\u00a0%", "5–6\u00a0%"])
    assert traces["Åre"]["hovertemplate"] == "Åre<br>%{x|%Y}: %{text}<extra></extra>"
    (band,) = [trace for trace in found.figure["data"] if trace.get("fill") == "toself"]
    assert band["y"] == [8.0, 6.0, 5.0, 8.0]
    assert "Grått fält: mellan det lägsta och det högsta som andelen kan vara i Åre kommun." in found.caption


def test_curves_of_municipalities_are_drawn_in_whole_per_cent_and_the_countys_with_one_decimal(tmp_path):
    rows = ["Kommunkod;SNI2007;År;Antal"]
    for one in municipalities("23"):
        rows += [f"{one.code};4520;2024;16", f"{one.code};8411;2024;984", f"{one.code};Totalt;2024;1000"]
    file = tmp_path / "sni_utdrag_2024.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    settings = Settings(data=tmp_path / "data")
    assert not import_files(settings, "sni_extract", [file], today=TODAY).failed
    found = seen(Data(Store(settings.store_dir), today=lambda: TODAY), "region=2321&jamfor=23")
    drawn = {trace["name"]: (trace["y"], trace["text"]) for trace in found.figure["data"] if "text" in trace}
    assert drawn["Åre"] == drawn["Berg"] == ([2.0], ["2\u00a0%"])
    assert drawn["Jämtlands län"] == ([1.6], ["1,6\u00a0%"])


def test_branches_of_a_county_are_shown_in_persons_with_both_shares_and_the_workshops_apart(data):
    of_county = seen(data, "region=23&matt=branscher")
    assert of_county.table.rows == (
        ("45.20 Bilverkstäder", "160", "2,0", "5,0"),
        ("95.23 Reparation av skor och väskor", "0–4", "0,0–0,1", "0,0–0,1"),  # 4 of 8 000 at most
        ("Bilverkstäder (45.20)", "160", "2,0", "5,0"),
        ("Hela listan", "160–164", "2,0–2,1", "5,0–5,1"),
        ("Alla som arbetar", "8\u00a0000", "", ""),
        ("Näringslivet", "3\u00a0200–3\u00a0204", "", ""),
    )
    layout = of_county.figure["layout"]
    assert layout["yaxis"]["ticktext"] == ["95.23 Reparation av skor och väskor", "Bilverkstäder (45.20)"]
    sure, unsure = of_county.figure["data"]
    assert (sure["x"], unsure["x"]) == ([0.0, 160.0], [4.0, 0.0])
    assert "% av alla<br>8\u00a0000" in [note["text"] for note in layout["annotations"]]
    assert "Ihålig del: dolt av källan" in of_county.caption


def test_branches_of_a_municipality_are_shares_in_whole_per_cent_and_no_persons(data):
    of_are = seen(data, "region=2321&matt=branscher")
    assert [column.title for column in of_are.table.columns] == ["Bransch", "% av alla", "% av näringslivet"]
    assert of_are.table.rows == (
        ("45.20 Bilverkstäder", "2", "5"),
        ("95.23 Reparation av skor och väskor", "<1", "0–1"),  # 4 of 404 in näringslivet at most
        ("Bilverkstäder (45.20)", "2", "5"),
        ("Hela listan", "2", "5–6"),
    )
    assert of_are.figure["data"][0]["x"] == [2.0, 0.0]
    assert small_branches.NO_PERSONS in of_are.caption
    assert of_are.alt.endswith("45.20 Bilverkstäder, 2 procent; 95.23 Reparation av skor och väskor, mindre än en "
                               "halv procent av alla.")  # fmt: skip
    assert "Av dem som arbetade i näringslivet var det mellan 5 och 6 procent." in of_are.sentence
    of_berg = seen(data, "region=2326&matt=branscher")
    assert of_berg.headline == "Andelen i cirkulära branscher i Bergs kommun var 2 procent 2024"


def test_branches_for_programs_have_codes_a_decimal_point_and_ends_and_say_no_more_than_is_shown(data):
    def told(place):
        selection = parse("/indikator/cirkulara-branscher", f"region={place}&matt=branscher")
        what = taking.taken(selection, make_view.view(selection, data), address="", pinned="")
        ends = ("share_of", "value", "low", "high")
        rows = csv.DictReader(io.StringIO(taking.csv_for_programs(what).decode()))
        return {(one["industry_code"], one["industry"], *(one[name] for name in ends), one["unit"]) for one in rows}

    county, are = told("23"), told("2321")
    shoes = "95.23 Reparation av skor och väskor"
    assert {
        ("4520", "45.20 Bilverkstäder", "", "160", "160", "160", "personer"),
        ("4520", "45.20 Bilverkstäder", "all", "2.0", "2.0", "2.0", "procent"),
        ("9523", shoes, "", "", "0", "4", "personer"),
        ("9523", shoes, "business", "", "0.0", "0.1", "procent"),
        ("", "Näringslivet", "", "", "3200", "3204", "personer"),
    } <= county
    assert {
        ("4520", "45.20 Bilverkstäder", "all", "2", "2", "2", "procent"),
        ("9523", shoes, "all", "", "0", "1", "procent"),
        ("", "Hela listan", "business", "", "5", "6", "procent"),
    } <= are
    assert {row[-1] for row in are} == {"procent"}


def test_where_all_is_known_the_headline_of_a_county_tells_the_workshops_part(tmp_path):
    rows = [f"{one.code};{code};2024;{n}" for one in municipalities("23") for code, n in KNOWN]
    of_county = seen(imported(tmp_path, rows), "region=23&matt=branscher")
    assert (
        of_county.headline == "160 av 240 i cirkulära branscher i Jämtlands län 2024 arbetade i bilverkstäder (45.20)"
    )


KNOWN = (("4520", 20), ("9523", 10), ("4711", 370), ("8411", 600), ("Totalt", 1000))
"""Persons of each municipality."""


def imported(folder, rows):
    file = folder / "sni_utdrag_2024.csv"
    file.write_text("\n".join(["Kommunkod;SNI2007;År;Antal", *rows]), encoding="utf-8")
    settings = Settings(data=folder / "data")
    assert not import_files(settings, "sni_extract", [file], today=TODAY).failed
    return Data(Store(settings.store_dir), today=lambda: TODAY)


def test_branches_are_pooled_beyond_twelve_bars(tmp_path):
    codes = [code for code in sni_sets()["scb_2007"].codes if code != "4520"][:14]
    rows = [f"23;{code};2024;{20 + n}" for n, code in enumerate(codes)]
    found = seen(imported(tmp_path, [*rows, "23;4520;2024;9", "23;Totalt;2024;5000"]), "region=23&matt=branscher")
    names = found.figure["layout"]["yaxis"]["ticktext"]
    assert (len(names), names[-2:]) == (12, ["Övriga 4 branscher", "Bilverkstäder (45.20)"])
    assert found.figure["data"][0]["x"][-2:] == [20.0 + 21 + 22 + 23, 9.0]
    assert len(found.table.rows) == 14 + 1 + 1 + 1 + 1  # all, the workshops, the list, all employed; no näringslivet


def test_branches_of_a_municipality_beyond_twelve_bars_stand_in_its_table(tmp_path):
    codes = [code for code in sni_sets()["scb_2007"].codes if code != "4520"][:14]
    rows = [f"2321;{code};2024;{20 + n}" for n, code in enumerate(codes)]
    found = seen(imported(tmp_path, [*rows, "2321;4520;2024;9", "2321;Totalt;2024;5000"]), "region=2321&matt=branscher")
    assert len(found.figure["layout"]["yaxis"]["ticktext"]) == 12
    assert "Ytterligare tre branscher står i tabellen." in found.caption
    assert len(found.table.rows) == 15 + 1 + 1


def test_what_is_divided_by_stands_in_the_headline(data):
    assert "av näringslivet" in seen(data, "region=2380&matt=naringslivet").headline


def test_municipalities_are_neither_ranked_nor_compared(data):
    for way in ("kommuner", "fjol", "gap"):
        with pytest.raises(UsageError, match="cannot be shown"):
            seen(data, f"region=23&matt={way}")


def test_the_source_line_names_the_file_the_figure_comes_from(tmp_path):
    settings = Settings(data=tmp_path / "data")
    counted = "Kommunkod;SNI2007;År;Antal\n2321;4520;2024;20\n2321;Totalt;2024;1000\n"
    guessed = (
        "Kommun;SNI2025;Storleksklass;Antal arbetsställen\nÅre;95311;1-4 anställda;9\nÅre;84111;50-99 anställda;9\n"
    )
    for name, text in (("sni_utdrag_2024.csv", counted), ("arbetsställen_2026.csv", guessed)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert not import_files(settings, "sni_extract", [tmp_path / name], today=TODAY).failed
    found = Data(Store(settings.store_dir), today=lambda: TODAY)
    assert found.origin("circular_share").tables == ("sni-utdrag",)


def test_ends_that_round_alike_are_one_number_in_the_table_and_in_the_sentence(data):
    assert (nouns.reach(1.6, 2.4, 0), nouns.between(1.6, 2.4, 0)) == ("2", "2 procent")
    assert (nouns.reach(1.2, 2.6, 0), nouns.between(1.2, 2.6, 0)) == ("1–3", "mellan 1 och 3 procent")
    for one in municipalities("23"):
        found = seen(data, f"region={one.code}")
        assert not [cell for row in found.table.rows for cell in row if "minst" in cell]
        cell = next(row[1] for row in found.table.rows if row[0] == one.name)
        assert f" {cell.replace('–', ' och ')} procent" in found.sentence or cell == "<1", (cell, found.sentence)
