"""What a setting's value may be: each function takes what a file or the environment says and gives the typed value.

All raise ``Unfit``, which says in English and Swedish what the value must be.
"""

import ipaddress
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from loaders.ground.declarations import Level
from loaders.ground.people.colours import LEAST_CONTRAST, contrast_on_white
from loaders.ground.people.files import address_parts
from loaders.ground.places import all_places


class Unfit(ValueError):
    """A value that a setting cannot have: English and Swedish sentence parts on what it must be."""

    def __init__(self, wanted: str, wanted_sv: str) -> None:
        super().__init__(wanted)
        self.wanted_sv = wanted_sv


def as_text(value: Any) -> str:
    """A text that is not empty, without space around it."""
    if not isinstance(value, str) or not value.strip():
        raise Unfit("a text that is not empty", "en text som inte är tom")
    return value.strip()


def as_folder(value: Any) -> Path:
    """A folder or file, ``~`` read as the home folder."""
    return Path(as_text(value)).expanduser()


def as_data(value: Any) -> Path | str:
    """A folder of this machine, or the address of data that several machines share, without a stroke at its end."""
    text = as_text(value)
    scheme = text.partition("://")[0]
    if scheme not in ("s3", "file") or "://" not in text:
        return as_folder(text)
    parts = address_parts(text.rstrip("/"))
    is_bucket = scheme == "s3" and parts is not None and bool(_BUCKET.fullmatch(parts.netloc))
    is_folder = scheme == "file" and parts is not None and not parts.netloc and len(parts.path) > 1
    if parts is None or not (is_bucket or is_folder) or parts.query or parts.fragment or ".." in parts.path.split("/"):
        raise Unfit(
            'a folder, or an address such as "s3://bucket/lanspuls" or "file:///mnt/share/lanspuls", without user, '
            "password, ? and #; credentials are found where AWS's programs find them",
            "en mapp eller en adress som ”s3://hink/lanspuls” eller ”file:///mnt/delat/lanspuls”, utan användare, "
            "lösenord, ? och #; behörigheten hämtas där AWS egna program hämtar den",
        )
    return text.rstrip("/")


_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)


def as_county(value: Any) -> str:
    """The two-digit code of a county."""
    place = all_places().get(value) if isinstance(value, str) else None
    if place is None or place.level is not Level.COUNTY:
        raise Unfit('the two-digit code of a county as text, such as "23"', "en länskod som text, till exempel ”23”")
    return place.code


def as_address(value: Any) -> str:
    """An http address without a slash at its end."""
    text = as_text(value).rstrip("/")
    parts = address_parts(text)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unfit(
            "an address that begins with https:// or http://", "en adress som börjar med https:// eller http://"
        )
    return text


LONGEST_PUBLIC_URL = 30
"""Characters of ``public_url``: what is left of 70, the longest address that is shared, holds a page's short form."""


def as_readers_address(value: Any) -> str:
    """An address for readers: never this machine's, since it is written into files that leave it."""
    text = as_address(value)
    parts = address_parts(text)
    if parts is None or is_this_machine(parts.hostname or "") or parts.query or parts.fragment or parts.username:
        raise Unfit(
            "the address readers use, not this machine's, without ? and #, such as https://lanspuls.example.se",
            "adressen som läsare använder, inte den här datorns, utan ? och #, till exempel https://lanspuls.example.se",
        )
    return text


def as_like(pattern: str, wanted: str, wanted_sv: str) -> Callable[[Any], str]:
    """A text of the whole pattern; ``wanted`` says what that is."""

    def like(value: Any) -> str:
        if re.fullmatch(pattern, text := as_text(value), re.ASCII):
            return text
        raise Unfit(wanted, wanted_sv)

    return like


def as_contact(value: Any) -> str:
    """Where readers complain: an e-mail address of a function, or a page."""
    text = as_text(value)
    if _MAILBOX.fullmatch(text):
        return text
    try:
        return as_readers_address(text)
    except Unfit:
        raise Unfit(
            "an e-mail address or a page that begins with https://",
            "en e-postadress eller en sida som börjar med https://",
        ) from None


