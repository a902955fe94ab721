"""The commands about sources as a person runs them: import, calendar, fetch --due, doctor."""

import io
import json
import urllib.request
from datetime import date

import pyarrow as pa
import pytest
from rich.console import Console

from dashboard.commands.source_commands import MOST_ROWS, examine, exported_workbook
from loaders.fetching.refresh import connected
from loaders.ground.errors import UsageError
from loaders.planning.table_plans import plans
from loaders.pxweb.selection import resolve
from loaders.settings import Settings
from tests.dashboard.commands.test_main import run
from tests.loaders.fetching.publisher_bench import TODAY
from tests.simulated import running_publisher


@pytest.fixture(scope="module")
def publisher():
    with running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, made):
        yield url, made


@pytest.fixture(scope="module")
def saved(publisher, tmp_path_factory):
    """TAB3138 as a person saves it."""
    plan = plans(["grp"])[0]
    path = tmp_path_factory.mktemp("saved") / "brp.json"
    with connected(Settings(scb_url=publisher[0])) as client:
        selection = resolve(plan.queries, client.metadata(plan.table)).selection
        (answer,) = client.data(plan.table, selection)
    path.write_bytes(answer.body)
    return path


def test_a_file_is_imported_and_the_fetch_that_follows_agrees(publisher, saved, tmp_path):
    code, out, err = run(tmp_path, "import", "scb", str(saved), "--by", "Kim")
    assert code == 0, out + err
    assert out.startswith("DEMODATA: alla siffror är påhittade.\nTAB3138: första hämtningen, ")
    assert "  manuellt inläst " in out and " av Kim\n" in out and "Rapport: " in out
    code, out, _ = run(tmp_path, "export", "grp", "--region", "23", "--from", "2024")
    assert code == 0 and out.splitlines()[1].startswith("23,2024,")
    code, out, err = run(tmp_path, "fetch", "grp", url=publisher[0])
    assert code == 0, out + err
    code, out, _ = run(tmp_path, "fetch", "grp", url=publisher[0])
    assert out.count("oförändrad") == 2


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("import", "nobody", "x.json"), 2, "Det finns ingen källa ”nobody”."),
        (("import", "scb", "nowhere.json"), 2, "Det finns ingen fil nowhere.json"),
        (("import", "scb"), 2, "Ange filerna som ska läsas in"),
        (("calendar", "--meeting", "snart"), 2, "”snart” är inget datum."),
    ],
)
def test_a_command_that_is_not_understood(tmp_path, arguments, code, message):
    ended, out, err = run(tmp_path, *arguments)
    assert ended == code and message in out + err
    assert "Traceback" not in err


def test_a_file_that_is_no_table_gives_1_and_the_page_to_fetch_it_from(tmp_path):
    (tmp_path / "x.json").write_text("<html></html>")
    code, out, _ = run(tmp_path, "import", "scb", "x.json", "--table", "TAB3138")
    assert code == 1
    assert "TAB3138: FEL. " in out and "downloaded from https://www.statistikdatabasen.scb.se/" in out


def test_own_files_are_imported_with_who_and_a_fault_gives_1_and_changes_nothing(tmp_path):
    file = tmp_path / "prognos.csv"
    file.write_text("# DEMODATA\nårgång;kommun;år;invånare;vem\n2026;2321;2026;12700;Regionen\n", encoding="utf-8")
    code, out, _ = run(tmp_path, "import", "own", "prognos.csv", "--by", "Anna")
    assert (code, out) == (0, "Egen fil: prognos.csv är inläst.\n")
    kept = json.loads((tmp_path / "data" / "own-history" / "history.json").read_text(encoding="utf-8"))
    assert [(event["file"], event["by"]) for event in kept["events"]] == [("prognos.csv", "Anna")]
    good = (tmp_path / "data" / "own" / "prognos.csv").read_bytes()
    file.write_text("årgång;kommun;år;invånare\nnyss;2321;2026;1\n", encoding="utf-8")
    code, out, err = run(tmp_path, "import", "own", "prognos.csv")
    assert code == 1 and "prognos.csv, rad 2: ”nyss” är inget år." in out and "Traceback" not in err
    assert (tmp_path / "data" / "own" / "prognos.csv").read_bytes() == good


def test_the_calendar_is_printed_and_written(saved, tmp_path):
    assert run(tmp_path, "import", "scb", str(saved))[0] == 0
    code, out, err = run(tmp_path, "calendar", "--meeting", "2026-11-23")
    assert code == 0, err
    assert out.startswith("Nästa möte: 23 november 2026\nPubliceringskalendern är inte läst. ")
    assert any("2024" in line and " ute " in line and "TAB3138" in line for line in out.splitlines())
    assert "…" not in out  # no name is cut off
    code, out, _ = run(tmp_path, "calendar", "--ics", "nya.ics")
    assert code == 0 and out == "nya.ics\n"
    assert (tmp_path / "nya.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")


def test_fetch_due_asks_only_for_what_may_be_out(publisher, tmp_path):
    url, made = publisher
    assert run(tmp_path, "fetch", "grp", url=url)[0] == 0
    made.window.forget()
    code, out, err = run(tmp_path, "fetch", "--due", "grp", url=url)
    assert code == 0, err
    # 2025 of the regional accounts is expected in December 2026
    if date.today() < date(2026, 12, 1):
        assert "Inget nytt väntas än.\n" in out and made.window.arrivals() == []
    else:
        assert out.count("oförändrad") == 2


def test_doctor_names_the_page_for_fetching_by_hand(publisher, tmp_path):
    code, out, err = run(tmp_path, "doctor", "grp", url=publisher[0])
    assert code == 0, err
    assert f"Källa: {publisher[0]}\n  för hand: https://www.statistikdatabasen.scb.se/\n" in out
    assert "TAB3138  OK" in out and "koder: 2 deklarerade, 2 bekräftade, 0 sökta på etikett" in out


FAULTY = ("meetings/2026-11-30.toml", "meetings/2026-13-45.toml", "own/plats.toml", "utsikter.toml", "corrections.toml")


def test_doctors_exit_code_says_when_a_file_that_people_write_has_a_fault(publisher, tmp_path):
    settings, told = Settings(data=tmp_path / "data", scb_url=publisher[0]), io.StringIO()
    out = Console(file=told, soft_wrap=True)
    for name in FAULTY:
        path = settings.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("schema = ", encoding="utf-8")
        assert not examine(settings, TODAY, ["grp"], out)
        assert path.name in told.getvalue()
        path.unlink()
    assert examine(settings, TODAY, ["grp"], out)
    (settings.data / FAULTY[0]).write_text("schema = ", encoding="utf-8")
    assert run(tmp_path, "doctor", "grp", url=publisher[0])[0] == 1


def test_a_switch_can_be_turned_from_another_process(publisher):
    url, made = publisher
    body = json.dumps({"do": "switch", "source": "varsel", "late": 1}).encode()
    asked = urllib.request.Request(
        f"{url.removesuffix('/api/v2')}/_control", body, {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(asked) as answer:
        assert answer.status == 200
    assert made.switches("varsel") == {"late": 1}
    made.reset()


def test_a_workbook_is_refused_that_a_sheet_has_no_room_for():
    with pytest.raises(UsageError, match="1048576 rows do not fit a sheet of Excel"):
        exported_workbook("grp", pa.table({"table": pa.nulls(MOST_ROWS + 1)}))
    assert MOST_ROWS == 2**20 - 1
