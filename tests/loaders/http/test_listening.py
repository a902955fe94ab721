"""A port that cannot be opened is told by its cause, in two languages, with what to do."""

import os
import socket
import subprocess
import sys

import pytest

from loaders.ground.errors import UsageError
from loaders.http.listening import open_port
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_the_demo_tells_before_it_fills_that_its_port_is_taken(taken, tmp_path):
    command = [sys.executable, "-m", "dashboard.commands.main", "demo", "--port", str(taken), "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=HANG_SECONDS)
    assert done.returncode == 2 and f"Fel: Port {taken} är upptagen av ett annat program." in done.stderr
    assert done.stderr.count("\n") == 2 and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("127.0.0.1", "är upptagen av ett annat program. Avsluta det, eller välj en annan med --port."),
        ("192.0.2.1", "”192.0.2.1” är ingen adress på den här datorn."),  # of RFC 5737: nobody's
        ("x;y", "”x;y” är ingen adress på den här datorn."),
        ("a" * 64 + ".se", "är ingen adress på den här datorn."),
    ],
)
def test_what_is_wrong_with_a_port_or_a_host_is_said(taken, host, told):
    with pytest.raises(UsageError) as refused:
        open_port(host, taken)
    assert told in refused.value.message_sv and host in str(refused.value)
