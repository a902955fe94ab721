"""The README is true: its commands exist and run, its files exist, its settings and its meeting are accepted."""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import tomllib
import urllib.request

import pytest
import typer.main

from dashboard.commands.main import app
from dashboard.meetings.file import parse_meeting
from loaders.settings import Settings, load_settings
from tests.editions.fixture import write_published
from tests.shared import REPOSITORY, lacking
from tests.waiting import HANG_SECONDS, heed_ctrl_c, killed_if_it_hangs

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
    found, words = typer.main.get_command(app), shlex.split(command)
    while hasattr(found, "commands"):
        found = found.commands[words.pop(0)]
    assert found.make_context(found.name, words, resilient_parsing=False).command is found


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


def test_make_demo_serves_and_stops(demo, tmp_path):
    if shutil.which("make") is None:
        lacking("make is not installed")
    shutil.copytree(demo.store.root, tmp_path / "demo" / "store")  # test_main.py sees it fill an empty one, and publish
    write_published(Settings(data=tmp_path / "demo"))
    port = free_port()
    ours = {"LANSPULS_DATA": str(tmp_path), "LANSPULS_PORT": str(port), "PYTHONUNBUFFERED": "1"}
    demo = subprocess.Popen(
        ["make", "demo"],
        cwd=REPOSITORY,
        env={**os.environ, **ours},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=heed_ctrl_c,
    )
    printed = []
    with killed_if_it_hangs(demo):
        for line in demo.stdout:
            printed.append(line)
            if line.startswith("Avsluta"):
                break
    try:
        assert demo.poll() is None, "".join(printed)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=HANG_SECONDS) as answer:
            page = answer.read().decode()
        assert "DEMODATA" in page
        assert "Jämtlands län" in page
        assert "Mötet: " in "".join(printed)
    finally:
        if demo.poll() is None:
            os.killpg(demo.pid, signal.SIGINT)
        demo.communicate(timeout=HANG_SECONDS)
