"""Questions at a terminal: a proposal that Enter takes, and a fault that is told before the question comes again."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import typer
from rich.console import Console

from loaders.ground import names
from loaders.ground.errors import UsageError

Check = Callable[[str], str]
"""What an answer means, in the words it is written down in. UsageError, in both languages, for one that cannot be."""
LISTED = 20
"""Choices that are listed at once."""


def _as_said(answer: str) -> str:
    return answer


@dataclass(frozen=True, slots=True)
class Asking:
    """Where questions are asked, if they can be. at_terminal: whether somebody sits there to answer."""

    out: Console
    at_terminal: bool = field(default_factory=lambda: sys.stdin.isatty())

    def text(
        self,
        option: str,
        question: str,
        said: str = "",
        proposed: str = "",
        *,
        check: Check = _as_said,
        near: Check = lambda answer: "",
    ) -> str:
        """What is said as an option; else what is answered at a terminal; else what is proposed.

        near: what is likelier meant by an answer that cannot be; it is proposed when the question comes again.
        UsageError where there is no terminal, and nothing is said or proposed or what is cannot be.
        """
        if not self.at_terminal:
            if not (said or proposed):
                raise UsageError(f"say {option} where there is no terminal", f"Ange {option}: {question}.")
            return check(said or proposed)
        while True:
            answer = said or str(typer.prompt(question, default=proposed or None)).strip()
            try:
                return check(answer)
            except UsageError as error:
                self.out.print(f"  {error.message_sv}")
                proposed, said = near(answer) or proposed, ""

    def choice(self, option: str, question: str, choices: Mapping[str, str], said: str = "", proposed: str = "") -> str:
        """One of the choices (word → what it is), each on a line of its own at a terminal. Errors as `text`."""
        if self.at_terminal and not said:
            self.list(choices)

        def meant(answer: str) -> str:
            found = names.find(answer, ((word, word) for word in choices))
            if not found:
                found = tuple(word for word in choices if answer and names.fold(word).startswith(names.fold(answer)))
            if len(found) == 1:
                return found[0]
            near = names.nearest(answer, choices)
            hint = f"Menade du {near}? " if near else ""
            raise UsageError(
                f"'{answer}' is none of {', '.join(choices)}",
                f"”{answer}” går inte att välja. {hint}Det finns: {', '.join(choices)}.",
            )

        return self.text(
            option, question, said, proposed, check=meant, near=lambda answer: names.nearest(answer, choices)
        )

    def list(self, choices: Mapping[str, str]) -> None:
        """Print what can be chosen."""
        width = max((len(word) for word in choices), default=0)
        for n, (word, told) in enumerate(choices.items()):
            if n == LISTED:
                self.out.print(f"  … och {len(choices) - LISTED} till. Skriv koden, eller början på namnet.")
                return
            self.out.print(f"  {word:<{width}}  {told}".rstrip())

    def tell(self, *lines: str) -> None:
        """Print lines, where somebody sits there to read them."""
        if self.at_terminal:
            for line in lines:
                self.out.print(line)
