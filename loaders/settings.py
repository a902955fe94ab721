"""Settings: lanspuls.toml in the working folder, overruled by LANSPULS_* in the environment.

    # lanspuls.toml                      environment
    data = "data"                        LANSPULS_DATA
    county = "23"                        LANSPULS_COUNTY
    by = "Analytikern"                   LANSPULS_BY
    hosts = ["lanspuls.example.se"]      LANSPULS_HOSTS         (several with commas between)
    public_url = "https://…"             LANSPULS_PUBLIC_URL    the pages, as readers reach them
    published_url = "https://…"          LANSPULS_PUBLISHED_URL what is published of them elsewhere
    accessibility_contact = "a@b.se"     LANSPULS_ACCESSIBILITY_CONTACT  where readers say what they cannot use
    prefix = "/lanspuls"                 LANSPULS_PREFIX        the path they stand below, where the host has others
    port = 8050                          LANSPULS_PORT          … and so on: a key in capitals after LANSPULS_
    scb_url = "https://…"                LANSPULS_SCB_URL       … and one for every source in loaders/publishers/

Every key is optional. An unknown key or a value that cannot be is UsageError with the line and the nearest key.
"""

import difflib
import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from loaders.ground.declarations import Level
from loaders.ground.errors import UsageError
from loaders.ground.organisations import ORGANISATIONS
from loaders.ground.people import corrections, toml_text
from loaders.ground.people.colours import LEAST_CONTRAST, contrast_on_white
from loaders.ground.people.files import Absent, address_parts, faults_named, read_regular
from loaders.ground.places import all_places
from loaders.publishers import PUBLISHERS, is_loopback, publisher, simulated

FILE = "lanspuls.toml"
PREFIX = "LANSPULS_"
_LARGEST_FILE_BYTES = 50_000
NOT_SETTINGS = frozenset({"LANSPULS_SHARED", "LANSPULS_REQUIRE_ALL", "LANSPULS_FOLLOW_SECRET"})
"""Names in the environment that only tests read, and the secret that `lanspuls present` reads itself."""


class _Unfit(ValueError):
    """A value that a setting cannot have: English and Swedish sentence parts on what it must be."""

    def __init__(self, wanted: str, wanted_sv: str) -> None:
        super().__init__(wanted)
        self.wanted_sv = wanted_sv


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Unfit("a text that is not empty", "en text som inte är tom")
    return value.strip()


def _folder(value: Any) -> Path:
    return Path(_text(value)).expanduser()


def _county(value: Any) -> str:
    place = all_places().get(value) if isinstance(value, str) else None
    if place is None or place.level is not Level.COUNTY:
        raise _Unfit('the two-digit code of a county as text, such as "23"', "en länskod som text, till exempel ”23”")
    return place.code


def _address(value: Any) -> str:
    text = _text(value).rstrip("/")
    parts = address_parts(text)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise _Unfit(
            "an address that begins with https:// or http://", "en adress som börjar med https:// eller http://"
        )
    return text


LONGEST_PUBLIC_URL = 30
"""Characters of ``public_url``: what is left of 70, the longest address that is shared, holds a page's short form."""


def _published_url(value: Any) -> str:
    """An address for readers: never this machine's, since it is written into files that leave it."""
    text = _address(value)
    parts = address_parts(text)
    if parts is None or is_this_machine(parts.hostname or "") or parts.query or parts.fragment or parts.username:
        raise _Unfit(
            "the address readers use, not this machine's, without ? and #, such as https://lanspuls.example.se",
            "adressen som läsare använder, inte den här datorns, utan ? och #, till exempel https://lanspuls.example.se",
        )
    return text


def _like(pattern: str, wanted: str, wanted_sv: str) -> Callable[[Any], str]:
    def like(value: Any) -> str:
        if re.fullmatch(pattern, text := _text(value), re.ASCII):
            return text
        raise _Unfit(wanted, wanted_sv)

    return like


