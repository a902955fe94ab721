"""What a person is told, in Swedish, when a command is not understood."""

import os
import sys
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from rich.console import Console
from typer.exceptions import TyperException

from loaders.ground.errors import LanspulsError, ReportError
from loaders.ground.files import reason_sv
from loaders.ground.people.interrupting import INTERRUPTED

UNKNOWN_COMMAND = "No such command"
QUOTES = "'."


def told(error: TyperException) -> Iterator[str]:
    """Lines for a command that was not understood: what is wrong, the library's own words, and where to look.

    A command without arguments that needs some is answered with its help, as it is.
    """
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    if message.startswith("Usage:"):
        yield message
        return
    yield f"Fel: {_swedish(error, message)}"
    yield f"     ({message})"
    context = getattr(error, "ctx", None)
    yield f"Hjälp: {context.command_path if context else 'lanspuls'} --help"


def _swedish(error: TyperException, message: str) -> str:
    """One sentence for the kinds of fault that happen; a general one for the others."""
    kind = type(error).__name__
    option, parameter = getattr(error, "option_name", ""), getattr(error, "param", None)
    if kind == "NoSuchOption":
        return f"Det finns inget val som heter {option}.{_meant(option, getattr(error, 'possibilities', None) or ())}"
    if kind == "BadOptionUsage":
        return f"Valet {option} är inte skrivet som det ska."
    if kind == "MissingParameter" and parameter is not None:
        return f"{_name(parameter)} saknas."
    if kind == "BadParameter" and parameter is not None:
        return f"Värdet för {_name(parameter)} går inte att använda."
    if message.startswith(UNKNOWN_COMMAND):
        word = message.removeprefix(UNKNOWN_COMMAND).split()[0].strip(QUOTES)
        known = getattr(getattr(getattr(error, "ctx", None), "command", None), "commands", ())
        return f"Det finns inget kommando som heter {word}.{_meant(word, known)}"
    return "Kommandot förstods inte."


def _meant(written: str, known: Iterable[str]) -> str:
    """A question whether the nearest was meant; empty where none is near."""
    near = get_close_matches(written, tuple(known), 1)
    return f" Menade du {near[0]}?" if near else ""


def _name(parameter: object) -> str:
    """``--port`` or ``INDICATOR``: as a person writes it."""
    longest = max(getattr(parameter, "opts", ()) or ("",), key=len)
    return longest if longest.startswith("-") else getattr(parameter, "metavar", None) or longest.upper()


def tell_abort(err: Console) -> int:
    """Say that a question was left unanswered (Ctrl+C, or the input ended). The exit code, as shells have it."""
    err.print("\nAvbrutet. Inget är skrivet.")
    return INTERRUPTED


def told_error(error: LanspulsError | OSError) -> Iterable[str]:
    """What a person is told of an expected error, or of what the system refused: Swedish first where there is any.

    Nothing where nobody listens any more, as in ``lanspuls export … | head``.
    """
    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left is written at the very end
        return
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        yield f"Fel: {where}{reason_sv(error)}."
        yield f"     ({error})"
        return
    swedish = getattr(error, "message_sv", "")
    if isinstance(error, ReportError):
        swedish = "Dokumentet kunde inte göras."
    if swedish and swedish != str(error):
        yield f"Fel: {swedish}"
        yield f"     ({error})"
    else:
        yield f"Fel: {error}"
