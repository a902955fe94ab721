"""An address as people have it: copied from the browser with scheme and host, from a mail, or written from / on."""

import re

from dashboard.views.links import alias
from loaders.ground.errors import UsageError
from loaders.ground.people.files import address_parts
from loaders.settings import LAN

_OF_REGION = re.compile(rf"(?:/[\w-]+)*?/{LAN}/[0-9]{{2}}(?=/)", re.ASCII)
"""What the addresses of one of several regions begin with."""


def path_and_query(link: str) -> tuple[str, str]:
    """The path and query of an address on our pages, whatever machine it was copied from.

    ``https://lanspuls.example.se/indikator/brp?region=2321#innehall``, ``lanspuls.example.se/indikator/brp`` and
    ``/indikator/brp`` are alike, and a short address is that which it stands for. UsageError for what is no address of
    a page.
    """
    text = link.strip().strip("<>\"”'").strip()
    first = text.partition("/")[0]
    if text and not text.startswith("/") and "://" not in text:
        text = f"//{text}" if "." in first or ":" in first else f"/{text}"
    parts = address_parts(text)
    if parts is None or parts.scheme.lower() not in ("", "http", "https") or not parts.path.startswith("/"):
        raise UsageError(
            f"'{link}' is not the address of a page; copy it from the browser, or write it from / on",
            f"”{link}” är ingen adress till en sida. Kopiera den ur webbläsaren, eller skriv den från / och framåt.",
        )
    path, _, query = alias.expand(parts.path).partition("?")
    return (path, query) if path else (_OF_REGION.sub("", parts.path), parts.query)