def _contact(value: Any) -> str:
    """Where readers complain: an e-mail address of a function, or a page."""
    text = _text(value)
    if _MAILBOX.fullmatch(text):
        return text
    try:
        return _published_url(text)
    except _Unfit:
        raise _Unfit(
            "an e-mail address or a page that begins with https://",
            "en e-postadress eller en sida som börjar med https://",
        ) from None


_MAILBOX = re.compile(r"[^\s@<>\"?&]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
_mailbox = _like(_MAILBOX.pattern, "an e-mail address", "en e-postadress")
_mail_server = _like(r"smtps?://\S+", "an address such as smtp://host", "en adress som smtp://host")


def _public_url(value: Any) -> str:
    text = _published_url(value)
    if len(text) > LONGEST_PUBLIC_URL or urlsplit(text).path:
        raise _Unfit(
            f"scheme and host alone, at most {LONGEST_PUBLIC_URL} characters, so that links stay short enough to share",
            f"bara https:// och värdnamnet, högst {LONGEST_PUBLIC_URL} tecken, så att länkar blir korta nog att dela",
        )
    return text


def is_this_machine(host: str) -> bool:
    """Whether a host's name or number means whatever machine one sits at: loopback, unspecified, link-local."""
    host = host.lower().rstrip(".")
    if host == "localhost" or host.endswith((".localhost", ".local", ".localdomain")):
        return True
    try:
        number = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return number.is_loopback or number.is_unspecified or number.is_link_local


def _prefix(value: Any) -> str:
    """A path that pages stand below, as ``/lanspuls``; empty for none."""
    text = value.strip().rstrip("/") if isinstance(value, str) else None
    if text is None or not re.fullmatch(r"(/[A-Za-z0-9][A-Za-z0-9_-]*){0,4}", text, re.ASCII):
        raise _Unfit('a path such as "/lanspuls"', "en sökväg, till exempel ”/lanspuls”")
    return text


def _one_of(*known: str) -> Callable[[Any], str]:
    return _like("|".join(known), f"one of {', '.join(known)}", f"något av {', '.join(known)}")


def _yes_or_no(value: Any) -> bool:
    if isinstance(value, bool) or value in ("true", "false"):
        return value in (True, "true")
    raise _Unfit("true or false", "true eller false")


def _days(value: Any) -> tuple[date, ...]:
    written = value.split(",") if isinstance(value, str) else value
    try:
        days = [one if type(one) is date else date.fromisoformat(str(one).strip()) for one in written]
    except (TypeError, ValueError):
        raise _Unfit("a list of days, such as [2027-01-25]", "en lista med dagar, till exempel [2027-01-25]") from None
    return tuple(sorted(set(days)))


def _colour(value: Any) -> str:
    text = _text(value).upper()
    if not re.fullmatch(r"#[0-9A-F]{6}", text) or contrast_on_white(text) < LEAST_CONTRAST:
        raise _Unfit(
            f'a colour such as "#0F5C7A" with a contrast of at least {LEAST_CONTRAST}:1 on white',
            "en färg som ”#0F5C7A” som syns mot vitt (kontrast minst 4,5:1)",
        )
    return text


def _hosts(value: Any) -> tuple[str, ...]:
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(one, str) and _HOST.fullmatch(one.strip()) for one in names):
        raise _Unfit(
            'a list of host names without port, such as ["lanspuls.example.se"]',
            'en lista med värdnamn utan port, till exempel ["lanspuls.example.se"]',
        )
    return tuple(one.strip().lower() for one in names)


_HOST = re.compile(r"\s*\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\s*|\s*\[[0-9A-Fa-f:.]+\]\s*", re.ASCII)


def _whole(lowest: int, highest: int) -> Callable[[Any], int]:
    def whole(value: Any) -> int:
        number = int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value) else value
        if type(number) is not int or not lowest <= number <= highest:
            raise _Unfit(f"a whole number from {lowest} to {highest}", f"ett heltal från {lowest} till {highest}")
        return number

    return whole


