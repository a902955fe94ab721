"""What Kolada calls its key figures, for who chooses one: by id, or by words of the title."""

import re

from loaders.ground.errors import SourceRefused, UsageError
from loaders.sources.session import Session
from loaders.store.kolada_titles import Kpi, parse

ID = re.compile(r"[A-Z]\d{5}")
MOST_FOUND = 60


def kpi_of(session: Session, id_: str) -> Kpi:
    """What Kolada says of a key figure. UsageError where there is none; SourceError where nobody answers."""
    said = id_.strip().upper()
    if not ID.fullmatch(said):
        raise UsageError(
            f"'{id_}' is no KPI's id", f"”{id_}” är inget nyckeltals id. Det är en bokstav och fem siffror, som N00901."
        )
    try:
        found = parse([session.get(f"kpi/{said}").body])
    except SourceRefused as error:
        if error.status != 404:
            raise
        found = {}
    if said not in found:
        raise UsageError(
            f"Kolada has no KPI {said}; look at https://www.kolada.se",
            f"Kolada har inget nyckeltal {said}. Se efter id:t på kolada.se.",
        )
    return found[said]


def kpis_titled(session: Session, words: str) -> tuple[Kpi, ...]:
    """The key figures whose titles hold the words, as many as are worth listing."""
    answer = session.get("kpi", {"title": words, "per_page": str(MOST_FOUND)})
    return tuple(parse([answer.body]).values())
