"""Pages as text, for tests that look for sentences in them."""

import re

from dashboard.words.line_breaks import JOINER
from dashboard.words.swedish import NBSP

_TIED = re.compile(rf"(?<=\d){NBSP}(?=[a-zåäö])|(?<=[a-z]){NBSP}(?=\d|fjol)")


def plain(html: str) -> str:
    """The markup without what keeps a phrase on one line: spans, joiners, and the spaces of ``line_breaks.bound``."""
    return untied(re.sub(r'<span class="hel-fras">(.*?)</span>', r"\1", html))


def untied(html: str) -> str:
    """The markup as the words made it, but for units and years that they tie themselves: those have spaces too."""
    return _TIED.sub(" ", html.replace(JOINER, ""))
