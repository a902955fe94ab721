"""Guest nights out of the publisher's text file: the same figures as its query interface gives, in bounded memory."""

import json
import subprocess
import sys

import numpy as np
import pytest

from loaders.fetching.change_report import Outcome
from loaders.fetching.refresh import refresh
from loaders.formats.delimited import delimited, streamed
from loaders.ground.errors import SourceChanged
from loaders.ground.raw import Raw
from loaders.planning.table_plans import plans
from loaders.publishers import simulated
from loaders.settings import Settings
from loaders.sources.tillvaxtverket import FILE, SOURCE
from loaders.store import Store
from loaders.store.snapshots import Snapshots
from tests.bench.bench_guest_nights import MEASURED, write_rows
from tests.loaders.fetching.publisher_bench import HASTY, TODAY, bench

ROWS, MONTHS = 20_000, 16


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    with bench(tmp_path_factory.mktemp("tillvaxtverket")) as made:
        yield made


def fetch(source, data, **options):
    settings = Settings(data=data, scb_url=source.url, urls=simulated(source.url))
    return refresh(settings, ["guest_nights"], today=TODAY, **{**HASTY, **options})


@pytest.fixture(scope="module")
def filled(source, tmp_path_factory):
    data = tmp_path_factory.mktemp("file")
    report = fetch(source, data)
    assert not report.failed and report.tables[0].label == FILE
    return data


def read(path, held=None):
    (plan,) = plans(["guest_nights"])
    return SOURCE.read(plan, [Raw.from_file(path, held=held)], before=lambda _: None)


def test_the_file_gives_the_figures_of_the_interface_and_is_kept_as_it_came(source, filled, tmp_path):
    source.publisher.switch("tillvaxtverket", no_file=True)
    report = fetch(source, tmp_path)
    source.publisher.reset()
    assert not report.failed and report.tables[0].label.endswith(".cbase")
    of_file, of_cube = (Store(Settings(data=data).store_dir).read("guest_nights") for data in (filled, tmp_path))
    assert of_file.axes == of_cube.axes
    assert np.array_equal(of_file.values, of_cube.values, equal_nan=True)
    assert np.array_equal(of_file.status, of_cube.status)
    snapshots = Snapshots(Settings(data=filled).raw_dir)
    (kept,) = snapshots.snapshots("tillvaxtverket")
    (body,) = snapshots.read(kept)
    assert body.startswith(b"NIVA_NAMN\tLAN_KOD\tLAN_NAMN\tKOMMUN_KOD") and b"\xc5re" in body


def test_a_file_with_the_same_stamp_is_not_fetched_again(source, filled):
    (table,) = fetch(source, filled).tables
    assert table.outcome is Outcome.UNCHANGED


@pytest.mark.parametrize("kind", ["status", "broken"])
def test_where_the_file_cannot_be_had_or_read_something_is_said_or_the_interface_answers(source, tmp_path, kind):
    source.publisher.disturb(kind, path="/files/", times=100, **({"status": 503} if kind == "status" else {}))
    report = fetch(source, tmp_path, retries=0)
    source.publisher.reset()
    (table,) = report.tables
    if kind == "status":
        assert not report.failed and table.label.endswith(".cbase")
    else:
        assert report.failed and "the text is cut off or broken" in table.failures[0]


def test_a_file_on_disk_reads_as_one_in_memory(tmp_path):
    path = tmp_path / FILE
    write_rows(path, 3 * 624, 3)
    small, large = read(path), read(path, held=0)
    assert small.parts[0].panel.values.tolist() == large.parts[0].panel.values.tolist()
    assert Raw.from_file(path, held=0).body == b"" and Raw.from_file(path, held=0).on_disk


@pytest.mark.parametrize(
    ("at", "written", "told"),
    [
        (5, "Riket\t\t\t\t\t2008\t1\tLand 0\tHotell\t9", r"row 6 repeats Riket     2008 1 Land 0 Hotell"),
        (5, "Riket\t\t\t\t\t2008\t1\tLand 9\tHotell\tmånga", r"row 6: 'många' stands where a number of nights"),
        (5, "Riket\t\t\t\t\t2008\t14\tLand 9\tHotell\t9", r"row 6: year '2008' and month '14' are no month"),
        (
            5,
            "Kommun\t23\tJämtlands län\t2399\tNystad\t2008\t1\tLand 9\tHotell\t9",
            "no Swedish place is called 'Nystad'",
        ),
        (5, "Riket\t\t\t\t", "line 7 has 5 fields and the header 10"),
    ],
)
def test_what_is_wrong_in_a_row_is_told_by_its_number_whatever_the_size(tmp_path, at, written, told):
    path = tmp_path / FILE
    write_rows(path, 624)
    lines = path.read_bytes().decode("latin-1").split("\r\n")
    lines.insert(1 + at, written)
    path.write_bytes("\r\n".join(lines).encode("latin-1"))
    for held in (None, 0):
        with pytest.raises(SourceChanged, match=told):
            read(path, held)


TEXTS = [
    "a;b\r\n1;å\r\n",
    "\n\na\tb\n1\t2\n3\t–\n",
    "a,b\n" + '1,"två\nrader"\n' * 3,
    "\ufeffa;b\n1;2\n",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "twice", "twice cp1252"])
def test_a_stream_is_read_as_the_same_text_in_memory(tmp_path, text, encoding):
    if encoding.startswith("twice"):
        body = text.encode("utf-8").decode("cp1252" if "cp1252" in encoding else "latin-1").encode("utf-8")
    elif encoding == "cp1252" and "\ufeff" in text:
        return
    else:
        body = text.encode(encoding)
    path = tmp_path / "text.csv"
    path.write_bytes(body)
    whole = delimited(body, "text.csv")
    with path.open("rb") as stream:
        bit = streamed(stream, "text.csv")
        assert (bit.header, list(bit.rows)) == (whole.header, list(whole.rows))
        assert (bit.encoding, bit.repaired) == (whole.encoding, whole.repaired)


def test_a_large_file_is_read_in_memory_that_does_not_grow_with_it(tmp_path):
    """Eight bytes a row beside the sums: 20 000 rows more cost under a megabyte, where the rows themselves are ten."""
    peaks = []
    for rows in (ROWS, 2 * ROWS):
        path = tmp_path / f"{rows}.txt"
        write_rows(path, rows, MONTHS)
        done = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True)
        peaks.append(json.loads(done.stdout)["traced"])
    assert peaks[1] - peaks[0] < ROWS * 60 and peaks[1] < 40e6
