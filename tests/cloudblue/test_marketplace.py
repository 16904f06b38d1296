from __future__ import annotations

import logging
import threading
import traceback
from datetime import date

import pytest
import requests
from connect.client import ClientError, ConnectClient

from connect_ext.books.ids import InstallationId
from connect_ext.books.orders.order import Order
from connect_ext.cloudblue.asset_requests import read_asset_request
from connect_ext.cloudblue.failures import failure_of
from connect_ext.cloudblue.marketplace import Marketplace
from connect_ext.work.failure import WorldFailed
from sandbox.http import Request, Response, Unanswered, json_response
from tests.builders import a_purchase
from tests.cloudblue.fake_connect import OWNER_KEY, FakeConnect, error

EIN = InstallationId("EIN-1111-2222-3333")
OTHER = InstallationId("EIN-4444-5555-6666")
KEY = "ApiKey EIN-1111:installation-secret"


def impersonate(installation: str = EIN) -> tuple[str, str]:
    return "POST", f"devops/services/SRVC-0000-1111/installations/{installation}/impersonate"


@pytest.fixture
def connect() -> FakeConnect:
    fake = FakeConnect()
    fake.answers[impersonate()] = json_response(200, {"installation_api_key": KEY})
    fake.answers[impersonate(OTHER)] = json_response(200, {"installation_api_key": "ApiKey other"})
    fake.collections["listings"] = []
    return fake


def read_something(connect: FakeConnect, marketplace: Marketplace, installation: InstallationId = EIN) -> None:
    order = read_asset_request(a_purchase(), "no-id")
    assert isinstance(order, Order)
    marketplace.for_installation(installation).price_list_quotes(order, "st0p", date(2026, 3, 1))


def failure(connect: FakeConnect) -> WorldFailed:
    with pytest.raises(WorldFailed) as failed:
        read_something(connect, Marketplace(connect.client, "SRVC-0000-1111"))
    return failed.value


def test_the_owner_opens_an_installation_and_reads_with_its_key(connect: FakeConnect) -> None:
    read_something(connect, Marketplace(connect.client, "SRVC-0000-1111"))

    assert connect.calls == [" ".join(impersonate()), "GET listings"]
    assert [request.headers["authorization"] for request in connect.requests] == [OWNER_KEY, KEY]


def test_an_installation_is_opened_once_and_each_has_its_own_key(connect: FakeConnect) -> None:
    marketplace = Marketplace(connect.client, "SRVC-0000-1111")

    for installation in (EIN, OTHER, EIN):
        read_something(connect, marketplace, installation)

    keys = [request.headers["authorization"] for request in connect.requests if request.method == "GET"]
    assert keys == [KEY, "ApiKey other"]
    assert marketplace.for_installation(EIN) is marketplace.for_installation(EIN)


def test_reading_works_on_a_thread_of_its_own(connect: FakeConnect) -> None:
    marketplace = Marketplace(connect.client, "SRVC-0000-1111")

    worker = threading.Thread(target=read_something, args=(connect, marketplace))
    worker.start()
    worker.join()

    assert connect.calls[-1] == "GET listings"


def test_neither_keys_nor_bodies_are_logged(connect: FakeConnect, caplog: pytest.LogCaptureFixture) -> None:
    class Logger:
        def log_request(self, method: str, url: str, kwargs: object) -> None:
            logging.getLogger("connect").warning("%s %s %s", method, url, kwargs)

        def log_response(self, response: requests.Response) -> None:
            logging.getLogger("connect").warning("%s", response.text)

    connect.client.logger = Logger()
    with caplog.at_level(logging.DEBUG):
        read_something(connect, Marketplace(connect.client, "SRVC-0000-1111"))

    assert len(connect.calls) == 2
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (400, "attention", "connect-bad-request"),
        (401, "attention", "connect-unauthorised"),
        (403, "attention", "connect-refused"),
        (404, "attention", "connect-not-found"),
        (409, "attention", "connect-unclear"),
        (418, "attention", "connect-unclear"),
        (429, "retry", "connect-limit"),
        (500, "retry", "connect-outage"),
        (502, "retry", "connect-outage"),
        (503, "retry", "connect-outage"),
    ],
)
def test_an_error_of_the_platform_is_classified_by_its_status(
    connect: FakeConnect, status: int, kind: str, code: str
) -> None:
    connect.answers[impersonate()] = error(status, "VAL_001")

    found = failure(connect).failure

    assert (found.kind.value, found.code) == (kind, code)
    assert found.evidence.endswith(f"installation {EIN} ({status} VAL_001)")
    assert connect.calls == [" ".join(impersonate())], "a POST must not be repeated behind our back"


def test_a_broken_connection_is_tried_again_later(connect: FakeConnect) -> None:
    def broken(request: Request) -> Response:
        raise Unanswered

    connect.answers[impersonate()] = broken

    found = failure(connect).failure

    assert (found.kind.value, found.code) == ("retry", "connect-unreachable")
    assert found.evidence == f"Connect could not be reached for installation {EIN} (ConnectionError)"


@pytest.mark.parametrize("answer", [{}, {"installation_api_key": ""}, [], "key", None])
def test_an_answer_without_a_key_needs_a_person(connect: FakeConnect, answer: object) -> None:
    connect.answers[impersonate()] = json_response(200, answer)

    found = failure(connect).failure

    assert (found.kind.value, found.code) == ("attention", "connect-unclear")


def test_neither_the_failure_nor_its_traceback_repeats_what_the_server_said(connect: FakeConnect) -> None:
    connect.answers[impersonate()] = error(403, "robin@example.com", "Robin Example may not")

    failed = failure(connect)

    shown = "".join(traceback.format_exception(failed)) + failed.failure.evidence
    assert "WorldFailed: attention: connect-refused" in shown
    assert [secret for secret in ("robin", "Robin", OWNER_KEY, "secret") if secret in shown] == []


@pytest.mark.parametrize(
    ("error_", "kind"),
    [
        (requests.exceptions.ConnectTimeout(), "retry"),
        (requests.exceptions.ReadTimeout(), "retry"),
        (requests.exceptions.SSLError(), "retry"),
        (requests.exceptions.InvalidURL(), "attention"),
        (ClientError(), "attention"),
    ],
)
def test_errors_without_an_answer_are_classified_by_their_kind(error_: Exception, kind: str) -> None:
    assert isinstance(error_, (ClientError, requests.RequestException))
    assert failure_of(error_, "something").kind.value == kind


def test_the_installations_client_talks_to_the_same_platform(connect: FakeConnect) -> None:
    other = FakeConnect()

    read_something(connect, Marketplace(connect.client, "SRVC-0000-1111"))

    assert isinstance(connect.client, ConnectClient)
    assert other.calls == []
