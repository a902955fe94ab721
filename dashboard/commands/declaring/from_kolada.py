"""A measure of one of Kolada's key figures: asked for by id or by words, and what Kolada says of it proposed."""

import re
from typing import TYPE_CHECKING

from dashboard.commands.declaring.asking import LISTED, Asking
from dashboard.commands.declaring.proposal import Proposal, quoted
from loaders.ground.errors import UsageError

if TYPE_CHECKING:
    from loaders.settings import Settings
    from loaders.store.kolada_titles import Kpi

_UNITS = {
    r"andel \(%\)": "procent",
    r"kr/inv": "kronor per invånare",
    r"antal/1\s?000 inv(ånare)?": "per 1 000 invånare",
    r"antal/100\s?000 inv(ånare)?": "per 100 000 invånare",
    r"\(%\)": "procent",
}
"""What the title of a key figure says of its unit, and how we write that."""
_UNIT_LAST = re.compile(r",?\s*(andel )?\(%\)$|,\s*(kr/inv(ånare)?|antal/[\d ]+ inv(ånare)?)$", re.IGNORECASE)
"""The unit at the end of a title, which is said beside every figure anyway."""
_COUNTS = re.compile(r",\s*(antal|st)$", re.IGNORECASE)


def propose(settings: "Settings", id_: str, asking: Asking) -> Proposal:
    """What Kolada says of the key figure that is said or asked for. Errors as `Asking.text`; SourceError."""
    from loaders.publishers import publisher
    from loaders.sources.kolada.looking_up import ID, kpi_of, kpis_titled
    from loaders.sources.session import session

    met: dict[str, Kpi] = {}
    with session(settings, publisher("kolada")) as asked:

        def meant(answer: str) -> str:
            if ID.fullmatch(answer.upper()) or any(sign.isdigit() for sign in answer) or not asking.at_terminal:
                known = kpi_of(asked, answer)
                met[known.id] = known
                return known.id
            found = kpis_titled(asked, answer)
            met.update({one.id: one for one in found})
            if len(found) == 1:
                return found[0].id
            raise _which(answer, found)

        question = "Nyckeltalets id, eller ord ur namnet"
        chosen = asking.text("--kolada", question, id_, check=meant)
    known = met[chosen]
    asking.tell(f"  {known.id}  {known.title}", *([f"  {known.description}"] if known.description else []))
    title = _UNIT_LAST.sub("", known.title)
    return Proposal(
        source=("[kolada]", f"kpi = {quoted(known.id)}", f"title = {quoted(known.title)}"),
        title=title,
        short_title=title.split(",")[0].split(" (")[0],
        unit=unit_of(known),
        kind="antal" if _COUNTS.search(known.title) else "kvot",
        grain="år",
        definition=known.description or known.title,
    )


def unit_of(known: "Kpi") -> str:
    """The unit in our words, as the title tells it; else as Kolada states it."""
    told = next((ours for said, ours in _UNITS.items() if re.search(said, known.title, re.IGNORECASE)), "")
    return told or known.unit


def _which(answer: str, found: "tuple[Kpi, ...]") -> UsageError:
    if not found:
        return UsageError(
            f"no KPI's title has '{answer}'", f"Inget nyckeltal har ”{answer}” i namnet. Skriv andra ord, eller id:t."
        )
    listed = "\n".join(f"  {one.id}  {one.title}" for one in found[:LISTED])
    more = f"\n  … och {len(found) - LISTED} till; skriv fler ord" if len(found) > LISTED else ""
    return UsageError(f"{len(found)} KPIs have '{answer}'", f"{len(found)} nyckeltal. Skriv id:t:\n{listed}{more}")
