"""The templates that an edition is written with, in ``page/``: the page's body, the file and the fragment."""

from functools import cache
from pathlib import Path

import jinja2

from dashboard.editions.corrections_told import corrections_of, links_of
from dashboard.editions.forms._on_a_phone import parts_of
from dashboard.editions.told import NOT_STATISTICS
from dashboard.forms.table_html import table_html
from dashboard.words import swedish
from dashboard.words.line_breaks import bound
from dashboard.words.source_names import source_name
from loaders.ground import places

FOLDER = Path(__file__).with_name("page")


class AsWritten(str):
    """Text that is not bound: an attribute's is in no lines, and a table in a page of another's must be let shrink."""

    __slots__ = ()


@cache
def environment() -> jinja2.Environment:
    """Text from the edition is escaped and bound; tables are written by the one renderer of all pages."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: bound(value) if type(value) is str else value,
    )
    made.globals["table_html"] = table_html
    made.globals["corrections_of"] = corrections_of
    made.globals["links_of"] = links_of
    made.globals["is_wide"] = lambda table: len(parts_of(table)) > 1
    made.globals["source_name"] = source_name
    made.globals["not_statistics"] = NOT_STATISTICS
    made.filters["together"] = lambda text: swedish.kept_together(str(text))
    made.filters["as_written"] = AsWritten
    made.filters["size"] = size_sv
    made.filters["place_name"] = lambda code: places.place(code).name
    return made


def size_sv(size: int) -> str:
    """A file's size: ``1,1 MB``, ``12 kB``."""
    if size >= 1_000_000:
        return f"{swedish.number(size / 1_000_000, 1)} MB"
    return f"{swedish.number(max(1, round(size / 1_000)))} kB"
