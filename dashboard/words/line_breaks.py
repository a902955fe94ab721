"""Where a line on a screen or a sheet may not end: inside a span, a date or a code, and between a number and its unit.

One place for all that is read: pages, the forms of an edition, fact sheets. What is copied as a sentence, and what is
written to files of figures, stays as the words made it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dashboard.words.swedish import NBSP

JOINER = "\u2060"
"""A word joiner, which has no width: after a dash that it follows no line ends."""

_MONTH = "jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sep(?:tember)?|okt(?:ober)?"
_MONTH += "|nov(?:ember)?|dec(?:ember)?"
_NO_UNIT = "och|eller|i|av|till|med|var|är|för|mot|från|på|som|än|men|samt|den|det|de|om|efter|före|under|över|har|hade"
_LABEL = "SNI|WCAG|EN|kv|vecka|bild|koden?|tabell|utgåva|version|nr|sida|nivå"
_TIED = re.compile(
    rf"(?<=\d)(?<!\b(?:19|20)\d\d) (?!(?:{_NO_UNIT})\b)(?=[a-zåäö]{{1,16}}\b)"  # 3,5 procent, 29 oktober; not 2026 steg
    rf"|(?<=\d) (?=års\b|%)|(?<!\d\d\d\d)(?<=\d) (?=\d\d\d\b)|(?<=\bi) (?=fjol\b)"  # 1 000; i fjol
    rf"|\b(?:{_MONTH}|kvartalet|{_LABEL}) (?=\d)"  # augusti 2026, SNI 55
    rf"|(?<=\bkv[ {NBSP}]\d) (?=(?:19|20)\d\d)"
    r"|(?<=\d)(?P<dash>–(?=\d)|-(?=åring|tal|\d\d? år\b))"  # 20–65 år, 66-åringar
)
_LONG = 2_000
"""Letters of a text that is no sentence: a picture as an address is not looked through."""


@lru_cache(maxsize=8192)
def bound(text: str) -> str:
    """The text with a no-break space, or a joiner after the dash, where no line may end: ``20–65 år`` on one line."""
    return text if len(text) > _LONG or text.isalpha() else _TIED.sub(_tie, text)


def bound_within(content: Any, as_written: frozenset[str] = frozenset()) -> Any:
    """Plain data (dicts, lists, scalars) with every text in it bound, but for what stands under one of these keys."""
    if isinstance(content, str):
        return bound(content)
    if isinstance(content, Mapping):
        return {key: value if key in as_written else bound_within(value, as_written) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [bound_within(one, as_written) for one in content]
    return content


def _tie(found: re.Match[str]) -> str:
    if found["dash"]:
        return f"{found[0]}{JOINER}"
    return f"{found[0][:-1]}{NBSP}"
