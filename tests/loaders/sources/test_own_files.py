"""Files of a region's own, as people save them: read, or told with file, row and what to write instead."""

import io
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from loaders.declared import declared_in
from loaders.ground.declarations import Grain, Level
from loaders.ground.errors import FileFault
from loaders.ground.panel import REGION
from loaders.ground.raw import Raw
from loaders.sources.own_files import LARGEST_FILE_BYTES, opened, part_of
from loaders.sources.own_files.guess_columns import guess

DECLARED = """title = "Cyklister på länets vägar"
short_title = "Cyklister"
unit = "{unit}"
kind = "{kind}"
grain = "{grain}"
definition = "Räknade cyklister."
publisher = "Region Exempel"

[file]
name = "cyklar.csv"
place = "Kommun"
period = "År"
value = "Antal"
levels = ["kommun"]
"""
MOMENT = datetime(2026, 11, 28, tzinfo=UTC)
GOOD = "Kommun;År;Antal\nÅre;2023;130\nÖstersund;2024;900\n"
HEADER = "Kommun;År;Antal\n"


def read(body, kind="antal", unit="antal", grain="år"):
    """The figures of a file by municipality and period; what it says where it is not read."""
    indicator = declared_in(DECLARED.format(kind=kind, unit=unit, grain=grain).encode(), "cykelfil.toml")
    body = body.encode() if isinstance(body, str) else body
    raw = Raw(name="cyklar.csv", body=body, fetched=MOMENT)
    try:
        panel = part_of(indicator, indicator.queries[0], raw).panel
    except FileFault as fault:
        return fault.message_sv
    held = np.argwhere(~np.isnan(panel.values))
    return {(panel.axes[REGION][n], str(panel.periods[m])): panel.values[n, m] for n, m in held}


def book(*rows, formats=()):
    """A workbook with these rows. formats: number formats by cell."""
    made, held = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    for cell, form in formats:
        made.active[cell].number_format = form
    made.save(held)
    return held.getvalue()


FIGURES = {("2321", "2023"): 130.0, ("2380", "2024"): 900.0}


@pytest.mark.parametrize(
    "body",
    [
        GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace(";", ","),
        GOOD.replace(";", "\t"),
        "sep=;\n" + GOOD,
        "Cyklister i länet\n\n" + GOOD,
        "# DEMODATA\n" + GOOD,
        GOOD.replace(";130", "; 130 ;;"),
        GOOD.replace("Åre;", "2321;").replace("Östersund", "Östersunds kommun"),
        GOOD.replace("Kommun;År;Antal", " kommun ;ÅR;antal"),
        '"Kommun";"År";"Antal"\n"Åre";"2023";"130"\n"Östersund";"2024";"900"\n',
        GOOD.encode("utf-8-sig"),
        GOOD.encode("cp1252"),
        book(("Kommun", "År", "Antal"), ("Åre", 2023, 130), ("Östersund", 2024, 900.0)),
        book(("Kommun", "År", "Antal"), (2321, "2023", "130"), (2380.0, 2024, "900")),
    ],
)
def test_a_file_is_read_however_it_was_saved(body):
    assert read(body) == FIGURES


def test_numbers_months_and_missing_figures_are_read_as_people_write_them():
    body = HEADER + "Åre;maj 2024;1 200,5\nÅre;2024-06;−3,25 %\nÅre;202407;..\nÅre;2024M08;x\n"
    body = body.replace("−3", "3")
    assert read(body, kind="kvot", unit="procent", grain="månad") == {
        ("2321", "2024-05"): 1200.5,
        ("2321", "2024-06"): 3.25,
    }
    dates = book(
        ("Kommun", "År", "Antal"), ("Åre", date(2024, 5, 1), 0.255), formats=[("B2", "mmm-yy"), ("C2", "0.0%")]
    )
    assert read(dates, kind="kvot", unit="procent", grain="månad") == {("2321", "2024-05"): 25.5}


def test_a_code_without_its_leading_nought_is_the_same_place():
    assert read("Kommun;År;Antal\n114;2024;5\n") == {("0114", "2024"): 5}


def test_the_places_are_those_of_the_file_and_those_it_had_before():
    indicator = declared_in(DECLARED.format(kind="antal", unit="antal", grain="år").encode(), "cykelfil.toml")
    now = datetime(2026, 11, 28, tzinfo=UTC)
    (query,) = indicator.queries
    first = part_of(indicator, query, Raw(name="cyklar.csv", body=GOOD.encode(), fetched=now)).panel
    assert first.axes[REGION] == ("2321", "2380")
    fewer = Raw(name="cyklar.csv", body=GOOD.rpartition("Öst")[0].encode(), fetched=now)
    assert part_of(indicator, query, fewer).panel.axes[REGION] == ("2321",)
    assert part_of(indicator, query, fewer, first).panel.axes[REGION] == ("2321", "2380")


