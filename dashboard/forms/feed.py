"""A feed in the Atom format (RFC 4287), which programs ask for again and again."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from feedgenerator import Atom1Feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. key: what it is about, another where it is another entry. link: one of our own. moment: UTC."""

    key: str
    title: str
    link: str
    moment: datetime
    text: str
    words: tuple[str, ...] = ()


def atom(
    title: str, link: str, own: str, entries: Sequence[Entry], address: Callable[[str], str], *, author: str
) -> bytes:
    """The feed in UTF-8. own: its own link. address: the whole address of a link of ours, empty where none is known.

    Links are then left relative to wherever the feed was fetched from: this machine's own address is in no file. Ids
    are made of what an entry is about, never of an address, so that they stay when the pages move.
    """

    def whole(one: str) -> str:
        return address(one) or one

    feed = Atom1Feed(
        title=title,
        link=whole(link),
        description="",
        language="sv",
        author_name=author or "Länspuls",
        feed_url=whole(own),
        feed_guid=_id(own),
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=whole(entry.link),
            description=entry.text,
            unique_id=_id(entry.key),
            pubdate=entry.moment,
            updateddate=entry.moment,
            categories=entry.words,
        )
    body: bytes = feed.writeString("utf-8").encode()
    return body


def _id(key: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"lanspuls/{key}").urn
