"""A region's own indicators: declared by options, fetched from the simulated publisher, and shown everywhere."""

import contextlib
import io
from datetime import date

import pytest
from openpyxl import Workbook

from dashboard.commands.main import main
from dashboard.web.app import create_app
from loaders import catalogue
from loaders.demo.server import running_publisher
from loaders.ground.errors import UsageError
from loaders.settings import load_settings
from loaders.store import Store

TODAY = date(2026, 11, 22)
ROWS = "Kommun;År;Antal\nÅre;2022;120\nÅre;2023;130\nÅre;2024;141\n2380;2023;900\n2380;2024;..\n"
FILE = ("cykelfil", "--file", "cyklar.csv", "--value", "Antal", "--title", "Cyklister på länets vägar")
MORE = ("--unit", "antal", "--kind", "antal", "--definition", "Räknade cyklister.", "--publisher", "Region Exempel")
KINDS = {
    "skattesats": ("skattesats", "--kolada", "N00901", "--subject", "skattesatsen"),
    "cykelfil": (*FILE, *MORE, "--short-title", "Cyklister", "--subject", "antalet cyklister", "--level", "kommun"),
    "kvinnor": (
        *("kvinnor", "--table", "TAB6260", "--title", "Arbetslösa kvinnor 20–64 år", "--unit", "procent"),
        *("--short-title", "Arbetslösa kvinnor", "--kind", "kvot", "--grain", "månad", "--definition", "Ur BAS."),
        *("--select", "Kon=2", "--select", "Alder=20-64", "--select", "Fodelseregion=tot"),
        *("--select", "ContentsCode=000006II"),
    ),
}


