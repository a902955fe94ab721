"""One publisher as it is declared: addresses, call limit, terms."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

TERMS_NOT_STATED_SV = "Villkor ej angivna."


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """One publisher as it is declared in loaders/publishers/: addresses, call limit, terms. No code, no sockets.

    id: our name, the module's, and that of its setting ``<id>_url`` (LANSPULS_<ID>_URL). default_url: base address.
    more_urls: further addresses by name, setting ``<id>_<name>_url``. calls per seconds over connections is what the
    publisher states; where it states nothing, one call a second over one connection. page_url: where a person
    fetches the files by hand. terms_sv: terms of use, with the source to name where they ask for it. unofficial:
    an open interface or page without any promise that it stays as it is, which the sources page says. snapshots:
    publications per table whose raw files are kept, where fewer than the setting. brief_sv: its name in running text,
    where that is shorter than ``publisher_sv``.
    """

    id: str
    publisher_sv: str
    default_url: str
    page_url: str
    terms_sv: str = TERMS_NOT_STATED_SV
    calls: int = 1
    seconds: float = 1.0
    connections: int = 1
    more_urls: Mapping[str, str] = dataclasses.field(default_factory=dict)
    unofficial: bool = False
    snapshots: int | None = None
    by_hand: bool = False
    """Nothing is fetched from the default address: files are ordered, and read in with ``lanspuls import``."""
    is_local: bool = False
    """Files of the region's own, in the data folder: no address is called, and there is none to set."""
    brief_sv: str = ""

    @property
    def name_sv(self) -> str:
        """Its name in running text."""
        return self.brief_sv or self.publisher_sv

    @property
    def figure_terms_sv(self) -> str:
        """The terms as they stand beside a figure, where the source is always named."""
        return f"{self.terms_sv} Källa: {self.publisher_sv}" if self.terms_sv == TERMS_NOT_STATED_SV else self.terms_sv

    @property
    def url_settings(self) -> Mapping[str, str]:
        """Names of the settings of its addresses, each with its default."""
        if self.is_local:
            return {}
        more = {f"{self.id}_{name}_url": url for name, url in self.more_urls.items()}
        return {f"{self.id}_url": self.default_url, **more}
