from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from sandbox.http import Unanswered
from sandbox.xero import CLIENT_ID, FJORD, HARBOUR, Limits, Problem
from tests.sandbox_xero.builders import AnApp, a_world, an_invoice

INVOICES = "/api.xro/2.0/Invoices"


def one(**more: object) -> dict[str, object]:
    return {"Invoices": [an_invoice(**more)]}


def made(app: AnApp) -> int:
    return len(app.world.books(app.tenant).invoices)


def test_every_answer_says_how_many_calls_are_left() -> None:
    app = AnApp(a_world())
    app.call("GET", "Organisation")
    headers = app.call("GET", "Invoices/NOPE").headers
    left = {name: headers[f"x-{name}limit-remaining"] for name in ("min", "day", "appmin")}
    assert left == {"min": "58", "day": "4998", "appmin": "9998"}


def test_the_minute_is_a_fixed_window_of_each_organisation() -> None:
    world = a_world()
    world.limits = Limits(minute=2)
    harbour, fjord = AnApp(world, HARBOUR), AnApp(world, FJORD)
    harbour.call("GET", "Organisation")
    world.clock.move(timedelta(seconds=40))
    assert harbour.call("GET", "Organisation").status == 200
    refused = harbour.call("GET", "Organisation")
    assert (refused.status, refused.headers["x-rate-limit-problem"], refused.headers["retry-after"]) == (
        429,
        "minute",
        "20",
    )
    assert fjord.call("GET", "Organisation").status == 200
    world.clock.move(timedelta(seconds=20))
    assert harbour.call("GET", "Organisation").headers["x-minlimit-remaining"] == "1"


def test_the_day_says_when_to_come_back_and_the_whole_app_s_minute_does_not() -> None:
    world = a_world()
    world.limits = Limits(day=1)
    app = AnApp(world)
    app.call("GET", "Organisation")
    world.clock.move(timedelta(hours=1))
    app.consent_again()
    day = app.call("GET", "Organisation")
    assert (day.headers["x-rate-limit-problem"], day.headers["retry-after"]) == ("day", "82800")
    world.limits = Limits(app_minute=0)
    everyone = app.call("GET", "Organisation")
    assert everyone.headers["x-rate-limit-problem"] == "appminute"
    assert "retry-after" not in everyone.headers


def test_a_held_answer_is_committed_counts_as_in_flight_and_blocks_nobody_else() -> None:
    world = a_world()
    world.limits = Limits(concurrent=1)
    app, other = AnApp(world, HARBOUR), AnApp(world, FJORD)
    hold = world.faults.hold_answer("PUT", INVOICES)
    answers: list[int] = []
    thread = threading.Thread(target=lambda: answers.append(app.call("PUT", "Invoices", one()).status))
    thread.start()
    assert hold.reached.wait(10)
    assert made(app) == 1
    assert app.call("GET", "Organisation").headers["x-rate-limit-problem"] == "concurrent"
    assert other.call("GET", "Organisation").status == 200
    assert answers == []
    hold.release()
    thread.join(10)
    assert answers == [200]
    assert app.call("GET", "Organisation").status == 200


def test_a_key_gives_the_first_answer_again_and_the_replay_costs_a_call() -> None:
    app = AnApp(a_world())
    first = app.call("PUT", "Invoices", one(), idempotency_key="k-1")
    again = app.call("PUT", "Invoices", one(), idempotency_key="k-1")
    assert again.body == first.body
    assert again.headers["x-minlimit-remaining"] == "58"
    assert made(app) == 1


def test_a_key_with_another_body_url_or_method_is_refused() -> None:
    app = AnApp(a_world())
    app.call("PUT", "Invoices", one(), idempotency_key="k-1")
    for method, path, body in (
        ("PUT", "Invoices", one(Reference="x")),
        ("PUT", "Invoices?unitdp=4", one()),
        ("POST", "Invoices", one()),
    ):
        answer = app.call(method, path, body, idempotency_key="k-1")
        assert answer.status == 400
        assert answer.json()["Message"] == "Idempotency Key: k-1 is used with a different request."
    assert made(app) == 1


