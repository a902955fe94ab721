"""A mail server on this machine that keeps what it is sent: as much of SMTP (RFC 5321) as a sender without TLS asks."""

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

Mail = tuple[str, list[str], EmailMessage]
"""Sender, receivers, message."""


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 ready")
        sender, receivers = "", []
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split()[0].upper()
            if verb == "EHLO":
                self._say("250 here")
            elif verb == "MAIL":
                sender = _address(line)
                self._say("250 ok")
            elif verb == "RCPT":
                receivers.append(_address(line))
                self._say("250 ok" if not self.server.refuses else "550 no such mailbox")
            elif verb == "DATA":
                self._say("354 go on")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part.removeprefix(b".") if part.startswith(b"..") else part
                self.server.mails.append(
                    (sender, receivers, email.message_from_bytes(body, policy=email.policy.default))
                )
                self._say("250 kept")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


def _address(line: str) -> str:
    return line.partition("<")[2].partition(">")[0]


@contextmanager
def mail_server(*, refuses: bool = False) -> Iterator[tuple[str, list[Mail]]]:
    """Its address as the setting has it, and the mails it has taken. refuses: it knows no receiver."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as server:
        server.mails, server.refuses = [], refuses
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}", server.mails
        server.shutdown()
