"""A real server that speaks S3 (moto's), as a process on this machine, and a proxy before it that disturbs."""

import importlib.util
import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import requests

from tests.shared import lacking
from tests.waiting import HANG_SECONDS, wait_until

BUCKET = "lanspuls-test"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "AKIATESTTESTTESTTEST",
    "AWS_SECRET_ACCESS_KEY": "hemlig-hemlig-hemlig",
    "AWS_DEFAULT_REGION": "eu-north-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@contextmanager
def s3_server() -> Iterator[str]:
    """The address of a server with an empty bucket, for as long as the block lasts."""
    if importlib.util.find_spec("moto") is None or importlib.util.find_spec("botocore") is None:
        lacking("moto is not installed (it comes with requirements-dev.lock)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=os.environ | CREDENTIALS) as process:
        try:
            wait_until(lambda: _answers(port) or process.poll() is not None, "moto's server")
            address = f"http://127.0.0.1:{port}"
            where = "<LocationConstraint>eu-north-1</LocationConstraint>"
            where = f"<CreateBucketConfiguration>{where}</CreateBucketConfiguration>"
            requests.put(f"{address}/{BUCKET}", data=where, timeout=HANG_SECONDS).raise_for_status()
            yield address
        finally:
            process.kill()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


_NOTHING = f"<ListBucketResult><Name>{BUCKET}</Name><IsTruncated>false</IsTruncated></ListBucketResult>".encode()
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n" % len(_NOTHING)


class Disturbed:
    """A proxy before a server: passes all on, or is gone, keeps silent, cuts answers off, or lists nothing."""

    def __init__(self, address: str) -> None:
        host, _, port = address.removeprefix("http://").partition(":")
        self._target = host, int(port)
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.is_gone = False
        self.is_silent = threading.Event()
        self.cut_after: int | None = None
        self.lists_nothing = False
        self._ends = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._ends.set()
        self._listening.close()
        self.hang_up()

    def hang_up(self) -> None:
        """End what is open: a client that keeps a connection opens a new one."""
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._ends.is_set():
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        if self.is_gone:
            client.close()
            return
        with client, socket.create_connection(self._target) as server:
            self._open |= {client, server}
            passed = 0
            with suppress(OSError):
                while True:
                    ready, _, _ = select.select([client, server], [], [])
                    for one in ready:
                        sent = one.recv(1 << 16)
                        if not sent or self.is_gone:
                            return
                        if one is server and self.is_silent.is_set():
                            continue
                        if one is server and self.cut_after is not None:
                            sent = sent[: max(self.cut_after - passed, 0)]
                            passed += len(sent)
                            client.sendall(sent)
                            if passed >= self.cut_after:
                                return
                            continue
                        if one is client and self.lists_nothing and b"list-type=2" in sent:
                            client.sendall(_HEAD + _NOTHING)
                            continue
                        (server if one is client else client).sendall(sent)
            self._open -= {client, server}
