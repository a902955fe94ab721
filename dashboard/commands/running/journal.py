"""The supervisor's own lines in the log, in the form of its parts': faults alone, or everything as text or JSON."""

import json
from datetime import UTC, datetime

from dashboard.commands.running.child import Output

ERRORS, JSON = "errors", "json"


class Journal:
    """form: as the setting ``log``."""

    def __init__(self, output: Output, form: str) -> None:
        self._output, self._form = output, form

    def info(self, event: str, **said: object) -> None:
        """What happens as it should."""
        if self._form != ERRORS:
            self._put("info", event, said)

    def warn(self, event: str, **said: object) -> None:
        """What somebody should know."""
        self._put("warning", event, said)

    def _put(self, level: str, event: str, said: dict[str, object]) -> None:
        moment = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        if self._form == JSON:
            told = {"time": moment, "level": level, "event": event, **said}
            line = json.dumps(told, ensure_ascii=False, default=str)
        else:
            line = f"{moment} {level} {event} {' '.join(f'{name}={value}' for name, value in said.items())}".rstrip()
        self._output.put(f"{line}\n".encode("utf-8", "replace"))
