"""What a disk that takes nothing more makes of a command: told in Swedish, and nothing is left that is half done."""

import subprocess
import sys

import pytest

from tests.dashboard.made import made_store
from tests.shared import REPOSITORY, lacking
from tests.waiting import HANG_SECONDS

WITHOUT_ROOM = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); "
    "from dashboard.commands.main import main; main(sys.argv[1:])"
)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "arbetslöshet", "-o", "ut.csv"), "Fel: ut.csv går inte att skriva (filen får inte bli så stor)."),
        (("regions", "--add", "25"), "lanspuls.toml går inte att skriva (filen får inte bli så stor)."),
        (("backup", "kopior"), "Fel: Ingen kopia gjordes: "),
        (("init", "--county", "25"), "lanspuls.toml går inte att skriva (filen får inte bli så stor)."),
    ],
)
def test_a_disk_that_takes_nothing_more_is_told_and_nothing_half_done_is_left(words, told, tmp_path):
    if sys.platform == "win32":
        lacking("this system has no limit of a file's size for one process")
    made_store(tmp_path / "data" / "store")
    before = files(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_ROOM, *words],
        cwd=tmp_path, env={"PYTHONPATH": str(REPOSITORY), "PATH": ""}, capture_output=True, text=True,
        timeout=HANG_SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode and told in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert files(tmp_path) == before and not (tmp_path / "data" / "lan" / "25").exists()


def test_whoever_stops_listening_gets_no_fault(tmp_path):
    made_store(tmp_path / "data" / "store")
    command = f"{sys.executable} -m dashboard.commands.main export employed_by_industry --slice all | head -1"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, env={"PYTHONPATH": str(REPOSITORY), "PATH": "/bin:/usr/bin"},
        capture_output=True, text=True, timeout=HANG_SECONDS, check=False,
    )  # fmt: skip
    assert done.stdout.startswith("region_code,") and done.stdout.count("\n") == 1 and done.stderr == ""


def files(folder):
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}
