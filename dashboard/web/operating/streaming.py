"""``/folj/<word>/strom``: what the speaker shows, as server-sent events to all who follow.

They are answered by the event loop and take no thread. One task of a process looks at the small files of the words
that somebody here follows (dashboard/editions/followed.py) and wakes their followers; so any number of processes may
serve one meeting. Nothing is known of who follows, and nothing is kept.
"""

import asyncio
import re
from collections.abc import Sequence

import orjson
from werkzeug.sansio.utils import host_is_trusted

from dashboard.editions.followed import WORD, Followed
from dashboard.web.bounds import Application, Receive, Scope, Send

FOLLOWED = "lanspuls-followed"
"""Where a server keeps what its visitors follow."""
LOOK_SECONDS = 0.1
BEAT_SECONDS = 15
"""Of nothing new, a sign of life: who stands in front closes a silent connection, and one that is dead is found out."""
LONGEST_SECONDS = 4 * 3600
"""After so long a follower's browser connects anew, if anybody still reads."""
MOST_FOLLOWERS = 1_000
MOST_WORDS = 50
_STREAM = re.compile(r"/folj/([^/]+)/strom")
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-accel-buffering", b"no"),
]


def is_stream(path: str) -> bool:
    """Whether a path is one of a stream, below whatever prefix."""
    return re.search(_STREAM.pattern + r"\Z", path) is not None


class Streams:
    """An application with the streams before another, which answers all else."""

    def __init__(self, inner: Application, followed: Followed, prefix: str = "", hosts: Sequence[str] = ()) -> None:
        self._inner, self._followed, self._prefix = inner, followed, prefix
        self._hosts = list(hosts)
        self._followers: dict[str, set[asyncio.Event]] = {}
        self._told: dict[str, bytes] = {}
        self._looking: asyncio.Task[None] | None = None
        self._is_closed = False

    @property
    def followers(self) -> int:
        """How many follow by this process."""
        return sum(map(len, self._followers.values()))

    def close(self) -> None:
        """End every stream; call it in the event loop. Browsers connect again when somebody answers."""
        self._is_closed = True
        self._wake(*self._followers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a stream, or let the other application answer."""
        word = self._word(scope)
        if word is None:
            await self._inner(scope, receive, send)
            return
        host = dict(scope["headers"]).get(b"host", b"").decode("latin1")
        if self._hosts and not host_is_trusted(host, self._hosts):
            await _refuse(send, 400)
        elif not WORD.fullmatch(word) or (word not in self._followers and len(self._followers) >= MOST_WORDS):
            await _refuse(send, 404)
        elif self.followers >= MOST_FOLLOWERS or self._is_closed:
            await _refuse(send, 503)
        else:
            await self._follow(word, receive, send)

    def _word(self, scope: Scope) -> str | None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        found = _STREAM.fullmatch(scope["path"].removeprefix(self._prefix))
        return found[1] if found else None

    async def _follow(self, word: str, receive: Receive, send: Send) -> None:
        """Tell one follower of every change, until either goes away."""
        woken = asyncio.Event()
        if word not in self._followers:
            self._told[word] = self._event(word)
        self._followers.setdefault(word, set()).add(woken)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        gone = asyncio.create_task(_until_gone(receive))
        gone.add_done_callback(lambda _: woken.set())
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            async with asyncio.timeout(LONGEST_SECONDS):
                await self._tell(word, woken, gone, send)
            await send({"type": "http.response.body", "body": b""})
        except (TimeoutError, OSError):
            pass  # the connection ends with the answer
        finally:
            gone.cancel()
            self._followers[word].discard(woken)
            if not self._followers[word]:
                del self._followers[word], self._told[word]

    async def _tell(self, word: str, woken: asyncio.Event, gone: asyncio.Task[None], send: Send) -> None:
        body = b"retry: 2000\n\n" + (told := self._told[word])
        while not gone.done() and not self._is_closed:
            woken.clear()
            await send({"type": "http.response.body", "body": body, "more_body": True})
            try:
                async with asyncio.timeout(BEAT_SECONDS):
                    while self._told[word] == told and not gone.done() and not self._is_closed:
                        await woken.wait()
                        woken.clear()
                body = told = self._told[word]
            except TimeoutError:
                body = b":\n\n"

    async def _look(self) -> None:
        """Look at what is shown for as long as anybody follows."""
        try:
            while self._followers:
                for word in list(self._followers):
                    event = self._event(word)
                    if event != self._told[word]:
                        self._told[word] = event
                        self._wake(word)
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            self._looking = None

    def _event(self, word: str) -> bytes:
        """What is shown and asked: ``{"number", "slide", "place", "question"}``; slide 0 where nothing is."""
        shown, asked = self._followed.shown(word), self._followed.questions.asked(word)
        question = None if asked is None else {"id": asked.id, "text": asked.text} | {
            "options": asked.options, "told": asked.told,
        }  # fmt: skip
        told: dict[str, object] = {"number": 0, "slide": 0, "place": "", "question": None}
        if shown is not None:
            told = {"number": shown.number, "slide": shown.slide, "place": shown.place, "question": question}
        return b"data: " + orjson.dumps(told) + b"\n\n"

    def _wake(self, *words: str) -> None:
        for word in words:
            for woken in self._followers[word]:
                woken.set()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store"), (b"connection", b"close")]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
