"""PxWeb's API v1: folders instead of a search, a query language of its own, JSON-stat 2 as answer.

What differs from v2: tables have a path, not an id; variables are ``{code, text, values, valueTexts, elimination?,
time?}``; the last two keys are there only where true; ``updated`` is local time without a zone; a variable left out
of a query comes with all its values; too many cells is HTTP 403. Source: answers of SCB's v1 recorded in 2019 and
2026, Statistiska centralbyrån, "API-beskrivning".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import orjson

from loaders.ground.clock import STOCKHOLM
from loaders.ground.errors import SourceChanged, SourceRefused
from loaders.ground.files import BOM
from loaders.http.transport import Answer, Transport
from loaders.pxweb.metadata import Config, Metadata, Variable
from loaders.pxweb.selection import Selection, cells, split

CAUTIOUS = Config(max_cells=100_000, calls=1, seconds=1.0)
"""Limits kept to where a publisher states none."""
_TIMES = re.compile(r"\d{4}([MKQ]\d{1,2})?", re.IGNORECASE)
_NO_SUCH_PATH = (400, 404)
_TOO_MANY_CELLS = 403


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a folder. kind: ``t`` a table, ``l`` a folder, ``h`` a heading, "" a database.

    updated: UTC, None if not said.
    """

    id: str
    text: str
    kind: str
    updated: datetime | None


class PxWebV1:
    """One publisher that speaks v1. base_url ends with the language; paths are unescaped, parted by ``/``.

    Every method raises SourceUnreachable or SourceRefused as Transport.request does, SourceChanged for an answer
    that is not what the dialect promises.
    """

    def __init__(self, base_url: str, transport: Transport) -> None:
        self.base_url = base_url.rstrip("/")
        self.transport = transport
        self._config: Config | None = None

    def url(self, path: str) -> str:
        """The address of a folder or table, every segment percent-encoded as UTF-8."""
        return "/".join([self.base_url, *(quote(segment, safe="") for segment in path.split("/") if segment)])

    def config(self, *, fresh: bool = False) -> Config:
        """The publisher's limits, asked for once unless fresh; cautious ones where it states none.

        The calls are left to the limiter the transport was made with: what is stated is what all callers share.
        """
        if self._config is None or fresh:
            try:
                stated = self.transport.request("GET", f"{self.base_url}?config").json()
            except SourceRefused:
                stated = {}
            said = stated if isinstance(stated, dict) else {}
            limits = [said[name] for name in ("maxCells", "maxValues") if isinstance(said.get(name), int)]
            limits = [limit for limit in limits if limit > 0]
            self._config = Config(min(limits, default=CAUTIOUS.max_cells), CAUTIOUS.calls, CAUTIOUS.seconds)
        return self._config

    def folder(self, path: str) -> tuple[Entry, ...]:
        """What a folder holds. SourceRefused, naming what the folder above holds, if it is not there."""
        try:
            listed = self.transport.request("GET", self.url(path)).json()
        except SourceRefused as refusal:
            above, _, own = path.rpartition("/")
            if refusal.status not in _NO_SUCH_PATH or not own:
                raise
            there = "; ".join(entry.text or entry.id for entry in self.folder(above)) or "nothing"
            raise SourceRefused(
                f"there is no folder '{own}' in '{above or self.base_url}' any more; it holds: {there}. "
                "Look at the publisher's page and change the folder in the declaration.",
                refusal.status,
                "moved",
            ) from refusal
        return _entries(listed, path)

    def metadata(self, path: str) -> Metadata:
        """The table's title and variables."""
        answer = self.transport.request("GET", self.url(path))
        return described(answer.body, path)

    def data(self, path: str, selection: Mapping[str, Sequence[str]]) -> Iterator[Answer]:
        """The selected cells as JSON-stat 2 answers, one after the other, as many as the cell limit asks for.

        If a part is refused as too large, the limit is read again, or halved where it says nothing new, once.
        """
        whole = {variable: tuple(dict.fromkeys(codes)) for variable, codes in selection.items()}
        first = limit = self.config().max_cells
        waiting = split(whole, limit)
        while waiting:
            part = waiting.pop(0)
            if cells(part) > limit:
                waiting = split(part, limit) + waiting
                continue
            try:
                yield self._post(path, part)
            except SourceRefused as refusal:
                if refusal.status != _TOO_MANY_CELLS or limit < first:
                    raise
                stated = self.config(fresh=True).max_cells
                limit = stated if stated < first else first // 2
                waiting = split(part, limit) + waiting

    def _post(self, path: str, selection: Selection) -> Answer:
        query = [
            {"code": variable, "selection": {"filter": "item", "values": list(codes)}}
            for variable, codes in selection.items()
        ]
        return self.transport.request("POST", self.url(path), {"query": query, "response": {"format": "json-stat2"}})


