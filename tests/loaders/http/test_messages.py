"""Messages to people: what a mail server on this machine is sent, and what is said where none takes it."""

import pytest

from loaders.http.messages import MessageNotSent, post_message, send_mail
from tests.loaders.http.mailbox import STARTTLS, TLS, mail_server, own_certificate

SENDER, RECEIVER = "puls@region.example.se", "naringsliv@region.example.se"


def test_a_mail_is_plain_text_that_says_it_was_made_by_a_program():
    with mail_server() as (address, mails):
        send_mail(
            address, SENDER, RECEIVER, "Utkastet väntar på ett ja", "Åre: 3,5 procent.\n.\nEn punkt på egen rad.\n"
        )
    ((sender, receivers, mail),) = mails
    assert (sender, receivers) == (SENDER, [RECEIVER])
    assert (mail["Subject"], mail["Auto-Submitted"]) == ("Utkastet väntar på ett ja", "auto-generated")
    assert mail["Message-ID"].endswith("@region.example.se>")
    assert mail.get_content().replace("\r\n", "\n") == "Åre: 3,5 procent.\n.\nEn punkt på egen rad.\n"


@pytest.mark.parametrize("address", ["smtp://user:hemlig@127.0.0.1:9", "smtp://127.0.0.1:port", "smtps://127.0.0.1:9"])
def test_a_server_that_is_not_there_is_told_without_the_password(address):
    with pytest.raises(MessageNotSent) as error:
        send_mail(address, SENDER, RECEIVER, "Ämne", "Text")
    told = f"{error.value} {error.value.message_sv}"
    assert "mail_server" in told and "hemlig" not in told


@pytest.mark.parametrize("tls", [STARTTLS, TLS])
def test_a_mail_and_a_password_go_over_tls_to_a_server_that_is_known_and_to_no_other(tls, tmp_path, monkeypatch):
    certificate = own_certificate(tmp_path)
    with mail_server(tls=tls, certificate=certificate, user="puls:hemlig@") as (address, mails):
        with pytest.raises(MessageNotSent) as error:
            send_mail(address, SENDER, RECEIVER, "Ämne", "Text")
        assert mails == [] and "SSLCertVerificationError" in error.value.message_sv
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        send_mail(address, SENDER, RECEIVER, "Ämne", "Text")
        ((sender, receivers, mail),) = mails
        assert (sender, receivers, mail["Subject"]) == (SENDER, [RECEIVER], "Ämne")


def test_a_receiver_that_the_server_does_not_know_is_told():
    with mail_server(refuses=True) as (address, mails), pytest.raises(MessageNotSent) as error:
        send_mail(address, SENDER, RECEIVER, "Ämne", "Text")
    assert mails == [] and "mail_to" in error.value.message_sv


def test_a_webhook_that_is_not_there_is_told_by_its_host_alone():
    with pytest.raises(MessageNotSent) as error:
        post_message("http://127.0.0.1:9/hemlig-del", "Ämne", "Text")
    told = f"{error.value} {error.value.message_sv}"
    assert "127.0.0.1" in told and "hemlig" not in told
