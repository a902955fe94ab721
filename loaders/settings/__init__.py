"""Settings: lanspuls.toml in the working folder, overruled by LANSPULS_* in the environment.

    # lanspuls.toml                      environment
    data = "data"                        LANSPULS_DATA          or "s3://bucket/prefix", shared by machines
    county = "23"                        LANSPULS_COUNTY
    by = "Analytikern"                   LANSPULS_BY
    hosts = ["lanspuls.example.se"]      LANSPULS_HOSTS         (several with commas between)
    public_url = "https://…"             LANSPULS_PUBLIC_URL    the pages, as readers reach them
    published_url = "https://…"          LANSPULS_PUBLISHED_URL what is published of them elsewhere
    accessibility_contact = "a@b.se"     LANSPULS_ACCESSIBILITY_CONTACT  where readers say what they cannot use
    prefix = "/lanspuls"                 LANSPULS_PREFIX        the path they stand below, where the host has others
    proxies = ["127.0.0.1"]              LANSPULS_PROXIES       … or whose X-Forwarded-Prefix says it
    port = 8050                          LANSPULS_PORT          … and so on: a key in capitals after LANSPULS_
    scb_url = "https://…"                LANSPULS_SCB_URL       … and one for every source in loaders/publishers/

Every key is optional. An unknown key or a value that cannot be is UsageError with the line and the nearest key.

One service may have the pages of several regions over one store: each is a folder ``lan/NN`` of the data folder, with
its own ``lanspuls.toml`` and its own files (``loaders/settings/regions.py``). LANSPULS_REGION=NN chooses one of them.
"""

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from loaders.ground.errors import UsageError
from loaders.ground.organisations import ORGANISATIONS
from loaders.ground.people import corrections, toml_text
from loaders.ground.people.files import Absent, faults_named, read_regular
from loaders.publishers import PUBLISHERS, is_loopback, publisher, simulated
from loaders.settings.values import (
    Network,
    Unfit,
    as_address,
    as_colour,
    as_contact,
    as_county,
    as_data,
    as_days,
    as_folder,
    as_hosts,
    as_mail_server,
    as_mailbox,
    as_networks,
    as_one_of,
    as_prefix,
    as_public_address,
    as_readers_address,
    as_seconds,
    as_text,
    as_whole,
    as_yes_or_no,
)

