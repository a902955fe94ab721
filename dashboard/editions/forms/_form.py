"""What a file of this folder declares: one or several forms of an edition, each a file that readers take away."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dashboard.editions.content import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of an edition.

    - ``word``: its name for programs, as in ``--forms pdf,pptx``.
    - ``ending``: what its file's name ends with, after the edition's own (``.pdf``, ``-protokoll.txt``).
    - ``title_sv``: what the link to it says; the size is added.
    - ``media``: the media type it is sent as.
    - ``make``: its bytes from the edition, and from nothing else: the same edition, the same bytes. ReportError.
    - ``check``: what is wrong with the bytes as a form of that edition, in Swedish sentences.
    - ``needs_drawings``: whether it needs the figures as pictures, which a browser on the machine draws.
    - ``is_listed``: whether readers are offered it; what the page itself is made of is not.
    - ``order``: its place among the others.
    """

    word: str
    ending: str
    title_sv: str
    media: str
    make: Callable[[Edition], bytes]
    check: Callable[[Edition, bytes], Iterable[str]] = lambda edition, content: ()
    needs_drawings: bool = False
    is_listed: bool = True
    order: int = 50

    def name(self, edition: Edition) -> str:
        """The file's name, which says the meeting and the edition."""
        return f"{edition.name}{self.ending}"