def test_a_key_belongs_to_the_app_so_another_organisation_gets_the_first_one_s_answer() -> None:
    world = a_world()
    harbour, fjord = AnApp(world, HARBOUR), AnApp(world, FJORD)
    first = harbour.call("PUT", "Invoices", one(), idempotency_key="k-1")
    assert fjord.call("PUT", "Invoices", one(), idempotency_key="k-1").body == first.body
    assert made(fjord) == 0


def test_six_minutes_after_the_first_call_a_key_is_new_again() -> None:
    app = AnApp(a_world())
    app.call("PUT", "Invoices", one(), idempotency_key="k-1")
    app.world.clock.move(timedelta(minutes=5, seconds=59))
    app.call("PUT", "Invoices", one(), idempotency_key="k-1")
    assert made(app) == 1
    app.world.clock.move(timedelta(seconds=1))
    app.call("PUT", "Invoices", one(), idempotency_key="k-1")
    assert made(app) == 2


def test_a_key_longer_than_128_characters_is_refused() -> None:
    app = AnApp(a_world())
    assert app.call("PUT", "Invoices", one(), idempotency_key="k" * 129).status == 400
    assert app.call("PUT", "Invoices", one(), idempotency_key="k" * 128).status == 200


def test_an_internal_error_is_kept_under_its_key_and_only_there() -> None:
    app = AnApp(a_world())
    app.world.faults.internal_error("PUT", INVOICES)
    statuses = [app.call("PUT", "Invoices", one(), idempotency_key="k-1").status for _ in range(2)]
    assert statuses == [500, 500]
    assert made(app) == 0
    assert app.call("PUT", "Invoices", one(), idempotency_key="k-2").status == 200


def test_a_lost_answer_was_committed_and_its_key_brings_it_back() -> None:
    app = AnApp(a_world())
    app.world.faults.lose_answer("PUT", INVOICES)
    with pytest.raises(Unanswered):
        app.call("PUT", "Invoices", one(), idempotency_key="k-1")
    assert made(app) == 1
    assert app.call("PUT", "Invoices", one(), idempotency_key="k-1").status == 200
    assert made(app) == 1


def test_a_connection_broken_before_commit_left_nothing() -> None:
    app = AnApp(a_world())
    app.world.faults.break_before("PUT", INVOICES)
    with pytest.raises(Unanswered):
        app.call("PUT", "Invoices", one())
    assert made(app) == 0
    assert app.world.calls[-1] == ("PUT", INVOICES, HARBOUR, 0, None, CLIENT_ID)
    assert app.world.faults.armed == 0


@pytest.mark.parametrize("problem", list(Problem))
@pytest.mark.parametrize("retry_after", [None, 7])
def test_any_limit_can_be_armed_with_and_without_a_time(problem: Problem, retry_after: int | None) -> None:
    app = AnApp(a_world())
    app.world.faults.rate_limit("PUT", INVOICES, problem, retry_after=retry_after)
    answer = app.call("PUT", "Invoices", one(), idempotency_key="k-1")
    assert (answer.status, answer.headers["x-rate-limit-problem"]) == (429, problem.value)
    assert answer.headers.get("retry-after") == (None if retry_after is None else "7")
    assert app.call("PUT", "Invoices", one(), idempotency_key="k-1").status == 200


def test_an_outage_answers_html_and_a_lost_right_403() -> None:
    app = AnApp(a_world())
    app.world.faults.offline("PUT", INVOICES)
    app.world.faults.forbidden("PUT", INVOICES)
    outage, forbidden = (app.call("PUT", "Invoices", one()) for _ in range(2))
    assert (outage.status, outage.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert (forbidden.status, forbidden.json()["Detail"]) == (403, "AuthenticationUnsuccessful")
    assert made(app) == 0


def test_a_good_answer_can_carry_a_word_nobody_knows_or_a_warning() -> None:
    app = AnApp(a_world())
    app.world.faults.replace_value("PUT", INVOICES, "Status", "PARKED")
    app.world.faults.warn("PUT", INVOICES, "The exchange rate looks odd")
    strange, warned = (app.call("PUT", "Invoices", one()).json()["Invoices"][0] for _ in range(2))
    assert strange["Status"] == "PARKED"
    assert warned["StatusAttributeString"] == "WARNING"
    assert warned["Warnings"] == [{"Message": "The exchange rate looks odd"}]
    assert [kept["Status"] for kept in app.world.books(HARBOUR).invoices] == ["DRAFT", "DRAFT"]
