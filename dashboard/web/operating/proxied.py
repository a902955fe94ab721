"""What a named proxy says of where the pages stand: ``X-Forwarded-Prefix``, heard of the proxies in ``proxies`` alone.

One that takes a path off before it passes a request on tells so which it was. It stands in place of the setting
``prefix`` before every address of the answer (prefix.py). Of anybody else the header says nothing, and neither does one
that is no path. The proxy must write the header itself, over whatever its own visitor wrote in it.
"""

import ipaddress
from collections.abc import Sequence

from dashboard.web.bounds import Application, Receive, Scope, Send
from dashboard.web.operating.streaming import Streams
from loaders.settings.values import Network, Unfit, as_prefix

PROXIES = "LANSPULS_PROXIES"
"""What a server's configuration calls the proxies that it hears."""
OUTER = "lanspuls.outer"
"""Where a request's scope has what its proxy took off, as ``/lanspuls``."""
_HEADER = b"x-forwarded-prefix"


class Proxied:
    """An application behind named proxies, by the addresses of their networks."""

    def __init__(self, inner: Application, proxies: Sequence[Network]) -> None:
        self._inner, self._proxies = inner, tuple(proxies)

    def close(self) -> None:
        """End every stream; call it in the event loop."""
        if isinstance(self._inner, Streams):
            self._inner.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, told what a named proxy has taken off."""
        outer = self._told(scope)
        if outer:
            below = scope["path"].removeprefix(outer) if f"{scope['path']}/".startswith(f"{outer}/") else scope["path"]
            scope = {**scope, "path": below or "/", OUTER: outer}
        await self._inner(scope, receive, send)

    def _told(self, scope: Scope) -> str:
        said = [value for name, value in scope.get("headers", ()) if name == _HEADER]
        if len(said) != 1 or not self._is_named(scope.get("client")):
            return ""
        try:
            return as_prefix(said[0].decode("latin1"))
        except Unfit:
            return ""

    def _is_named(self, client: tuple[str, int] | None) -> bool:
        if client is None:
            return False
        try:
            address = ipaddress.ip_address(client[0])
        except ValueError:
            return False
        mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
        return any((mapped or address) in network for network in self._proxies)
