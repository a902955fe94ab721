"""The units and the image description: their commands exist, their folders agree, the units are hardened alike."""

import configparser
import json
import re
import shutil
import subprocess
from xml.etree import ElementTree

import pytest
import typer.main

from dashboard.commands.main import app
from loaders.settings import Settings
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


MOST_EXPOSED = 2.0
"""Of 10, by systemd's own count of what a service that is taken over could do; below 2 is *OK* to it."""


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_little_is_left_to_a_service_that_is_taken_over(path):
    if shutil.which("systemd-analyze") is None:
        lacking("systemd is not installed")
    command = ["systemd-analyze", "security", "--offline=yes", "--no-pager", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    assert found and float(found[1]) <= MOST_EXPOSED, done.stdout[-3000:]


TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def test_on_windows_the_same_commands_are_given_at_the_same_hours():
    for path in SERVICES:
        words = dict(read(path)["Service"])["ExecStart"].removeprefix("/opt/lanspuls/bin/lanspuls ")
        timer = path.with_suffix(".timer")
        if not timer.exists():
            continue
        task = ElementTree.parse(DEPLOY / "windows" / f"{path.stem}.xml").getroot()
        assert task.findtext(f".//{TASK}Arguments") == words
        hours = {one.text.partition("T")[2] for one in task.iter(f"{TASK}StartBoundary")}
        said = re.findall(r"^OnCalendar=.* (\d\d:\d\d) Europe/Stockholm$", timer.read_text("utf-8"), re.MULTILINE)
        assert hours == {f"{hour}:00" for hour in said} and said
    service = ElementTree.parse(DEPLOY / "windows" / "lanspuls-service.xml").getroot()
    assert understood(service.findtext("arguments").split())
    for path in (DEPLOY / "windows").iterdir():
        assert path.read_bytes().isascii()


IN_FRONT = ("nginx.conf", "nginx-prefix.conf", "Caddyfile")


def test_what_stands_in_front_passes_to_the_port_that_is_usual_and_keeps_the_metrics_inside():
    for name in IN_FRONT:
        text = (DEPLOY / name).read_text("utf-8")
        assert set(re.findall(r"127\.0\.0\.1:(\d+)", text)) == {str(Settings().port)} and "/metrics" in text


def test_nginx_takes_its_files(tmp_path):
    """As they are but for ports, the log's folder and the certificate; ``make operate`` tries them as they are."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    if program is None:
        lacking("nginx is not installed (Debian: nginx-light)")
    own = (
        (DEPLOY / "nginx.conf").read_text("utf-8").replace("listen ", "listen 127.0.0.1:").replace(":443 ssl", ":8443")
    )
    own = re.sub(r"\n *ssl_certificate\w* .*", "", own).replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "own.conf").write_text(own.replace(":80;", ":8444;"), encoding="utf-8")
    below = f"server {{ listen 127.0.0.1:8445; include {DEPLOY}/nginx-prefix.conf; }}"
    whole = f"pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/own.conf; {below} }}"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [program, "-t", "-e", tmp_path / "start.log", "-c", tmp_path / "nginx.conf"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "warn" not in done.stderr, done.stderr


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
