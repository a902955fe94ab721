"""Several regions in one service: each a folder ``lan/NN`` of the data folder, over the store they have together.

    data/store, data/raw            what is fetched, for all
    data/lan/20/lanspuls.toml       Dalarna's settings (optional): organisation, logo, meeting_days, hosts …
    data/lan/20/meetings            … and its own files, which no other region's pages read
    data/lan/20/editions, own, sni, omraden.toml, arshjul.toml …

A folder is enough to declare a region. What belongs to the whole service (where the data is, the port, the publishers'
addresses) stands in the working folder's lanspuls.toml alone. A fault in one region's file is that region's alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from loaders.ground import places
from loaders.ground.errors import UsageError
from loaders.ground.organisations import ORGANISATIONS
from loaders.ground.people.files import address_parts
from loaders.settings import FILE, LAN, Settings, read_values

LONGEST_SHARED_URL = 27
"""Characters of ``public_url`` where a region stands below ``/lan/NN``: its short addresses are that much longer."""
OWN = frozenset(
    {
        "county", "organisation", "by", "hosts", "public_url", "published_url", "accessibility_contact",
        "meeting_days", "mail_to", "mail_from", "webhook", "colour", "logo",
    }
)  # fmt: skip
"""The settings that a region has of its own."""
_NOT_INHERITED: dict[str, Any] = {
    "organisation": "", "published_url": "", "meeting_days": (), "mail_to": "", "webhook": "",
    "colour": "", "logo": None,
}  # fmt: skip
"""What is the first region's or nobody's: another never shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A declared region: its settings, or what is wrong with them. ``hosts``: the names it has to itself."""

    code: str
    settings: Settings | None = None
    fault: UsageError | None = None
    hosts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Dalarnas län."""
        return places.place(self.code).name

    @property
    def organisation(self) -> str:
        """Whose pages they are."""
        return self.settings.organisation if self.settings else ORGANISATIONS[self.code]


def counties_of(data: Path) -> tuple[str, ...]:
    """The codes of the counties that a data folder has folders of, in order."""
    folder = data / LAN
    if not folder.is_dir():
        return ()
    return tuple(sorted(one.name for one in folder.iterdir() if one.name in ORGANISATIONS and one.is_dir()))


def folders_beside(settings: Settings) -> tuple[tuple[Path, str], ...]:
    """The folders of the regions of a service with their counties; none beside the only one, or one that is chosen."""
    if settings.shared is not None:
        return ()
    return tuple((settings.data / LAN / code, code) for code in counties_of(settings.data))


def strangers_of(data: Path) -> tuple[UsageError, ...]:
    """What stands among the regions' folders and is none: nothing of it is served."""
    folder = data / LAN
    found = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
    return tuple(
        UsageError(
            f"{LAN}/{name} is no region: its folder is named by the two digits of the county, such as {LAN}/20",
            f"{LAN}/{name} är ingen region. Mappen ska heta som länets två siffror, till exempel {LAN}/20.",
        )
        for name in found
        if name not in ORGANISATIONS and not name.startswith(".")
    )


def region_settings(service: Settings, code: str) -> Settings:
    """The settings of one region of a service. UsageError with the file's name where they cannot be.

    What nothing is said of is the service's, but for what only one region can have. Its addresses begin with
    ``/lan/NN``, unless it has a name (``hosts``) to itself.
    """
    if code not in service.others:
        known = ", ".join(f"{one} {places.place(one).name}" for one in service.others) or "ingen"
        raise UsageError(
            f"no region '{code}' is declared; there is {known}. Make the folder {LAN}/{code} in the data folder.",
            f"Regionen ”{code}” finns inte här. Det finns: {known}. Skapa mappen {LAN}/{code} i datamappen.",
        )
    folder = service.data / LAN / code
    name = f"{LAN}/{code}/{FILE}"
    values = read_values(folder / FILE, name)
    for key in values:
        if key not in OWN:
            raise UsageError(
                f"{name}: {key} is of the whole service; move it to {FILE} of the working folder",
                f"{name}: {key} gäller hela tjänsten. Flytta raden till {FILE} i arbetsmappen.",
            )
    if values.get("county", code) != code:
        raise UsageError(
            f"{name}: county is {values['county']}, but the folder is of {code}; take the line away",
            f"{name}: county är {values['county']}, men mappen gäller {code}. Ta bort raden.",
        )
    if "logo" in values:
        values["logo"] = folder / values["logo"]
    is_apart = bool(values.get("hosts"))
    _require_addresses(name, values, service, is_apart=is_apart)
    prefix = service.prefix if is_apart else f"{service.prefix}/{LAN}/{code}"
    changed = _NOT_INHERITED | values | {"county": code, "data": folder, "prefix": prefix}
    return replace(service, **changed, says_county=True, shared=service.data)


def _require_addresses(name: str, values: dict[str, Any], service: Settings, *, is_apart: bool) -> None:
    """UsageError where hosts and public address do not go together, or are too long to share."""
    public = values.get("public_url", "")
    if not is_apart:
        if len(public or service.public_url) > LONGEST_SHARED_URL:
            raise UsageError(
                f"{name}: public_url must have at most {LONGEST_SHARED_URL} characters below /{LAN}/NN",
                f"{name}: public_url får ha högst {LONGEST_SHARED_URL} tecken när sidorna ligger under /{LAN}/NN.",
            )
        return
    if any(host.startswith(".") for host in values["hosts"]):
        raise UsageError(
            f"{name}: hosts must be whole names", f"{name}: hosts ska vara hela namn, utan punkt i början."
        )
    parts = address_parts(public)
    if parts is None or (parts.hostname or "").lower() not in values["hosts"]:
        raise UsageError(
            f"{name}: a region with hosts needs public_url with one of them",
            f"{name}: en region med hosts behöver public_url med ett av de namnen, "
            f"till exempel https://{values['hosts'][0]}.",
        )


def require_one(settings: Settings) -> Settings:
    """The settings, if they are of one region; UsageError where several are served and none of them is chosen."""
    if settings.others and not settings.says_county:
        known = ", ".join(f"{one} {places.place(one).name}" for one in settings.others)
        raise UsageError(
            f"say which region, as in `lanspuls --region {settings.others[0]} …`; there is {known}",
            f"Säg vilket län, till exempel lanspuls --region {settings.others[0]} … Det finns: {known}.",
        )
    return settings


def load_regions(service: Settings) -> tuple[Region, ...]:
    """The declared regions by code. One whose file has a fault is there with it, and so is one with another's name."""
    found: list[Region] = []
    taken: dict[str, str] = dict.fromkeys(service.hosts, "tjänsten")
    for code in service.others:
        try:
            settings = region_settings(service, code)
            hosts = settings.hosts if settings.prefix == service.prefix else ()
            _require_free(code, hosts, taken)
        except UsageError as error:
            found.append(Region(code=code, fault=error))
            continue
        taken |= dict.fromkeys(hosts, code)
        found.append(Region(code=code, settings=settings, hosts=hosts))
    return tuple(found)


def _require_free(code: str, hosts: Iterable[str], taken: dict[str, str]) -> None:
    for host in hosts:
        if host in taken:
            raise UsageError(
                f"{LAN}/{code}/{FILE}: the host {host} is {taken[host]}'s already",
                f"{LAN}/{code}/{FILE}: värdnamnet {host} används redan ({taken[host]}).",
            )
