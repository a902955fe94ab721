"""Own indicators declared by answering questions alone, at a real terminal, with a mistake corrected in each."""

import sys
import tomllib
from datetime import date
from urllib.request import urlopen

import pytest

from tests.dashboard.commands.terminal import terminal
from tests.shared import REPOSITORY
from tests.simulated import running_publisher
from tests.waiting import wait_until

DAY = date(2026, 11, 22)
NEW = ("indicator", "new")


@pytest.fixture(scope="module")
def publisher():
    """The address of a simulated publisher."""
    with running_publisher(today=DAY, calls_per_window=1000) as (url, _):
        yield url


@pytest.fixture
def place(tmp_path, publisher):
    """A folder and the environment of commands in it."""
    ours = {"LANSPULS_SCB_URL": publisher, "LANSPULS_DATA": "data", "PYTHONPATH": str(REPOSITORY)}
    return {"folder": tmp_path, "environment": ours}


def declared(place, name):
    return tomllib.loads((place["folder"] / "data" / "indicators" / f"{name}.toml").read_text(encoding="utf-8"))


def test_a_key_figure_of_kolada_is_declared_by_answers(place):
    with terminal(*NEW, **place) as asked:
        assert "ett av Koladas nyckeltal" in asked.answer("Varifrån kommer siffrorna", "kol")
        asked.answer("Nyckeltalets id, eller ord ur namnet", "N0090")
        assert "”N0090” är inget nyckeltals id." in asked.answer("Nyckeltalets id", "skattesats")
        assert "Skattesats till kommun (%)" in asked.answer("Hela namnet [Skattesats till kommun]")
        asked.answer("Kort namn", "Skattesats")
        asked.answer("bestämd form", "skattesatsen")
        asked.answer("eller kronor [procent]")
        asked.answer("Slag [kvot]")
        asked.answer("Vad det mäter", "Vad kommunen tar i skatt.")
        asked.answer("Ett ord för filen och sidans adress [skattesats]")
        asked.until("/indikator/eget-skattesats")
        assert asked.end() == 0
    written = declared(place, "skattesats")
    assert written["kolada"] == {"kpi": "N00901", "title": "Skattesats till kommun (%)"}
    assert (written["unit"], written["kind"], written["subject"]) == ("procent", "kvot", "skattesatsen")


def test_a_value_of_each_variable_of_a_table_is_chosen_by_name(place):
    with terminal(*NEW, "--no-fetch", **place) as asked:
        asked.answer("Varifrån kommer siffrorna", "tabell")
        asked.answer("Tabellens id, eller ord ur namnet", "arbetsmarknadsstatus")
        assert "TAB6260  Arbetsmarknadsstatus efter region" in asked.answer("Tabellens id", "TAB62600")
        assert "SCB har ingen tabell TAB62600." in asked.answer("Tabellens id", "tab6260")
        told = asked.answer("Välj tabellinnehåll", "arbetslöshet")
        assert "2020-01 till 2026-08" in told and "000006II  arbetslöshet (procent)" in told
        asked.answer("Välj kön, kod eller namn [1+2]", "kvinor")
        assert "har inget värde ”kvinor”. Menade du 2 (kvinnor)?" in asked.answer("Välj kön, kod eller namn [2]")
        asked.answer("Välj ålder", "20–64")
        asked.answer("Välj födelseregion, kod eller namn [tot]")
        asked.answer("Hela namnet [Arbetslöshet, kvinnor, 20–64 år]", "Gästnätter")
        assert "”Gästnätter” heter redan ett annat mått" in asked.answer("Hela namnet", "Arbetslösa kvinnor 20–64 år")
        asked.answer("Kort namn", "Arbetslösa kvinnor")
        asked.answer("bestämd form")
        asked.answer("eller kronor [procent]", "antal")
        assert "Tabellens siffror är i procent, inte i antal." in asked.answer("Enhet")
        asked.answer("Slag [kvot]", "andel")
        assert "”andel” går inte att välja." in asked.answer("Slag")
        asked.answer("Vad det mäter")
        asked.answer("Ett ord för filen", "Arbetslösa kvinnor")
        assert "till exempel arbetslosa-kvinnor." in asked.answer("Ett ord för filen", "kvinnor")
        assert asked.end() == 0
    written = declared(place, "kvinnor")
    chosen = {"ContentsCode": "000006II", "Kon": "2", "Alder": "20-64", "Fodelseregion": "tot"}
    assert written["pxweb"] == {"table": "TAB6260", "select": chosen} and written["grain"] == "månad"


def test_a_file_is_mended_while_the_questions_wait_and_its_page_is_shown(place):
    folder = place["folder"]
    book = folder / "Cyklar.csv"
    book.write_text("Kommun;År;Cyklister\nÅre;2023;130\nÅre;2024;1.410\nÖstersund;2024;900\n", encoding="cp1252")
    browser = folder / "browser.py"
    browser.write_text(f"import sys, pathlib\npathlib.Path(r'{folder / 'opened'}').write_text(sys.argv[1])\n")
    screen = {"DISPLAY": ":99", "BROWSER": f"{sys.executable} {browser} %s"}
    with terminal(*NEW, folder=folder, environment={**place["environment"], **screen}) as asked:
        asked.answer("Varifrån kommer siffrorna", "fil")
        asked.answer("Filens namn, eller sökväg", "cyklar.xls")
        assert "slutar på .csv eller .xlsx" in asked.answer("Filens namn", "Cyklar.csv")
        asked.answer("Kolumnen med platser [Kommun]")
        asked.answer("Kolumnen med perioder [År]")
        asked.answer("Kolumnen med siffror [Cyklister]", "Cyklar")
        assert "Menade du ”Cyklister”?" in asked.answer("Kolumnen med siffror [Cyklister]")
        asked.answer("Hela namnet [Cyklar]", "Cyklister på länets vägar")
        asked.answer("Kort namn", "Cyklister")
        asked.answer("bestämd form", "antalet cyklister")
        asked.answer("Enhet", "antal")
        asked.answer("Slag", "antal")
        asked.answer("Vad det mäter", "Räknade cyklister.")
        asked.answer("Vem som gjort filen", "Region Exempel")
        asked.answer("Ett ord för filen")
        asked.until("Cyklar.csv, rad 3: ”1.410” kan vara tusental eller decimaler.")
        book.write_text(book.read_text(encoding="cp1252").replace("1.410", "141"), encoding="cp1252")
        asked.answer("Rätta filen, spara den, och tryck Enter")
        asked.until("Avsluta med Ctrl+C.")
        wait_until((folder / "opened").exists, "the page is opened in the browser")
        address = (folder / "opened").read_text()
        assert address.endswith("/indikator/eget-cyklister")
        assert "Cyklister" in urlopen(f"{address}?region=2321").read().decode()
        assert asked.interrupt() == 0
    written = declared(place, "cyklister")
    assert written["file"] == {
        **{"name": "Cyklar.csv", "place": "Kommun", "period": "År", "value": "Cyklister"},
        "levels": ["kommun"],
    }
    assert (folder / "data" / "indicators" / "Cyklar.csv").read_text(encoding="cp1252") == book.read_text("cp1252")


def test_ctrl_c_writes_nothing_and_says_so(place):
    with terminal(*NEW, **place) as asked:
        asked.until("Varifrån kommer siffrorna")
        asked.until(": ")  # the answer is waited for: before, the system may keep the signal until a key is pressed
        assert asked.interrupt() == 130 and "Avbrutet. Inget är skrivet." in asked.said
        assert "Traceback" not in asked.said
    assert not (place["folder"] / "data" / "indicators").exists()
