"""What search engines and those who preview a link are told: the head of each page, which pages there are.

Made-up figures are told nobody: their pages ask not to be kept.
"""

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

import flask
from werkzeug.exceptions import NotFound

from dashboard.data.series import Data
from dashboard.editions.written import Editions
from dashboard.pages import Page, PageKind, all_pages, search
from dashboard.pages._actions import EMBED, TAKE
from dashboard.pages._subscribed import kept_answer
from dashboard.views.links import alias
from dashboard.views.selection import INDICATOR, Selection, link
from loaders import catalogue
from loaders.ground import places

LONGEST = 300
"""Characters of a description; more of it nobody shows."""
FOR_SCRIPTS, SUGGESTED = "/_sida", "/_forslag"
"""What the browser's own code asks for: a page as JSON, and what the words typed so far may mean."""


def head(page: Page) -> str:
    """The tags of a page: its title and first sentence, for whoever shows a link to it."""
    description = _cut(page.description)
    told = {"og:title": page.title, "og:description": description}
    fixed = {"og:type": "website", "og:site_name": "Länspuls", "og:locale": "sv_SE"}
    tags = [f'<meta property="{name}" content="{escape(text)}">' for name, text in (told | fixed).items() if text]
    if description:
        tags.insert(0, f'<meta name="description" content="{escape(description)}">')
    if page.synthetic or page.status != 200:
        tags.append('<meta name="robots" content="noindex">')
    return "".join(tags)


def _cut(text: str) -> str:
    """As many whole words as are shown."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rpartition(' ')[0]} …"


def addresses(data: Data) -> Iterator[str]:
    """The addresses of pages that say something of their own: each one, each measure, each place of the county."""
    home = data.county
    yield from (kind.link(home=home) for kind in all_pages() if not kind.is_open and kind.address != search.ADDRESS)
    yield from (f"{INDICATOR}{quote(one.slug)}" for one in catalogue.shown() if data.has(one.id))
    for place in (*places.inside(home), places.place(places.NATION)):
        yield link(Selection(region=place.code), home=home)
    yield from (f"/mote/{day}" for day in Editions(data.editions).days())
    yield from (found for kind in all_pages() if isinstance(kind, PageKind) for found, _, _ in kind.found_by())


def _not_kept(data: Data) -> Iterator[str]:
    """The paths of what says nothing by itself, or the same as a page, as readers reach them."""
    for one in (FOR_SCRIPTS, SUGGESTED, TAKE, EMBED, search.ADDRESS):
        yield data.public.prefix + one
    yield alias.beginning(data.public)


def serve(server: flask.Flask, data: Data) -> None:
    """Answer at the addresses that such readers ask first."""

    @server.get("/robots.txt")
    def robots() -> flask.Response:
        """What is worth keeping, and where all of it is listed."""
        closed = [f"{data.public.prefix}/"] if data.synthetic else _not_kept(data)
        where = data.public.address(SITEMAP)
        lines = ["User-agent: *", *(f"Disallow: {one}" for one in closed)]
        lines += [f"Sitemap: {where}"] if where and not data.synthetic else []
        return kept_answer("".join(f"{line}\n" for line in lines).encode(), "text/plain; charset=utf-8")

    @server.get(SITEMAP)
    def sitemap() -> flask.Response:
        """Every page by its whole address; 404 where no public address is known."""
        if not data.public.is_known:
            raise NotFound
        listed = dict.fromkeys(addresses(data))
        rows = "".join(f"<url><loc>{escape(data.public.address(one))}</loc></url>\n" for one in listed)
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SCHEMA}">\n{rows}</urlset>\n'
        return kept_answer(body.encode(), "application/xml; charset=utf-8")


SITEMAP = "/sitemap.xml"
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
