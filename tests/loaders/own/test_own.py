"""Participants' figures and own projections: what is a figure, what only a quotation, and faults with their lines."""

from datetime import date, datetime

import pytest
import xlsxwriter

from loaders.ground.errors import UsageError
from loaders.own import Grade, read_figures, read_projections
from loaders.own.history import OwnHistory

EXPORT = """
# DEMODATA
[[uppgift]]
indicator = "Export från länet"
place = "23"
period = "2026-Q1"
value = "+30 %"
unit = "mnkr"
who = "Handelskammaren"
when = 2026-05-12
grade = "uppgift"
"""


def written(tmp_path, text, name="uppgifter.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_change_without_a_base_is_a_quotation_and_with_one_a_figure(tmp_path):
    (alone,) = read_figures(written(tmp_path, EXPORT))
    assert alone.is_quotation
    assert (alone.said, alone.level) == ("+30 %", None)
    (based,) = read_figures(written(tmp_path, EXPORT + "base = 1_200\n"))
    assert not based.is_quotation
    assert based.level == pytest.approx(1560)  # 1 200 and 30 per cent of it
    (fallen,) = read_figures(written(tmp_path, EXPORT.replace("+30 %", "−12,5 procent") + "base = 800\n"))
    assert fallen.level == pytest.approx(700)


@pytest.mark.parametrize(
    ("value", "base", "level"),
    [
        ("265", "base = 1103", 265),
        ("500", 'base = "alla rådgivningar januari–mars"', 500),
        ("2.5", 'base = "hela länet"', 2.5),
        ('"1 103"', 'base = "hushåll i länet"', 1103),
        ("500", "", None),
        ('"över 43 000"', "base = 40000", None),
        ('"+30 %"', 'base = "ett bra år"', None),
    ],
)
def test_a_number_needs_a_base_to_be_drawn(tmp_path, value, base, level):
    (found,) = read_figures(written(tmp_path, EXPORT.replace('"+30 %"', value) + base))
    assert found.level == level
    assert found.is_quotation is (level is None)


def test_a_statement_keeps_who_when_and_grade(tmp_path):
    text = EXPORT.replace("indicator", "indikator").replace("who", "vem").replace('"23"', '"Åre kommun"')
    (found,) = read_figures(written(tmp_path, text.replace('"uppgift"', '"Avstämd"')))
    assert (found.indicator, found.who, found.when) == ("Export från länet", "Handelskammaren", date(2026, 5, 12))
    assert (found.place.code, found.period, found.grade) == ("2321", "2026-Q1", Grade.RECONCILED)
    assert found.line == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("unit =", "unti ="), "rad 8: okänd nyckel ”unti”. Menade du ”unit”?"),
        (('"uppgift"', '"uppgft"'), "rad 11: ”uppgft” är ingen grad. Menade du ”uppgift”?"),
        (('"23"', '"Åra kommun"'), "rad 5: det finns ingen plats ”Åra kommun”. Menade du Åre kommun?"),
        (("2026-Q1", "våren"), "rad 6: ”våren” är ingen period"),
        (("2026-05-12", '"i maj"'), "rad 10: ”i maj” är inget datum"),
        (('value = "+30 %"', 'value = "mycket"'), "rad 7: ”mycket” innehåller inget tal"),
        (('value = "+30 %"', "value = true"), "rad 7: ”value” ska vara ett tal eller en text"),
        (('unit = "mnkr"', "unit = 3"), "rad 8: ”unit” ska vara text inom citattecken"),
        (('who = "Handelskammaren"\n', ""), "rad 3: ”who” (vem) saknas"),
        (('who = "Handelskammaren"', 'who = " "'), "rad 9: ”who” (vem) saknas eller är tom"),
        (('unit = "mnkr"', "unit = mnkr"), "rad 8: texten är inte giltig TOML"),
        (("[[uppgift]]", "[[uppgifter]]"), "rad 3: okänt ”uppgifter”"),
        (('unit = "mnkr"', 'unit = "mnkr"\nenhet = "mnkr"'), "rad 9: står två gånger ”enhet”"),
    ],
)
def test_a_fault_is_told_with_its_line_and_the_nearest_word(tmp_path, change, said):
    with pytest.raises(UsageError) as caught:
        read_figures(written(tmp_path, EXPORT.replace(*change)))
    assert caught.value.message_sv.startswith(f"uppgifter.toml, {said}")


def test_the_second_statement_has_its_own_lines(tmp_path):
    with pytest.raises(UsageError) as caught:
        read_figures(written(tmp_path, EXPORT + EXPORT.replace("grade", "grads")))
    assert "rad 22: okänd nyckel ”grads”. Menade du ”grad”?" in caught.value.message_sv


