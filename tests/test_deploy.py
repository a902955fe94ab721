"""The units and the image description: their commands exist, their folders agree, the units are hardened alike."""

import configparser
import json
import re
import shutil
import subprocess

import pytest
import typer.main

from dashboard.commands.main import app
from tests.shared import REPOSITORY, lacking

DEPLOY = REPOSITORY / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
HARDENING = {
    "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "", "RestrictNamespaces": "yes", "SystemCallFilter": "@system-service",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX", "User": "lanspuls", "StateDirectory": "lanspuls",
}  # fmt: skip


def read(path):
    unit = configparser.RawConfigParser(strict=False, comment_prefixes=("#",), delimiters=("=",))
    unit.optionxform = str
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


def understood(words):
    command = typer.main.get_command(app).commands[words[0]]
    return command.make_context(words[0], list(words[1:]), resilient_parsing=False)


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_is_hardened_and_its_command_is_understood(path):
    service = dict(read(path)["Service"])
    assert {name: service.get(name) for name in HARDENING} == HARDENING
    program, *words = service["ExecStart"].split()
    assert program == "/opt/lanspuls/bin/lanspuls" and understood(words)
    timer = path.with_suffix(".timer")
    assert timer.exists() is (service.get("Type") == "oneshot")
    if timer.exists():
        assert "Europe/Stockholm" in dict(read(timer)["Timer"])["OnCalendar"]


def test_systemd_takes_the_units(tmp_path):
    if shutil.which("systemd-analyze") is None:
        lacking("systemd is not installed")
    for path in DEPLOY.glob("lanspuls*.*"):
        text = path.read_text(encoding="utf-8").replace("/opt/lanspuls/bin/lanspuls", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    units = sorted(tmp_path.iterdir())
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert not [line for line in done.stderr.splitlines() if str(tmp_path) in line], done.stderr


def test_the_image_is_made_from_the_wheel_and_holds_what_the_settings_know():
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert "build/wheel/lanspuls-*.whl" in text and "-r /tmp/requirements.lock" in text
    assert re.search(r"^USER lanspuls$", text, re.MULTILINE)
    compose = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    assert compose.count("read_only: true") == compose.count("image: lanspuls") == 1
    program, *words = json.loads(re.search(r"^CMD (.*)$", text, re.MULTILINE)[1])
    assert program == "lanspuls" and understood(words)
