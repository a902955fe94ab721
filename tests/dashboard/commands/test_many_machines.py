"""One machine fetches, two serve: the commands themselves, over a server that speaks S3 and a network that fails."""

import os
import re
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from dashboard.commands.main import main
from loaders.ground.files import digest
from loaders.http.s3 import S3Storage
from loaders.settings import REGION
from loaders.store import Store
from tests.dashboard.made import PUBLISHED, add_revision, made_store
from tests.loaders.storage.buckets import BUCKET, CREDENTIALS, Disturbed, s3_server
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS, killed_if_it_hangs, wait_until

COMMAND = [sys.executable, "-m", "dashboard.commands.main"]
PAGE = "/indikator/arbetsloshet?region=2321"


@pytest.fixture(scope="module")
def s3():
    with s3_server() as address:
        yield address


def machine(folder: Path, prefix: str, endpoint: str, *more: str) -> Path:
    """A folder with the settings of one machine."""
    where = (f'data = "s3://{BUCKET}/{prefix}"', f's3_endpoint = "{endpoint}"', "timeout = 5", "retries = 1")
    return sharing(folder, *where, *more)


def sharing(folder: Path, *lines: str) -> Path:
    """A folder with these settings, of a machine that looks often."""
    folder.mkdir()
    (folder / "lanspuls.toml").write_text("\n".join([*lines, "look_seconds = 0.2", ""]), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Done:
    """What a command ended with and printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def lanspuls(monkeypatch, capsys):
    """Runs a command in a folder, in this process."""
    for name in [name for name in os.environ if name.startswith("LANSPULS_")]:
        monkeypatch.delenv(name)
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)

    def run(folder: Path, *words: str) -> Done:
        with monkeypatch.context() as here:
            here.chdir(folder)
            try:
                with pytest.raises(SystemExit) as ended:
                    main(list(words))
            finally:
                os.environ.pop(REGION, None)  # a choice of this command alone, as where each is a process
        printed = capsys.readouterr()
        return Done(int(ended.value.code or 0), printed.out, printed.err)

    return run


@contextmanager
def serving(folder: Path):
    """The address of a server in a folder, for as long as the block lasts."""
    command, here = [*COMMAND, "serve", "--port", "0"], {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    log = (folder / "log").open("w", encoding="utf-8")
    with (
        log,
        subprocess.Popen(
            command,
            cwd=folder,
            env=here,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
        killed_if_it_hangs(process),
    ):
        try:
            found = next((found for line in process.stdout if (found := re.match(r"Sidorna: (\S+)/", line))), None)
            assert found, (folder / "log").read_text(encoding="utf-8")
            yield found[1]
        finally:
            process.kill()


def health(address: str) -> dict:
    return requests.get(f"{address}/halsa", timeout=HANG_SECONDS).json()


def figures(address: str) -> str:
    """The version of the history that a server shows."""
    return health(address)["store"].partition(":")[0]


def value_shown(address: str) -> str:
    answer = requests.get(f"{address}{PAGE}", timeout=HANG_SECONDS)
    assert answer.status_code == 200
    return re.search(r"var ([\d,]+) procent", answer.text)[1]


def test_one_machine_fetches_and_two_serve_through_all_that_a_network_does(s3, lanspuls, tmp_path):
    disturbed = Disturbed(s3)
    fetcher = machine(tmp_path / "hämtar", "län", s3)
    near = machine(tmp_path / "nära", "län", s3)
    far = machine(tmp_path / "långt bort", "län", disturbed.address)
    store = made_store(fetcher / "copy" / "work" / "store")
    done = lanspuls(fetcher, "indicators")
    assert done.code == 0 and "Publicerat: version 1 i s3://" in done.err, done.err
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(folder)) for folder in (near, far)]
        assert {figures(one) for one in servers} == {store.version()}
        assert [health(one)["shared"]["version"] for one in servers] == [1, 1]
        first = {value_shown(one) for one in servers}
        assert len(first) == 1

        revise(store, 7.7)
        assert lanspuls(fetcher, "indicators").code == 0
        for one in servers:
            wait_until(lambda one=one: figures(one) == store.version(), "the second version")
        assert {value_shown(one) for one in servers} == {"7,7"} != first

        disturbed.is_gone = True
        disturbed.hang_up()
        revise(store, 8.8)
        lanspuls(fetcher, "indicators")
        wait_until(lambda: health(servers[0])["shared"]["version"] == 3, "the third version")
        wait_until(lambda: health(servers[1])["shared"]["fault"], "that the network is gone")
        told = health(servers[1])
        assert (told["status"], told["shared"]["version"]) == ("sen", 2) and "damaged" not in told
        assert [value_shown(one) for one in servers] == ["8,8", "7,7"]
        page = requests.get(f"{servers[1]}{PAGE}", timeout=HANG_SECONDS).text
        assert "Nya siffror kan inte hämtas hit just nu." in page

        disturbed.is_gone = False
        wait_until(lambda: health(servers[1])["shared"]["version"] == 3, "the third version over the mended network")
        assert value_shown(servers[1]) == "8,8" and not health(servers[1])["shared"]["fault"]

    disturbed.is_gone = True
    with serving(far) as address:  # begun anew, with its copy and without the network
        assert (value_shown(address), health(address)["status"]) == ("8,8", "sen")
    fresh = lanspuls(machine(tmp_path / "ny", "län", disturbed.address), "serve", "--port", "0")
    assert fresh.code == 1 and "Den här datorn har ingen kopia än" in fresh.err
    work = lanspuls(far, "indicators")
    assert work.code == 1 and "ingen kopia att arbeta med" in work.err
    logs = (far / "log").read_text(encoding="utf-8") + fresh.err + work.err
    assert "Traceback" not in logs and not any(secret in logs for secret in list(CREDENTIALS.values())[:2])
    disturbed.close()


def revise(store: Store, value: float) -> None:
    """Publish Åre's newest unemployment anew."""
    add_revision(store, "unemployment_rate", {("2321", "2026-08"): value}, at=PUBLISHED + timedelta(days=value))


def test_what_was_done_without_the_network_is_published_by_the_next_command(s3, lanspuls, tmp_path):
    disturbed = Disturbed(s3)
    folder = machine(tmp_path / "a", "utan nät", disturbed.address)
    assert lanspuls(folder, "meeting", "new", "2026-12-14").code == 0
    disturbed.is_gone = True
    done = lanspuls(folder, "meeting", "new", "2027-01-25")
    assert done.code == 1 and "publiceras med nästa kommando" in done.err
    disturbed.is_gone = False
    assert "Publicerat: version 2" in lanspuls(folder, "meeting", "list").err
    other = machine(tmp_path / "b", "utan nät", s3)
    assert [line.split()[0] for line in lanspuls(other, "meeting", "list").out.splitlines()] == [
        "2027-01-25", "2026-12-14",
    ]  # fmt: skip
    disturbed.close()


def test_a_damaged_object_is_told_by_verify_and_put_back_by_repair_where_the_file_is(s3, lanspuls, tmp_path):
    folder = machine(tmp_path / "a", "skadad", s3)
    lanspuls(folder, "meeting", "new", "2026-12-14")
    draft = (folder / "copy/work/meetings/2026-12-14.toml").read_bytes()
    (tmp_path / "spoilt").write_bytes(b"x" * len(draft))
    piece = f"pieces/{digest(draft)[:2]}/{digest(draft)}"
    S3Storage(BUCKET, "skadad", endpoint=s3).put(piece, tmp_path / "spoilt")
    name = f"skadad/{piece}"
    told = lanspuls(folder, "verify")
    assert told.code == 1 and f"FEL: s3://{BUCKET}/{name} (meetings/2026-12-14.toml) is damaged" in told.out
    other = machine(tmp_path / "b", "skadad", s3)
    assert name in lanspuls(other, "meeting", "list").err
    assert "Lagt tillbaka" in lanspuls(folder, "repair").out
    assert "2026-12-14" in lanspuls(other, "meeting", "list").out
    assert lanspuls(folder, "verify").code == 0
    kept = lanspuls(other, "backup", str(tmp_path / "kopior"))
    (copied,) = (tmp_path / "kopior").glob("*/data/meetings/2026-12-14.toml")
    assert kept.code == 0 and copied.read_bytes() == draft


AREA = '[[area]]\nname = "{}"\nmunicipalities = ["Åre", "Berg"]\n'


def test_regions_are_declared_on_one_machine_worked_in_on_another_and_served_by_a_third(s3, lanspuls, tmp_path):
    fetcher, editor, server = (machine(tmp_path / name, "alla", s3) for name in ("hämtar", "redigerar", "visar"))
    made_store(fetcher / "copy" / "work" / "store")
    added = [lanspuls(fetcher, "regions", "--add", code) for code in ("20", "23")]
    assert [one.code for one in added] == [0, 0] and "Publicerat: version 2" in added[1].err

    drafted = lanspuls(editor, "--region", "20", "meeting", "new", "2026-12-14")
    assert drafted.code == 0 and "Publicerat: version 3" in drafted.err
    areas = editor / "copy" / "work" / "lan" / "23" / "omraden.toml"
    areas.write_text(AREA.format("Området Qvornbäck"), encoding="utf-8")
    assert "1 områden med eget namn" in lanspuls(editor, "--region", "23", "check").out
    assert lanspuls(editor, "meeting", "list").code == 2  # which region is not said
    assert lanspuls(fetcher, "--region", "20", "meeting", "list").out.startswith("2026-12-14")

    with serving(server) as address:

        def page(path: str) -> str:
            return requests.get(f"{address}{path}", timeout=HANG_SECONDS).text

        assert "Region Dalarna" in page("/") and "Området Qvornbäck" in page("/lan/23/indikator/arbetsloshet")
        assert "Qvornbäck" not in page("/lan/20/indikator/arbetsloshet?region=2321") + page("/lan/20/platser")
        assert health(address)["regions"] == {"20": {"status": "ok"}, "23": {"status": "ok"}}
        areas.write_text(AREA.format("Fjällen"), encoding="utf-8")
        assert lanspuls(editor, "--region", "23", "check").code == 0
        wait_until(lambda: "Fjällen" in page("/lan/23/platser"), "the area by its new name")
        assert "Qvornbäck" not in page("/lan/23/indikator/arbetsloshet")
        assert health(f"{address}/lan/23")["shared"]["fault"] == ""
    assert not (server / "copy" / "work").exists()  # who only serves writes nothing


def test_a_share_holds_regions_as_a_bucket_does(lanspuls, tmp_path):
    (tmp_path / "delad").mkdir()
    where = f'data = "{(tmp_path / "delad").as_uri()}"'
    one, other = (sharing(tmp_path / name, where) for name in ("a", "b"))
    assert lanspuls(one, "regions", "--add", "25").code == 0
    assert "Norrbotten" in lanspuls(other, "regions").out
    assert lanspuls(other, "--region", "25", "meeting", "new", "2027-01-25").code == 0
    assert lanspuls(one, "--region", "25", "meeting", "list").out.startswith("2027-01-25")
