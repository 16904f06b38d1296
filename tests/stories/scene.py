"""What a story says happened, as values: the sentences above its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.stories.holding import hold_rule, with_rule
from tests.stories.language import NotUnderstood, Script, Sentence
from tests.stories.usage import OF_USAGE, Reported, add

Parts = dict[str, str | None]
FOLLOW_UPS = ("change", "renew", "cancel", "suspend", "resume", "adjustment", "transfer")
ACCOUNTS = {"licence": "200", "usage": "200", "custom": "260"}
SETTINGS = {
    "fallback account": "fallback_account",
    "tax type": "tax_type",
    "theme": "branding_theme",
    "reference": "reference",
    "invoice number": "invoice_number_from",
    "auto-sync": "auto_sync",
    "new customers": "auto_sync_new_customers",
    "new contacts": "new_contacts",
    "suggestions": "suggestions",
    "billed party": "billed_party",
    "zero lines": "show_zero_lines",
    "number template": "number_template",
    "document date": "document_date",
    "due date": "due",
    "locked period": "locked_period",
    "line amounts": "line_amounts",
    "proration": "proration_display",
    "description": "trim_description",
    "invoice target": "invoice_target",
    "reductions": "reductions",
    "cancellation": "cancellation",
    "refund lines": "refund_lines",
    "document status": "sent_as",
    "closing day": "closing_day",
    "e-mail": "email_invoices",
    "recurring": "recurring_source",
    "arrears": "in_arrears",
    "price column": "price_column",
    "selling at the column": "cost_column_confirmed",
    "price parameter": "price_parameter",
    "descriptions": "description_from",
    "several products to one item": "several_products_per_item",
    "days of reductions": "reduction_days",
    "days of cancellations": "cancellation_days",
    "credit note number": "credit_number_template",
    "auto-sync hour": "auto_sync_hour",
    "new contacts that a person has seen": "new_contacts_seen",
}
WORDS: dict[str, Any] = {
    "shown": True,
    "from the marketplace": "marketplace",
    "every five minutes": "every_five_minutes",
    "once a day": "once_a_day",
    "switched off": False,
    "always asked for": "always_ask",
    "applied when certain": "apply_certain",
    "tier 1": "tier1",
    "own table": "own_table",
    "asset parameter": "asset_parameter",
    "usage amount": "usage_amount",
    "confirmed": True,
    "the service start": "service_start",
    "the 20th of the following month": {"days": 20, "kind": "OFFOLLOWINGMONTH"},
    "the 31st of the same month": {"days": 31, "kind": "OFCURRENTMONTH"},
    "10 days after the invoice": {"days": 10, "kind": "DAYSAFTERBILLDATE"},
    "10 days after the end of its month": {"days": 10, "kind": "DAYSAFTERBILLMONTH"},
    "from Xero": "xero",
    "allowed": True,
    "seen first": "seen_first",
    "parked": "park",
    "with tax": "Inclusive",
    "without tax columns": "NoTax",
    "a separate line": "separate_line",
    "trimmed": True,
    "the latest draft": "latest_fitting_draft",
    "one per month": "one_per_customer_and_month",
    "quantity changes only": "quantity_changes_only",
    "within days": "within_days",
    "credit unused part": "credit_unused_part",
    "no credit": "no_credit",
    "negative line": "negative_line",
    "approved": "AUTHORISED",
    "awaiting approval": "SUBMITTED",
    "sent by us": True,
    "by the provider": "provider_billing_requests",
    "by the vendor": "vendor_billing_requests",
    "quantity only": "quantity_changes_only",
    "without credit": "no_credit",
}
BY_PRODUCT = {
    "reductions": "reductions_by_product",
    "cancellation": "cancellations_by_product",
    "price parameter": "price_parameters",
}
"""Rules of one product, which a story calls by its name."""
FEES = {
    "fixed": "fixed",
    "% of what is left": "percent_of_remaining",
    "the remaining committed periods": "remaining_committed_periods",
}


@dataclass(slots=True, kw_only=True)
class Placed:
    """An order before it is placed. `status` is where it ends."""

    label: str
    customer: str = ""
    seller: str = ""
    connection: str = "production"
    type: str = "purchase"
    changes: str = ""
    """The label of the purchase that it changes, renews, cancels and so on."""
    lines: dict[str, str] = field(default_factory=dict)
    status: str = "approved"
    purchase_order: str = ""
    parameters: list[Parts] = field(default_factory=list)
    starts: str = ""
    hour: str = "00:00"
    period_end: str = ""
    approved: str = ""


@dataclass(slots=True, kw_only=True)
class Scene:
    """Everything above the line. `then` is a person's Sync unless the story says otherwise."""

    installed: Parts = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=lambda: {"accounts": dict(ACCOUNTS)})
    prices: list[Parts] = field(default_factory=list)
    listed: dict[str, str | None] = field(default_factory=dict)
    relisted: list[Parts] = field(default_factory=list)
    """Prices of later versions of the price lists."""
    customers: list[Parts] = field(default_factory=list)
    contacts: list[Parts] = field(default_factory=list)
    items: list[Parts] = field(default_factory=list)
    mapped: list[Parts] = field(default_factory=list)
    fallbacks: list[Parts] = field(default_factory=list)
    categories: list[Parts] = field(default_factory=list)
    tracking: list[Parts] = field(default_factory=list)
    links: list[Parts] = field(default_factory=list)
    currencies: list[Parts] = field(default_factory=list)
    """What the organisation has enabled besides its own."""
    own: list[Parts] = field(default_factory=list)
    """Defaults of contacts in Xero."""
    rules: list[Parts] = field(default_factory=list)
    """Of single customers."""
    fees: list[Parts] = field(default_factory=list)
    committed: list[Parts] = field(default_factory=list)
    """Product items, which are else committed to one period."""
    locked: str | None = None
    zone: str | None = None
    orders: list[Placed] = field(default_factory=list)
    events: list[Parts] = field(default_factory=list)
    files: list[Reported] = field(default_factory=list)
    then: list[Sentence] = field(default_factory=list)


