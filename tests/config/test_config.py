from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.config import (
    VARIABLES,
    Config,
    NotConfigured,
    declared_variables,
    read_config,
)
from connect_ext.mail import Mail, Tls
from connect_ext.variables import UNSET
from tests.config.builders import GOOD, KEYS, a_config, bad, good, names, read


def test_a_complete_configuration_has_xero_s_own_addresses_and_no_portal() -> None:
    config = good()
    assert config == Config(
        database_url=GOOD["DATABASE_URL"],
        encryption_keys=tuple(KEYS),
        xero_client_id="CLIENT",
        xero_client_secret="hidden-client-secret",
        xero_redirect_uri="https://books.example/callback",
        xero_api_url="https://api.xero.com",
        xero_identity_url="https://identity.xero.com",
        xero_login_url="https://login.xero.com",
        portal_url=None,
    )


def test_addresses_lose_their_last_slash_but_the_registered_redirect_stays_as_it_is() -> None:
    config = good(
        PORTAL_URL="https://portal.example/",
        XERO_API_URL="http://127.0.0.1:1/",
        XERO_IDENTITY_URL="http://localhost:2/",
        XERO_LOGIN_URL="http://[::1]:3/",
        XERO_REDIRECT_URI="https://books.example/callback/",
    )
    assert config.portal_url == "https://portal.example"
    assert config.xero_api_url == "http://127.0.0.1:1"
    assert config.xero_identity_url == "http://localhost:2"
    assert config.xero_login_url == "http://[::1]:3"
    assert config.xero_redirect_uri == "https://books.example/callback/"


def test_every_bad_variable_is_reported_at_once() -> None:
    found = read_config(
        {
            "DATABASE_URL": "mysql://db.example",
            "ENCRYPTION_KEYS": "no-key",
            "XERO_API_URL": "http://api.example",
            "XERO_IDENTITY_URL": "ftp://identity.example",
            "XERO_LOGIN_URL": "login.example",
            "PORTAL_URL": "https://",
        },
        {},
        "production",
    )
    assert isinstance(found, NotConfigured)
    assert names(found) == [
        "DATABASE_URL",
        "ENCRYPTION_KEYS",
        "XERO_CLIENT_ID",
        "XERO_CLIENT_SECRET",
        "XERO_REDIRECT_URI",
        "XERO_API_URL",
        "XERO_IDENTITY_URL",
        "XERO_LOGIN_URL",
        "PORTAL_URL",
    ]


def test_the_sentence_names_each_variable_and_what_is_wrong_with_it() -> None:
    found = bad(XERO_CLIENT_ID="", PORTAL_URL="http://portal.example")
    assert found.sentence == (
        "Not configured: XERO_CLIENT_ID is not set; "
        "PORTAL_URL must be an https address (http only to this machine itself)."
    )


def test_with_nothing_set_everything_that_is_needed_is_named() -> None:
    found = read_config({}, {}, None)
    assert isinstance(found, NotConfigured)
    assert names(found) == list(GOOD)
    assert {one.why for one in found.bad} == {"is not set"}


@pytest.mark.parametrize("name", list(GOOD))
@pytest.mark.parametrize("unset", ["", "  ", UNSET])
def test_a_variable_that_nobody_has_set_is_not_set(name: str, unset: str) -> None:
    found = bad(**{name: unset})
    assert [(one.name, one.why) for one in found.bad] == [(name, "is not set")]


@pytest.mark.parametrize("name", ["XERO_API_URL", "XERO_IDENTITY_URL", "XERO_LOGIN_URL"])
def test_an_address_of_xero_that_nobody_has_set_is_xero_s_own(name: str) -> None:
    assert good(**{name: UNSET}) == good()


def test_the_platform_s_variables_win_and_the_process_s_are_the_fallback() -> None:
    environ = {"XERO_CLIENT_ID": "FROM THE PROCESS", "PORTAL_URL": "https://portal.example"}
    both = a_config(read_config(GOOD, environ, "production"))
    assert (both.xero_client_id, both.portal_url) == ("CLIENT", "https://portal.example")
    unset = a_config(read_config({**GOOD, "XERO_CLIENT_ID": UNSET}, environ, "production"))
    assert unset.xero_client_id == "FROM THE PROCESS"


@given(st.sampled_from(list(GOOD)), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30))
def test_no_value_is_ever_repeated(name: str, value: str) -> None:
    telltale = f"{value}<telltale>"
    found = read(**{name: telltale})
    if isinstance(found, NotConfigured):
        assert "telltale" not in found.sentence
        assert "telltale" not in repr(found.bad)


