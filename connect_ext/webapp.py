"""Front door for pages and HTTP routes: gathers the routers of `web` and says how errors are answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from connect.eaas.core.decorators import account_settings_page, admin_pages, module_pages, router, variables, web_app
from connect.eaas.core.extension import WebApplicationBase

from connect_ext.config import declared_variables
from connect_ext.web.activity import activity, activity_file
from connect_ext.web.admin import admin, alive
from connect_ext.web.billing import billing, uploads
from connect_ext.web.connection import connection, consent, former, organisation, own_app, webhook
from connect_ext.web.door.always_a_page import AlwaysAPage
from connect_ext.web.door.answers import Answers
from connect_ext.web.door.asgi import ASGIApp
from connect_ext.web.door.body_limit import BodyLimit
from connect_ext.web.door.bugs import Bugs
from connect_ext.web.door.framing import Framing
from connect_ext.web.door.one_voice import OneVoice
from connect_ext.web.door.problem_details import HANDLERS
from connect_ext.web.mapping import (
    changed_customers,
    customers,
    mapping_choosing,
    mapping_customers,
    mapping_files,
    mapping_imports,
    mapping_items,
    mapping_rules,
    mapping_taxes,
)
from connect_ext.web.orders import (
    causes,
    check,
    progress,
    session,
    task_bulk,
    task_detail,
    task_drift,
    task_edits,
    task_ends,
    task_preview,
    task_prices,
    task_target,
    task_undo,
    tasks,
)
from connect_ext.web.overview import overview
from connect_ext.web.prices import price_file, prices
from connect_ext.web.reports import reconcile, revenue
from connect_ext.web.settings import price_examples, settings

PAGES = (
    session,
    connection,
    own_app,
    former,
    settings,
    prices,
    price_file,
    price_examples,
    customers,
    mapping_customers,
    changed_customers,
    mapping_items,
    mapping_rules,
    mapping_taxes,
    mapping_choosing,
    mapping_files,
    mapping_imports,
    organisation,
    tasks,
    causes,
    task_bulk,
    task_preview,
    task_prices,
    task_detail,
    task_edits,
    task_target,
    task_ends,
    task_undo,
    task_drift,
    check,
    progress,
    revenue,
    reconcile,
    overview,
    billing,
    uploads,
    activity,
    activity_file,
    admin,
    consent,
    webhook,
    alive,
)

for page in PAGES:
    router.include_router(page.router)


@web_app(router)
@account_settings_page("Xero Integration", "/static/settings.html")
@module_pages(
    "Overview",
    "/static/overview.html",
    children=[
        {"label": "Orders", "url": "/static/orders.html"},
        {"label": "Mapping", "url": "/static/mapping.html"},
        {"label": "Billing periods", "url": "/static/billing.html"},
        {"label": "Activity", "url": "/static/activity.html"},
        {"label": "Reconcile", "url": "/static/reconcile.html"},
    ],
)
@admin_pages([{"label": "Xero Integration", "url": "/static/admin.html"}])
@variables(declared_variables())
class XeroWeb(WebApplicationBase):
    """Everything under `/api` needs the platform's authentication; only the return from Xero and its webhook do not."""

    @classmethod
    def get_exception_handlers(
        cls,
        _handlers: dict[type[BaseException], Callable[..., Any]],
    ) -> dict[type[BaseException], Callable[..., Any]]:
        """Instead of the platform's own, which passes on whatever Connect answered and in another shape."""
        return dict(HANDLERS)

    @classmethod
    def get_middlewares(cls) -> list[Callable[[ASGIApp], ASGIApp]]:
        """From the inside out: the framework puts each around those before it."""
        return [BodyLimit, Answers, Framing, OneVoice, Bugs, AlwaysAPage]