_MAILBOX = re.compile(r"[^\s@<>\"?&]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
as_mailbox = as_like(_MAILBOX.pattern, "an e-mail address", "en e-postadress")
as_mail_server = as_like(r"smtps?://\S+", "an address such as smtp://host", "en adress som smtp://host")


def as_public_address(value: Any) -> str:
    """Where readers reach the pages: scheme and host alone, short enough to share."""
    text = as_readers_address(value)
    if len(text) > LONGEST_PUBLIC_URL or urlsplit(text).path:
        raise Unfit(
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


def as_prefix(value: Any) -> str:
    """A path that pages stand below, as ``/lanspuls``; empty for none."""
    text = value.strip().rstrip("/") if isinstance(value, str) else None
    if text is None or not re.fullmatch(r"(/[A-Za-z0-9][A-Za-z0-9_-]*){0,4}", text, re.ASCII):
        raise Unfit('a path such as "/lanspuls"', "en sökväg, till exempel ”/lanspuls”")
    return text


def as_one_of(*known: str) -> Callable[[Any], str]:
    """One of the known words."""
    return as_like("|".join(known), f"one of {', '.join(known)}", f"något av {', '.join(known)}")


def as_yes_or_no(value: Any) -> bool:
    """True or false."""
    if isinstance(value, bool) or value in ("true", "false"):
        return value in (True, "true")
    raise Unfit("true or false", "true eller false")


def as_days(value: Any) -> tuple[date, ...]:
    """Days in order, each once, from a list or a text with commas."""
    written = value.split(",") if isinstance(value, str) else value
    try:
        days = [one if type(one) is date else date.fromisoformat(str(one).strip()) for one in written]
    except (TypeError, ValueError):
        raise Unfit("a list of days, such as [2027-01-25]", "en lista med dagar, till exempel [2027-01-25]") from None
    return tuple(sorted(set(days)))


def as_colour(value: Any) -> str:
    """A colour as #RRGGBB that is seen on white."""
    text = as_text(value).upper()
    if not re.fullmatch(r"#[0-9A-F]{6}", text) or contrast_on_white(text) < LEAST_CONTRAST:
        raise Unfit(
            f'a colour such as "#0F5C7A" with a contrast of at least {LEAST_CONTRAST}:1 on white',
            "en färg som ”#0F5C7A” som syns mot vitt (kontrast minst 4,5:1)",
        )
    return text


def as_hosts(value: Any) -> tuple[str, ...]:
    """Names of hosts without port, in small letters."""
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(one, str) and _HOST.fullmatch(one.strip()) for one in names):
        raise Unfit(
            'a list of host names without port, such as ["lanspuls.example.se"]',
            'en lista med värdnamn utan port, till exempel ["lanspuls.example.se"]',
        )
    return tuple(one.strip().lower() for one in names)


_HOST = re.compile(r"\s*\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\s*|\s*\[[0-9A-Fa-f:.]+\]\s*", re.ASCII)


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def as_networks(value: Any) -> tuple[Network, ...]:
    """Addresses of machines, or of whole networks."""
    named = value.split(",") if isinstance(value, str) else value
    try:
        return tuple(ipaddress.ip_network(str(one).strip()) for one in named)
    except (TypeError, ValueError):
        raise Unfit(
            'a list of addresses of machines or networks, such as ["127.0.0.1", "10.0.0.0/8"]',
            "en lista med datorers eller näts adresser, till exempel [”127.0.0.1”, ”10.0.0.0/8”]",
        ) from None


def as_whole(lowest: int, highest: int) -> Callable[[Any], int]:
    """A whole number within bounds."""

    def whole(value: Any) -> int:
        number = int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value) else value
        if type(number) is not int or not lowest <= number <= highest:
            raise Unfit(f"a whole number from {lowest} to {highest}", f"ett heltal från {lowest} till {highest}")
        return number

    return whole


def as_seconds(lowest: float, highest: float) -> Callable[[Any], float]:
    """Seconds within bounds."""

    def seconds(value: Any) -> float:
        number = float(value) if isinstance(value, str) and re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value) else value
        if type(number) not in (int, float) or not lowest <= number <= highest:
            span, span_sv = f"{lowest:g} to {highest:g}", f"{lowest:g} till {highest:g}"
            raise Unfit(f"a number of seconds from {span}", f"ett antal sekunder från {span_sv}")
        return number

    return seconds
