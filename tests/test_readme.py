"""The README is true: its commands exist and run, its files exist, its settings and its meeting are accepted."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
import tomllib
import urllib.request

import pytest
import typer.main

from dashboard.cli import app
from dashboard.meeting import parse_meeting
from loaders.settings import load_settings
from tests.shared import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
LINES = [line.split("#")[0].strip() for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
COMMANDS = [line.removeprefix(".venv/bin/lanspuls ") for line in LINES if line.startswith(".venv/bin/lanspuls ")]
MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")


def test_make_test_is_what_ci_runs():
    assert "make test" in LINES
    assert re.search(r"^make test$", (REPOSITORY / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("target", sorted({line.split()[1] for line in LINES if line.startswith("make ")}))
def test_a_make_target_exists(target):
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_line_is_understood(command):
    found, words = typer.main.get_command(app), command.split()
    while hasattr(found, "commands"):
        found = found.commands[words.pop(0)]
    assert found.make_context(found.name, words, resilient_parsing=False).params


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_a_linked_file_exists(link):
    assert (REPOSITORY / link).is_file()


def test_the_settings_shown_are_accepted(tmp_path):
    shown = next(text for kind, text in BLOCKS if kind == "toml" and "organisation" in text)
    (tmp_path / "lanspuls.toml").write_text(shown, encoding="utf-8")
    settings = load_settings(tmp_path, {})
    assert (settings.county, settings.organisation) == ("20", "Region Dalarna")


def test_the_meeting_shown_is_accepted():
    shown = next(text for kind, text in BLOCKS if kind == "toml" and "[[view]]" in text)
    assert parse_meeting(shown, "README.md").date == tomllib.loads(shown)["date"]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_demo_serves_and_stops(tmp_path):
    port = free_port()
    environment = {**os.environ, "LANSPULS_DATA": str(tmp_path), "LANSPULS_PORT": str(port)}
    with (tmp_path / "demo.log").open("wb") as log:
        demo = subprocess.Popen(
            ["make", "demo"], cwd=REPOSITORY, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        page = first_answer(f"http://127.0.0.1:{port}/", demo)
        assert "DEMODATA" in page
        assert "Jämtlands län" in page
    finally:
        if demo.poll() is None:
            os.killpg(demo.pid, signal.SIGINT)
        demo.wait(timeout=30)
    assert "Mötet" in (tmp_path / "demo.log").read_text(encoding="utf-8")


def first_answer(url: str, demo: subprocess.Popen) -> str:
    """The page once the server answers; fails if the command ends or four minutes pass."""
    give_up = time.monotonic() + 240
    while time.monotonic() < give_up and demo.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"make demo did not serve a page (it {'ended' if demo.poll() is not None else 'still runs'})")