def described(body: bytes, table: str) -> Metadata:
    """A table's metadata answer. SourceChanged if it is something else.

    The time variable is the one said to be, else ``Tid``, else the only one whose values all look like periods.
    Content is ``ContentsCode``, or ``variabel`` in databases made of px files.
    """
    try:
        said = orjson.loads(body.removeprefix(BOM))
    except orjson.JSONDecodeError as problem:
        raise SourceChanged(f"{table}: the metadata are not JSON ({problem})") from problem
    listed = said.get("variables") if isinstance(said, dict) else None
    if not isinstance(listed, list) or not all(isinstance(one, dict) and "code" in one for one in listed):
        raise SourceChanged(f"{table}: this is no metadata of a table; it begins {body[:80]!r}")
    time = _time(listed)
    return Metadata(
        table=table,
        label=str(said.get("title") or ""),
        updated=None,
        source="",
        notes=(),
        variables=tuple(_variable(one, time, table) for one in listed),
        body=body,
    )


def moment(text: object) -> datetime | None:
    """``updated`` as v1 writes it, Swedish time where no zone is named; None if it is no time."""
    try:
        read = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return read and (read if read.tzinfo else read.replace(tzinfo=STOCKHOLM)).astimezone(UTC)


def _entries(listed: object, path: str) -> tuple[Entry, ...]:
    if not isinstance(listed, list) or not all(
        isinstance(one, dict) and (one.get("id") or one.get("dbid")) for one in listed
    ):
        raise SourceChanged(f"'{path}' is no list of tables; it begins {str(listed)[:80]}")
    return tuple(
        Entry(
            str(one.get("id") or one["dbid"]),
            str(one.get("text") or ""),
            str(one.get("type") or ""),
            moment(one.get("updated")),
        )
        for one in listed
    )


def _time(listed: Sequence[Mapping[str, Any]]) -> str:
    said = [one["code"] for one in listed if one.get("time") is True]
    named = [one["code"] for one in listed if one["code"] == "Tid"]
    texts = {one["code"]: one.get("valueTexts") for one in listed if isinstance(one["code"], str)}
    look = [code for code, held in texts.items() if isinstance(held, list) and held and all(map(_is_time, held))]
    found = said or named or (look if len(look) == 1 else [])
    return found[0] if found else ""


def _is_time(text: object) -> bool:
    return _TIMES.fullmatch(str(text)) is not None


def _variable(one: Mapping[str, Any], time: str, table: str) -> Variable:
    codes, texts = one.get("values"), one.get("valueTexts")
    if not isinstance(codes, list) or not isinstance(texts, list) or len(codes) != len(texts):
        held = [str(len(one)) if isinstance(one, list) else "no" for one in (codes, texts)]
        raise SourceChanged(f"{table}: variable '{one['code']}' has {held[0]} codes and {held[1]} texts")
    code = str(one["code"])
    return Variable(
        code=code,
        label=str(one.get("text") or code),
        codes=tuple(map(str, codes)),
        labels={str(value): str(text) for value, text in zip(codes, texts, strict=True)},
        elimination=one.get("elimination") is True,
        is_time=code == time,
        is_content=code == "ContentsCode" or code.casefold() == "variabel",
    )
