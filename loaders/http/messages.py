"""A message from this machine to people: by e-mail (SMTP) or to an address that takes it as JSON (a webhook).

Both may hold a password or a secret path, so that no error names more of them than the host.
"""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import make_msgid
from urllib.parse import unquote, urlsplit

import requests

from loaders.ground.errors import LanspulsError

WAIT_SECONDS = 30.0
SUBMISSION, OVER_TLS = 587, 465
"""Ports of a mail server that names none: RFC 6409, and RFC 8314 for ``smtps``."""
_ON_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


class MessageNotSent(LanspulsError):
    """A message that reached nobody. ``message_sv`` says why and what to look at."""

    def __init__(self, message: str, message_sv: str) -> None:
        super().__init__(message)
        self.message_sv = message_sv


def send_mail(server: str, sender: str, receiver: str, subject: str, text: str) -> None:
    """Hand a plain text to a mail server. MessageNotSent.

    server: ``smtp://host:587`` (TLS where it is offered) or ``smtps://host:465``, with ``user:password@`` before the
    host where it asks for them, each percent-encoded. A password is sent to another machine over TLS alone.
    """
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, sender, receiver
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or None)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    try:
        parts = urlsplit(server)
        host, is_tls = parts.hostname or "", parts.scheme == "smtps"
        port = parts.port or (OVER_TLS if is_tls else SUBMISSION)
    except ValueError:
        raise MessageNotSent(
            "the address of the mail server is none", "Inställningen mail_server är ingen adress."
        ) from None
    try:
        with _opened(host, port, is_tls=is_tls) as session:
            if not is_tls:
                session.ehlo()
                if session.has_extn("starttls"):
                    session.starttls(context=ssl.create_default_context())
                    session.ehlo()
                    is_tls = True
            if parts.username:
                if not is_tls and host not in _ON_THIS_MACHINE:
                    raise MessageNotSent(
                        f"the mail server {host} offers no TLS, and the password is not sent without",
                        f"E-postservern {host} erbjuder ingen kryptering, och lösenordet skickas inte utan. "
                        "Skriv smtps:// i mail_server om den har en sådan port.",
                    )
                session.login(unquote(parts.username), unquote(parts.password or ""))
            session.send_message(message)
    except (smtplib.SMTPException, OSError) as error:
        reason = type(error).__name__
        raise MessageNotSent(
            f"the mail server {host}:{port} did not take the message ({reason}); see mail_server, mail_to, mail_from",
            f"E-postservern {host}:{port} tog inte emot meddelandet ({reason}). "
            "Se inställningarna mail_server, mail_to och mail_from.",
        ) from error


def _opened(host: str, port: int, *, is_tls: bool) -> smtplib.SMTP:
    if is_tls:
        return smtplib.SMTP_SSL(host, port, timeout=WAIT_SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=WAIT_SECONDS)


def post_message(address: str, subject: str, text: str) -> None:
    """Post ``{"text": subject and text}``, the form that chats' incoming webhooks take. MessageNotSent."""
    host = urlsplit(address).hostname or ""
    try:
        answer = requests.post(
            address, json={"text": f"{subject}\n\n{text}"}, timeout=WAIT_SECONDS, allow_redirects=False
        )
    except (requests.RequestException, OSError) as error:
        reason = type(error).__name__
    else:
        if answer.ok and not answer.is_redirect:
            return
        reason = f"HTTP {answer.status_code}"
    raise MessageNotSent(
        f"the webhook at {host} did not take the message ({reason}); see the setting webhook",
        f"Adressen hos {host} tog inte emot meddelandet ({reason}). Se inställningen webhook.",
    )
