"""The table of counts that ``lanspuls ads`` makes of archives: read in by hand, or fetched from where a setting says.

A region, or one machine for all, may lay its files of counts on a web server as a page of links; the setting
``jobtech_archive_url`` names it. At JobTech's own address are the archives themselves, a thousand million bytes a year,
which are downloaded and counted by a person.
"""

import re
from collections.abc import Generator, Iterable
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from loaders.ground.errors import SourceChanged, SourceRefused
from loaders.ground.misfits import Role
from loaders.ground.panel import PERIOD
from loaders.ground.raw import Raw
from loaders.http.transport import Answer, Expect
from loaders.planning.table_plans import Look, TablePlan
from loaders.sources.jobtech.archive.counted import Counted, panel_of, read_counted
from loaders.sources.protocol import Apart, Examined, Part, Reading, misfit_of, raw_of, told
from loaders.store import Scope

if TYPE_CHECKING:
    from loaders.sources.session import Session

ARCHIVE = "annonser-arkiv"
ADDRESS = "archive"
LABEL = "Annonser per yrkesområde ur JobTechs arkiv, egen räkning"
_PARQUET = b"PAR1"
_HREF = re.compile(r'href="([^"]+)"', re.IGNORECASE)


def is_counted(raw: Raw) -> bool:
    """Whether a file is one of counts, by its first bytes."""
    return raw.body.startswith(_PARQUET)


def cleaned(raw: Raw) -> Raw:
    """A file of counts written anew, so that nothing else it may hold reaches the disk. SourceChanged if it is none."""
    return replace(raw, body=read_counted(raw.body, raw.name).to_bytes(), path=None)


def look(session: "Session", plan: TablePlan) -> Look:
    """The files of counts on the page; SourceRefused at JobTech's own address."""
    address = session.url(ADDRESS)
    if is_own(session):
        raise SourceRefused(
            f"{plan.table} is counted from the archives at {address}: download them and run `lanspuls ads FILE...`",
            404,
        )
    links = _links(session, plan)
    return Look(fingerprint=" ".join(sorted(links)), label=LABEL, url=address)


def is_own(session: "Session") -> bool:
    """Whether the address is JobTech's own, where there are archives and no counts."""
    return session.url(ADDRESS) == session.info.more_urls[ADDRESS].rstrip("/")


def download(session: "Session", plan: TablePlan) -> Generator[Raw, None, None]:
    """Every file of counts on the page, the one with the newest name first."""
    links = _links(session, plan)
    session.expected(len(links), LABEL)
    for name in sorted(links, reverse=True):
        yield raw_of(session.get(links[name], expect=Expect.ANY), name)
        session.advanced(1)


def doctor(session: "Session", plan: TablePlan) -> Examined | None:
    """Nothing to ask at JobTech's own address; None elsewhere, where the table is asked for as any other."""
    if not is_own(session):
        return None
    return Examined(remarks=("räknas ur JobTechs arkiv med lanspuls ads FIL",))


def read(plan: TablePlan, raws: Iterable[Raw]) -> Reading:
    """Files of counts to panels of all places and fields. The first file that has a month gives it."""
    files: list[Counted] = []
    for raw in raws:
        if not is_counted(raw):
            raise SourceChanged(
                f"jobtech: {raw.name} is no file of counts; count the archive with `lanspuls ads {raw.name}`"
            )
        files.append(read_counted(raw.body, raw.name))
    if not files:
        raise SourceChanged(f"jobtech: no file of counts for {plan.table}; count archives with `lanspuls ads FILE...`")
    apart, remarks = Apart(), tuple[str, ...]()
    for indicator, query in plan.file_parts:
        panel, remarks = panel_of(indicator, files)
        codes = {name: axis for name, axis in panel.axes.items() if name != PERIOD}
        scope = Scope(codes, panel.axes[PERIOD][0], panel.axes[PERIOD][-1])
        apart.parts.append(Part(indicator=indicator, query=query, panel=panel, scope=scope))
    last = max(part.panel.axes[PERIOD][-1] for part in apart.parts)
    listing = tuple(f"{one.told.file}: {one.told.ads} annonser, SHA-256 {one.told.sha256}" for one in files)
    return Reading(parts=tuple(apart.parts), last_period=last, label=LABEL, remarks=remarks, listing=listing)


def _links(session: "Session", plan: TablePlan) -> dict[str, str]:
    """Address by name of each file of counts that the page links to. SourceChanged if there is none."""
    page = session.once("archive", lambda: session.get(f"{session.url(ADDRESS)}/", expect=Expect.HTML))
    names = _named(page)
    query = plan.queries[0]
    found = {name: link for name, link in names.items() if re.search(query.match, name)}
    if not found:
        misfit = misfit_of(query, Role.FILE, query.match, names)
        raise SourceChanged(
            f"jobtech: no file on {page.url} is one of counts (/{query.match}/). There is: "
            f"{'; '.join(list(names)[:12]) or 'nothing'}{told(misfit)}",
            misfit,
        )
    return found


def _named(page: Answer) -> dict[str, str]:
    links = (urljoin(page.url, unescape(link)) for link in _HREF.findall(page.body.decode("utf-8", "replace")))
    return {unquote(urlsplit(address).path).rpartition("/")[2]: address for address in links}