def _seconds(lowest: float, highest: float) -> Callable[[Any], float]:
    def seconds(value: Any) -> float:
        number = float(value) if isinstance(value, str) and re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value) else value
        if type(number) not in (int, float) or not lowest <= number <= highest:
            span, span_sv = f"{lowest:g} to {highest:g}", f"{lowest:g} till {highest:g}"
            raise _Unfit(f"a number of seconds from {span}", f"ett antal sekunder från {span_sv}")
        return number

    return seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may differ between installations.

    data: folder of store, raw answers, reports and meetings. county: whose statistics these are. organisation: name on
    pages and documents, that of the county's region where none is said. by: the role that reads files in by hand, where
    it is not said each time; no person's name. scb_url: base address of SCB's PxWebApi 2, with /api/v2. urls: addresses
    of the other sources by name of their setting, where not the declared ones; ask for one with ``url``.
    snapshots_kept: publications per table whose raw answers are kept. host, port: where the pages are served. hosts:
    the names that visitors may ask for them by, without port (one that begins with a dot: all below it); empty for any.
    prefix: the path they stand below on a host that has other things too, as ``/lanspuls``. public_url: where readers
    reach the pages, as ``https://lanspuls.example.se``; published_url: where copies of them are published, if
    elsewhere. Both empty where nothing is published yet: then no file, feed or document holds an address of ours, since
    this machine's would lead nobody anywhere. accessibility_contact: where readers say that they cannot use something,
    which the accessibility statement tells. meeting_days: meetings that are decided and have no file yet. mail_to,
    mail_from, mail_server, webhook: where ``run --prepare`` sends its message. colour: of the header's line, links and
    the chosen place, #RRGGBB; empty for our own. logo: an SVG or PNG file for the header. log: what ``serve`` writes on
    stderr, errors alone or every request as text or JSON lines. metrics: whether ``/metrics`` answers. connections:
    calls to a publisher at the same time, at most. timeout: seconds to wait for an answer. retries: tries after the
    first of a call that failed in passing. backoff_seconds: the pause before the second try, doubled before each
    further one.
    """

    data: Path = field(default=Path("data"), metadata={"parse": _folder})
    county: str = field(default="23", metadata={"parse": _county})
    organisation: str = field(default="", metadata={"parse": _text})
    by: str = field(default="", metadata={"parse": _text})
    scb_url: str = field(default=publisher("scb").default_url, metadata={"parse": _address})
    snapshots_kept: int = field(default=24, metadata={"parse": _whole(1, 10_000)})
    host: str = field(default="127.0.0.1", metadata={"parse": _text})
    hosts: tuple[str, ...] = field(default=(), metadata={"parse": _hosts})
    prefix: str = field(default="", metadata={"parse": _prefix})
    public_url: str = field(default="", metadata={"parse": _public_url})
    published_url: str = field(default="", metadata={"parse": _published_url})
    accessibility_contact: str = field(default="", metadata={"parse": _contact})
    meeting_days: tuple[date, ...] = field(default=(), metadata={"parse": _days})
    mail_to: str = field(default="", metadata={"parse": _mailbox})
    mail_from: str = field(default="", metadata={"parse": _mailbox})
    mail_server: str = field(default="", repr=False, metadata={"parse": _mail_server})
    webhook: str = field(default="", repr=False, metadata={"parse": _address})
    colour: str = field(default="", metadata={"parse": _colour})
    logo: Path | None = field(default=None, metadata={"parse": _folder})
    log: str = field(default="errors", metadata={"parse": _one_of("errors", "text", "json")})
    metrics: bool = field(default=False, metadata={"parse": _yes_or_no})
    port: int = field(default=8050, metadata={"parse": _whole(0, 65_535)})
    connections: int = field(default=3, metadata={"parse": _whole(1, 4)})
    timeout: float = field(default=120, metadata={"parse": _seconds(0.1, 3_600)})
    retries: int = field(default=5, metadata={"parse": _whole(0, 20)})
    backoff_seconds: float = field(default=1, metadata={"parse": _seconds(0.01, 60)})
    urls: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.organisation:
            object.__setattr__(self, "organisation", ORGANISATIONS[self.county])

    def url(self, source: str, name: str = "") -> str:
        """Base address of a source, or its further address of this name. UsageError for an unknown source.

        Where SCB is simulated on this machine, so are the others, unless they have an address of their own: made-up
        and real figures are never mixed.
        """
        setting = f"{source}_{name}_url" if name else f"{source}_url"
        if setting == "scb_url":
            return self.scb_url
        if setting in self.urls:
            return self.urls[setting]
        if is_loopback(self.scb_url):
            return simulated(self.scb_url)[setting]
        return publisher(source).url_settings[setting].rstrip("/")

    def is_by_hand(self, source: str) -> bool:
        """Whether a source's files are ordered and read in by hand, no setting naming a place to fetch them from."""
        info = publisher(source)
        return info.by_hand and self.url(source) == info.default_url.rstrip("/")

    def who(self, by: str = "") -> str:
        """The role that reads a file in by hand: as said, else the setting. Never a person's name by itself."""
        return by.strip() or self.by or "roll inte angiven"

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
        return self.data / corrections.FILE

    @property
    def store_dir(self) -> Path:
        """Folder of the history of indicators."""
        return self.data / "store"

    @property
    def raw_dir(self) -> Path:
        """Folder of the answers as they came."""
        return self.data / "raw"

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


