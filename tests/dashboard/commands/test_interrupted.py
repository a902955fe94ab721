"""Ctrl-C ends a command whenever it is pressed, also where it reads itself in and where processes of its own work.

A fetch ends though the publisher never answers, and says which tables it did not finish.
"""

import os
import signal
import socket
import subprocess
import sys

import pytest

from loaders.demo.others._ad_archive import write_archive
from tests.loaders.http.holding import held_answers
from tests.shared import REPOSITORY
from tests.simulated import running_publisher
from tests.waiting import HANG_SECONDS, heed_ctrl_c, killed_if_it_hangs, wait_until

PATIENCE = str(12 * HANG_SECONDS)
"""Seconds the fetch waits for an answer: one that has ended before was interrupted, it has not given up."""


def start(folder, url):
    """`lanspuls fetch grp` that shows its progress as to a terminal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    ours = {"PYTHONPATH": str(REPOSITORY), "LANSPULS_SCB_URL": url, "LANSPULS_TIMEOUT": PATIENCE}
    return subprocess.Popen(
        [sys.executable, "-m", "dashboard.commands.main", "fetch", "grp"],
        cwd=folder,
        env={**kept, **ours, "FORCE_COLOR": "1", "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_ctrl_c,
    )


def interrupt(fetching):
    """Press Ctrl-C, and read what is told until the process has ended."""
    fetching.send_signal(signal.SIGINT)
    _, told = fetching.communicate(timeout=HANG_SECONDS)
    return told


def test_an_interrupted_fetch_ends_when_nobody_answers(tmp_path):
    with socket.socket() as silent:  # takes calls and never answers
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        silent.settimeout(HANG_SECONDS)
        fetching = start(tmp_path, f"http://127.0.0.1:{silent.getsockname()[1]}/api/v2")
        with silent.accept()[0]:
            told = interrupt(fetching)
    assert fetching.returncode == 130
    assert "Avbrutet. De tabeller som hann bli klara är lagrade; övriga är som de var." in told
    assert "FEL" not in told and "Traceback" not in told


def test_a_table_that_was_interrupted_is_not_called_failed(tmp_path):
    with held_answers("TAB3138/data") as held, running_publisher(calls_per_window=1000) as (url, _):
        fetching = start(tmp_path, url)
        assert held.asked.wait(HANG_SECONDS)
        told = interrupt(fetching)
    assert fetching.returncode == 130
    assert "TAB3138" in told and "avbruten" in told and "FEL" not in told


FALLS_INTO_AN_IMPORT = "import signal\nsignal.raise_signal(signal.SIGINT)\n"
FALLS_INTO_A_FINALISER = f"""import signal, threading
class Interrupted:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
Interrupted()
threading.Event().wait({HANG_SECONDS})
"""


@pytest.mark.parametrize(
    ("program", "first_import", "does"),
    [
        (["dashboard.commands", "status"], "typer", FALLS_INTO_AN_IMPORT),
        (["dashboard.commands.running.part", "fetch"], "rich", FALLS_INTO_AN_IMPORT),
        (["dashboard.commands.running.part", "fetch"], "rich", FALLS_INTO_A_FINALISER),
    ],
)
def test_a_program_interrupted_while_it_is_read_in_ends_without_a_word(tmp_path, program, first_import, does):
    (tmp_path / f"{first_import}.py").write_text(does, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", *program],
        input="{}\n",
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{REPOSITORY}"},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        preexec_fn=heed_ctrl_c,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


WAITS_WHILE_IT_IS_READ_IN = """import pathlib, sys, threading
folder = pathlib.Path(__file__).parent
if "spawn_main" in " ".join(sys.orig_argv) or "dashboard.commands.running.part" in sys.orig_argv:
    (folder / "begun").touch()
    while not (folder / "pressed").exists():
        threading.Event().wait(0.02)
"""


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        (["demo", "--no-browser", "--port", "0"], 130, "Avbrutet. Det som hann bli klart finns kvar."),
        (["run", "--port", "0"], 0, "Sidorna: "),
        (["ads", "2024.jsonl", "2025.jsonl", "--workers", "2"], 130, ""),
    ],
)
def test_a_terminals_ctrl_c_is_heard_by_the_command_and_not_by_the_processes_it_has_begun(
    tmp_path, command, code, says
):
    for year in (2024, 2025):
        write_archive(tmp_path / f"{year}.jsonl", year, 20)
    (tmp_path / "sitecustomize.py").write_text(WAITS_WHILE_IT_IS_READ_IN, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    with (
        subprocess.Popen(
            [sys.executable, "-m", "dashboard.commands", *command],
            cwd=tmp_path,
            env={**kept, "PYTHONPATH": f"{tmp_path}{os.pathsep}{REPOSITORY}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=heed_ctrl_c,
        ) as running,
        killed_if_it_hangs(running),
    ):
        wait_until((tmp_path / "begun").exists, "a process of its own is begun")
        os.killpg(running.pid, signal.SIGINT)
        (tmp_path / "pressed").touch()
        told = running.stdout.read()
    assert running.returncode == code
    assert "Traceback" not in told and "KeyboardInterrupt" not in told
    assert says in told
