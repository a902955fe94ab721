"""One publisher during one fetch: its address, its calls under its limit, and what its tables share."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urljoin

from loaders.ground import clock
from loaders.ground.declarations import SourceInfo
from loaders.ground.errors import SourceError
from loaders.ground.panel import Panel
from loaders.http.limiter import SlidingWindow
from loaders.http.transport import Answer, Expect, Transport
from loaders.publishers import is_loopback
from loaders.settings import Settings

OWN_MACHINE = (1000, 1.0)
"""Calls per seconds to a publisher simulated on this machine, unless it states its own limits."""
T = TypeVar("T")


def _nothing(_: str) -> Panel | None:
    return None


@dataclass(slots=True, kw_only=True)
class Session:
    """Made by `session`. One per source and fetch; used by one thread, its transport by several.

    before: what is stored of an indicator. today: the day in Sweden. missing_only: False if everything is to be
    asked for again (``fetch --full``). memory: what the source wants to remember until the fetch ends.
    """

    info: SourceInfo
    settings: Settings
    transport: Transport
    before: Callable[[str], Panel | None] = _nothing
    today: date = field(default_factory=clock.today)
    missing_only: bool = True
    memory: dict[Any, Any] = field(default_factory=dict)
    answers: dict[Any, Answer] | None = None
    """Answers of `get` that are remembered, while `remembering`."""
    expected: Callable[[int, str], None] = lambda total, told: None
    """Tell the progress display how many steps the table has, and what to call it."""
    advanced: Callable[[int], None] = lambda steps: None
    """Tell the progress display that steps are done."""

    def url(self, name: str = "") -> str:
        """The publisher's base address, or its further one of this name, without a slash at the end."""
        return self.settings.url(self.info.id, name)

    def get(
        self,
        address: str,
        params: Mapping[str, str] | list[tuple[str, str]] | None = None,
        *,
        expect: Expect = Expect.JSON,
    ) -> Answer:
        """GET an address: whole, or relative to the base address. The body is known to be whole and as expected.

        SourceRefused for 3xx and 4xx, SourceUnreachable when no usable answer came after all retries.
        """
        url = urljoin(f"{self.url()}/", address)
        asked = url, repr(params), expect
        if self.answers is not None and asked in self.answers:
            return self.answers[asked]
        answer = self.transport.request("GET", url, params=params, expect=expect)
        if self.answers is not None:
            self.answers[asked] = answer
        return answer

    @contextmanager
    def remembering(self, wanted: bool = True) -> Iterator[None]:
        """While a table is asked about several times, if it is, `get` asks for each address once."""
        self.answers = {} if wanted else None
        try:
            yield
        finally:
            self.answers = None

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What ``make`` gave the first time in this fetch; a SourceError is remembered and raised again too."""
        if key not in self.memory:
            try:
                self.memory[key] = make()
            except SourceError as error:
                self.memory[key] = error
        remembered: T | SourceError = self.memory[key]
        if isinstance(remembered, SourceError):
            raise remembered
        return remembered


@contextmanager
def session(settings: Settings, info: SourceInfo, **options: Any) -> Iterator[Session]:
    """A session under a publisher's declared limits; options go to Transport, or to Session where it has the field.

    A publisher on this machine is called without waiting.
    """
    own = {name: options.pop(name) for name in tuple(options) if name in Session.__slots__}
    calls, seconds = OWN_MACHINE if is_loopback(settings.url(info.id)) else (info.calls, info.seconds)
    connections = min(info.connections, settings.connections)
    limits = {
        "connections": connections,
        "timeout": (10.0, float(settings.timeout)),
        "retries": settings.retries,
        "backoff": float(settings.backoff_seconds),
        **options,
    }
    with Transport(SlidingWindow(calls, seconds), **limits) as transport:
        yield Session(info=info, settings=settings, transport=transport, **own)
