// Orders: the marketplace sells, the vendor answers.

import { outcome } from "/portal/act.js";
import { Refused, call } from "/portal/api.js";
import { fill, h } from "/portal/dom.js";
import { choice, field, offer, quantities, quantity } from "/portal/fields.js";
import { orderCard } from "/portal/panel_order.js";
import { current } from "/portal/state.js";
import { counted } from "/portal/words.js";

const CONNECTIONS = [
    ["production", "Production"],
    ["test", "Test"],
    ["preview", "Preview (a rehearsal)"],
];

export function ordersSection() {
    const note = h("span", { class: "aside" });
    const said = outcome();
    const list = h("ul", { class: "group", tabindex: "-1", "aria-label": "Orders" });
    const form = orderForm(said);
    let drawn = "";
    let open = null;

    function draw(state) {
        const seen = JSON.stringify([state.account, state.orders, open]);
        if (seen === drawn) return;
        drawn = seen;
        const turn = (what) => {
            open = open === what ? null : what;
            draw(current());
        };
        const none = h("li", { class: "hint" }, state.account ? "No orders yet." : "Sign in to see orders.");
        fill(
            list,
            state.orders.length ? state.orders.map((order) => orderCard(order, state, { said, open, turn })) : none,
        );
    }

    function update(state) {
        note.textContent = state.account ? counted(state.orders.length, "order") : "";
        form.update(state);
        draw(state);
    }
    return {
        title: "Orders",
        note,
        body: [form.element, said.element, h("h4", {}, "Placed so far, newest first"), list],
        update,
    };
}

function orderForm(said) {
    const product = choice([], { id: "order-product" });
    const customer = choice([], { id: "order-customer" });
    const connection = choice(CONNECTIONS, { id: "order-connection" });
    const lines = h("div", { class: "group" });
    const place = h("button", { type: "submit", class: "button primary", id: "place-order" }, "Place order");
    const element = h(
        "form",
        { class: "group", novalidate: true, "aria-label": "Place an order" },
        field("Product", product),
        field("Customer", customer),
        h("fieldset", { class: "group" }, h("legend", { class: "unseen" }, "Quantities"), lines),
        field("Connection", connection),
        h("div", { class: "buttons" }, place),
    );
    let catalogue = { products: [], customers: [] };

    const itemise = () => {
        const items = catalogue.products.find((one) => one.id === product.value)?.items ?? [];
        fill(
            lines,
            items.map((item) => quantity(item, "", "order")),
        );
    };
    product.addEventListener("change", itemise);
    element.addEventListener("submit", async (event) => {
        event.preventDefault();
        const isPlaced = await said.run(
            place,
            () => placed(product.value, customer.value, connection.value, quantities(lines)),
            (order) => `${order.id} is placed and waits for the vendor.`,
        );
        if (isPlaced) itemise();
    });

    function update(state) {
        element.hidden = state.catalogue.products.length === 0;
        if (JSON.stringify(catalogue) === JSON.stringify(state.catalogue)) return;
        catalogue = state.catalogue;
        offer(
            product,
            catalogue.products.map((one) => [one.id, one.name]),
        );
        offer(
            customer,
            catalogue.customers.map((one) => [one.id, one.name]),
        );
        itemise();
    }
    return { element, update };
}

async function placed(product, customer, connection, lines) {
    if (Object.keys(lines).length === 0) throw new Refused("Fill in at least one quantity.");
    return call("POST", "/sandbox/orders", { product, customer, lines, connection });
}
