"""The command line as a person runs it: exit codes, messages, files, over a real publisher.

What a process of its own adds is seen once: its streams, what it imports, that it ends. What is said is asked for here.
"""

import json
import os
import re
import subprocess
import sys
import urllib.request
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from loaders.planning.table_plans import is_complete
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import TODAY, files
from tests.publishing.running import lanspuls
from tests.shared import REPOSITORY
from tests.simulated import running_publisher
from tests.waiting import HANG_SECONDS, killed_if_it_hangs


@pytest.fixture(scope="module")
def publisher():
    with running_publisher(today=TODAY, calls_per_window=1000, time_window=1) as (url, made):
        yield url, made


NOBODY = "http://127.0.0.1:9/api/v2"


def run(folder, *arguments, url=NOBODY):
    """The command in a folder, in this process: its exit code, what it wrote on stdout and on stderr."""
    ran = lanspuls(folder, *arguments, today=date.today(), LANSPULS_SCB_URL=url, NO_COLOR="1")
    return ran.code, ran.out, ran.err


def alone(tmp_path, *arguments, url=NOBODY, **environment):
    """The same as a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.commands.main", *arguments],
        cwd=tmp_path,
        env={**kept, "PYTHONPATH": str(REPOSITORY), "LANSPULS_SCB_URL": url, "NO_COLOR": "1", **environment},
        capture_output=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def fetched(publisher, tmp_path_factory):
    """A folder where `fetch grp` has been run, and what it said."""
    folder = tmp_path_factory.mktemp("fetched")
    return folder, alone(folder, "fetch", "grp", url=publisher[0])


def test_help_names_every_command(tmp_path):
    code, out, _ = alone(tmp_path, "--help")
    assert code == 0
    for command in ["demo", "fetch", "serve", "export", "meeting", "indicators", "doctor", "record", "publisher"]:
        assert re.search(rf"^  {command} ", out, re.MULTILINE)


HEAVY = ("dash", "flask", "kaleido", "numpy", "pandas", "pandera", "plotly", "pyarrow", "requests", "typst")
ASK_FOR_HELP = f"""
import sys
from dashboard.commands import main
try:
    main.main(["--help"])
except SystemExit:
    print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)