FAULTS = {
    "empty": ("", "cyklar.csv är tom."),
    "only a byte order mark": (b"\xef\xbb\xbf", "cyklar.csv är tom."),
    "no rows": (HEADER, "cyklar.csv har inga rader under rubriken."),
    "no header": (
        "Åre;2024;5\n",
        "de 50 första raderna har kolumnerna Kommun, År, Antal. Filen börjar: Åre | 2024 | 5.",
    ),
    "a heading misspelt": (GOOD.replace("Antal", "Antl"), "rad 1: det finns ingen kolumn ”Antal”. Menade du ”Antl”?"),
    "a heading twice": ("Kommun;År;Antal;Antal\nÅre;2024;5;6\n", "rad 1: 2 kolumner heter ”Antal”."),
    "UTF-16": (GOOD.encode("utf-16"), "är sparad som ”Unicode-text” (UTF-16). Spara den i Excel som ”CSV UTF-8"),
    "Mac's letters": (
        GOOD.encode("mac-roman"),
        "rad 1: rubrikerna går inte att läsa, för filen är sparad med en annan",
    ),
    "DOS's letters": (
        HEADER.encode("cp1252") + "Åre;2024;5\n".encode("cp850"),
        "rad 2: det finns ingen plats ”�re”, för filen är sparad med en annan teckenkodning.",
    ),
    "a web page": ("<!doctype html><table>", "är en webbsida, inte en tabell."),
    "an old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99,
        "är i Excels äldre format (.xls) eller har lösenord.",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "är varken text eller en arbetsbok."),
    "a broken workbook": (book(("Kommun", "År", "Antal"))[:-200], "går inte att läsa. Öppna den i Excel"),
    "decimal comma among commas": (
        "Kommun,År,Antal\nÅre,2024,2,5\n",
        "rad 2: raden har 4 fält, men rubriken 3. Står decimalkomma",
    ),
    "a short row": (HEADER + "Åre;2024\n", "rad 2: raden har bara 2 av rubrikens 3 fält."),
    "an open quotation mark": (HEADER + '"Åre;2024;5\nÅre;2023;4\n', "ett citattecken saknar sitt par."),
    "thousands or decimals": (
        HEADER + "Åre;2024;1.200\n",
        "rad 2: ”1.200” kan vara tusental eller decimaler. Skriv 1200 om",
    ),
    "thousands with a point": (
        HEADER + "Åre;2024;1.200,50\n",
        "”1.200,50” är inget tal. Skriv tusental utan skiljetecken: 1200,50.",
    ),
    "shortened by Excel": (HEADER + "Åre;2024;1,2E+05\n", "”1,2E+05” är inget tal. Excel har förkortat det."),
    "less than": (HEADER + "Åre;2024;<5\n", "”<5” är inget tal. Skriv x där uppgiften är skyddad."),
    "words": (HEADER + "Åre;2024;cirka 5\n", "”cirka 5” är inget tal. Skriv bara siffror"),
    "per cent": (HEADER + "Åre;2024;5 %\n", "rad 2: ”5 %” är procent, men måttets enhet är antal."),
    "decimals of a count": (HEADER + "Åre;2024;2,5\n", "rad 2: 2,5 har decimaler, men måttet räknar hela"),
    "negative": (
        HEADER + "Åre;2024;-3\n",
        "rad 2: -3 är mindre än gränsen 0. Rätta talet, eller ändra lowest i cykelfil.toml",
    ),
    "unknown place": (HEADER + "Östersnud;2024;5\n", "rad 2: det finns ingen plats ”Östersnud”. Menade du Östersund?"),
    "a sum": (HEADER + "Summa;2024;5\n", "rad 2: ”Summa” är ingen plats. Ta bort raden, eller skriv länets namn"),
    "another level": (
        HEADER + "23;2024;5\n",
        "rad 2: Jämtlands län är av en nivå (län) som levels i cykelfil.toml inte har.",
    ),
    "a month in a year's place": (
        HEADER + "Åre;2024-05;5\n",
        'rad 2: ”2024-05” är en månad, men cykelfil.toml säger grain = "år".',
    ),
    "no period": (HEADER + "Åre;ifjol;5\n", "rad 2: ”ifjol” är inget år. Skriv som 2024."),
    "a slip of the pen": (HEADER + "Åre;2024;5\nÅre;9204;5\n", "rad 3: året 9204 kan inte stämma."),
    "the same twice": (
        HEADER + "Åre;2024;1\n\nÅre kommun;2024;2\n",
        "rad 4: Åre 2024 står redan på rad 2. Ta bort den ena raden.",
    ),
    "nothing but gaps": (
        HEADER + "Åre;2024;..\nÅre;2023;x\n",
        "har ingen siffra, bara uppgifter som saknas eller är skyddade.",
    ),
    "merged cells": (
        book(("Kommun", "År", "Antal"), ("Åre", 2023, 1), (None, 2024, 2)),
        "rad 3, cell A3: platsen saknas. Är cellen sammanfogad",
    ),
    "a date cell": (
        book(("Kommun", "År", "Antal"), ("Åre", date(2024, 5, 17), 1)),
        "rad 2, cell B2: perioden går inte att läsa: den är ett datum, 2024-05-17.",
    ),
    "a number made a date": (
        book(("Kommun", "År", "Antal"), ("Åre", 2024, date(2024, 5, 2))),
        "rad 2, cell C2: siffran går inte att läsa: den är datumet",
    ),
    "a formula nobody reckoned": (
        book(("Kommun", "År", "Antal"), ("Åre", 2024, "=2+3")),
        "rad 2, cell C2: cellen är en formel utan uträknat värde.",
    ),
    "an error": (
        book(("Kommun", "År", "Antal"), ("Åre", 2024, "#DIV/0!")),
        "rad 2, cell C2: siffran går inte att läsa: den har felet #DIV/0!.",
    ),
    "shown in thousands": (
        book(("Kommun", "År", "Antal"), ("Åre", 2024, 12_000), formats=[("C2", "0,")]),
        "cell C2: siffran går inte att läsa: talformatet visar 12000 i tusental",
    ),
    "true": (
        book(("Kommun", "År", "Antal"), ("Åre", 2024, True)),
        "rad 2, cell C2: cellen är sann eller falsk, inte ett tal.",
    ),
    "too many columns": (";".join(["Kommun", "År", "Antal"] * 400) + "\n", "mer än 1000 kolumner."),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_says_file_row_and_what_to_do(what):
    body, told = FAULTS[what]
    said = read(body)
    assert isinstance(said, str) and told in said and said.startswith("cyklar.csv")


