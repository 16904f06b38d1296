"""The vendor's runner, unmodified, against the stand-in of Connect: events, schedules, web calls, crashes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.clock import Clock
from sandbox.connect.demo import DemoConnect, demo_connect
from sandbox.connect.gateway import COOKIE
from sandbox.http import Request, Response
from sandbox.stage import Stage
from tests.sandbox_connect.tiny_extension import TinyExtension

pytestmark = pytest.mark.runner


class NoXero:
    def handle(self, request: Request) -> Response:
        return Response(status=404)


class Scene:
    def __init__(self, stage: Stage, demo: DemoConnect, extension: TinyExtension) -> None:
        self.stage, self.demo, self.extension = stage, demo, extension


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder: Path = tmp_path_factory.mktemp("tiny")
    demo, extension = demo_connect(Clock()), TinyExtension(folder)
    demo.world.install(demo.southern)
    with Stage(demo.world, NoXero(), project=folder, python_path=[folder]) as stage:
        yield Scene(stage, demo, extension)
        group = stage.runner.pid
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


def until(test: Callable[[], bool], seconds: float = 20.0) -> bool:
    deadline = time.monotonic() + seconds
    while not test() and time.monotonic() < deadline:
        time.sleep(0.05)
    return test()


def results(scene: Scene, object_id: str) -> list[str]:
    return [entry.what for entry in scene.demo.world.task_log if entry.object_id == object_id]


def test_an_installation_made_before_the_runner_came_is_told_to_it(scene: Scene) -> None:
    installation = scene.demo.world.installation_of(scene.demo.southern)
    assert installation is not None
    assert scene.demo.world.settled()
    assert scene.extension.noted(what="installed", id=installation["id"]) == 1


def test_an_approved_purchase_reaches_the_handler_with_its_installation(scene: Scene) -> None:
    demo, world = scene.demo, scene.demo.world
    installation = world.installation_of(demo.southern)
    assert installation is not None
    request = world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 5})
    assert world.settled()
    world.approve(request["id"])
    assert world.settled()
    for status in ("pending", "approved"):
        assert scene.extension.noted(what="purchase", id=request["id"], status=status, ein=installation["id"]) == 1
    assert results(scene, request["id"]) == ["delivered", "success"] * 2
    assert scene.extension.noted(what="seen", count=1, api=scene.stage.xero_url) >= 1


def test_an_order_of_another_reseller_makes_no_task(scene: Scene) -> None:
    demo, world = scene.demo, scene.demo.world
    request = world.place_purchase(demo.albion, demo.leeds, demo.backup, {"SKB-SEAT-M": 3})
    assert world.settled()
    assert results(scene, request["id"]) == []


def test_a_failed_request_is_not_a_subscribed_status(scene: Scene) -> None:
    demo, world = scene.demo, scene.demo.world
    request = world.place_purchase(demo.southern, demo.brisbane, demo.office, {"NRD-OFF-M": 1})
    assert world.settled()
    world.fail(request["id"], "No stock")
    assert world.settled()
    assert results(scene, request["id"]) == ["delivered", "success"]


def test_a_rescheduled_task_comes_back_when_its_countdown_is_flushed(scene: Scene) -> None:
    demo, world = scene.demo, scene.demo.world
    scene.extension.switch_on("later")
    request = world.place_purchase(demo.southern, demo.brisbane, demo.office, {"NRD-OFF-M": 1})
    assert world.settled()
    assert results(scene, request["id"]) == ["delivered", "reschedule"]
    world.flush_countdowns()
    assert world.settled()
    assert results(scene, request["id"]) == ["delivered", "reschedule", "delivered", "success"]


def test_a_handler_that_raised_is_asked_again(scene: Scene) -> None:
    demo, world = scene.demo, scene.demo.world
    scene.extension.switch_on("broken")
    request = world.place_purchase(demo.southern, demo.brisbane, demo.office, {"NRD-OFF-M": 1})
    assert until(lambda: results(scene, request["id"]) == ["delivered", "retry", "delivered", "success"])


def test_a_schedule_fires_without_an_installation(scene: Scene) -> None:
    world = scene.demo.world
    body = b"""{"method": "tick", "name": "Tick", "parameter": {"n": 7},
        "trigger": {"type": "recurring", "start": "2026-12-01T00:00:00", "unit": "days", "amount": 1}}"""
    environment = world.environment
    path = f"/public/v1/devops/services/{environment.service_id}/environments/{environment.id}/schedules"
    headers = {"authorization": world.owner_key}
    created = world.handle(Request(method="POST", url=path, headers=headers, body=body))
    assert created.status == 201, created.body
    world.schedule_fires(created.json()["id"])
    assert world.settled()
    assert scene.extension.noted(what="tick", parameter={"n": 7}, installation=None) == 1


def test_an_authenticated_call_says_who_calls_and_hides_what_the_caller_claims(scene: Scene) -> None:
    claims = {"X-Connect-Installation-Id": "EIN-EVIL", "X-Connect-Tier-Account-Id": "TA-EVIL", "X-Made-Up": "kept"}
    answer = scene.stage.call(scene.demo.southern, "GET", "/api/who?a=1", headers=claims).json()
    installation = scene.demo.world.installation_of(scene.demo.southern)
    assert installation is not None
    assert answer["installation"] == answer["context"]["installation_id"] == installation["id"]
    assert answer["context"]["account_id"] == scene.demo.southern.id
    assert answer["context"]["account_role"] == "reseller"
    assert answer["context"]["call_type"] == "user"
    assert answer["context"]["call_source"] == "api"
    assert answer["context"]["tier_account_id"] is None
    assert answer["url"] == f"{scene.stage.gateway_url}/api/who?a=1"
    assert answer["headers"] == {"x-made-up": "kept"}


def test_a_session_cookie_opens_the_api_and_a_forged_one_does_not(scene: Scene) -> None:
    value = scene.stage.gateway.session_cookie(scene.demo.southern)
    good = scene.stage.call(None, "GET", "/api/who", headers={"cookie": f"{COOKIE}={value}"})
    assert good.json()["context"]["call_source"] == "ui"
    other = value.replace(scene.demo.southern.id, scene.demo.albion.id)
    assert scene.stage.call(None, "GET", "/api/who", headers={"cookie": f"{COOKIE}={other}"}).status_code == 401


def test_an_unauthorised_route_is_open_and_carries_no_installation(scene: Scene) -> None:
    claim = {"X-Connect-Installation-Id": "EIN-EVIL"}
    answer = scene.stage.call(None, "GET", "/unauthorized/open?code=x", headers=claim)
    assert answer.status_code == 200
    assert "x-connect-installation-id" not in answer.json()["names"]
    assert "x-connect-installation-api-key" not in answer.json()["names"]
    assert answer.json()["url"] == f"{scene.stage.gateway_url}/unauthorized/open?code=x"


def test_the_api_without_a_session_is_refused(scene: Scene) -> None:
    assert scene.stage.call(None, "GET", "/api/who").status_code == 401
    assert scene.stage.call(None, "GET", "/api/who", headers={"authorization": "ApiKey SU-0:0"}).status_code == 401


def test_an_account_that_has_not_installed_is_refused(scene: Scene) -> None:
    assert scene.stage.call(scene.demo.albion, "GET", "/api/who").status_code == 403


def test_a_static_page_comes_from_the_extension(scene: Scene) -> None:
    page = scene.stage.call(None, "GET", "/static/settings.html")
    assert (page.status_code, page.text) == (200, "<h1>Tiny settings</h1>")


def test_a_proxied_path_answers_with_the_rights_of_the_caller(scene: Scene) -> None:
    marketplaces = scene.stage.call(scene.demo.albion, "GET", "/public/v1/marketplaces").json()
    assert [marketplace["currency"] for marketplace in marketplaces] == ["AUD", "GBP"]
    assert scene.stage.call(None, "GET", "/public/v1/marketplaces").status_code == 401


def test_an_edited_variable_reaches_the_running_extension(scene: Scene) -> None:
    demo, world = scene.demo, scene.demo.world
    scene.stage.set_variables({"XERO_API_URL": "http://localhost:1"})
    request = world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 5})
    assert world.settled()
    assert results(scene, request["id"]) == ["delivered", "success"]
    assert scene.extension.noted(what="seen", api="http://localhost:1") == 1


def test_a_removed_installation_is_told_and_gets_no_more_orders(scene: Scene) -> None:
    demo, world = scene.demo, scene.demo.world
    installation = world.install(demo.albion)
    assert world.settled()
    world.uninstall(installation)
    assert world.settled()
    assert results(scene, installation["id"]) == ["delivered", "success"] * 2
    assert scene.extension.noted(what="uninstalled", id=installation["id"]) == 1
    request = world.place_purchase(demo.albion, demo.leeds, demo.office, {"NRD-OFF-M": 1})
    assert results(scene, request["id"]) == []


def test_a_web_worker_that_was_killed_comes_back(scene: Scene) -> None:
    before = scene.stage.runner.pid
    kill_one_worker(before)
    assert until(lambda: len(scene.stage.platform.connected(scene.stage.runner.instance_id)) < 3)
    scene.stage.runner.wait_connected()
    assert scene.stage.call(scene.demo.southern, "GET", "/api/who").status_code == 200


def test_a_task_of_a_killed_runner_is_delivered_again(scene: Scene) -> None:
    demo, world = scene.demo, scene.demo.world
    scene.extension.switch_on("hang")
    request = world.place_purchase(demo.southern, demo.sydney, demo.backup, {"SKB-SEAT-M": 2})
    assert until(lambda: scene.extension.noted(what="hanging", id=request["id"]) == 1)
    group = scene.stage.runner.pid
    scene.stage.runner.kill()
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)
    scene.extension.switch_off("hang")
    assert until(lambda: results(scene, request["id"]) == ["delivered", "disconnected"])
    assert scene.stage.call(demo.southern, "GET", "/api/who").status_code == 502
    scene.stage.restart_runner()
    assert world.settled()
    assert results(scene, request["id"]) == ["delivered", "disconnected", "delivered", "success"]


def kill_one_worker(master: int) -> None:
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    last = max(int(child) for child in children)  # workers start in order, the web worker last
    os.kill(last, signal.SIGKILL)