"""


def test_help_loads_nothing_heavy():
    asked = [sys.executable, "-c", ASK_FOR_HELP]
    assert subprocess.run(asked, cwd=REPOSITORY, capture_output=True, text=True, check=True).stderr.strip() == "[]"


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("demo", ["--host", "--port", "--browser"]),
        ("fetch", ["--full"]),
        ("serve", ["--host", "--port"]),
        ("export", ["--region", "--from", "--to", "--as-of", "--slice", "--format", "-o"]),
        ("indicators", ["--format"]),
        ("doctor", []),
        ("record", ["--accept"]),
        ("publisher", ["--host", "--port"]),
    ],
)
def test_options_are_those_documented(tmp_path, command, options):
    code, out, _ = run(tmp_path, command, "--help")
    assert code == 0
    for option in options:
        assert option in out


def test_fetch_says_what_came_and_keeps_a_report(fetched):
    folder, (code, out, err) = fetched
    assert code == 0, err
    assert out.splitlines()[0] == "DEMODATA: alla siffror är påhittade."
    assert "TAB3138: första hämtningen, 1" in out and "följde med: grp_per_capita" in out
    assert len(list((folder / "data" / "reports").glob("*.md"))) == 1
    assert "Traceback" not in err and "━" not in err  # no progress bars where nobody sees them


def test_a_source_that_fails_gives_1_and_no_traceback(tmp_path):
    code, _, err = run(tmp_path, "fetch", "grp", url="not-a-host.invalid")
    assert code == 2 and "scb_url" in err.lower()
    code, _, err = run(tmp_path, "fetch", "grp", url="ftp://127.0.0.1/api/v2")
    assert code == 2
    assert "Traceback" not in err


def test_a_fault_during_fetch_leaves_the_store_and_gives_1(publisher, fetched, tmp_path):
    url, made = publisher
    folder, _ = fetched
    before = files(folder / "data" / "store")
    made.rename_variable("TAB3143", "Region", "Plats")
    try:
        code, out, _ = run(folder, "fetch", "grp", url=url)
    finally:
        made.reset()
    assert code == 1
    assert "TAB3138: oförändrad" in out
    assert "TAB3143: FEL. Källan svarar annorlunda än väntat. Uppgifterna som publicerades 2025-12-10 används." in out
    assert "används. Detalj: table TAB3143 has changed: there is no variable 'Region'" in out
    assert files(folder / "data" / "store") == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("fetch", "nonsense"), "Det finns ingen indikator ”nonsense”."),
        (("export", "grp", "--region", "99"), "Det finns ingen plats med koden ”99”. Använd 00"),
        (("export", "grp", "--region", "Östersnd"), "Det finns ingen plats ”Östersnd”. Menade du Östersund?"),
        (("export", "arbetslöshe"), "Ingen indikator heter ”arbetslöshe”. Menade du ”Arbetslöshet”?"),
        (("export", "varsel", "--region", "Åre"), "Varsel finns inte för Åre kommun, bara för län."),
        (("export", "grp", "-o", "brp.xls"), "Det går att skriva .csv, .json, .parquet, .xlsx."),
        (("export", "grp", "--as-of", "igår"), "”igår” är inget datum."),
        (("export", "grp", "--format", "parquet"), "behöver -o FIL"),
        (("export", "grp", "--format", "xml"), "Fel: Värdet för --format går inte att använda.\n     (Invalid"),
        (("serve", "--port"), "Fel: Valet --port är inte skrivet som det ska."),
        (("fetch", "--nonsense"), "Fel: Det finns inget val som heter --nonsense."),
        (("fetcha",), "Fel: Det finns inget kommando som heter fetcha. Menade du fetch?"),
        (("export",), "Fel: INDICATOR saknas.\n     (Missing argument 'INDICATOR'.)\nHjälp: "),
        (("indicators", "x"), "Fel: Kommandot förstods inte."),
        (("meeting", "pdf"), "Det finns inga mötesfiler"),
    ],
)
def test_bad_usage_gives_2_and_says_what(tmp_path, arguments, message):
    code, _, err = run(tmp_path, *arguments)
    assert code == 2
    assert message in err and "Traceback" not in err


def test_a_process_ends_with_the_code_and_tells_faults_on_stderr(tmp_path):
    code, out, err = alone(tmp_path, "fetcha")
    assert (code, out) == (2, "") and "Menade du fetch?" in err and "Traceback" not in err


def test_export_before_the_first_publication_says_so_and_gives_1(fetched):
    folder, _ = fetched
    code, out, err = run(folder, "export", "grp", "--as-of", "2019-01-01")
    assert (code, out) == (1, "")
    assert "Den första kända är från 2025-12-10." in err
    code, _, err = run(folder, "export", "population")
    assert code == 1 and "Fel: Inget är hämtat än." in err and "lanspuls fetch population" in err


def test_export_to_a_file_and_to_the_screen(fetched, tmp_path):
    folder, _ = fetched
    target = tmp_path / "brp.csv"
    code, out, err = run(folder, "export", "grp", "--region", "23", "--from", "2023", "-o", str(target))
    assert (code, out) == (0, "") and "2 rader" in err
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "region_code,period,value,status,symbol,table,published,fetched"
    assert [line.split(",")[:2] for line in lines[1:]] == [["23", "2023"], ["23", "2024"]]
    code, out, _ = alone(folder, "export", "BRP", "--region", "länet", "--from", "2024", "--format", "json")
    assert [row["period"] for row in json.loads(out)] == ["2024"]
    book = tmp_path / "brp.xlsx"
    assert run(folder, "export", "grp", "--region", "23", "--from", "2023", "-o", str(book))[0] == 0
    opened = openpyxl.load_workbook(book)
    head, *rows = opened["Data"].iter_rows(values_only=True)
    assert ",".join(head) == lines[0] and [",".join(row[:2]) for row in rows] == ["23,2023", "23,2024"]
    assert [row[2] for row in rows] == [float(line.split(",")[2]) for line in lines[1:]]
    assert any("DEMODATA" in str(value) for row in opened["Noter"].iter_rows(values_only=True) for value in row)


def test_indicators_as_json(fetched):
    folder, _ = fetched
    code, out, _ = run(folder, "indicators", "--format", "json")
    listed = {row["id"]: row for row in json.loads(out)}
    assert code == 0
    assert listed["grp"]["published"] == "2025-12-10" and listed["grp"]["synthetic"] is True
    assert listed["population"]["published"] is None
    assert listed["unemployment_rate"]["dimensions"] == ["sex", "age", "birth_region"]


def test_doctor_is_content_and_then_is_not(publisher, tmp_path):
    url, made = publisher
    code, out, err = run(tmp_path, "doctor", url=url)
    assert code == 0, out + err
    assert "TAB6260  OK" in out and "Forandringar /^invandringar$/ → M175" in out
    made.drop_value("TAB3784", "SNI2007", "F")
    try:
        code, out, _ = run(tmp_path, "doctor", "employed_by_industry", url=url)
    finally:
        made.reset()
    assert code == 1
    assert "TAB3784  FEL" in out and "'SNI2007' no longer has code 'F'" in out
    assert not (tmp_path / "data").exists()


def test_the_publisher_serves_until_ended(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-m", "dashboard.commands.main", "publisher", "--port", "0"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert "DEMODATA" in process.stdout.readline()
        process.terminate()
        process.wait(HANG_SECONDS)


FIRST_TIME = "Det tar en stund första gången."


def end(process):
    process.terminate()
    process.communicate(timeout=HANG_SECONDS)


def demo(folder):
    """Start `lanspuls demo`: (process, what it printed until the pages are there, their address)."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard.commands.main", "demo", "--port", "0", "--no-browser"],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    printed = []
    with killed_if_it_hangs(process):
        for line in process.stdout:
            printed.append(line.rstrip())
            if line.startswith("Avsluta"):
                break
    text = "\n".join(printed)
    found = re.search(r"Sidorna: (http://127\.0\.0\.1:\d+)/", text)
    return process, text, found and found[1]