def scene_of(script: Script) -> Scene:
    """Raises `NotUnderstood` for a setting or a type of order that stories do not have."""
    scene = Scene()
    for sentence in script.given:
        _add(scene, sentence, sentence.parts)
    if not scene.orders:
        raise NotUnderstood("nobody orders anything")
    return scene


def _add(scene: Scene, sentence: Sentence, parts: Parts) -> None:
    lists = {
        "price": scene.prices,
        "customer": scene.customers,
        "xero": scene.contacts,
        "linked": scene.links,
        "item": scene.items,
        "mapped": scene.mapped,
        "tracking": scene.tracking,
        "category": scene.categories,
        "fallback": scene.fallbacks,
        "own": scene.own,
        "committed": scene.committed,
        "fee": scene.fees,
        "rule": scene.rules,
        "event": scene.events,
        "enabled": scene.currencies,
    }
    match sentence.word:
        case "installed":
            scene.installed = parts
        case "setting":
            _set(scene.settings, said(parts["name"]), said(parts["value"]))
        case "listed" | "unlisted":
            _list(scene, parts)
        case "locked":
            scene.locked = parts["day"]
        case "zone":
            scene.zone = parts["zone"]
        case "order" | "bills":
            scene.orders.append(_order(parts) if sentence.word == "order" else _billing_request(parts))
        case "then":
            scene.then.append(sentence)
        case word if word in lists:
            lists[word].append(parts)
        case _:
            _detail(scene, sentence)


def _billing_request(parts: Parts) -> Placed:
    return Placed(label=said(parts["label"]), type=f"{parts['type']} billing request", changes=said(parts["of"]))


