// A request as the portal shows it: read only, what was bought, by whom, and how far it is.

import { h } from "/portal/dom.js";
import { account } from "/portal/state.js";
import { look, moment, named, sentence } from "/portal/words.js";

export function requestView(state, id) {
    const order = state.orders.find((one) => one.id === id);
    return {
        title: id,
        heading: "Fulfilment request",
        content: h("div", { class: "page" }, order ? [facts(order), items(order)] : missing(state, id)),
    };
}

function facts(order) {
    const known = [
        ["Type", sentence(order.type)],
        ["Subscription", order.asset],
        ["Customer", named(order.customer)],
        ["Product", named(order.product)],
        ["Created", moment(order.created)],
        ["Connection", sentence(order.connection)],
        order.reason && ["Reason", order.reason],
    ].filter(Boolean);
    return h(
        "section",
        { class: "card" },
        h(
            "div",
            { class: "titled" },
            h("h2", {}, order.id),
            h("span", { class: look(order.status) }, sentence(order.status)),
        ),
        h(
            "dl",
            { class: "details" },
            known.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value))),
        ),
    );
}

function items(order) {
    const row = (item) =>
        h(
            "tr",
            {},
            h("th", { scope: "row", class: "row-title" }, item.name),
            h("td", {}, h("span", { class: "id" }, item.mpn)),
            h("td", { class: "number" }, item.old_quantity ?? "–"),
            h("td", { class: "number" }, item.quantity),
        );
    return h(
        "section",
        { class: "card" },
        h("div", { class: "titled" }, h("h2", {}, "Items")),
        h(
            "div",
            { class: "scroll" },
            h(
                "table",
                { class: "table" },
                h(
                    "thead",
                    {},
                    h(
                        "tr",
                        {},
                        h("th", { scope: "col" }, "Item"),
                        h("th", { scope: "col" }, "MPN"),
                        h("th", { scope: "col", class: "number" }, "Old quantity"),
                        h("th", { scope: "col", class: "number" }, "Quantity"),
                    ),
                ),
                h("tbody", {}, order.items.map(row)),
            ),
        ),
    );
}

function missing(state, id) {
    return h(
        "div",
        { class: "plain" },
        h("h2", {}, `No request ${id}`),
        h("p", {}, `${account(state).name} has no request of this number. It may belong to another account.`),
        h("a", { class: "button", href: "#/", id: "home" }, "Back to the portal"),
    );
}