MOST_RESIDENT_MB = 500
"""Of the server of a demo that has just filled itself."""


def resident_mb(process):
    """Memory a process holds now, MB; 0 where the system does not tell."""
    status = Path(f"/proc/{process.pid}/status")
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1000 if found else 0


def test_demo_fills_itself_serves_and_fetches_nothing_the_second_time(tmp_path):
    here = tmp_path / "Länets siffror, Åre & Ånge"
    here.mkdir()
    process, printed, address = demo(here)
    try:
        assert address, printed
        assert FIRST_TIME in printed
        told = re.findall(r"^Läget nu: (\d+) av (\d+) tabeller$", printed, re.MULTILINE)
        assert len(told) >= 10 and told[-1][0] == told[-1][1]
        assert re.search(r"Mötet: +http://127\.0\.0\.1:\d+/mote/\d{4}-\d\d-\d\d$", printed, re.MULTILINE)
        meeting = re.search(r"Mötet: +(\S+)", printed)[1]
        for page in (address, meeting):
            with urllib.request.urlopen(page, timeout=HANG_SECONDS) as answer:
                assert answer.status == 200
        assert resident_mb(process) <= MOST_RESIDENT_MB
    finally:
        end(process)
    folder = here / "data" / "demo"
    assert is_complete(Store(folder / "store")) and Store(folder / "store").synthetic is True
    assert not (here / "data" / "store").exists()
    before = files(folder)
    process, printed, address = demo(here)
    end(process)
    assert address and FIRST_TIME not in printed
    assert files(folder) == before
