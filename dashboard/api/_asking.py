"""What several resources ask in the same words: an indicator, places, a day, periods."""

from collections.abc import Iterable
from datetime import date

from dashboard.api._kind import NoSuch
from dashboard.api._place_groups import group_of
from dashboard.data.series import Data
from loaders import catalogue
from loaders.export import asked
from loaders.ground import places
from loaders.ground.clock import read_day, require_been
from loaders.ground.declarations import Indicator
from loaders.ground.errors import UsageError


def indicator(written: str) -> Indicator:
    """The indicator meant by an open word: its word in addresses, id or title. NoSuch with the nearest name."""
    try:
        return catalogue.find_indicator(written)
    except UsageError as error:
        raise NoSuch(str(error), error.message_sv) from None


def day(written: str, data: Data) -> date | None:
    """The day of ``per``; None where none is said, UsageError for one that has not been: nothing is known by then."""
    if not written:
        return None
    said = read_day(written)
    require_been(said, data.today())
    return said


def values(written: str) -> tuple[str, ...]:
    """What stands between the commas of a word."""
    return tuple(dict.fromkeys(part.strip() for part in written.split(",") if part.strip()))


def regions(written: Iterable[str], declared: Indicator, data: Data) -> tuple[str, ...]:
    """Codes of the places asked for, each once, in the order asked: codes, names (areas' too) and groups of places.

    UsageError for a place there is not, and one at whose level the indicator has no figures. Of a group, those places
    are left out, unless that is all of them.
    """
    found: dict[str, None] = {}
    for one in written:
        group = group_of(one, data)
        if group is None:
            (code,) = asked.codes(one, data.county)
            asked.require_level(declared, code)
            found[code] = None
            continue
        fitting = [code for code in group.members if places.place(code).level in declared.levels]
        if not fitting:
            asked.require_level(declared, group.members[0])
        found.update(dict.fromkeys(fitting))
    return tuple(found)
