"""A port that cannot be opened is told by its cause, in two languages, with what to do."""

import socket

import pytest

from loaders.ground.errors import UsageError
from loaders.http.listening import open_port


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


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