def test_secrets_show_in_no_repr() -> None:
    shown = repr(good()) + repr(bad(XERO_CLIENT_ID=""))
    assert "hidden" not in shown
    assert not [key for key in KEYS if key in shown]


def test_every_variable_is_declared_with_its_purpose_and_secrets_as_secure() -> None:
    declared = {str(one["name"]): one for one in declared_variables()}
    assert set(declared) == {variable.name for variable in VARIABLES}
    assert {name for name, one in declared.items() if one["secure"]} == {
        "DATABASE_URL",
        "ENCRYPTION_KEYS",
        "XERO_CLIENT_SECRET",
        "NOTICE_WEBHOOK_KEY",
        "SMTP_PASSWORD",
        "XERO_WEBHOOK_KEY",
    }
    assert all(set(one) == {"name", "initial_value", "secure"} for one in declared.values())
    assert all(variable.purpose for variable in VARIABLES)


def test_the_declared_list_is_a_new_one_each_time() -> None:
    declared_variables().clear()
    declared_variables()[0]["name"] = "CHANGED"
    assert [one["name"] for one in declared_variables()] == [variable.name for variable in VARIABLES]


def test_the_values_that_the_platform_shows_at_first_configure_nothing() -> None:
    shown = {str(one["name"]): str(one["initial_value"]) for one in declared_variables()}
    found = read_config(shown, {}, "production")
    assert isinstance(found, NotConfigured)
    assert names(found) == list(GOOD)


def test_notices_go_to_a_safe_address_and_signed_or_nowhere() -> None:
    assert good().notice_webhook_url == ""
    told = good(NOTICE_WEBHOOK_URL="https://hooks.example/xero", NOTICE_WEBHOOK_KEY="hidden-" + "k" * 32)
    assert told.notice_webhook_url == "https://hooks.example/xero"
    assert "hidden" not in repr(told)
    found = bad(NOTICE_WEBHOOK_URL="http://hooks.example", NOTICE_WEBHOOK_KEY="short")
    assert found.sentence == (
        "Not configured: NOTICE_WEBHOOK_URL must be an https address (http only to this machine itself); "
        "NOTICE_WEBHOOK_KEY must have at least 32 characters."
    )


MAILED = {
    "SMTP_HOST": "mail.example", "SMTP_FROM": "books@shop.example", "SMTP_TO": "ann@shop.example, bob@shop.example",
    "SMTP_USER": "books", "SMTP_PASSWORD": "hidden-password",
}  # fmt: skip


def test_a_digest_is_mailed_where_a_server_is_named_and_its_password_is_never_shown() -> None:
    assert good().mail is None
    found = good(**MAILED)
    assert found.mail == Mail(
        host="mail.example",
        port=587,
        user="books",
        password="hidden-password",
        sender="books@shop.example",
        recipients=("ann@shop.example", "bob@shop.example"),
        tls=Tls.STARTTLS,
    )
    assert "hidden" not in repr(found)
    assert good(**{**MAILED, "SMTP_TLS": "TLS", "SMTP_PORT": "465"}).mail != found.mail
    assert good(**{**MAILED, "SMTP_TLS": "none", "SMTP_HOST": "127.0.0.1"}).mail is not None


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"SMTP_PORT": "smtp"}, "SMTP_PORT is no port"),
        ({"SMTP_PORT": "65536"}, "SMTP_PORT is no port"),
        ({"SMTP_FROM": "books"}, "SMTP_FROM is no e-mail address"),
        ({"SMTP_TO": "ann@shop.example, bob"}, "SMTP_TO is no list of e-mail addresses"),
        ({"SMTP_TO": ""}, "SMTP_TO is no list of e-mail addresses"),
        ({"SMTP_PASSWORD": ""}, "SMTP_PASSWORD goes with SMTP_USER: set both, or neither"),
        ({"SMTP_TLS": "ssl"}, "SMTP_TLS is neither starttls nor tls nor none"),
        ({"SMTP_TLS": "none"}, "SMTP_TLS must be starttls or tls, or anybody on the way reads the password"),
    ],
)
def test_what_is_wrong_with_the_mail_is_named_without_its_value(wrong: dict[str, str], why: str) -> None:
    assert bad(**{**MAILED, **wrong}).sentence == f"Not configured: {why}."


def test_without_a_server_nothing_of_the_mail_matters() -> None:
    assert good(SMTP_PORT="none", SMTP_TO="nobody").mail is None
