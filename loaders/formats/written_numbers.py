"""Numbers as people write them: ``43 000``, ``2,5``, ``−120``; and those that may be two numbers."""

import math
import re

_SPACE = "[ \u00a0\u2007\u2009\u202f]"
_NUMBER = re.compile(rf"([-\u2212\u2013]?)(\d{{1,3}}(?:{_SPACE}\d{{3}})+|\d+)([.,]\d+)?")
_AMBIGUOUS = re.compile(r"[-+\u2212\u2013]?[1-9]\d{0,2}([.,])\d{3}(?!\d)(?:\1\d{3}(?!\d))*")


def number(text: str) -> float | None:
    """The number that a text is, with spaces between thousands, decimal comma or point, and any minus sign.

    None for what is more or less than one number, or too large to be one. Whoever counts whole persons asks
    `may_be_thousands` first.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    value = float(re.sub(_SPACE, "", found[2]) + (found[3] or "").replace(",", "."))
    return None if math.isinf(value) else -value if found[1] else value


def may_be_thousands(text: str) -> bool:
    """Whether the sign in a number, as in ``7.100``, may part thousands and may be a decimal sign."""
    return _AMBIGUOUS.fullmatch(text.strip()) is not None
