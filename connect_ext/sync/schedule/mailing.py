"""One mail by SMTP, or word that it could not leave. Nothing of an answer is logged: it may quote names."""

from __future__ import annotations

import logging
import smtplib
import ssl
from email.message import EmailMessage

from connect_ext.mail import Mail, Tls

logger = logging.getLogger("connect_ext.mailing")

PATIENCE_SECONDS = 8
"""For each answer of the server."""


def send_mail(mail: Mail, subject: str, text: str) -> bool:
    """False where the server is away, or does not take it; nothing is raised then."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, mail.sender, ", ".join(mail.recipients)
    message.set_content(text)
    try:
        with _server(mail) as server:
            if mail.tls is Tls.STARTTLS:
                server.starttls(context=ssl.create_default_context())
            if mail.user:
                server.login(mail.user, mail.password)
            server.send_message(message)
    except OSError as failed:
        # Of smtplib's and ssl's own, too. Their words may have addresses in them, or more.
        logger.warning("digest.refused kind=%s", type(failed).__name__)
        return False
    return True


def _server(mail: Mail) -> smtplib.SMTP:
    if mail.tls is Tls.TLS:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=PATIENCE_SECONDS, context=context)
    return smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE_SECONDS)
