"""Requests on the wire, by asyncio alone: a thousand connections cost this side little too."""

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import quote

from tests.attack.requests import Request

HANG_SECONDS = 20
"""An answer later than this is a hang."""


@dataclass(frozen=True)
class Answer:
    """A status, 0 where none came, and how long it took."""

    status: int
    seconds: float
    body: bytes = b""


class Line:
    """One connection, opened anew where the server has closed it between two requests."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, asked: Request, *, keep: bool = True) -> Answer:
        """The answer; status 0 for a connection that ends without one, or a hang."""
        started = time.perf_counter()
        try:
            status, body = await asyncio.wait_for(self._ask(asked, keep), HANG_SECONDS)
        except TimeoutError:
            await self.close()
            return Answer(0, time.perf_counter() - started)
        except (OSError, EOFError, ValueError):
            await self.close()
            return Answer(-1, time.perf_counter() - started)
        return Answer(status, time.perf_counter() - started, body)

    async def _ask(self, asked: Request, keep: bool) -> tuple[int, bytes]:
        if self._open is None:
            self._open = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._open
        target = quote(asked.target, safe="/?&=%#:,+;")
        kind = asked.content_type.encode("ascii", "replace").translate(None, b"\r\n\x7f")
        head = f"{asked.method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n"
        if not keep:
            head += "Connection: close\r\n"
        if asked.body:
            head += f"Content-Length: {len(asked.body)}\r\n"
        writer.write(head.encode() + b"Content-Type: " + kind + b"\r\n\r\n" + asked.body)
        status, body, stays = await _read(reader, asked.method)
        if not (keep and stays):
            await self.close()
        return status, body

    async def close(self) -> None:
        """Close the connection."""
        if self._open is not None:
            self._open[1].close()
            self._open = None


async def _read(reader: asyncio.StreamReader, method: str) -> tuple[int, bytes, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin1")
    first, *lines = head.split("\r\n")
    status = int(first.split()[1])
    said = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = b""
    if method != "HEAD" and status not in (204, 304):
        if "content-length" in said:
            body = await reader.readexactly(int(said["content-length"]))
        elif said.get("transfer-encoding") == "chunked":
            pieces = []
            while size := int((await reader.readline()).strip(), 16):
                pieces.append(await reader.readexactly(size))
                await reader.readline()
            await reader.readline()
            body = b"".join(pieces)
    return status, body, said.get("connection", "").lower() != "close"
