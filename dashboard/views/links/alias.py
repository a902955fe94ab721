"""Short addresses: ``/k/arbetsloshet-are.hB3…`` for one too long for a line in the minutes. Nothing is kept anywhere.

The last part holds the whole address, packed: pieces of addresses are numbered by ``codebook.txt``, and the numbers
written in 64 letters, with one more letter that tells a misspelt one. What stands before the point says what is shown
and is not read. So a short address works on every machine that has this file, for as long as the pages do.

The file is only added to, at its end: the number of a line is what old short addresses hold.
"""

import re
import string
from collections.abc import Iterator
from functools import cache
from importlib import resources

from dashboard.data.public import Public
from loaders.ground import places

AT = "/k/"
_SHORT = re.compile(rf"(?:/[\w-]+)*?(?:{AT}|/[0-9]{{2}}-)([^/]+)", re.ASCII)
"""``/k/…``, below a path that the pages stand below too; ``/20-…`` for one of several regions."""
LONGEST_SHARED = 70
"""Characters of a whole address that keeps to one line in a document or a mail."""
_LONGEST_PACKED = 400
"""Letters that are read. The longest that is written, of sixty municipalities with a name, has fewer."""
_LETTERS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
_ENDS = string.ascii_letters + string.digits
"""What a short address may end with: no sign that a mail program takes for the end of its sentence."""
_CLASSES = ((64, "0", 6), (1024, "10", 10), (4096, "11", 12))
"""Lines of the codebook in order: how many, the bits before their number, the bits of the number."""
_PLACE_WORD = "region="
_NAME_OF_AREA = re.compile(r"&namn=[^&]*")


def shared(public: Public, link: str) -> str:
    """The whole address of one of our links to pass on: at most 70 characters where it can be packed into them.

    The name of an own area is left out where there is no room for it: its page then calls it by its municipalities.
    Empty where no public address is known.
    """
    whole = public.address(link)
    if len(whole) <= LONGEST_SHARED:
        return whole
    at = public.public_url + beginning(public)
    packed = pack(link)
    if len(at + packed) > LONGEST_SHARED or not packed:
        nameless = pack(_NAME_OF_AREA.sub("", link))
        packed = nameless if nameless and len(at + nameless) <= LONGEST_SHARED else packed
    if not packed:
        return whole
    name = _readable(link, LONGEST_SHARED - len(at + packed) - 1)
    return at + (f"{name}.{packed}" if name else packed)


def beginning(public: Public) -> str:
    """What the paths of short addresses begin with: ``/k/``, or for one of several regions ``/20-``."""
    return public.short_at or public.prefix + AT


def expand(path: str) -> str:
    """The link that a short address stands for; empty where it is none, such as one with a letter wrong."""
    found = _SHORT.fullmatch(path)
    return unpack(found[1].rpartition(".")[2]) if found else ""


def pack(link: str) -> str:
    """A link in few letters; empty where it has signs that no address of ours has."""
    bits = _bits(link)
    if not bits:
        return ""
    bits += "0" * (-len(bits) % 6)
    letters = "".join(_LETTERS[int(bits[at : at + 6], 2)] for at in range(0, len(bits), 6))
    return letters + _check(link)


def unpack(packed: str) -> str:
    """The link of letters that ``pack`` made; empty for any others, and for one that leads to another machine."""
    letters, check = packed[:-1], packed[-1:]
    if not letters or len(packed) > _LONGEST_PACKED or any(letter not in _LETTERS for letter in letters):
        return ""
    bits = "".join(f"{_LETTERS.index(letter):06b}" for letter in letters)
    link, after_code = "", False
    for piece in _pieces(bits):
        is_code = _is_code(piece)
        link += f",{piece}" if is_code and after_code else piece
        after_code = is_code
    is_ours = link.startswith("/") and not link.startswith("//")  # to a browser two strokes begin a host's name
    return link if is_ours and check == _check(link) else ""


def _pieces(bits: str) -> Iterator[str]:
    at, book = 0, codebook()
    while at < len(bits):
        first = 0
        for many, prefix, width in _CLASSES:
            if bits.startswith(prefix, at):
                number = bits[at + len(prefix) : at + len(prefix) + width]
                if len(number) < width or first + int(number, 2) >= len(book):
                    return
                yield book[first + int(number, 2)]
                at += len(prefix) + width
                break
            first += many
        else:
            return


def _bits(link: str) -> str:
    """The fewest bits that say the link. Between two codes of places a comma goes without saying."""
    best: dict[tuple[int, bool], str] = {(0, False): ""}
    for at in range(len(link)):
        for after_code in (False, True):
            so_far = best.get((at, after_code))
            if so_far is None:
                continue
            for start in (at, at + 1) if after_code and link[at] == "," else (at,):
                for end in range(start + 1, min(len(link), start + _longest()) + 1):
                    written = _written().get(link[start:end])
                    is_code = _is_code(link[start:end])
                    if written is None or (is_code and after_code and start == at) or (not is_code and start > at):
                        continue
                    found = so_far + written
                    if len(found) < len(best.get((end, is_code), found + "0")):
                        best[end, is_code] = found
    ends = [bits for is_code in (False, True) if (bits := best.get((len(link), is_code)))]
    return min(ends, key=len, default="")


def _is_code(piece: str) -> bool:
    return len(piece) in (2, 4) and piece.isdigit()


def _check(link: str) -> str:
    total = 0
    for sign in link:
        total = (total * 31 + ord(sign)) % 1_000_003
    return _ENDS[total % len(_ENDS)]


def _readable(link: str, room: int) -> str:
    """What a link shows, in the letters of addresses: the measure and the place, as many whole words as have room."""
    path, _, query = link.partition("?")
    words = path.rstrip("/").rpartition("/")[2].split("-")
    code = next((word.removeprefix(_PLACE_WORD) for word in query.split("&") if word.startswith(_PLACE_WORD)), "")
    known = places.all_places().get(code)
    name = known.name.lower().translate(_ASCII).split() if known else []
    while words and len("-".join([*words, *name])) > room:
        words.pop()
    return "-".join([*words, *name]) if words else ""


_ASCII = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e"})


@cache
def codebook() -> tuple[str, ...]:
    """Pieces of addresses in the order of their numbers."""
    return tuple((resources.files(__package__) / "codebook.txt").read_text(encoding="ascii").split("\n")[:-1])


@cache
def _written() -> dict[str, str]:
    """The bits of each piece."""
    found: dict[str, str] = {}
    first = 0
    for many, prefix, width in _CLASSES:
        for number, piece in enumerate(codebook()[first : first + many]):
            found[piece] = f"{prefix}{number:0{width}b}"
        first += many
    return found


@cache
def _longest() -> int:
    return max(map(len, codebook()))
