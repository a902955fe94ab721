"""A table of figures as bytes of a file: CSV, JSON or Parquet, told by the file's suffix where nothing else is said."""

import io
from collections.abc import Sequence
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from loaders.ground.enums import FileFormat
from loaders.ground.errors import UsageError

SUFFIXES = {f".{form}": form for form in FileFormat}
FORMULA = r"\A[=+\-@\t\r]"
"""How a text begins that a spreadsheet takes for a formula."""
_STRUCTURAL = r'[,"\r\n]'


def format_of(path: Path | None, stated: FileFormat | None, *, also: Sequence[str] = ()) -> FileFormat:
    """The format a person means: as stated, else by the file's suffix, else CSV.

    also: endings that the caller writes itself, to be named. UsageError, with the list, for a suffix that is none of
    these, and for one that says another format than stated.
    """
    if path is None:
        return stated or FileFormat.CSV
    by_suffix = SUFFIXES.get(path.suffix.lower())
    listed = ", ".join((*SUFFIXES, *also))
    if by_suffix is None:
        raise UsageError(
            f"{path.name} has a suffix that is not written; write one of {listed}",
            f"Filer som slutar på ”{path.suffix or path.name}” skrivs inte. Det går att skriva {listed}.",
        )
    if stated is not None and stated is not by_suffix:
        raise UsageError(
            f"--format {stated} and {path.name} say two things; leave --format out, or end the name with .{stated}",
            f"--format {stated} och {path.name} säger olika. Utelämna --format, eller låt namnet sluta på .{stated}.",
        )
    return by_suffix


def serialised(rows: pa.Table, form: FileFormat) -> bytes:
    """The table as bytes: CSV (UTF-8, comma, decimal point, null empty), JSON (list of objects) or Parquet.

    In CSV a text that a spreadsheet would take for a formula, the sign ``-`` too, has an apostrophe before it; numbers
    stay numbers.
    """
    if form is FileFormat.PARQUET:
        target = io.BytesIO()
        pyarrow.parquet.write_table(rows, target, compression="zstd")
        return target.getvalue()
    texts = rows.cast(
        pa.schema([(f.name, pa.string() if pa.types.is_dictionary(f.type) else f.type) for f in rows.schema])
    )
    for name in ("published", "fetched"):
        seconds = rows.column(name).cast(pa.timestamp("s", "UTC"), safe=False)
        at = rows.column_names.index(name)
        texts = texts.set_column(at, name, pc.strftime(seconds, "%Y-%m-%dT%H:%M:%SZ"))
    if form is FileFormat.JSON:
        return orjson.dumps(texts.to_pylist(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    return _csv(texts)


def _csv(rows: pa.Table) -> bytes:
    """The table as CSV; only what holds a comma, a quotation mark or a new line stands in quotation marks."""
    lines = pc.binary_join_element_wise(*(_written(column) for column in rows.columns), ",")
    return "\n".join([",".join(rows.column_names), *lines.to_pylist(), ""]).encode()


def _written(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as it stands between the commas: numbers as they are, text quoted where it must be, null as nothing."""
    if not pa.types.is_string(column.type):
        return pc.fill_null(column.cast(pa.string()), "")
    text = pc.fill_null(column, "")
    reckoned = pc.match_substring_regex(text, FORMULA)
    text = pc.if_else(reckoned, pc.binary_join_element_wise("'", text, ""), text)
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(text, '"', '""'), '"', "")
    return pc.if_else(pc.match_substring_regex(text, _STRUCTURAL), quoted, text)
