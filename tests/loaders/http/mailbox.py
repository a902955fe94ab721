"""A mail server on this machine that keeps what it is sent: as much of SMTP (RFC 5321) as a sender asks, TLS too."""

import base64
import email
import email.policy
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

Mail = tuple[str, list[str], EmailMessage]
"""Sender, receivers, message."""
STARTTLS, TLS = "starttls", "tls"


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._is_safe = self.server.tls == TLS
        if self._is_safe:
            self._secure()
        self._say("220 ready")
        sender, receivers = "", []
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split()[0].upper()
            if verb == "EHLO":
                self._say("250-here")
                self._say("250-AUTH PLAIN")
                self._say("250 STARTTLS" if self.server.tls == STARTTLS and not self._is_safe else "250 8BITMIME")
            elif verb == "STARTTLS":
                self._say("220 go on")
                self._secure()
            elif verb == "AUTH":
                words = base64.b64decode(line.split()[-1]).decode().split("\0")
                self.server.logins.append((self._is_safe, *words[1:]))
                self._say("235 ok")
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

    def _secure(self) -> None:
        """From here on everything is TLS. OSError where the other side does not trust it."""
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self._is_safe = True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


def _address(line: str) -> str:
    return line.partition("<")[2].partition(">")[0]


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Whoever does not trust it hangs up."""


@contextmanager
def mail_server(
    *, refuses: bool = False, tls: str = "", certificate: Path | None = None, user: str = ""
) -> Iterator[tuple[str, list[Mail]]]:
    """Its address as the setting has it, and the mails it has taken. refuses: it knows no receiver.

    tls: offered (STARTTLS) or from the start (TLS), with a certificate. user: as in the address, with the password.
    """
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.mails, server.refuses, server.tls, server.logins = [], refuses, tls, []
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if certificate is not None:
            server.context.load_cert_chain(certificate)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"{'smtps' if tls == TLS else 'smtp'}://{user}127.0.0.1:{server.server_address[1]}", server.mails
        assert all(is_safe and words == [*user.rstrip("@").split(":")] for is_safe, *words in server.logins)
        server.shutdown()


def own_certificate(folder: Path) -> Path:
    """A file with a key and a certificate of 127.0.0.1, which trusts itself (SSL_CERT_FILE)."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "certificate.pem"
    path.write_bytes(key.private_bytes(*form) + made.public_bytes(serialization.Encoding.PEM))
    return path