def test_a_workbook_says_the_same_with_swedish_headings(tmp_path):
    path = tmp_path / "uppgifter.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Vad deltagarna sa"])
        sheet.write_row(1, 0, ["Indikator", "Plats", "Period", "Värde", "Enhet", "Bas", "Vem", "När", "Grad"])
        sheet.write_row(2, 0, ["Rådgivningar", 23, "2026", 500, "rådgivningar", "hela året", "Almi"])
        sheet.write_datetime(2, 7, datetime(2026, 5, 12))
        sheet.write(2, 8, "uppgift")
    (found,) = read_figures(path)
    assert (found.level, found.place.code, found.when, found.line) == (500, "23", date(2026, 5, 12), 3)
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_row(0, 0, ["Vad", "Hur mycket"])
    with pytest.raises(UsageError, match="no row names the columns"):
        read_figures(path)


PROGNOS = "# DEMODATA\nårgång;kommun;år;invånare;vem\n2026;2321;2026;12700;Regionen\n2026;2321;2027;12 800;Regionen\n"


def test_own_projections_are_vintages_with_a_maker(tmp_path):
    text = PROGNOS + "2024;2321;2026;12650;Regionen\n"
    newest, older = read_projections(written(tmp_path, text, "prognos.csv"))
    assert (newest.vintage, newest.place.code, newest.who) == ("2026", "2321", "Regionen")
    assert newest.residents == {"2026": 12700.0, "2027": 12800.0}
    assert older.vintage == "2024"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2026;2321;2027;1;Regionen\n", "rad 5: Åre 2027 står två gånger"),
        ("nyss;2321;2028;1;Regionen\n", "rad 5: ”nyss” är inget år"),
        ("2026;9999;2028;1;Regionen\n", "rad 5: det finns ingen plats ”9999”"),
        ("2026;2321;2028;många;Regionen\n", "rad 5: ”många” är inget antal invånare"),
        ("2026;2321;;utgår;Regionen\n", "rad 5: Åre, årgång 2026, har både invånare och ”utgår”"),
        ("2024;2321;;utgår;Regionen\n2024;2321;2028;1;Regionen\n", "rad 6: Åre, årgång 2024, har både invånare och"),
    ],
)
def test_a_fault_in_a_projection_is_told_with_its_line(tmp_path, line, said):
    with pytest.raises(UsageError) as caught:
        read_projections(written(tmp_path, PROGNOS + line, "prognos.csv"))
    assert caught.value.message_sv.startswith(f"prognos.csv, {said}")


def test_a_broken_file_does_not_hide_the_others(tmp_path):
    written(tmp_path, EXPORT)
    written(tmp_path, EXPORT.replace("unit", "unti"), "andra.toml")
    written(tmp_path, PROGNOS, "egen prognos.csv")
    written(tmp_path, "skräp", "anteckningar.txt")
    history = OwnHistory(tmp_path / "history", tmp_path)
    history.keep()
    own = history.read()
    assert len(own.figures) == 1
    assert len(own.projections) == 1
    assert [problem.file for problem in own.problems] == ["andra.toml"]
    assert own.synthetic
    assert OwnHistory(tmp_path / "history of nothing", tmp_path / "finns inte").read().figures == ()


def test_another_area_and_a_key_are_read_from_a_file_and_from_a_workbook(tmp_path):
    sought = EXPORT.replace('"+30 %"', "5").replace('"Export från länet"', '"Sökt ur fonden"')
    (read,) = read_figures(
        written(tmp_path, sought + 'base = 5000\nkey = 1.25\nkey_of = "folkmängden"\narea = "Fjällen"\n')
    )
    assert (read.where, read.where_full) == ("Fjällen", "Fjällen (Jämtlands län)")
    assert (read.key, read.key_said, read.key_of, read.by_key) == (1.25, "1,25", "folkmängden", 62.5)
    path = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        words = "indikator plats område period värde enhet bas nyckel nyckelgrund organisation när grad"
        header = words.split()
        row = ("Sökt ur fonden", "2303+Berg", "Inlandet", "2026", 5, "mnkr", 5000, 0.04, "uppskattad", "Almi")
        for column, (title, value) in enumerate(zip(header, (*row, "2026-05-12", "uppgift"), strict=True)):
            sheet.write(0, column, title)
            sheet.write(1, column, value, book.add_format({"num_format": "0 %"}) if title == "nyckel" else None)
    (read,) = read_figures(path)
    assert (read.where_full, read.key, read.by_key) == ("Inlandet (Ragunda och Bergs kommuner)", 4, 200)
    with pytest.raises(UsageError, match="line 13: say as 'key_of'"):
        read_figures(written(tmp_path, sought + "base = 5000\nkey = 4\n"))
    with pytest.raises(UsageError, match="'key_of' without 'key'"):
        read_figures(written(tmp_path, sought + 'key_of = "folkmängden"\n'))
    with pytest.raises(UsageError, match="a key needs an amount"):
        read_figures(written(tmp_path, EXPORT + 'base = 5000\nkey = 4\nkey_of = "folkmängden"\n'))
