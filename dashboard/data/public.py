"""What leaves this machine: addresses in files, feeds and documents, never its own; the organisation's look there."""

import re
from dataclasses import dataclass
from pathlib import Path

from loaders.settings import LAN, Settings


@dataclass(frozen=True, slots=True)
class Public:
    """Where readers reach the pages, and where copies are published; both empty where nothing is published yet.

    prefix: the path that the pages stand below there; short_at: what short addresses begin with, where not as usual.
    contact: where readers say that they cannot use something, an e-mail address or a page; empty where not said. logo:
    an address of the organisation's logo, for pages; logo_file: its file, for documents; colour: its colour as
    #RRGGBB, empty for ours. list_at: where the list of regions is, of a service that has several.
    """

    public_url: str = ""
    published_url: str = ""
    contact: str = ""
    prefix: str = ""
    short_at: str = ""
    logo: str = ""
    logo_file: Path | None = None
    colour: str = ""
    list_at: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the pages have an address that may stand in a file."""
        return bool(self.public_url)

    def address(self, link: str) -> str:
        """The whole address of one of our links (``/indikator/…``); empty where none is known: write no link then."""
        return self.public_url + self.prefix + link if self.public_url else ""

    def published(self, link: str) -> str:
        """The address of the published copy of what a link shows, else of the page; empty where none is known."""
        return self.published_url + link if self.published_url else self.address(link)


def public_of(site: str) -> Public:
    """The addresses of pages that begin with a site: where one of several regions stands there, its short ones too."""
    found = re.fullmatch(rf"(.*)/{LAN}/([0-9]{{2}})", site)
    if found is None:
        return Public(public_url=site)
    return Public(public_url=found[1], prefix=f"/{LAN}/{found[2]}", short_at=f"/{found[2]}-")


def of(settings: Settings) -> Public:
    """The addresses of an installation."""
    return Public(
        settings.public_url,
        settings.published_url,
        settings.accessibility_contact,
        settings.prefix,
        settings.short_at,
        logo_file=settings.logo,
        colour=settings.colour,
    )
