"""A command at a real terminal: what it prints is waited for, and answers are typed."""

import codecs
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.shared import lacking
from tests.waiting import HANG_SECONDS, heed_ctrl_c

PRESSED_AGAIN_SECONDS = 20
COMMAND = (sys.executable, "-m", "dashboard.commands.main")


class Terminal:
    """A command that believes somebody sits before it. said: all that it has printed."""

    def __init__(self, process: subprocess.Popen, screen: int) -> None:
        self.process, self.said = process, ""
        self._screen, self._read_to = screen, 0
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def until(self, text: str) -> str:
        """What is printed from the last answer on until this text is; an error where the command ends before."""
        while text not in self.said[self._read_to :]:
            try:
                block = os.read(self._screen, 4096)
            except OSError:  # the other side is closed
                block = b""
            if not block:
                raise AssertionError(f"'{text}' was never printed. It said:\n{self.said}")
            self.said += self._decode(block).replace("\r\n", "\n")
        end = self.said.index(text, self._read_to) + len(text)
        shown, self._read_to = self.said[self._read_to : end], end
        return shown

    def answer(self, question: str, answer: str = "") -> str:
        """Type an answer when the question comes, Enter alone for none; what was printed before it."""
        shown = self.until(question)
        self.until(": ")
        os.write(self._screen, f"{answer}\n".encode())
        return shown

    def end(self) -> int:
        """Read to the end; the exit code."""
        try:
            while block := os.read(self._screen, 4096):
                self.said += self._decode(block).replace("\r\n", "\n")
        except OSError:
            pass
        return self.process.wait(HANG_SECONDS)

    def interrupt(self) -> int:
        """Press Ctrl+C, and again as a person does where nothing happens; the exit code.

        A signal that comes just before the system begins to wait for a key is kept until there is one.
        """
        ended = threading.Event()

        def press() -> None:
            while True:
                self.process.send_signal(signal.SIGINT)
                if ended.wait(PRESSED_AGAIN_SECONDS):
                    return

        threading.Thread(target=press, daemon=True).start()
        code = self.end()
        ended.set()
        return code


@contextmanager
def terminal(*words: str, folder: Path, environment: Mapping[str, str]) -> Iterator[Terminal]:
    """A command at a terminal of its own; killed if it hangs. Skips where there are no such terminals."""
    try:
        import pty
    except ImportError:
        lacking("there are no pseudo-terminals on this machine")
        raise
    screen, keyboard = pty.openpty()
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    process = subprocess.Popen(
        [*COMMAND, *words],
        cwd=folder,
        stdin=keyboard,
        stdout=keyboard,
        stderr=keyboard,
        start_new_session=True,
        preexec_fn=heed_ctrl_c,
        env={**bare, "TERM": "dumb", "COLUMNS": "200", "PYTHONUTF8": "1", **environment},
    )
    os.close(keyboard)
    kill = threading.Timer(HANG_SECONDS, process.kill)
    kill.start()
    try:
        yield Terminal(process, screen)
    finally:
        kill.cancel()
        process.kill()
        process.wait()
        os.close(screen)
