"""Temporary folders of killed processes are swept, and no others."""

import os
import subprocess
import sys
import tempfile

import pytest

from loaders.ground.errors import StoreError
from loaders.ground.files import sweep_temporary, temporary_folder
from loaders.ground.raw import Raw
from tests.loaders.store.publishing import moment

HELD = """
import sys
from loaders.ground.files import temporary_folder
with temporary_folder() as folder:
    (folder / "part.xlsx").write_bytes(b"x")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(os.name != "posix", reason="a process cannot be asked whether it lives")
def test_what_a_killed_process_left_is_swept_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    other = tmp_path / "lanspuls-of-somebody"
    other.mkdir()
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with (
        subprocess.Popen(
            [sys.executable, "-c", HELD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        ) as process,
        temporary_folder() as ours,
    ):
        left = process.stdout.readline().strip()
        assert sweep_temporary() == ()
        process.kill()
        process.wait()
        assert [str(path) for path in sweep_temporary()] == [left]
        assert {path for path in tmp_path.iterdir()} == {other, ours}


def test_a_temporary_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    raw = Raw(name="bok.xlsx", body=b"x", fetched=moment("2026-07-01"))
    with pytest.raises(StoreError, match=r"bok\.xlsx cannot be laid in the temporary folder"), raw.as_file():
        pass
