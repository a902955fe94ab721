"""A port that one process holds open and another answers at, and asking whether anybody does.

Who comes while the answering process is begun anew waits in the port's queue instead of being refused. Systems that
cannot hand an open port on (Windows, as Python has it) open it anew.
"""

import errno
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
    """The port, open. UsageError, with the cause, where it cannot be opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two programs have the same port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        elif alone := getattr(socket, "SO_EXCLUSIVEADDRUSE", 0):
            opened.setsockopt(socket.SOL_SOCKET, alone, 1)
        opened.bind((host, port))
        opened.listen(WAITING)
    except (OSError, UnicodeError) as error:  # UnicodeError: a name that cannot be looked up
        opened.close()
        raise _closed(host, port, error) from None
    return opened


def _closed(host: str, port: int, error: Exception) -> UsageError:
    """Why a port cannot be opened, and what to do."""
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return UsageError(
            f"{host}:{port} is used by another program; end that, or choose another with --port",
            f"Port {port} är upptagen av ett annat program. Avsluta det, eller välj en annan med --port.",
        )
    if number in (errno.EACCES, errno.EPERM) and os.name == "nt":  # which says so of one that is taken, too
        return UsageError(
            f"{host}:{port} is used by another program or may not be opened; choose another with --port",
            f"Port {port} är upptagen eller otillåten. Välj en annan med --port.",
        )
    if number in (errno.EACCES, errno.EPERM):
        return UsageError(
            f"{host}:{port} may not be opened by this user; choose one above 1023 with --port",
            f"Port {port} får inte öppnas av den här användaren. Välj en över 1023 med --port.",
        )
    if number == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror | UnicodeError):
        return UsageError(
            f"'{host}' is no address of this machine; --host 127.0.0.1 is this machine alone, 0.0.0.0 the network too",
            f"”{host}” är ingen adress på den här datorn. Välj --host 127.0.0.1 för den här datorn, eller 0.0.0.0 för "
            "nätverket också.",
        )
    return UsageError(
        f"{host}:{port} cannot be opened ({error}); choose another with --port",
        f"Port {port} går inte att öppna ({error}). Välj en annan med --port.",
    )


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
