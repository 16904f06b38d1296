"""A story plays through the real front doors, and the whole books must then say what it says."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from difflib import ndiff
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import InstallationId, MarketplaceId, ProductId, ProductItemId, TierAccountId, XeroId
from connect_ext.books.mapping.mapping import CustomerRule, FeeMapping, ItemMapping
from connect_ext.books.mapping.tracking import TrackingRule
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import FeeKind
from connect_ext.books.prices.price import PriceRow
from connect_ext.storage import mappings, prices, proposed, task_list
from connect_ext.sync.connection.tokens import Access, access
from connect_ext.sync.mapping.customers import link_customer
from sandbox.connect.accounts import Account
from sandbox.connect.catalogue import Price, add_version
from sandbox.connect.subscriptions import add_months
from sandbox.xero.view import BooksView
from tests.stories.by_hand import by_hand, remarks_of
from tests.stories.comparing import compared
from tests.stories.keyboard import Keyboard
from tests.stories.language import NotUnderstood, Sentence, read
from tests.stories.ledger import Ledger, told
from tests.stories.own import own_default
from tests.stories.scene import BY_PRODUCT, Parts, Placed, Scene, said, scene_of
from tests.stories.usage import Files
from tests.world import World

Json = dict[str, Any]
Known = TypeVar("Known")
INVOICES = "/api.xro/2.0/Invoices"
LOST = {"the answer about the next invoice is lost": "PUT", "the answer about the next change is lost": "POST"}
ZONES = {"America/New_York": "EASTERNSTANDARDTIME", "Australia/Sydney": "AUSEASTERNSTANDARDTIME"}
"""As Xero calls them."""
MONTHS = {"month": 1, "year": 12}
SCHEDULED_FOR = "2026-12-15T00:00:00+00:00"


class Story:
    """One telling, in a world of its own."""

    def __init__(self, world: World, docstring: str | None) -> None:
        self._world = world
        self._script = read(docstring)
        self._scene: Scene = scene_of(self._script)
        who = world.who
        self._accounts = {account.name: account for account in (who.distributor, who.southern, who.albion)}
        self._customers = {customer["name"]: customer for customer in (who.sydney, who.brisbane, who.leeds)}
        self._pictures: dict[tuple[str, str], Json] = {}
        """A request as the platform showed it, by label and status."""
        self._only = ""
        """How all blocks begin that are compared."""
        self._remarks: dict[str, tuple[str, ...]] = {}
        """By label: what a person was told who looked at the order."""
        self._billing_requests: dict[str, Json] = {}
        """By label: no event tells of them."""

    def plays(self) -> None:
        """Tells what happened, then compares all contacts, invoices and tasks. Raises `AssertionError`."""
        self._installed = installation_id = self._set_the_scene()
        for order in self._scene.orders:
            if order.label not in self._told_later():
                self._place(order)
        for told_of in self._events():
            self._world.tell(installation_id, self._pictures[told_of])
        self._files = Files(world=self._world, assets=self._bought())
        for file in self._scene.files:
            if file.label not in self._told_later():
                self._files.post(installation_id, file)
        for sentence in self._scene.then or [Sentence("then", "a person syncs", {})]:
            self._act(installation_id, sentence)
        expected, found = told(self._script.expected), self._now_written(installation_id)
        if expected != found:
            lines = ndiff([line for block in expected for line in block], [line for block in found for line in block])
            raise AssertionError("\n".join(["the books (+) are not what the story says (-):", *lines]))

    def reconciles(self) -> None:
        """The same of the months that it compares, and of nothing else."""
        self._only = "reconcile"
        self.plays()

    def books(self) -> BooksView:
        """Of the organisation, when the story is told."""
        _, way_in = self._organisation(self._installed)
        return self._world.books(way_in.tenant_id)

    def explanations(self) -> dict[str, str]:
        """What all tasks of the story tell of their lines, by line mark."""
        with self._world.app.runtime.database.transaction() as tx:
            rows = task_list.list_page(tx, self._installed, statuses=None, before=None, limit=200)
            told_of = [proposed.explanations(tx, self._installed, row.id) for row in rows]
        return {mark: sentence for lines in told_of for mark, sentence in lines.items()}

    def _set_the_scene(self) -> InstallationId:
        world, scene = self._world, self._scene
        account = self._account(scene.installed.get("account") or scene.orders[0].seller)
        tenant = self._scene_tenant
        installation_id = world.install(account)
        world.connect(installation_id, tenant)
        organisation, way_in = self._organisation(installation_id)
        if "branding_theme" in scene.settings:
            themes = {theme.name: theme.id for theme in organisation.themes}
            scene.settings["branding_theme"] = themes[scene.settings["branding_theme"]]
        products = {product["name"]: product["id"] for product in (world.who.office, world.who.backup)}
        if "in_arrears" in scene.settings:
            scene.settings["in_arrears"] = [products[scene.settings["in_arrears"]]]
        for ruled in BY_PRODUCT.values():
            if ruled in scene.settings:
                scene.settings[ruled] = {products[name]: rule for name, rule in scene.settings[ruled].items()}
        world.choose_settings(installation_id, **scene.settings)
        self._change_the_marketplace(installation_id)
        self._change_xero(tenant, {theme.name: theme.id for theme in organisation.themes})
        self._link(installation_id, way_in, tenant)
        self._map(installation_id, way_in)
        return installation_id

    @property
    def _scene_tenant(self) -> str:
        return self._tenant(self._scene.installed.get("organisation") or "Harbour Cloud Ltd")

    def _change_the_marketplace(self, installation_id: InstallationId) -> None:
        scene, state = self._scene, self._world.marketplace.state
        for customer in scene.customers:
            country = "" if customer["country"] == "no known country" else said(customer["country"])
            tier = state.get("tier/accounts", self._customer(customer["customer"])["id"])
            tier["contact_info"]["country"] = country
        for parts in scene.committed:
            self._commit(said(parts["mpn"]), said(parts["count"]))
        for version in state.all("pricing/versions"):
            points = f"pricing/versions/{version.value['id']}/points"
            for point in state.all(points):
                mpn = point.value["item"]["mpn"]
                if scene.listed.get(mpn, mpn) is None:
                    state.drop(points, point.value["id"])
                elif mpn in scene.listed:
                    point.value["attributes"]["st0p"] = float(said(scene.listed[mpn]))
        for day, prices_then in sorted(self._relisted().items()):
            self._list_anew(prices_then, _midnight(day))
        with self._world.app.runtime.database.transaction() as tx:
            prices.replace_all(tx, installation_id, [self._row(parts) for parts in scene.prices])

    def _commit(self, mpn: str, count: str) -> None:
        for product in (self._world.who.office, self._world.who.backup):
            for item in self._world.marketplace.state.all(f"products/{product['id']}/items"):
                if item.value["mpn"] == mpn:
                    item.value["commitment"] = {
                        "multiplier": "billing_period",
                        "count": int(count) if count.isdigit() else 0,
                    }

    def _relisted(self) -> dict[str, dict[str, Decimal]]:
        """By day: what costs something else from then on."""
        found: dict[str, dict[str, Decimal]] = {}
        for parts in self._scene.relisted:
            found.setdefault(said(parts["day"]), {})[said(parts["mpn"])] = Decimal(said(parts["amount"]))
        return found

    def _list_anew(self, amounts: Mapping[str, Decimal], begins: datetime) -> None:
        """In a new version of every price list that has the items."""
        state = self._world.marketplace.state
        for listing in [found.value for found in state.all("listings") if found.value.get("pricelist")]:
            points = {
                mpn: Price(price=amount, st0p=amount, st1p=amount)
                for mpn, amount in amounts.items()
                if mpn in self._mpns(listing["product"])
            }
            if points:
                lists = [found.value["pricelist"] for found in state.all("pricing/versions")]
                (pricelist,) = [one for one in lists if one["id"] == listing["pricelist"]["id"]][:1]
                started = state.clock() - begins
                add_version(state, pricelist, points, status="active", started=started, listing=listing)

    def _row(self, parts: Parts) -> PriceRow:
        customer = parts["customer"]
        return PriceRow(
            product_item=None,
            mpn=said(parts["mpn"]),
            marketplace_id=self._marketplace(parts["marketplace"]),
            customer_id=TierAccountId(self._customer(customer)["id"]) if customer else None,
            period_months=MONTHS[parts["period"]] if parts["period"] else None,
            currency=Currency(said(parts["currency"])),
            minimum_quantity=Decimal(parts["least"] or 0),
            price=Decimal(said(parts["amount"])),
            discount=Decimal(parts["discount"] or 0),
            valid_from=date.fromisoformat(first) if (first := parts["first"]) else None,
            valid_to=date.fromisoformat(last) if (last := parts["last"]) else None,
        )

    def _marketplace(self, name: str | None) -> MarketplaceId | None:
        known = {found.value["name"]: found.value["id"] for found in self._world.marketplace.state.all("marketplaces")}
        return MarketplaceId(_known(known, name)) if name else None

    def _change_xero(self, tenant: str, themes: Mapping[str, str]) -> None:
        person = self._world.xero.person(tenant)
        for contact in self._scene.contacts:
            numbered = contact["customer"]
            number = {"ContactNumber": self._customer(numbered)["id"]} if numbered else {}
            made = person.write("PUT", "Contacts", {"Contacts": [{"Name": contact["name"], **number}]})
            if contact["archived"]:
                gone = {"ContactID": made["Contacts"][0]["ContactID"], "ContactStatus": "ARCHIVED"}
                person.write("POST", "Contacts", {"Contacts": [gone]})
        for item in self._scene.items:
            stock: Json = {"IsTrackedAsInventory": True} if item["tracked"] else {}
            price: Json = {"SalesDetails": {"UnitPrice": Decimal(item["price"])}} if item["price"] else {}
            text: Json = {"Description": item["described"]} if item["described"] else {}
            person.write("PUT", "Items", {"Items": [{"Code": item["code"], **stock, **price, **text}]})
        for own in self._scene.own:
            person.write("POST", "Contacts", {"Contacts": [own_default(own, themes)]})
        for one in self._scene.categories:
            person.track(said(one["category"]), *said(one["options"]).split(", "))
        if self._scene.locked:
            person.lock_until(period=date.fromisoformat(self._scene.locked))
        for one in self._scene.currencies:
            person.enable_currency(said(one["currency"]), Decimal(said(one["rate"])))
        if self._scene.zone:
            person.move_to(ZoneInfo(self._scene.zone), ZONES[self._scene.zone])

    def _link(self, installation_id: InstallationId, way_in: Access, tenant: str) -> None:
        ids = {contact["Name"]: contact["ContactID"] for contact in self._world.books(tenant).contacts}
        for link in self._scene.links:
            customer = TierAccountId(self._customer(link["customer"])["id"])
            contact = XeroId(ids[said(link["name"])])
            assert link_customer(self._world.app.runtime, way_in, installation_id, customer, contact)

    def _map(self, installation_id: InstallationId, way_in: Access) -> None:
        """As a person once did: what a story maps to may be gone, or have become stock, since."""
        scene, now, own = self._scene, self._world.clock(), (installation_id, way_in.tenant_id)
        tracking = [
            TrackingRule(category=said(rule["category"]), option=said(rule["option"])) for rule in scene.tracking
        ]
        with self._world.app.runtime.database.transaction() as tx:
            for one in scene.mapped:
                mappings.save_item(tx, *own, self._mapping(one), now)
            fallback = next((said(one["code"]) for one in scene.fallbacks), "")
            fees = [
                FeeMapping(
                    kind=FeeKind(said(one["kind"])), item_code=said(one["code"]), account_code=one["account"] or ""
                )
                for one in scene.fees
            ]
            for rule in scene.rules:
                mappings.save_customer(tx, *own, self._rule(rule), now)
            mappings.save_fees(tx, *own, fees, now)
            mappings.save_choices(tx, *own, fallback, tracking, now)

    def _mapping(self, parts: Parts) -> ItemMapping:
        who = self._world.who
        product = next(one for one in (who.office, who.backup) if parts["mpn"] in self._mpns(one))
        items = self._world.marketplace.state.all(f"products/{product['id']}/items")
        item = next(found.value["id"] for found in items if found.value["mpn"] == parts["mpn"])
        return ItemMapping(
            product_id=ProductId(product["id"]),
            product_item=ProductItemId(item),
            item_code=parts["code"],
            account_code=parts["account"] or "",
            tax_type=parts["tax"] or "",
        )

    def _rule(self, parts: Parts) -> CustomerRule:
        return CustomerRule(
            customer=TierAccountId(self._customer(parts["customer"])["id"]),
            account_code=parts["account"] or "",
            tax_type=parts["tax"] or "",
        )

    def _place(self, order: Placed) -> None:
        """The request in every status it passes, a minute apart."""
        world = self._world
        if order.type.endswith("billing request"):
            self._bill(order)
            return
        request = self._follow_up(order) if order.changes else self._purchase(order)
        self._picture(order, request)
        world.later(minutes=1)
        if order.status == "approved":
            self._picture(order, world.marketplace.approve(request["id"]))
            self._align(order, request["asset"]["id"])
        elif order.status == "failed":
            self._picture(order, world.marketplace.fail(request["id"], "The vendor said no."))
        elif order.status == "revoked":
            self._picture(order, {**request, "status": "revoked"})
        elif order.status == "scheduled":
            self._picture(order, {**request, "status": "scheduled", "planned_date": SCHEDULED_FOR})
        elif order.status != "pending":
            raise NotUnderstood(f"orders do not end {order.status} in stories")

    def _purchase(self, order: Placed) -> Json:
        who = self._world.who
        products = {mpn: product for product in (who.office, who.backup) for mpn in self._mpns(product)}
        product = products[next(iter(order.lines))]
        customer, seller = self._customer(order.customer), self._account(order.seller)
        return self._world.marketplace.place_purchase(seller, customer, product, order.lines, order.connection)

    def _follow_up(self, order: Placed) -> Json:
        marketplace, asset_id = self._world.marketplace, self._asset(order.changes)
        match order.type:
            case "change":
                return marketplace.place_change(asset_id, order.lines)
            case "renew":
                begins = _midnight(order.starts) if order.starts else None
                return marketplace.place_renew(asset_id, quantities=order.lines, begins=begins)
            case "transfer":
                return marketplace.place_transfer(asset_id, self._customer(order.customer))
            case other:
                return marketplace.place(other, asset_id)

    def _bill(self, order: Placed) -> None:
        made = self._world.marketplace.bill(self._asset(order.changes), order.type.partition(" ")[0])
        self._pictures[order.label, "approved"] = made
        self._billing_requests[order.label] = made

    def _asset(self, label: str) -> str:
        return str(self._pictures[label, "approved"]["asset"]["id"])

    def _align(self, order: Placed, asset_id: str) -> None:
        """The first period ends as the story says, else it is a full one from the day on which the story starts."""
        if order.changes or not (order.period_end or order.starts):
            return
        anniversary = _midnight(order.period_end or order.starts)
        end = anniversary if order.period_end else add_months(anniversary, 1)
        self._world.marketplace.bill_next_on(asset_id, end, anniversary.day)

    def _mpns(self, product: Json) -> list[str]:
        return [item.value["mpn"] for item in self._world.marketplace.state.all(f"products/{product['id']}/items")]

    def _picture(self, order: Placed, request: Json) -> None:
        shown = copy.deepcopy(request)
        if order.purchase_order:
            shown["asset"]["params"] = [{"id": "purchase_order", "value": order.purchase_order}]
        for parameter in order.parameters:
            shown["asset"].setdefault("params", []).append(parameter)
        if order.starts and shown["status"] == "approved":
            shown["effective_date"] = f"{order.starts}T{order.hour}:00+00:00"
        if order.approved and shown["status"] == "approved":
            shown["events"] = {"approved": {"at": f"{order.approved}T01:00:00+00:00"}}
        self._pictures[order.label, shown["status"]] = shown

    def _events(self) -> list[tuple[str, str]]:
        if self._scene.events:
            return [(said(event["label"]), said(event["status"])) for event in self._scene.events]
        return [(order.label, order.status) for order in self._scene.orders if order.label not in self._told_later()]

    def _told_later(self) -> set[str]:
        later = {told for sentence in self._scene.then if (told := sentence.parts.get("told"))}
        return later | set(self._billing_requests)

    def _act(self, installation_id: InstallationId, sentence: Sentence) -> None:
        if by_hand(self._world, installation_id, sentence, self._request_of):
            return
        if sentence.parts.get("act"):
            _, way_in = self._organisation(installation_id)
            keyboard = Keyboard(self._world.xero.person(way_in.tenant_id), self._world.books(way_in.tenant_id))
            keyboard.act(sentence.parts, self._order_key(installation_id, said(sentence.parts["whose"])))
        elif not self._time_passes(sentence):
            self._happens(installation_id, sentence)

    def _time_passes(self, sentence: Sentence) -> bool:
        parts, world = sentence.parts, self._world
        if sentence.text == "the schedule fires":
            world.schedule_fires()
        elif until := parts.get("until"):
            while world.clock().date() < date.fromisoformat(until):
                world.move_to(world.clock().date() + timedelta(days=1))
                world.schedule_fires()
        elif day := parts.get("day"):
            world.move_to(date.fromisoformat(day))
        elif minutes := parts.get("minutes"):
            world.later(minutes=int(minutes))
        else:
            return False
        return True

    def _happens(self, installation_id: InstallationId, sentence: Sentence) -> None:
        parts, world = sentence.parts, self._world
        if sentence.text == "a person syncs":
            world.sync(installation_id)
        elif lost := LOST.get(sentence.text):
            world.xero.faults.lose_answer(lost, INVOICES)
        elif day := parts.get("lock"):
            world.xero.person(self._scene_tenant).lock_until(period=date.fromisoformat(day))
        elif looked := parts.get("looked"):
            self._remarks[looked] = remarks_of(world, installation_id, self._order_key(installation_id, looked))
        elif start := parts.get("start"):
            world.choose_settings(installation_id, **{**self._scene.settings, "start_date": start})
        elif day := parts.get("lock"):
            _, way_in = self._organisation(installation_id)
            world.xero.person(way_in.tenant_id).lock_until(period=date.fromisoformat(day))
        elif label := parts.get("told"):
            self._tell(installation_id, label)
        elif again := parts.get("again"):
            (file,) = [file for file in self._scene.files if file.label == again]
            self._files.again(installation_id, file)

    def _tell(self, installation_id: InstallationId, label: str) -> None:
        """Of an order or a usage file, now."""
        for file in self._scene.files:
            if file.label == label:
                self._files.assets = self._bought()
                self._files.post(installation_id, file)
                return
        (order,) = [order for order in self._scene.orders if order.label == label]
        self._place(order)
        self._world.tell(installation_id, self._pictures[label, order.status])

    def _order_key(self, installation_id: InstallationId, name: str) -> str:
        """Of an order by its label, or of a period or a usage order by its name."""
        if (name, "approved") in self._pictures:
            return self._request_of(name)
        named = self._files.names(installation_id) | self._periods(installation_id)
        (key,) = [key for key, found in named.items() if found == name]
        return key

    def _request_of(self, label: str) -> str:
        return str(self._pictures[label, "approved"]["id"])

    def _now_written(self, installation_id: InstallationId) -> list[tuple[str, ...]]:
        requests = {picture["id"]: label for (label, _), picture in self._pictures.items()}
        organisation, way_in = self._organisation(installation_id)
        ledger = Ledger(
            today=self._world.clock().astimezone(organisation.timezone).date(),
            requests=requests,
            customers=self._names(),
            themes={theme.id: theme.name for theme in organisation.themes},
        )
        told_of = {label for label, _ in self._events()} | self._told_later()
        requests = {request: label for request, label in requests.items() if label in told_of}
        requests = self._files.names(installation_id) | requests | self._periods(installation_id)
        ledger = replace(ledger, requests=requests, remarks=self._remarks)
        tasks = {label: self._world.task(installation_id, request) for request, label in requests.items()}
        words = frozenset(sentence.word for sentence in self._script.expected)
        books = ledger.written(self._world.books(way_in.tenant_id), tasks, words)
        found = [*books, *self._compared(installation_id, way_in, ledger)]
        return sorted(block for block in found if block[0].startswith(self._only))

    def _compared(self, installation_id: InstallationId, way_in: Access, ledger: Ledger) -> list[tuple[str, ...]]:
        """The comparison of each month that the story asks for."""
        months = {month for sentence in self._script.expected if (month := sentence.parts.get("month"))}
        assets = {asset: label for label, asset in self._bought().items()}
        found = compared(self._world, installation_id, way_in, months, assets)
        return [tuple(ledger.named(line) for line in block) for block in found]

    def _periods(self, installation_id: InstallationId) -> dict[str, str]:
        """The periods that have begun, by their ids; each is called after the purchase and its first day."""
        bought = self._bought()
        with self._world.app.runtime.database.transaction() as tx:
            rows = task_list.list_page(tx, installation_id, statuses=None, before=None, limit=200)
        return {
            row.order_key: f"{label}@{row.order_key.removeprefix(asset_id + ':')}"
            for row in rows
            for label, asset_id in bought.items()
            if row.order_key.startswith(f"{asset_id}:")
        }

    def _bought(self) -> dict[str, str]:
        """The asset of each purchase."""
        return {order.label: self._asset(order.label) for order in self._scene.orders if self._is_bought(order)}

    def _is_bought(self, order: Placed) -> bool:
        return order.type == "purchase" and (order.label, "approved") in self._pictures

    def _names(self) -> dict[str, str]:
        """Of everybody who may be billed, by tier account id."""
        sellers = {account.tier_account: name for name, account in self._accounts.items()}
        return sellers | {customer["id"]: name for name, customer in self._customers.items()}

    def _organisation(self, installation_id: InstallationId) -> tuple[Organisation, Access]:
        found = access(self._world.app.runtime, installation_id)
        assert isinstance(found, Access)
        return found.organisation.facts(), found

    def _account(self, name: str) -> Account:
        return _known(self._accounts, name)

    def _customer(self, name: str | None) -> Json:
        return _known(self._customers, said(name))

    def _tenant(self, name: str) -> str:
        return _known({found: tenant for tenant, found in self._world.xero.tenants.items()}, name)


def _midnight(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T00:00:00+00:00")


def _known(names: dict[str, Known], name: str) -> Known:
    if name not in names:
        raise NotUnderstood(f"nobody here is called {name}: {', '.join(names)}")
    return names[name]
