"""The command line in this process, on a day of its own, in a folder with a small store and a meeting."""

import contextlib
import contextvars
import io
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest import mock

from dashboard.commands import main

TODAY = date(2026, 11, 27)


@dataclass(frozen=True)
class Ran:
    """What a command ended with and said."""

    code: int
    out: str
    err: str


def lanspuls(folder: Path, *arguments: str, today: date = TODAY, **environment: str) -> Ran:
    """Run a command in a folder; ``today`` is its day."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    with (
        contextlib.chdir(folder),
        mock.patch.dict(os.environ, {**kept, **environment}, clear=True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            contextvars.copy_context().run(main.main, list(arguments), today=lambda: today)
        except SystemExit as end:
            return Ran(int(end.code or 0), *(one.buffer.getvalue().decode() for one in (out, err)))
    raise AssertionError("the command line did not end")