FILE = "lanspuls.toml"
PREFIX = "LANSPULS_"
WORK, SERVED = "work", "served"
"""Of this machine's copy of shared data, the folder that commands work in, and the one that pages read."""
_LARGEST_FILE_BYTES = 50_000
LAN = "lan"
"""The folder of the regions in the data folder, and the first word of their addresses."""
REGION = "LANSPULS_REGION"
"""Chooses one of the regions of a service, by the code of its county."""
NOT_SETTINGS = frozenset({"LANSPULS_SHARED", "LANSPULS_REQUIRE_ALL", "LANSPULS_FOLLOW_SECRET", REGION})
"""Names in the environment that only tests read, the secret that `lanspuls present` reads itself, and which region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may differ between installations.

    data: folder of store, raw answers, reports and meetings. remote: where several machines share such a folder, as
    ``s3://bucket/prefix`` or ``file:///mnt/share``, where ``data`` says so; data is then this machine's working copy of
    it, below copy_dir. s3_endpoint, s3_region: of another S3 than AWS's, and where the environment does not say it.
    look_seconds: how often a server asks whether there is a newer version of what is shared. county: whose statistics
    these are. organisation: name on pages and documents, that of the county's region where none is said. by: the role
    that reads files in by hand, where it is not said each time; no person's name. scb_url: base address of SCB's
    PxWebApi 2, with /api/v2. urls: addresses of the other sources by name of their setting, where not the declared
    ones; ask for one with ``url``.
    snapshots_kept: publications per table whose raw answers are kept. host, port: where the pages are served. hosts:
    the names that visitors may ask for them by, without port (one that begins with a dot: all below it); empty for any.
    prefix: the path they stand below on a host that has other things too, as ``/lanspuls``. proxies: the machines whose
    ``X-Forwarded-Prefix`` says it instead. public_url: where readers
    reach the pages, as ``https://lanspuls.example.se``; published_url: where copies of them are published, if
    elsewhere. Both empty where nothing is published yet: then no file, feed or document holds an address of ours, since
    this machine's would lead nobody anywhere. accessibility_contact: where readers say that they cannot use something,
    which the accessibility statement tells. meeting_days: meetings that are decided and have no file yet. mail_to,
    mail_from, mail_server, webhook: where ``run`` sends its messages. ask_seconds: how often ``run`` asks for what is
    expected in the half hour after publishers bring figures out; at other times a fifteenth as often. colour: of the
    header's line, links and the chosen place, #RRGGBB; empty for our own. logo: an SVG or PNG file for the header. log:
    what ``serve`` writes on stderr, errors alone or every request as text or JSON lines. metrics: whether ``/metrics``
    answers. workers: processes that answer. connections: calls to a publisher at the same time, at most. timeout:
    seconds to wait for an answer. retries: tries after the first of a call that failed in passing. backoff_seconds: the
    pause before the second try, doubled before each further one.

    Not of the file, but of where it stands: says_county, whether the county is said or only the usual one; shared, the
    data folder that holds the store, where regions have one together, None where it is ``data``; others, the codes of
    the further counties that this folder serves.
    """

    data: Path = field(default=Path("data"), metadata={"parse": as_data})
    county: str = field(default="23", metadata={"parse": as_county})
    organisation: str = field(default="", metadata={"parse": as_text})
    by: str = field(default="", metadata={"parse": as_text})
    scb_url: str = field(default=publisher("scb").default_url, metadata={"parse": as_address})
    snapshots_kept: int = field(default=24, metadata={"parse": as_whole(1, 10_000)})
    host: str = field(default="127.0.0.1", metadata={"parse": as_text})
    hosts: tuple[str, ...] = field(default=(), metadata={"parse": as_hosts})
    prefix: str = field(default="", metadata={"parse": as_prefix})
    proxies: tuple[Network, ...] = field(default=(), metadata={"parse": as_networks})
    public_url: str = field(default="", metadata={"parse": as_public_address})
    published_url: str = field(default="", metadata={"parse": as_readers_address})
    accessibility_contact: str = field(default="", metadata={"parse": as_contact})
    meeting_days: tuple[date, ...] = field(default=(), metadata={"parse": as_days})
    mail_to: str = field(default="", metadata={"parse": as_mailbox})
    mail_from: str = field(default="", metadata={"parse": as_mailbox})
    mail_server: str = field(default="", repr=False, metadata={"parse": as_mail_server})
    webhook: str = field(default="", repr=False, metadata={"parse": as_address})
    ask_seconds: float = field(default=120, metadata={"parse": as_seconds(0.1, 3_600)})
    colour: str = field(default="", metadata={"parse": as_colour})
    logo: Path | None = field(default=None, metadata={"parse": as_folder})
    log: str = field(default="errors", metadata={"parse": as_one_of("errors", "text", "json")})
    metrics: bool = field(default=False, metadata={"parse": as_yes_or_no})
    workers: int = field(default=1, metadata={"parse": as_whole(1, 64)})
    port: int = field(default=8050, metadata={"parse": as_whole(0, 65_535)})
    connections: int = field(default=3, metadata={"parse": as_whole(1, 4)})
    timeout: float = field(default=120, metadata={"parse": as_seconds(0.1, 3_600)})
    retries: int = field(default=5, metadata={"parse": as_whole(0, 20)})
    backoff_seconds: float = field(default=1, metadata={"parse": as_seconds(0.01, 60)})
    remote: str = ""
    copy_dir: Path = field(default=Path("copy"), metadata={"parse": as_folder})
    s3_endpoint: str = field(default="", metadata={"parse": as_address})
    s3_region: str = field(default="", metadata={"parse": as_text})
    look_seconds: float = field(default=10, metadata={"parse": as_seconds(0.1, 3_600)})
    urls: Mapping[str, str] = field(default_factory=dict)
    says_county: bool = False
    shared: Path | None = None
    others: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.organisation:
            object.__setattr__(self, "organisation", ORGANISATIONS[self.county])

    def url(self, source: str, name: str = "") -> str:
        """Base address of a source, or its further address of this name; empty for files of the region's own.

        UsageError for an unknown source.

        Where SCB is simulated on this machine, so are the others, unless they have an address of their own: made-up
        and real figures are never mixed.
        """
        setting = f"{source}_{name}_url" if name else f"{source}_url"
        if setting == "scb_url":
            return self.scb_url
        if setting in self.urls:
            return self.urls[setting]
        if publisher(source).is_local:
            return ""
        if is_loopback(self.scb_url):
            return simulated(self.scb_url)[setting]
        return publisher(source).url_settings[setting].rstrip("/")

    def is_by_hand(self, source: str, address: str = "") -> bool:
        """Whether files are read in by hand, no setting naming a place to fetch them from: a source's that are ordered,
        or those of its further address."""
        info = publisher(source)
        if address:
            return self.url(source, address) == info.more_urls[address].rstrip("/")
        return info.by_hand and self.url(source) == info.default_url.rstrip("/")

    def who(self, by: str = "") -> str:
        """The role that reads a file in by hand: as said, else the setting. Never a person's name by itself."""
        return by.strip() or self.by or "roll inte angiven"

    @property
    def counties(self) -> tuple[str, ...]:
        """The counties whose own places are asked for where a publisher answers place by place, in code order."""
        own = () if self.others and not self.says_county else (self.county,)
        return tuple(sorted({*own, *self.others}))

    @property
    def shared_dir(self) -> Path:
        """Folder of what was fetched and of what is known of it: the same for all regions of a service."""
        return self.shared or self.data

    @property
    def region(self) -> str:
        """The county's code where several regions have the store together; empty for the only one."""
        return "" if self.shared is None else self.county

    @property
    def short_at(self) -> str:
        """What short addresses begin with where the pages stand below ``/lan/20``: ``/20-``; empty for the usual."""
        below = f"/{LAN}/{self.county}"
        is_below = self.shared is not None and self.prefix.endswith(below)
        return f"{self.prefix.removesuffix(below)}/{self.county}-" if is_below else ""

    @property
    def own_dir(self) -> Path:
        """Folder of the region's own and participants' figures, which are written by people."""
        return self.data / "own"

    @property
    def own_history_dir(self) -> Path:
        """Folder of every version of those figures that was read in."""
        return self.data / "own-history"

    @property
    def corrections_file(self) -> Path:
        """What people have chosen where a publisher's names were not as declared."""
        return self.shared_dir / corrections.FILE

    @property
    def store_dir(self) -> Path:
        """Folder of the history of indicators."""
        return self.shared_dir / "store"

    @property
    def raw_dir(self) -> Path:
        """Folder of the answers as they came."""
        return self.shared_dir / "raw"

    @property
    def reports_dir(self) -> Path:
        """Folder of change reports and documents."""
        return self.data / "reports"

    @property
    def meetings_dir(self) -> Path:
        """Folder of meeting files, which unlike the others are written by people."""
        return self.data / "meetings"

    @property
    def editions_dir(self) -> Path:
        """Folder of what was published of meetings. Nothing in it is ever written again."""
        return self.data / "editions"


