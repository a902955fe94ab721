"""Names of the region's areas in an address: ``region=södra-lappland`` is its municipalities' codes and its name.

The name alone would mean other figures when the region's file changes, and nothing on another service; what is
shared, kept and shown is therefore the codes, to which whoever writes a name is led.
"""

from urllib.parse import parse_qsl, urlencode

from loaders.ground.people.areas import NamedAreas

_PLACE, _NAME, _OTHERS = "region", "namn", "jamfor"


def by_codes(search: str, known: NamedAreas) -> str:
    """The query with codes in place of the areas it names; empty where it names none."""
    if not known.areas:
        return ""
    asked = dict(parse_qsl(search))
    said = dict(asked)
    if area := known.find(asked.get(_PLACE, "")):
        said[_PLACE], _, said[_NAME] = area.code.partition("~")
    if _OTHERS in asked:
        said[_OTHERS] = ",".join(found.code if (found := known.find(one)) else one for one in asked[_OTHERS].split(","))
    if said == asked:
        return ""
    return "&".join(
        urlencode({word: one}, safe=",+" if word in (_PLACE, _OTHERS) else ",") for word, one in said.items()
    )