def run(*arguments):
    """Exit code of the command, in this process."""
    with contextlib.redirect_stdout(io.StringIO()), pytest.raises(SystemExit) as ended:
        main(list(arguments), today=lambda: TODAY)
    return ended.value.code


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """Settings of a data folder in which all three kinds are declared and fetched; exit codes by name."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "indicators").mkdir()
    (folder / "indicators" / "cyklar.csv").write_text(ROWS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, running_publisher(today=TODAY, calls_per_window=1000) as (url, _):
        patch.setenv("LANSPULS_DATA", str(folder))
        patch.setenv("LANSPULS_SCB_URL", url)
        patch.chdir(folder)
        codes = {name: run("indicator", "new", *options) for name, options in KINDS.items()}
        yield load_settings(folder), codes
    catalogue.read_own(folder / "nothing")


@pytest.mark.parametrize("name", KINDS)
def test_new_declares_fetches_and_every_way_out_has_it(region, name):
    settings, codes = region
    assert codes[name] == 0
    client = create_app(settings).server.test_client()
    declared = catalogue.by_slug(f"eget-{name}")
    page = client.get(f"/indikator/eget-{name}?region=2321")
    assert page.status_code == 200 and declared.short_title_sv.casefold() in page.text.casefold()
    assert "DEMODATA" in page.text
    assert f"eget-{name}" in client.get("/api/v1/indicators").text
    assert f"/indikator/eget-{name}" in client.get("/sok", query_string={"q": declared.short_title_sv}).text
    assert f"eget-{name}" in client.get("/faktablad/2321").text or declared.short_title_sv in client.get("/kallor").text
    assert run("export", f"own_{name}", "--region", "Åre", "-o", str(settings.data / f"{name}.csv")) == 0
    assert "2321" in (settings.data / f"{name}.csv").read_text(encoding="utf-8")


def test_a_changed_file_is_read_again_and_what_it_said_before_stays_in_the_history(region):
    settings, _ = region
    store = Store(settings.store_dir)
    before = store.publications("own_cykelfil")
    assert store.read("own_cykelfil", regions=("2321",)).values.ravel().tolist() == [120, 130, 141]
    (settings.data / "indicators" / "cyklar.csv").write_text(ROWS.replace("Åre;2023;130", "Åre;2023;135"), "utf-8")
    assert run("fetch", "own_cykelfil") == 0
    store = Store(settings.store_dir)
    assert store.read("own_cykelfil", regions=("2321",)).values.ravel().tolist() == [120, 135, 141]
    after = store.publications("own_cykelfil")
    assert after[: len(before)] == before and len(after) == len(before) + 1


def test_a_file_that_goes_away_leaves_its_figures_and_is_told(region):
    settings, _ = region
    path = settings.data / "indicators" / "cyklar.csv"
    body = path.read_bytes()
    path.unlink()
    assert run("fetch", "own_cykelfil") == 1
    assert Store(settings.store_dir).read("own_cykelfil", regions=("2321",)).values[0, -1] == 141
    path.write_bytes(body)


def test_a_workbook_is_read_as_the_file_is(region):
    settings, _ = region
    book = Workbook()
    for row in (
        ("Kommun", "År", "Antal"),
        ("Åre", 2023, 130),
        (2380, 2023, 900),
        ("Åre", 2024, ".."),
        (2380, 2024, 1_200),
    ):
        book.active.append(row)
    book.save(settings.data / "indicators" / "cyklar.xlsx")
    options = ("bokfil", "--file", "cyklar.xlsx", "--title", "Cyklister enligt en bok", "--short-title", "Boken")
    assert run("indicator", "new", *options, "--value", "Antal", "--level", "kommun", *MORE) == 0
    found = Store(settings.store_dir).read("own_bokfil", regions=("2321", "2380"))
    assert found.values[1].tolist() == [900, 1200] and found.values[0, 0] == 130


def test_doctor_tells_of_own_indicators_as_of_others(region):
    assert run("doctor", "own_cykelfil", "own_skattesats", "own_kvinnor") == 0


def test_new_says_what_is_lacking_and_leaves_no_file(region):
    settings, _ = region
    assert run("indicator", "new", "annan", "--file", "cyklar.csv") == 2
    assert run("indicator", "new", "skattesats", "--kolada", "N00901") == 2
    assert run("indicator", "new", "dubbel", "--kolada", "N00901", "--title", "Gästnätter", "--no-fetch") == 2
    assert not (settings.data / "indicators" / "dubbel.toml").exists()
    (settings.data / "två  mellanslag.csv").write_text(ROWS, encoding="utf-8")
    assert (
        run("indicator", "new", "mellan", "--file", str(settings.data / "två  mellanslag.csv"), *FILE[3:], *MORE) == 2
    )
    assert not list((settings.data / "indicators").glob("*mellan*"))


def test_a_broken_file_stops_itself_alone_and_is_told(region):
    settings, _ = region
    path = settings.data / "indicators" / "trasig.toml"
    path.write_text('titel = "X"\n', encoding="utf-8")
    try:
        assert run("indicator", "check") == 1 and run("indicator", "list") == 0
        (problem,) = catalogue.own_in(settings.data).problems
        assert problem.message_sv.startswith("trasig.toml, rad 1: det finns ingen nyckel ”titel”. Menade du ”title”?")
        assert isinstance(problem, UsageError) and len(catalogue.own_in(settings.data).indicators) == 4
        page = create_app(settings).server.test_client().get("/om").text
        assert "trasig.toml" in page and "det finns ingen nyckel" in page
    finally:
        path.unlink()


def test_a_fault_of_a_file_is_told_by_both_checks_without_a_fetch(region):
    settings, _ = region
    path = settings.data / "indicators" / "cyklar.csv"
    body = path.read_bytes()
    path.write_bytes(body + "Åre;ifjol;5\n".encode())
    try:
        assert run("indicator", "check") == 1 and run("check") == 1
    finally:
        path.write_bytes(body)
    assert run("indicator", "check") == 0 and run("check") == 0


def test_what_one_machine_declares_another_has(region, tmp_path, monkeypatch):
    (tmp_path / "share").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANSPULS_DATA", f"file://{tmp_path / 'share'}")
    monkeypatch.setenv("LANSPULS_COPY_DIR", str(tmp_path / "one"))
    assert run("indicator", "new", *KINDS["kvinnor"], "--no-fetch") == 0
    monkeypatch.setenv("LANSPULS_COPY_DIR", str(tmp_path / "two"))
    assert run("indicator", "check") == 0
    assert (tmp_path / "two" / "work" / "indicators" / "kvinnor.toml").is_file()
    assert catalogue.is_own("own_kvinnor")
    catalogue.read_own(tmp_path / "nothing")
