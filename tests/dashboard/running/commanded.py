"""`lanspuls run` as a process, and a webhook that it tells."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS, killed_if_it_hangs


@contextmanager
def webhook(status: int = 204) -> Iterator[tuple[str, list[str]]]:
    """An address that is sent messages and answers this: its url, and the texts."""
    taken: list[str] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self):
            taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"])
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            return

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hemlig-del", taken
        server.shutdown()


@contextmanager
def running(
    folder: Path,
    bound: Callable[[subprocess.Popen], AbstractContextManager[None]] = killed_if_it_hangs,
    **settings: str,
) -> Iterator[tuple[subprocess.Popen, str]]:
    """`lanspuls run` in a folder: (its process, the address of its pages). bound: what ends it where it hangs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    ours = {"PYTHONPATH": str(REPOSITORY), "LANSPULS_RETRIES": "0", "LANSPULS_ASK_SECONDS": "0.1", **settings}
    with (folder / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.commands.main", "run", "--port", "0"],
            cwd=folder, env={**kept, **ours}, stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip
    with process, bound(process):
        try:
            found = re.match(r"Sidorna: (http://\S+?)/\n", process.stdout.readline())
            assert found, (folder / "log").read_text(encoding="utf-8")
            yield process, found[1]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(HANG_SECONDS)
