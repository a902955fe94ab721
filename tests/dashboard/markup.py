"""Pages as text, for tests that look for sentences in them."""

import re


def plain(html: str) -> str:
    """The markup without the spans that keep a phrase on one line."""
    return re.sub(r'<span class="hel-fras">(.*?)</span>', r"\1", html)
