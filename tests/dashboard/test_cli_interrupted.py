"""Ctrl-C during a fetch: it ends at once, and says which tables it did not finish."""

import os
import signal
import socket
import subprocess
import sys
import time

from tests.shared import REPOSITORY
from tests.simulated import running_publisher


def start(folder, url):
    """`lanspuls fetch grp` that shows its progress as to a terminal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    return subprocess.Popen(
        [sys.executable, "-m", "dashboard.cli", "fetch", "grp"],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(REPOSITORY), "LANSPULS_SCB_URL": url, "FORCE_COLOR": "1", "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def interrupted(fetching):
    """What it told, and how many seconds it took to end."""
    fetching.send_signal(signal.SIGINT)
    begun = time.monotonic()
    _, told = fetching.communicate(timeout=30)
    return told, time.monotonic() - begun


def test_an_interrupted_fetch_ends_at_once_when_nobody_answers(tmp_path):
    with socket.socket() as silent:  # takes calls and never answers
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        silent.settimeout(30)
        fetching = start(tmp_path, f"http://127.0.0.1:{silent.getsockname()[1]}/api/v2")
        with silent.accept()[0]:
            told, seconds = interrupted(fetching)
    assert fetching.returncode == 130 and seconds < 3
    assert "Avbrutet. De tabeller som hann bli klara är lagrade; övriga är som de var." in told
    assert "FEL" not in told and "Traceback" not in told


def test_a_table_that_was_interrupted_is_not_called_failed(tmp_path):
    with running_publisher(calls_per_window=1000) as (url, made):
        made.disturb("stall", times=1, path="TAB3138/data", seconds=8)
        fetching = start(tmp_path, url)
        give_up = time.monotonic() + 60
        while made.faults.disturbances[0].times and fetching.poll() is None and time.monotonic() < give_up:
            time.sleep(0.1)  # another process comes to ask for the table when it does
        told, seconds = interrupted(fetching)
    assert fetching.returncode == 130 and seconds < 3
    assert "TAB3138" in told and "avbruten" in told and "FEL" not in told
