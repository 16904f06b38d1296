"""A person at the portal, in a browser of their own."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Frame, FrameLocator, Page, expect

from tests.pages.activity_page import Activity
from tests.pages.billing_page import Billing
from tests.pages.mapping_page import Mapping
from tests.pages.orders_page import Orders
from tests.pages.overview_page import Overview
from tests.pages.reconcile_page import Reconcile
from tests.pages.reseller import Reseller
from tests.pages.settings_page import Settings
from tests.pages.theatre import Theatre
from tests.pages.watch import Watch

PATIENCE_MS = 20_000
HEIGHT = 900


class Person:
    """Works for one reseller, and is signed in from the start. `watch` sees what goes wrong in the browser."""

    def __init__(self, browser: Browser, theatre: Theatre, reseller: Reseller, width: int = 1360) -> None:
        self.reseller = reseller
        self.portal = theatre.portal
        self.context: BrowserContext = browser.new_context(viewport={"width": width, "height": HEIGHT}, locale="en-GB")
        self.context.set_default_timeout(PATIENCE_MS)
        stage = theatre.walk.stage
        self.watch = Watch(self.context, ours=(stage.portal_url, stage.extension_url), others=(stage.xero_url,))
        self.watch.expects(f"{stage.xero_url}/favicon.ico")  # what Xero's pages lack is not ours
        self._sign_in(stage.gateway.session_cookie(reseller.account))
        self.page: Page = self.context.new_page()

    def goes_to(self, place: str) -> None:
        """`place` is what follows `#/` in the portal's address."""
        self.page.goto(f"{self.portal}/#/{place}")

    def opens_orders(self) -> Orders:
        self.goes_to("module/orders")
        return self.orders

    def comes_back_to_orders(self) -> Orders:
        """With the tab above the page, wherever the page itself has led meanwhile."""
        self.page.locator("#tab-orders").click()
        return self.orders

    def opens_settings(self) -> Settings:
        self.goes_to("settings/xero-integration")
        return self.settings

    def opens_overview(self) -> Overview:
        self.goes_to("module/overview")
        return self.overview

    def opens_activity(self) -> Activity:
        self.goes_to("module/activity")
        return self.activity

    def opens_billing(self) -> Billing:
        self.goes_to("module/billing-periods")
        return self.billing

    def opens_reconcile(self) -> Reconcile:
        self.goes_to("module/reconcile")
        return self.reconcile

    def opens_mapping(self) -> Mapping:
        self.goes_to("module/mapping")
        return self.mapping

    def installs_from_the_store(self) -> None:
        self.goes_to("store")
        self.page.locator("#install").click()
        self.page.get_by_role("button", name="Continue").click()

    def opens_the_sandbox(self) -> None:
        """The drawer beside the page, where the marketplace and the vendor are played."""
        self.page.locator("#sandbox-toggle").click()
        expect(self.page.locator("#place-order")).to_be_visible()

    def places_an_order(self, product: str, customer: str, lines: dict[str, str]) -> str:
        """In the drawer. Answers the order's number."""
        self.page.locator("#order-product").select_option(label=product)
        self.page.locator("#order-customer").select_option(label=customer)
        for mpn, quantity in lines.items():
            self.page.locator(f"#order-{mpn}").fill(quantity)
        self.page.locator("#place-order").click()
        said = self.page.get_by_text("is placed and waits for the vendor")
        return (said.text_content() or "").split()[0]

    def approves(self, order: str) -> None:
        """In the drawer, as the vendor."""
        self.page.locator(f"#approve-{order}").click()
        expect(self.page.get_by_text(f"{order} is approved.")).to_be_visible()

    @property
    def orders(self) -> Orders:
        return Orders(self.page, self.frame)

    @property
    def overview(self) -> Overview:
        return Overview(self.page, self.frame)

    @property
    def activity(self) -> Activity:
        return Activity(self.page, self.frame)

    @property
    def billing(self) -> Billing:
        return Billing(self.page, self.frame)

    @property
    def reconcile(self) -> Reconcile:
        return Reconcile(self.page, self.frame)

    @property
    def mapping(self) -> Mapping:
        return Mapping(self.page, self.frame)

    @property
    def settings(self) -> Settings:
        return Settings(self.page, self.frame)

    @property
    def frame(self) -> FrameLocator:
        """The extension's page inside the portal's."""
        return self.page.frame_locator("#slot iframe")

    @property
    def inside(self) -> Frame:
        """The same as a frame, for what has to run in it."""
        frame = self.page.locator("#slot iframe").element_handle().content_frame()
        assert frame is not None, "there is no page of the extension"
        return frame

    def xero_fails(self, kind: str, times: int = 1) -> None:
        """The next calls go wrong in this way; the kinds are those of the drawer."""
        answer = self.context.request.post(f"{self.portal}/sandbox/xero/faults", data={"kind": kind, "times": times})
        assert answer.ok, answer.text()

    def switches(self, **wanted: bool | int) -> None:
        """`slow_ms`, `expired`, `silent`: how the extension's host treats this person's browser."""
        answer = self.context.request.post(f"{self.portal}/sandbox/switches", data=wanted)
        assert answer.ok, answer.text()

    def leaves(self) -> None:
        self.context.close()

    def _sign_in(self, cookie: str) -> None:
        self.context.add_cookies(
            [{"name": "connect_session", "value": cookie, "url": self.portal, "httpOnly": True, "sameSite": "Lax"}]
        )