_ADDRESSES = {name: as_address for info in PUBLISHERS.values() for name in info.url_settings}
_PARSE = {f.name: f.metadata["parse"] for f in fields(Settings) if "parse" in f.metadata} | _ADDRESSES


def reached_at(host: str) -> str:
    """Where this machine itself reaches what listens at a host: everywhere is here too."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)


def load_settings(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of a working folder (the current one) and an environment (the process's own).

    A relative ``data`` counts from the working folder. Where the environment chooses a region, that region's.
    UsageError for a file that is no TOML, an unknown key, or a value that cannot be.
    """
    from loaders.settings.regions import counties_of, region_settings  # which stands on this module

    folder = Path.cwd() if folder is None else folder
    environment = os.environ if environment is None else environment
    values = {**read_values(folder / FILE), **_from_environment(environment)}
    if isinstance(values.get("data"), str):
        values["copy_dir"] = folder / values.get("copy_dir", Path("copy"))
        values["remote"], values["data"] = values["data"], values["copy_dir"] / WORK
    values["data"] = folder / values.get("data", Path("data"))
    if "logo" in values:
        values["logo"] = folder / values["logo"]
    own = {f.name for f in fields(Settings)}
    urls = {name: value for name, value in values.items() if name not in own}
    settings = Settings(
        **{name: value for name, value in values.items() if name in own},
        urls=urls,
        says_county="county" in values,
        others=counties_of(values["data"]),
    )
    _require_said_path(settings)
    chosen = environment.get(REGION)
    return region_settings(settings, chosen) if chosen else settings


