"""What participants of each region follow, before the pages of all: see dashboard/web/operating/streaming.py."""

from dashboard.web.bounds import Application, Receive, Scope, Send
from dashboard.web.operating.streaming import Streams, is_stream
from dashboard.web.regions import Regions


class RegionStreams:
    """An application with every region's streams before another, which answers all else."""

    def __init__(self, inner: Application, regions: Regions) -> None:
        self._inner, self._regions = inner, regions
        self._streams: dict[str, Streams] = {}

    def close(self) -> None:
        """End every stream; call it in the event loop."""
        for one in self._streams.values():
            one.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a stream of the region it is for, or let the other application answer."""
        one = self._of(scope) if scope["type"] == "http" and is_stream(scope["path"]) else None
        await (one or self._inner)(scope, receive, send)

    def _of(self, scope: Scope) -> Streams | None:
        host = dict(scope["headers"]).get(b"host", b"").decode("latin1")
        place = self._regions.place(host, scope["path"])
        if place.region is None or place.region in self._regions.faults:
            return None
        if place.region not in self._streams:
            settings = self._regions.settings(place.region)
            followed = self._regions.followed(place.region)
            self._streams[place.region] = Streams(self._inner, followed, settings.prefix, settings.hosts)
        return self._streams[place.region]