_ADDRESSES = {name: _address for info in PUBLISHERS.values() for name in info.url_settings}
_PARSE = {f.name: f.metadata["parse"] for f in fields(Settings) if "parse" in f.metadata} | _ADDRESSES


def load_settings(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of a working folder (the current one) and an environment (the process's own).

    A relative ``data`` counts from the working folder. UsageError for a file that is no TOML, an unknown key, or a
    value that cannot be.
    """
    folder = Path.cwd() if folder is None else folder
    environment = os.environ if environment is None else environment
    values = {**_from_file(folder / FILE), **_from_environment(environment)}
    values["data"] = folder / values.get("data", Path("data"))
    if "logo" in values:
        values["logo"] = folder / values["logo"]
    own = {f.name for f in fields(Settings)}
    urls = {name: value for name, value in values.items() if name not in own}
    return Settings(**{name: value for name, value in values.items() if name in own}, urls=urls)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        body = read_regular(path, _LARGEST_FILE_BYTES)
    except Absent:
        return {}
    with faults_named(FILE):
        found = toml_text.parsed(toml_text.decoded(body, FILE), FILE)
        return {
            key: _parsed(key, value, f"{FILE}, line {found.fault.line((key,))}", key)
            for key, value in found.stated.items()
        }


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found = {name for name in environment if name.startswith(PREFIX)} - NOT_SETTINGS
    return {
        name.removeprefix(PREFIX).lower(): _parsed(
            name.removeprefix(PREFIX).lower(), environment[name], "environment", name
        )
        for name in sorted(found)
    }


def _parsed(key: str, value: Any, where: str, written: str) -> Any:
    """The value as the setting's type; ``written`` is the key as it stands there."""
    if key not in _PARSE:
        names = {name: PREFIX + name.upper() if written.startswith(PREFIX) else name for name in _PARSE}
        near = [names[name] for name in difflib.get_close_matches(key, names, 1)]
        known = ", ".join(names.values())
        hint = f"did you mean {near[0]}?" if near else f"there are {known}"
        hint_sv = f"Menade du {near[0]}?" if near else f"Det finns: {known}."
        raise UsageError(
            f"{where}: there is no setting '{written}'; {hint}",
            f"{where}: det finns ingen inställning ”{written}”. {hint_sv}",
        )
    try:
        return _PARSE[key](value)
    except _Unfit as error:
        shown = "…" if key in ("mail_server", "webhook") else repr(value)  # which may hold a password
        raise UsageError(
            f"{where}: {written} is {shown} and must be {error}",
            f"{where}: {written} är {shown} men ska vara {error.wanted_sv}.",
        ) from error
