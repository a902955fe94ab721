"""The circular share in words: both denominators, whole per cent and intervals for municipalities, workshops alone."""

from datetime import date

import pytest

from dashboard import views
from dashboard.data import Data
from dashboard.selection import parse
from dashboard.words import circular
from dashboard.words.circular import Span
from loaders.errors import UsageError
from loaders.importing import import_files
from loaders.places import municipalities, place
from loaders.settings import Settings
from loaders.store import Store

TODAY = date(2026, 11, 22)
COUNTY, ÅRE = place("23"), place("2321")


def exactly(per_cent):
    return Span(per_cent, per_cent)


def test_a_county_with_its_municipalities_is_the_model_sentence():
    assert circular.both(COUNTY, "scb_2007", exactly(1.6), exactly(2.6), Span(1.2, 3.4)) == (
        "Av alla som arbetar i Jämtlands län finns 1,6 procent i branscher som SCB räknar som cirkulära, i kommunerna "
        "mellan 1 och 3 procent. Av dem som arbetar i näringslivet är det 2,6 procent."
    )


def test_a_municipality_gets_whole_per_cent_or_an_interval():
    assert circular.both(ÅRE, "scb_2007", Span(1.2, 3.4), exactly(5.2)) == (
        "Av alla som arbetar i Åre kommun finns mellan 1 och 3 procent i branscher som SCB räknar som cirkulära. "
        "Av dem som arbetar i näringslivet är det 5 procent."
    )
    assert circular.percent(Span(0.1, 0.3), ÅRE) == "mindre än en halv procent"
    assert circular.percent(Span(1.62, 1.64), COUNTY) == "1,6 procent"


def test_workshops_stand_by_themselves():
    assert circular.workshops(COUNTY, "workshops_2007", exactly(0.8)) == (
        "Bilverkstäder (45.20) för sig är 0,8 procent av alla som arbetar i Jämtlands län."
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
    return views.view(parse("/indikator/cirkulara-branscher", search), data)


def test_the_pages_say_both_denominators_and_no_change_for_a_municipality(data):
    of_county = seen(data, "region=23")
    assert of_county.sentence.startswith("Av alla som arbetar i Jämtlands län finns mellan 2,0 och 2,1 procent")
    assert "Av dem som arbetar i näringslivet är det mellan 5,0 och 5,1 procent." in of_county.sentence
    of_are = seen(data, "region=2321")
    assert of_are.sentence == (
        "Av alla som arbetar i Åre kommun finns 2 procent i branscher som SCB räknar som cirkulära. "
        "Av dem som arbetar i näringslivet är det mellan 5 och 6 procent."
    )
    assert of_are.headline == "Andelen i cirkulära branscher i Åre kommun var minst 2 procent 2024"
    assert of_are.notes[:2] == (
        "Bilverkstäder (45.20) för sig är 2 procent av alla som arbetar i Åre kommun.",
        circular.HIDDEN,
    )
    assert "minst 2 procent 2024" in of_are.alt and "2,0" not in of_are.alt
    rows = {row[0]: row[1:] for row in of_are.table.rows}
    assert rows["Berg"] == ("2", "", "", "")
    assert rows["Åre"][0] == "minst\u00a02"
    assert of_are.table.columns[2].title == "intervall"
    assert (rows["Åre"][1], rows["Jämtlands län"][1]) == ("", "2,0–2,1")


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
