"""Names of places in an address: ``region=södra-lappland`` is its municipalities' codes and its name.

The name alone would mean other figures when the region's file changes, and nothing on another service; what is
shared, kept and shown is therefore the codes, to which whoever writes a name is led.
"""

from urllib.parse import parse_qsl, urlencode

from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.errors import SourceChanged, UsageError
from loaders.ground.people.called_places import is_code, place_called, written_places

_PLACE, _NAME, _OTHERS = "region", "namn", "jamfor"
_OF_PLACES = (_PLACE, _OTHERS)


def by_codes(search: str) -> str:
    """The query with codes in place of the names of places; empty where it has none. What is no place stays."""
    asked = dict(parse_qsl(search))
    said = asked | {word: ",".join(map(_code, written_places(asked[word]))) for word in _OF_PLACES if word in asked}
    if all(is_code(one) for word in _OF_PLACES for one in written_places(asked.get(word, ""))) or said == asked:
        return ""
    if len(written_places(said.get(_PLACE, ""))) == 1 and "~" in said.get(_PLACE, ""):
        said[_PLACE], _, said[_NAME] = said[_PLACE].partition("~")
    return "&".join(urlencode({word: one}, safe=",+" if word in _OF_PLACES else ",") for word, one in said.items())


def address_by_codes(address: str) -> str:
    """An address as it was written, but with codes in place of the names of places."""
    path, mark, rest = address.partition("?")
    query, hash_, part = rest.partition("#")
    meant = by_codes(query)
    return f"{path}{mark}{meant}{hash_}{part}" if meant else address


def _code(written: str) -> str:
    if not written.strip() or is_code(written):
        return written
    try:
        return place_called(written).code
    except UsageError:
        return _municipality(written)


def _municipality(written: str) -> str:
    """The municipality's code of a name that a county has too, as the search takes it; else what is written."""
    try:
        return places.by_name(written, level=Level.MUNICIPALITY).code
    except (UsageError, SourceChanged):
        return written