def _require_said_path(settings: Settings) -> None:
    """UsageError where the path must be known before anybody asks, and proxies are to say it when somebody does."""
    if settings.proxies and settings.public_url:
        raise UsageError(
            "proxies cannot go with public_url: files hold whole addresses, so say the path as prefix instead",
            "proxies går inte ihop med public_url: filer har hela adresser, så ange sökvägen som prefix i stället.",
        )
    if settings.proxies and settings.prefix:
        raise UsageError(
            "proxies cannot go with prefix: either the setting says the path or a proxy does",
            "proxies går inte ihop med prefix: antingen säger inställningen sökvägen eller en server framför.",
        )
    if settings.proxies and settings.others:
        raise UsageError(
            "proxies is for the pages of one region; say the path of a service of several as prefix",
            "proxies gäller sidorna för ett län. Ange sökvägen för en tjänst med flera län som prefix.",
        )


def read_values(path: Path, name: str = FILE) -> dict[str, Any]:
    """The values that a file states, by setting; none where there is no file. ``name`` is what faults call it.

    UsageError as ``load_settings``.
    """
    try:
        body = read_regular(path, _LARGEST_FILE_BYTES)
    except Absent:
        return {}
    with faults_named(name):
        found = toml_text.parsed(toml_text.decoded(body, name), name)
        return {
            key: _parsed(key, value, (f"{name}, line {line}", f"{name}, rad {line}"), key)
            for key, value in found.stated.items()
            for line in (found.fault.line((key,)),)
        }


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found = {name for name in environment if name.startswith(PREFIX)} - NOT_SETTINGS
    return {
        name.removeprefix(PREFIX).lower(): _parsed(
            name.removeprefix(PREFIX).lower(), environment[name], ("environment", "miljön"), name
        )
        for name in sorted(found)
    }


def checked(key: str, value: Any, where: str) -> Any:
    """A value of a setting, said somewhere else than in a file. UsageError, which begins with where."""
    return _parsed(key, value, (where, where), key)


def _parsed(key: str, value: Any, where: tuple[str, str], written: str) -> Any:
    """The value as the setting's type; ``where`` in English and Swedish, ``written`` is the key as it stands there."""
    place, place_sv = where
    if key not in _PARSE:
        names = {name: PREFIX + name.upper() if written.startswith(PREFIX) else name for name in _PARSE}
        near = [names[name] for name in difflib.get_close_matches(key, names, 1)]
        known = ", ".join(names.values())
        hint = f"did you mean {near[0]}?" if near else f"there are {known}"
        hint_sv = f"Menade du {near[0]}?" if near else f"Det finns: {known}."
        raise UsageError(
            f"{place}: there is no setting '{written}'; {hint}",
            f"{place_sv}: det finns ingen inställning ”{written}”. {hint_sv}",
        )
    try:
        return _PARSE[key](value)
    except Unfit as error:
        is_secret = key in ("mail_server", "webhook") or (key == "data" and "@" in str(value))
        shown = "…" if is_secret else repr(value)  # which may hold a password
        raise UsageError(
            f"{place}: {written} is {shown} and must be {error}",
            f"{place_sv}: {written} är {shown} men ska vara {error.wanted_sv}.",
        ) from error
