from __future__ import annotations

from itertools import count

import pytest
from connect.client import ClientError, ConnectClient

from sandbox.connect_wire import mount
from sandbox.http import Request, Response, Unanswered, json_response

_numbers = count(1)


def a_client() -> ConnectClient:
    return ConnectClient("ApiKey key", endpoint=f"https://wire-{next(_numbers)}.example/public/v1", max_retries=0)


def test_the_wire_carries_method_address_headers_and_body_there_and_back() -> None:
    seen: list[Request] = []

    def handle(request: Request) -> Response:
        seen.append(request)
        return json_response(201, {"id": "X-1"}, {"content-range": "items 0-0/1"})

    client = a_client()
    mount(client, handle)

    answer = client("devops").services["SRVC-1"].things.create(payload={"name": "größe"})

    (request,) = seen
    assert (request.method, request.path) == ("POST", "/public/v1/devops/services/SRVC-1/things")
    assert request.headers["authorization"] == "ApiKey key"
    assert request.json() == {"name": "größe"}
    assert answer == {"id": "X-1"}
    assert (client.response.status_code, client.response.headers["Content-Range"]) == (201, "items 0-0/1")


def test_the_wire_answers_other_clients_of_the_same_endpoint() -> None:
    client = a_client()
    mount(client, lambda request: json_response(200, {"key": request.headers["authorization"]}))

    other = ConnectClient("ApiKey other", endpoint=client.endpoint)

    assert other.accounts["PA-1"].get() == {"key": "ApiKey other"}


def test_an_error_status_is_the_clients_error() -> None:
    client = a_client()
    mount(client, lambda request: json_response(404, {"error_code": "NF_001", "errors": ["Not found."]}))

    with pytest.raises(ClientError) as raised:
        client.accounts["PA-1"].get()

    assert (raised.value.status_code, raised.value.error_code) == (404, "NF_001")


def test_an_unanswered_request_is_a_broken_connection() -> None:
    def handle(request: Request) -> Response:
        raise Unanswered

    client = a_client()
    mount(client, handle)

    with pytest.raises(ClientError) as raised:
        client.accounts["PA-1"].get()

    assert raised.value.status_code is None
