"""PxWebApi 2: its paths, its selections and its error titles.

Source: PxTools/PxApiSpecs PxAPI-2.yml, and what SCB's servers answer where that differs.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any
from urllib.parse import quote, urlencode

from loaders.formats import jsonstat
from loaders.formats.cube import Structure
from loaders.ground.errors import SourceChanged, SourceRefused
from loaders.http.transport import Answer, Transport
from loaders.pxweb.metadata import Config, Metadata, TableInfo, Variable
from loaders.pxweb.selection import Selection, cells, split

__all__ = ["CAUTIOUS", "Config", "Metadata", "PxWebV2", "TableInfo", "Variable", "described"]

CAUTIOUS = Config(max_cells=100_000, calls=10, seconds=10.0)
"""Limits kept to until a publisher states its own, and where it states 0 ("announced elsewhere")."""

_PAGE_SIZE = 100
_TOO_MANY_CELLS = "too many cells"


class PxWebV2:
    """One publisher that speaks PxWebApi 2. base_url includes ``/api/v2``; lang is that of labels and notes.

    Every method raises SourceUnreachable or SourceRefused as Transport.request does, SourceChanged for an answer
    that is not what the specification promises.
    """

    def __init__(self, base_url: str, transport: Transport, lang: str = "sv") -> None:
        self.base_url = base_url.rstrip("/")
        self.transport = transport
        self.lang = lang
        self._config: Config | None = None

    def config(self, *, fresh: bool = False) -> Config:
        """The publisher's limits, asked for once unless fresh; the transport's limiter keeps to them from then on."""
        if self._config is None or fresh:
            stated = _json_object(self.transport.request("GET", f"{self.base_url}/config"))
            self._config = Config(
                max_cells=_limit(stated, "maxDataCells") or CAUTIOUS.max_cells,
                calls=_limit(stated, "maxCallsPerTimeWindow") or CAUTIOUS.calls,
                seconds=_limit(stated, "timeWindow") or CAUTIOUS.seconds,
            )
            self.transport.limiter.set(self._config.calls, self._config.seconds)
        return self._config

    def table(self, table: str) -> TableInfo:
        """The table's line in the publisher's list: one cheap call that tells whether anything is new."""
        return _table_info(_json_object(self._get(f"tables/{quote(table, safe='')}")))

    def metadata(self, table: str) -> Metadata:
        """The table's variables, codes and notes."""
        return described(self._get(f"tables/{quote(table, safe='')}/metadata").body, table)

    def search(self, text: str, include_discontinued: bool = False) -> tuple[TableInfo, ...]:
        """All tables found by a text (Lucene on stemmed words, AND between them); every page is read."""
        found: dict[str, TableInfo] = {}
        page, pages = 0, 1
        while page < pages:
            page += 1
            listed = _json_object(
                self._get(
                    "tables",
                    query=text,
                    includeDiscontinued="true" if include_discontinued else "false",
                    pageNumber=str(page),
                    pageSize=str(_PAGE_SIZE),
                )
            )
            tables, paging = listed.get("tables") or [], listed.get("page") or {}
            if not isinstance(tables, list) or not isinstance(paging, dict):
                raise SourceChanged(f"the publisher's list of tables found by '{text}' begins {str(listed)[:100]}")
            for entry in tables:
                info = _table_info(entry)
                found[info.id] = info
            pages = _limit(paging, "totalPages") if tables else 0
        return tuple(found.values())

    def data(
        self,
        table: str,
        selection: Mapping[str, Sequence[str]],
        max_cells: int | None = None,
        lang: str | None = None,
    ) -> Iterator[Answer]:
        """The selected cells as JSON-stat answers, as many as the cell limit asks for, in order of completion.

        max_cells: the publisher's own limit unless told. Not more than twice as many answers as connections wait to
        be taken. If the publisher finds a part too large, its limits are read again and the rest is cut anew, once;
        SourceRefused if that does not help.
        """
        whole = {variable: tuple(dict.fromkeys(codes)) for variable, codes in selection.items()}
        first = limit = max_cells or self.config().max_cells
        waiting = split(whole, limit)
        under_way: dict[Future[Answer], Selection] = {}
        pool = ThreadPoolExecutor(self.transport.connections, thread_name_prefix="pxweb")
        try:
            while waiting or under_way:
                while waiting and len(under_way) < 2 * self.transport.connections:
                    part = waiting.pop(0)
                    if cells(part) > limit:
                        waiting = split(part, limit) + waiting
                        continue
                    under_way[pool.submit(self._post, table, part, lang or self.lang)] = part
                for done in wait(under_way, return_when=FIRST_COMPLETED).done:
                    part = under_way.pop(done)
                    try:
                        answer = done.result()
                    except SourceRefused as refusal:
                        if _TOO_MANY_CELLS not in refusal.title.lower():
                            raise
                        if limit == first:
                            limit = self.config(fresh=True).max_cells
                        if cells(part) <= limit:
                            raise SourceRefused(
                                f"table {table}: {cells(part)} cells were refused as too many, though {self.base_url}"
                                f"/config states a limit of {limit}. Try again later.",
                                refusal.status,
                                refusal.title,
                            ) from refusal
                        waiting.append(part)
                    else:
                        yield answer
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _post(self, table: str, selection: Selection, lang: str) -> Answer:
        chosen = [{"variableCode": variable, "valueCodes": list(codes)} for variable, codes in selection.items()]
        address = urlencode({"lang": lang, "outputFormat": "json-stat2"})
        url = f"{self.base_url}/tables/{quote(table, safe='')}/data?{address}"
        return self.transport.request("POST", url, {"selection": chosen})

    def _get(self, path: str, **params: str) -> Answer:
        return self.transport.request("GET", f"{self.base_url}/{path}", params={"lang": self.lang, **params})


def described(body: bytes, table: str, structure: Structure | None = None) -> Metadata:
    """What a metadata answer says of a table, or a data answer of the extract it is (``structure`` if parsed already).

    table: the id, where the answer states none. SourceChanged if it is no JSON-stat.
    """
    said = structure or jsonstat.describe(body)
    time, content = said.roles.get("time", ()), said.roles.get("metric", ())
    return Metadata(
        table=said.table or table,
        label=said.label,
        updated=said.updated,
        source=said.source,
        notes=said.notes,
        variables=tuple(
            Variable(
                code=name,
                label=said.dimension_labels[name],
                codes=said.codes[name],
                labels=said.labels[name],
                elimination=said.eliminable[name],
                is_time=name in time,
                is_content=name in content,
                units={code: said.units[code] for code in said.codes[name] if code in said.units},
            )
            for name in said.ids
        ),
        body=body,
    )


def _json_object(answer: Answer) -> dict[str, Any]:
    stated = answer.json()
    if not isinstance(stated, dict):
        raise SourceChanged(f"{answer.url} answers with a JSON {type(stated).__name__}, not an object")
    return stated


def _limit(stated: Mapping[str, Any], name: str) -> int:
    """A count the publisher states, 0 if it states none."""
    count = stated.get(name)
    return count if isinstance(count, int) and count > 0 else 0


def _table_info(entry: Mapping[str, Any]) -> TableInfo:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise SourceChanged(f"the publisher's list of tables has an entry without id: {str(entry)[:100]}")
    discontinued = entry.get("discontinued")
    return TableInfo(
        id=entry["id"],
        label=str(entry.get("label") or ""),
        updated=jsonstat.to_moment(entry.get("updated")),
        first_period=str(entry.get("firstPeriod") or ""),
        last_period=str(entry.get("lastPeriod") or ""),
        discontinued=discontinued if isinstance(discontinued, bool) else None,
    )
