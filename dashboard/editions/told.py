"""What every form says of an edition itself: which it is, as known when, the meeting's time and place."""

from dashboard.editions.content import Edition
from dashboard.words import swedish

NOT_STATISTICS = "Deltagarnas egna uppgifter. De är inte officiell statistik och har inte granskats som sådan."
"""What stands over what participants have told."""


def issue_sv(edition: Edition) -> str:
    """``Utgåva 1, publicerad 27 november 2026``. Empty for a draft."""
    if not edition.number:
        return ""
    kind = "" if edition.number == 1 else f", {edition.kind.value}"
    return f"Utgåva {edition.number}{kind}, publicerad {swedish.date_text(edition.moment)}"


def known_sv(edition: Edition) -> str:
    """The day whose state the figures show."""
    return f"Siffrorna är de som var kända {swedish.date_text(edition.known_by)}."


def times_sv(edition: Edition) -> str:
    """``13.00–14.00``; empty where the file does not say."""
    head = edition.head
    if head.start is None:
        return ""
    return f"{head.start:%H.%M}" + (f"–{head.end:%H.%M}" if head.end is not None else "")


def place_sv(edition: Edition) -> str:
    """``Östersund och digitalt``: a hybrid meeting is both; of a digital one the place says how: *digitalt (Teams)*."""
    head = edition.head
    if head.held_sv == "digitalt":
        return f"digitalt ({head.place})" if head.place else "digitalt"
    held = {"på plats": "", "hybrid": "digitalt"}.get(head.held_sv, head.held_sv)
    return " och ".join(filter(None, (head.place, held)))


def time_and_place_sv(edition: Edition) -> str:
    """``Kl. 13.00–14.00, Östersund och digitalt``."""
    times = times_sv(edition)
    return ", ".join(filter(None, (f"Kl. {times}" if times else "", place_sv(edition))))