def test_many_faults_are_told_at_once_and_counted():
    said = read(HEADER + "".join(f"Åre;{year};?\n" for year in range(2000, 2020)))
    assert said.startswith("cyklar.csv har 20 fel. Rad 2: ”?” är inget tal.")
    assert said.count("Rad ") == 5 and said.endswith("Och 15 till.")
    assert read(HEADER + "Ånge;2024;?\n" * 5_000).startswith("cyklar.csv har minst 100 fel. Rad 2: ")


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    (tmp_path / "stor.csv").write_bytes(b"x" * (LARGEST_FILE_BYTES + 1))
    with pytest.raises(FileFault) as raised:
        opened(tmp_path, "stor.csv")
    assert raised.value.message_sv.startswith("stor.csv är större än 5 MB.")
    with pytest.raises(FileFault) as raised:
        opened(tmp_path, "borta.csv")
    assert "borta.csv finns inte i" in raised.value.message_sv


_CELL = st.one_of(
    st.sampled_from(
        ["Åre", "2321", "2024", "2024-05", "5", "1 200", "1.200", "x", "..", "", "5 %", '"', "Summa", "#REF!"]
    ),
    st.text(max_size=8),
)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.lists(_CELL, max_size=5), max_size=6),
    sign=st.sampled_from(";,\t"),
    coded=st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]),
)
def test_any_rows_are_figures_or_a_fault_in_swedish(rows, sign, coded):
    said = read((HEADER.replace(";", sign) + "\n".join(sign.join(row) for row in rows)).encode(coded, "replace"))
    assert isinstance(said, dict) or (said.startswith("cyklar.csv") and said.isprintable())


@given(body=st.binary(max_size=200))
def test_any_bytes_are_a_fault(body):
    said = read(body)
    assert isinstance(said, str) and said.startswith("cyklar.csv")


@pytest.mark.parametrize(
    ("text", "place", "period", "value", "grain"),
    [
        (GOOD, "Kommun", "År", "Antal", Grain.YEAR),
        (
            "lkf;kommun;tid;andel\n2321;Åre;2024M01;2,5 %\n2026;Gagnef;2024M02;3,1 %\n",
            "kommun",
            "tid",
            "andel",
            Grain.MONTH,
        ),
        ("Cyklar\n\nPeriod,Region,Värde\n2024-Q1,Jämtlands län,5\n", "Region", "Period", "Värde", Grain.QUARTER),
        (
            "Räkning;Ort;Mätår;Anmärkning\n12;Åre;2024;vackert\n13;Uppsala;2023;\n",
            "Ort",
            "Mätår",
            "Räkning",
            Grain.YEAR,
        ),
        ("2026;2321\n5;6\n", "", "", "2026", None),
    ],
)
def test_the_columns_are_guessed_by_what_stands_in_them(text, place, period, value, grain):
    found = guess(Raw(name="cyklar.csv", body=text.encode(), fetched=MOMENT))
    assert (found.place, found.period, found.value, found.grain) == (place, period, value, grain)


def test_levels_are_those_of_all_rows_since_the_counties_may_come_last():
    rows = "".join(f"Åre;{year};1\n" for year in range(1700, 2025))
    found = guess(Raw(name="a.csv", body=f"{HEADER}{rows}Jämtlands län;2024;2\n".encode(), fetched=MOMENT))
    assert found.levels == (Level.COUNTY, Level.MUNICIPALITY)
    junk = "".join(f"Ingenstans {n};2024;1\n" for n in range(150))
    found = guess(Raw(name="a.csv", body=f"{HEADER}{rows}{junk}Jämtlands län;2024;2\n".encode(), fetched=MOMENT))
    assert found.levels == (Level.MUNICIPALITY,)  # after so many that are no places nothing more is looked up
