"""The edition as a deck: claims as titles, native charts, alternative texts, sources; never the notes.

What makes it is read when a deck is made: whoever serves pages needs none of it.
"""

from collections.abc import Iterable, Sequence

from dashboard.editions.content import Edition
from dashboard.editions.forms._form import Form

MEDIA = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def document(edition: Edition) -> bytes:
    """The whole deck: cover, corrections where there are any, every slide shown, approved questions."""
    from dashboard.editions.forms._deck import deck

    return deck.document(edition)


def make_chosen(edition: Edition, numbers: Sequence[int], template: bytes | None = None) -> bytes:
    """The slides of these numbers without cover, in that order, for the deck of an agenda.

    template: a region's own .pptx or .potx, of which fonts, colours and logo are taken. UsageError for a number that
    the meeting has not, and for a template that cannot be used.
    """
    from dashboard.editions.forms._deck import deck

    return deck.make_chosen(edition, numbers, template)


def check(edition: Edition, content: bytes) -> Iterable[str]:
    """What is wrong with a deck of the whole edition: titles, numbers, alternative texts, marks, notes, size."""
    from dashboard.editions.forms._deck import deck

    return deck.check(edition, content)


FORMS = (
    Form(
        word="pptx",
        ending=".pptx",
        title_sv="PowerPoint, med diagram som går att ändra",
        media=MEDIA,
        make=document,
        check=check,
        order=30,
    ),
)
