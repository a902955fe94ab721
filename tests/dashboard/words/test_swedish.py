"""Swedish numbers, periods, places and source lines, by examples a reader can check."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.words import source_names
from dashboard.words import swedish as sv
from dashboard.words.swedish import PlaceForm
from loaders import catalogue
from loaders.ground.declarations import Status
from loaders.ground.places import place, rest_of_county

NBSP, MINUS = "\u00a0", "\u2212"
TODAY = date(2026, 11, 23)


def test_numbers() -> None:
    assert sv.number(1312) == f"1{NBSP}312"
    assert sv.number(10_500_000.4) == f"10{NBSP}500{NBSP}000"
    assert sv.number(2.65, 1) == "2,7"
    assert sv.number(-0.04, 1) == "0,0"
    assert sv.number(-1234.5, 1) == f"{MINUS}1{NBSP}234,5"
    assert sv.signed(38) == "+38"
    assert sv.signed(-0.5, 1) == f"{MINUS}0,5"
    assert sv.signed(0, 1) == "0,0"
    assert sv.percent(2.6) == "2,6 procent"
    assert sv.percent_sign(2.6) == f"2,6{NBSP}%"
    assert sv.points(-0.5) == "0,5 procentenheter"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be shown"):
        sv.number(value)


@given(st.floats(-1e9, 1e9), st.integers(0, 2))
def test_a_shown_number_reads_back(value: float, decimals: int) -> None:
    text = sv.number(value, decimals).replace(NBSP, "").replace(",", ".").replace(MINUS, "-")
    assert abs(float(text) - value) <= 0.5 * 10**-decimals + 1e-6
    assert text not in ("-0", "-0.0", "-0.00")


def test_persons_are_rounded_when_they_are_about() -> None:
    assert sv.persons(1) == "1 person"
    assert sv.persons(38) == "38 personer"
    assert [int(sv.about(n)) for n in (11.5, 65, 97, 133, 1024, 1580)] == [10, 65, 95, 130, 1000, 1600]
    assert sv.about_persons(65) == "omkring 65 personer"
    assert sv.about_persons(2) == "några få personer"


def test_five_kinds_of_nothing_are_five_cells() -> None:
    absent = [Status.SUPPRESSED, Status.MISSING, Status.NOT_PUBLISHED, Status.NOT_APPLICABLE, Status.WITHDRAWN]
    cells = [sv.cell(None, status) for status in absent]
    assert cells == ["visas inte (sekretess)", "..", "ännu inte publicerad", "ej tillämplig", "indragen"]
    assert sv.cell(0.0) == "0"
    assert sv.cell(0.0, Status.NIL) == "–"
    assert sv.cell(float("nan")) == ".."
    assert sv.cell(12, Status.LOWER_BOUND) == f"minst{NBSP}12"
    assert sv.cell(2.6, Status.PRELIMINARY, 1) == "2,6"
    assert sv.mark(Status.PRELIMINARY) == "prel."
    assert {*sv.STATUS_WORDS} == {*Status} - {Status.EMPTY}


def test_periods() -> None:
    assert sv.period_name("2026-08") == "augusti 2026"
    assert sv.period_name("2026-Q3") == "tredje kvartalet 2026"
    assert sv.period_name("2024") == "2024"
    assert sv.in_period("2026-08", TODAY) == "i augusti"
    assert sv.in_period("2025-08", TODAY) == "i augusti 2025"
    assert sv.in_period("2026-Q3", TODAY) == "tredje kvartalet"
    assert sv.in_period("2024", TODAY) == "2024"
    assert [sv.short_month(n) for n in (1, 5, 9, 12)] == ["jan", "maj", "sep", "dec"]
    assert sv.short_period("2026-08") == "aug 2026"
    assert sv.short_period("2026-08", with_year=False) == "aug"
    assert sv.period_genitive("2026-10") == "oktobers"
    assert sv.period_genitive("2026-03") == "mars"
    assert sv.period_genitive("2026-Q2") == "andra kvartalets"


def test_i_fjol_only_when_the_period_is_in_the_current_year() -> None:
    assert sv.in_compared_period("2025-08", "2026-08", TODAY) == "i augusti i fjol"
    assert sv.in_compared_period("2024-12", "2025-12", TODAY) == "i december året före"
    assert sv.compared_period("2022-12", "2023-12", date(2024, 4, 22)) == "december året före"
    assert sv.in_compared_period("2026-04", "2026-05", TODAY) == "i april"
    assert sv.in_compared_period("2025-12", "2026-01", TODAY) == "i december i fjol"
    assert sv.in_compared_period("2019-05", "2026-05", TODAY) == "i maj 2019"
    assert sv.in_compared_period("2025-Q3", "2026-Q3", TODAY) == "tredje kvartalet i fjol"
    assert sv.in_compared_period("2023", "2024", TODAY) == "2023"


def test_places() -> None:
    assert sv.in_place(place("2321")) == "i Åre kommun"
    assert sv.in_place(place("2326")) == "i Bergs kommun"
    assert sv.in_place(place("23")) == "i Jämtlands län"
    assert sv.in_place(place("00")) == "i riket"
    assert sv.in_place(rest_of_county("2380"), PlaceForm.SHORT) == "i övriga länet"
    assert sv.in_place(place("2321"), PlaceForm.SHORT) == "i kommunen"
    assert sv.in_place(place("2321"), PlaceForm.OMITTED) == ""
    assert sv.places_list([place("2321"), place("2309")]) == "Åre och Krokoms kommuner"
    assert sv.places_list([place("2321"), place("23")]) == "Åre kommun och Jämtlands län"
    assert sv.listing(["a", "b", "c"]) == "a, b och c"


def test_a_day_of_publication_that_nobody_stated_is_not_said() -> None:
    fetched = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    line = sv.source_text(source_names.source_name("Tillväxtverket", ["gastnatter"]), fetched, fetched)
    assert line == "Tillväxtverket, inkvarteringsstatistiken, hämtad 22 november 2026."
    stated = sv.source_text("SCB, tabell TAB6260", datetime(2026, 11, 22, 6, 0, tzinfo=UTC), fetched)
    assert "publicerad 22 november 2026, hämtad" in stated


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (-14.8, "−15"),
        (1, "+1"),
        (1.44, "+1"),
        (0.96, "+1"),
        (0.94, "+0,9"),
        (-0.4, "−0,4"),
        (0, "0,0"),
        (112.5, "+113"),
    ],
)
def test_a_change_in_per_cent_is_a_whole_number_from_one_upwards(change, said) -> None:
    assert sv.signed_per_cent(change) == said


def test_the_text_of_a_source_names_tables_days_and_marks() -> None:
    assert source_names.source_name("SCB") == "SCB"
    assert source_names.source_name("SCB", ["TAB6260"]) == "SCB, tabell TAB6260"
    two = source_names.source_name("SCB", ["TAB6473", "TAB1625"])
    assert two == "SCB, tabellerna TAB6473 och TAB1625"
    fetched = datetime(2026, 10, 29, 23, 30, tzinfo=UTC)
    line = sv.source_text("SCB, tabell TAB6260", date(2026, 10, 29), fetched, [Status.PRELIMINARY])
    assert line == "SCB, tabell TAB6260, publicerad 29 oktober 2026, hämtad 30 oktober 2026. Preliminär."
    titled = source_names.source_name("Konjunkturinstitutet", ["konjunkturbarometern", "TAB1"])
    assert titled == "Konjunkturinstitutet, tabell TAB1, Konjunkturbarometern"
    assert source_names.brief_name("SCB", ["TAB6260", "TAB1"]) == "SCB TAB6260"
    assert source_names.brief_name("Tillväxtanalys", ["konkurser-manad-lan"]) == (
        "Tillväxtanalys, Konkurser och offentliga ackord"
    )
    assert sv.source_text(two, marks=[Status.NOISE_ADDED], marked=["TAB6473"]) == (
        f"{two}. Med små avvikelser som skydd i tabell TAB6473."
    )


def test_no_source_line_has_a_name_that_is_ours_alone() -> None:
    for declared in catalogue.CATALOGUE.values():
        told = source_names.source_name(declared.publisher_sv, declared.tables)
        ours = {table for table in declared.tables if not re.fullmatch(r"TAB\d+", table)}
        assert not ours & set(source_names.tables_sv(declared.tables)), told
        assert not re.search(r"[a-z0-9]+-[a-z0-9]+", told), told
    assert source_names.source_name("Egna filer", ["fil-mitt"]) == "Egna filer"
    assert source_names.source_name("SCB", ["en-tabell-som-har-utgatt"]) == "SCB"
    assert source_names.source_name("Kolada", ["N00945-mitt"]) == "Kolada, nyckeltal N00945"
    once = source_names.tables_sv(["konkurser-manad-lan"])
    assert once == source_names.tables_sv(once) == ("Konkurser och offentliga ackord",)