def _list(scene: Scene, parts: Parts) -> None:
    if parts.get("day"):
        scene.relisted.append(parts)
    else:
        scene.listed[said(parts["mpn"])] = parts.get("amount")


def _order(parts: Parts) -> Placed:
    if parts["type"] not in (FOLLOW_UPS if parts["of"] else ("purchase",)):
        raise NotUnderstood(f"orders of type {parts['type']} are not told yet")
    if parts["of"]:
        return Placed(
            label=said(parts["label"]), type=said(parts["type"]), changes=parts["of"], customer=parts["to"] or ""
        )
    return Placed(
        label=said(parts["label"]),
        customer=said(parts["customer"]),
        seller=said(parts["seller"]),
        connection=parts["connection"] or "production",
    )


def _detail(scene: Scene, sentence: Sentence) -> None:
    if sentence.word in OF_USAGE:
        add(scene.files, sentence)
        return
    order, parts = scene.orders[-1], sentence.parts
    match sentence.word:
        case "line":
            order.lines[said(parts["mpn"])] = said(parts["quantity"])
        case "po":
            order.purchase_order = said(parts["number"])
        case "parameter":
            order.parameters.append(parts)
        case "starts":
            order.starts, order.hour = said(parts["day"]), parts["hour"] or order.hour
        case "period":
            order.period_end = said(parts["day"])
        case "approved":
            order.approved = said(parts["day"])
        case "state":
            order.status = said(parts["status"])


def _set(settings: dict[str, Any], name: str, value: str) -> None:
    if _is_of_prices(settings, name, value):
        return
    if name.startswith("account for "):
        sku_class = name.removeprefix("account for ")
        settings["accounts"] = {**settings["accounts"], sku_class: "" if value == "not set" else value}
    elif name.startswith("tax type for "):
        settings.setdefault("tax_types_by_country", {})[name.removeprefix("tax type for ")] = value
    elif name == "price sources":
        settings["price_sources"] = [WORDS.get(source, source) for source in value.split(", ")]
    elif name == "cancellation fee":
        amount, _, kind = value.partition(" ")
        settings["cancellation_fee"] = {"rule": FEES[kind], "value": amount, "currency": "AUD"}
    elif name.startswith("the contact's own "):
        ignored = {name.removeprefix("the contact's own ").replace(" ", "_"): False}
        settings["contact_defaults"] = {**settings.get("contact_defaults", {}), **ignored}
    elif (rule := hold_rule(name, value)) is not None:
        settings["holds"] = with_rule(settings, rule)["holds"]
    elif " of " in name and name.partition(" of ")[0] in BY_PRODUCT:
        what, _, product = name.partition(" of ")
        settings.setdefault(BY_PRODUCT[what], {})[product] = WORDS.get(value, value)
    elif name in SETTINGS:
        settings[SETTINGS[name]] = WORDS.get(value, value)
    else:
        raise NotUnderstood(f"there is no setting “{name}”")


def _is_of_prices(settings: dict[str, Any], name: str, value: str) -> bool:
    """Or of accounts by period length: settings that have a value for each of something."""
    if name.startswith("yearly account for "):
        settings.setdefault("yearly_accounts", {})[name.removeprefix("yearly account for ")] = value
    elif name.startswith("markup on "):
        settings.setdefault("markup", {})[_source(name.removeprefix("markup on "))] = value.removesuffix(" %")
    elif name.startswith("rate from "):
        rate, target, _, since = value.split()
        one = {"source": name.removeprefix("rate from "), "target": target, "since": since, "rate": rate}
        settings.setdefault("currency_rates", []).append(one)
    elif name == "prices with tax":
        settings["prices_with_tax"] = [_source(source) for source in value.split(", ")]
    else:
        return False
    return True


def _source(name: str) -> str:
    return str(WORDS.get(name, name))


def said(part: str | None) -> str:
    """A part that the word's pattern does not allow to be left out."""
    assert part is not None
    return part
