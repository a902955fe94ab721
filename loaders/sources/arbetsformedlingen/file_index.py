"""Arbetsförmedlingen's pages of Excel files: which links there are, and the one that is meant.

There is no stable address: files lie at ``/download/18.<hex>/<milliseconds>/<name>.xlsx`` and both ids change with
every upload. So the page is read each time and the file is found by its name.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from loaders.ground.declarations import Query
from loaders.ground.errors import SourceChanged, SourceRefused
from loaders.ground.misfits import Role
from loaders.http.transport import Expect
from loaders.sources.protocol import misfit_of, newest_match, told
from loaders.sources.session import Session

_ENDINGS = (".xlsx", ".xlsm", ".xls", ".zip", ".csv", ".json")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a file: the file's name as a person sees it, the address as the page writes it, the words on it."""

    name: str
    href: str
    text: str = ""


def links(body: bytes) -> tuple[Link, ...]:
    """Every link to a file on a page, in page order, each address once. Pure."""
    found = _Links()
    found.feed(body.decode("utf-8", errors="replace"))
    found.close()
    return tuple({link.href: link for link in found.links}.values())


def pick(pattern: str, candidates: Iterable[Link], where: str, of: Query | None = None) -> Link:
    """The one link whose file name the pattern finds; of several periods (group ``period``) the newest.

    SourceChanged, naming what there is, if none is left, or several addresses.
    """
    candidates = tuple(candidates)
    name = newest_match(pattern, (link.name for link in candidates), where, of)
    fitting = [link for link in candidates if link.name == name]
    if len(fitting) > 1:
        raise SourceChanged(f"{where}: {len(fitting)} links are called '{name}', and exactly one must be")
    return fitting[0]


def find(session: Session, pages: Sequence[str], query: Query, where: str) -> Link:
    """The link of a query's file on the first of the pages that has it; each page is asked for once per fetch.

    A page that is gone is passed over. SourceChanged if no page has the file, telling what they have;
    SourceUnreachable as the session raises it.
    """
    pattern, asked, names = query.match, list[str](), list[str]()
    for page in pages:
        try:
            there = session.once(("afindex", page), partial(_links_of, session, page))
        except SourceRefused as error:
            asked.append(f"{page} ({error.status})")
            continue
        if any(re.search(pattern, link.name, re.IGNORECASE) for link in there):
            return pick(pattern, there, f"{where}, page {page}", query)
        asked.append(f"{page} ({len(there)} files)")
        names += [link.name for link in there]
    shown = "; ".join(dict.fromkeys(names[:12])) or "none"
    misfits = misfit_of(query, Role.FILE, pattern, names)
    raise SourceChanged(
        f"{where}: no page links to a file that matches '{pattern}'. Pages: {', '.join(asked)}. Files on them: {shown}"
        f"{told(misfits)}. If the page has moved, fetch the file by hand and use "
        f"`lanspuls import {session.info.id} FILE`.",
        misfits,
    )


def _links_of(session: Session, page: str) -> tuple[Link, ...]:
    return links(session.get(page, expect=Expect.HTML).body)


class _Links(HTMLParser):
    """Collects links to files and the words on them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[Link] = []
        self._open: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            href = dict(attrs).get("href") or ""
            self._open = (href.strip(), [])

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag != "a" or not self._open:
            return
        href, words = self._open
        self._open = None
        name = unquote(urlsplit(href).path).rpartition("/")[2]
        if name.lower().endswith(_ENDINGS):
            self.links.append(Link(name, href, " ".join("".join(words).split())))
