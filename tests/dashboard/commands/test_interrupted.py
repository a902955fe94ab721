"""Ctrl-C during a fetch: it ends though the publisher never answers, and says which tables it did not finish."""

import os
import signal
import socket
import subprocess
import sys

from tests.loaders.http.holding import held_answers
from tests.shared import REPOSITORY
from tests.simulated import running_publisher
from tests.waiting import HANG_SECONDS, heed_ctrl_c

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
