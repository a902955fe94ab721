"""The simulated publisher as tests run it: every fault can be switched on, from the same process or another.

    with running_publisher(today="2026-11-22") as (url, publisher):
        publisher.revise("TAB6260")
        publisher.disturb("status", status=503, path="/data")

Nothing of this ships: the product's publisher (loaders/demo/) is always well.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from loaders.demo.app import create_app
from loaders.demo.server import serving
from tests.simulated.control import PREFIX, control_app
from tests.simulated.disturbed import Disturbed
from tests.simulated.others import faulty_counterparts
from tests.simulated.publisher import FaultyPublisher
from tests.simulated.release_calendar import FaultyCalendarPages

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

__all__ = ["FaultyPublisher", "running_publisher"]


@contextmanager
def running_publisher(
    port: int = 0, *, today: date | str | None = None, **options: Any
) -> Iterator[tuple[str, FaultyPublisher]]:
    """As `loaders.demo.server.running_publisher`, with switches for faults, `/_control` and `answer_delay`."""
    publisher = FaultyPublisher(today=today, **options)
    disturbed, control = (
        Disturbed(create_app(publisher, faulty_counterparts(), FaultyCalendarPages), publisher),
        control_app(publisher),
    )

    def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer = control if environ["PATH_INFO"].startswith(PREFIX) else disturbed
        return answer(environ, start_response)

    with serving(app, port) as url:
        yield url, publisher
