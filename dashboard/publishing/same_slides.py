"""Which slide of one running order is which of another: by what it shows, wherever it stands by now."""

import re
from collections.abc import Sequence

from dashboard.editions.content import Slide

_DAY_KNOWN = re.compile(r"(?<=[?&])per=[^&]*&?")
"""The word of an address that says as known on which day: a draft's may be another than the edition's."""


def matched(drafts: Sequence[Slide], published: Sequence[Slide]) -> dict[int, int]:
    """The slides of a draft that are in an edition, by number. What is there twice is taken in order."""
    left = list(published)
    found = {}
    for slide in drafts:
        same = next((one for one in left if _what(one) == _what(slide)), None)
        if same is not None:
            left.remove(same)
            found[slide.number] = same.number
    return found


def same_slides(after: Sequence[Slide], before: Sequence[Slide]) -> dict[int, int]:
    """The slides of a correction that the edition before had, by number, though one was written anew.

    What shows the same is the same; of what is left, a slide of the same kind at the same number; then the analyst's
    own slides in order.
    """
    found = matched(after, before)
    taken = set(found.values())
    left = {slide.number: slide for slide in before if slide.number not in taken}
    new = [slide for slide in after if slide.number not in found]
    for slide in new:
        same = left.get(slide.number)
        if same is not None and same.kind == slide.kind:
            found[slide.number] = left.pop(slide.number).number
    for slide in new:
        own = next((n for n, one in left.items() if one.kind == slide.kind and not (one.link or slide.link)), None)
        if slide.number not in found and own is not None:
            found[slide.number] = left.pop(own).number
    return found


def _what(slide: Slide) -> tuple[str, str, str]:
    """What a slide is of, whatever its figures and its headline say; a free slide is its headline."""
    name = slide.title if slide.link else slide.headline
    return slide.kind, name, _DAY_KNOWN.sub("", slide.link).rstrip("?&")
