"""The speaker's side of following on another machine: what is shown is told the public server over HTTP."""

from collections.abc import Sequence
from types import TracebackType

from dashboard.editions.followed import Shown
from loaders.ground.errors import LanspulsError, UsageError
from loaders.http.telling import Teller


class FollowedThere:
    """Tells the server at an address, authorised by its secret; ends there what it has begun."""

    def __init__(self, address: str, secret: str) -> None:
        self._address, self._teller = address.rstrip("/"), Teller(secret)
        self._shown: set[str] = set()

    def show(self, word: str, shown: Shown) -> None:
        """A slide is shown. UsageError where the server does not take it."""
        told = {"day": shown.day.isoformat(), "number": shown.number, "slide": shown.slide, "place": shown.place}
        self._tell("POST", word, told)
        self._shown.add(word)

    def end(self, word: str) -> None:
        """The speaker has ended. UsageError where the server does not take it."""
        self._tell("DELETE", word, None)
        self._shown.discard(word)

    def ask(self, word: str, text: str, options: Sequence[str]) -> None:
        """Those who follow there are asked; without answers to choose among it ends. UsageError."""
        self._tell("POST", word, {"text": text, "options": list(options)}, "fraga")

    def is_shown(self, word: str) -> bool:
        """Whether this machine shows anything there."""
        return word in self._shown

    def __enter__(self) -> "FollowedThere":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for word in tuple(self._shown):
            try:
                self.end(word)
            except LanspulsError:
                continue  # the server ends by itself what is silent
        self._teller.close()

    def _tell(self, method: str, word: str, told: dict[str, object] | None, part: str = "lage") -> None:
        status = self._teller.tell(method, f"{self._address}/folj/{word}/{part}", told)
        if status == 204:
            return
        why = {
            0: ("it does not answer", "den svarar inte. Bilderna visas här som vanligt"),
            401: ("it refuses the secret", "hemligheten stämmer inte. Läs den på servern, i data/following/hemlighet"),
            404: ("it has no such edition", "den har inte den utgåvan. Lägg den där också"),
        }.get(status, (f"it answers {status}", f"den svarar {status}"))
        raise UsageError(
            f"{self._address} does not tell participants: {why[0]}",
            f"Deltagarna ser inte bilden på {self._address}: {why[1]}.",
        )
