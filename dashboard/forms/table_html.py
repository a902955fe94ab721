"""A table as HTML text: the one renderer of all pages, those with a tree of components and those of a template."""

import re
from functools import lru_cache
from html import escape

from markupsafe import Markup

from dashboard.model import Table
from dashboard.words.line_breaks import bound

STACKED = "staplad"
"""Class of a table whose rows are blocks on a phone."""
_INTERVAL = re.compile(r"[\d,]+–[\d,]+")


@lru_cache(maxsize=8)
def table_html(
    content: Table, *, visible_caption: bool = False, stacked: bool = False, links: tuple[str, ...] = ()
) -> Markup:
    """A table of text with caption and scopes. Markup, which neither a page nor a template escapes again.

    links: where the heading of each row leads, empty for none. stacked: on a phone each row is a block with every cell
    on its own line below its column's title. Roles are written out, since browsers forget what a table is when its rows
    become blocks. The newest few are kept: the windows of a series have the same long table.
    """

    def role(name: str) -> str:
        return f' role="{name}"' if stacked else ""

    titles = [f' data-titel="{escape(column.title)}"' if stacked else "" for column in content.columns]
    number = ' class="tal"'
    head = "".join(
        f'<th scope="col"{number if column.numeric else ""}{role("columnheader")}>{_written(column.title)}</th>'
        for column in content.columns
    )
    body = []
    for n, (first, *rest) in enumerate(content.rows):
        chosen = ' class="vald"' if n in content.strong else ""
        link = links[n] if links else ""
        heading = f'<a href="{escape(link)}">{_written(first)}</a>' if link else _written(first)
        cells = [f'<th scope="row"{role("rowheader")}>{heading}</th>']
        for text, column, title in zip(rest, content.columns[1:], titles[1:], strict=True):
            unbroken = ' class="tal hel"' if _INTERVAL.fullmatch(text) else number
            kind = unbroken if column.numeric else ""
            cells.append(f"<td{kind}{role('cell')}{title}>{escape(text) if column.numeric else _written(text)}</td>")
        body.append(f"<tr{chosen}{role('row')}>{''.join(cells)}</tr>")
    classes = f"table {STACKED}" if stacked else "table"
    caption = "<caption>" if visible_caption else '<caption class="dold">'
    group = role("rowgroup")
    return Markup(
        f'<table class="{classes}"{role("table")}>{caption}{_written(content.caption)}</caption>'
        f"<thead{group}><tr{role('row')}>{head}</tr></thead><tbody{group}>{''.join(body)}</tbody></table>"
    )


def _written(text: str) -> str:
    return escape(bound(text))
