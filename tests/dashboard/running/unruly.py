"""A part that does what a file tells it to: FOLDER/<part> holds a word, and after it what the part comes to.

*well* works, *crash* and *zero* end, *hang* does nothing, *flood* and *babble* write without end, *garbage* tells no
line of ours, *deaf* does not end when it is asked to, *mute* (the pages) takes questions and answers none.
"""

import json
import os
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def main() -> None:
    folder, part = Path(sys.argv[1]), sys.argv[2]
    given = json.loads(sys.stdin.readline())
    word, _, result = (folder / part).read_text(encoding="utf-8").strip().partition(" ")
    with (folder / "begun").open("a") as begun:
        begun.write(f"{part} {os.getpid()}\n")
    if word == "deaf":
        say({"alive": "deaf"})
        threading.Event().wait()
    threading.Thread(target=leave_with_stdin, daemon=True).start()
    if word == "crash":
        say({"fault": "föll omkull"})
        sys.exit(3)
    if word == "garbage":
        os.write(1, b"this is no line of ours\n")
        sys.exit(0)
    if word == "flood":
        while True:
            sys.stderr.write("x" * 100_000)
    if word == "babble":
        while True:
            os.write(1, b"x" * 100_000 + b"\n")
    if word == "hang":
        threading.Event().wait()
    if word == "zero":
        sys.exit(0)
    if part == "serve":
        answer_questions(given, is_mute=word == "mute")
    if part == "tell":
        tell(folder, given["letters"], result)
        return
    say(json.loads(result))


def tell(folder: Path, letters: list[dict[str, object]], result: str) -> None:
    """Write down what is to be told, and say that all took it, or what else is to be said of each."""
    with (folder / "told").open("a", encoding="utf-8") as told:
        for number, letter in enumerate(letters):
            told.write(json.dumps(letter) + "\n")
            outcome = json.loads(result) if result else {"ways": letter["ways"], "fault": ""}
            say({"delivered": {"number": number, **outcome}})


def answer_questions(given: dict[str, int], *, is_mute: bool) -> None:
    """Answer with the number of the process, at the port that was handed over, or is to be opened here."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if is_mute:
                threading.Event().wait()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(str(os.getpid()).encode())

        def log_message(self, *_: object) -> None:
            return

    is_handed = given["listening"] is not None
    server = ThreadingHTTPServer(("127.0.0.1", given["port"]), Answer, bind_and_activate=not is_handed)
    if is_handed:
        server.socket = socket.socket(fileno=given["listening"])
    say({"ready": True})
    server.serve_forever()


def say(line: dict[str, object]) -> None:
    os.write(1, f"{json.dumps(line)}\n".encode())


def leave_with_stdin() -> None:
    while os.read(0, 1024):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
