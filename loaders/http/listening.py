"""A port that one process holds open and another answers at, and asking whether anybody does.

Who comes while the answering process is begun anew waits in the port's queue instead of being refused. Systems that
cannot hand an open port on (Windows, as Python has it) open it anew.
"""

import http.client
import os
import socket
from contextlib import suppress

from loaders.ground.errors import UsageError

WAITING = 2_048
"""Connections that nobody has taken yet."""


def can_hand_over() -> bool:
    """Whether an open port can be handed to a process that is begun."""
    return os.name == "posix"


def open_port(host: str, port: int) -> socket.socket:
    """The port, open. UsageError where it cannot be opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two programs have the same port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(WAITING)
    except OSError:
        opened.close()
        raise UsageError(
            f"{host}:{port} cannot be used; choose another with --port",
            f"Port {port} är upptagen eller otillåten. Välj en annan med --port.",
        ) from None
    return opened


def taken_over(number: int) -> socket.socket:
    """The open port that this process was handed, by its number; the processes that it begins do not get it."""
    handed = socket.socket(fileno=number)
    handed.set_inheritable(False)
    return handed


def is_answered(host: str, port: int, path: str, name: str, seconds: float) -> bool:
    """Whether a server answers a path at all, whatever it says, before this long has passed without a byte of it.

    host: where it is reached. name: the host name that it is asked by.
    """
    with suppress(OSError, http.client.HTTPException):
        connection = http.client.HTTPConnection(host, port, timeout=seconds)
        try:
            connection.request("GET", path, headers={"Host": name, "Connection": "close"})
            return connection.getresponse().status > 0
        finally:
            connection.close()
    return False
