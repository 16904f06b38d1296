// Billing periods: the platform's billing requests, which no event tells.

import { outcome } from "/portal/act.js";
import { call } from "/portal/api.js";
import { fill, h } from "/portal/dom.js";
import { choice, field, offer } from "/portal/fields.js";
import { current } from "/portal/state.js";
import { counted, day, named, sentence } from "/portal/words.js";

const TYPES = [
    ["vendor", "Vendor (BRV)"],
    ["provider", "Provider (BRP)"],
];

export function billingSection() {
    const note = h("span", { class: "aside" });
    const said = outcome();
    const asset = choice([], { id: "bill-asset" });
    const type = choice(TYPES, { id: "bill-type" });
    const make = h("button", { type: "submit", class: "button primary", id: "make-bill" }, "Bill the next period");
    const list = h("ul", { class: "group", tabindex: "-1", "aria-label": "Billing requests" });
    const form = h(
        "form",
        { class: "group", novalidate: true, "aria-label": "Make a billing request" },
        field("Subscription", asset),
        field("Made by", type),
        h("div", { class: "buttons" }, make),
    );
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        said.run(
            make,
            () => call("POST", `/sandbox/assets/${asset.value}/bill`, { type: type.value }),
            (bill) => `${bill.id} is made, for ${period(bill)}.`,
        );
    });
    const next = h("p", { class: "hint" });
    const tellNext = () => {
        const chosen = current()?.subscriptions.find((one) => one.id === asset.value);
        next.textContent = chosen ? `Its next date is ${day(chosen.next_date)}.` : "";
    };
    asset.addEventListener("change", tellNext);
    const none = h("p", { class: "hint" }, "A subscription begins with an approved purchase.");

    function update(state) {
        const billed = state.subscriptions.filter((one) => one.status !== "terminated");
        note.textContent = state.account ? counted(state.bills.length, "request") : "";
        form.hidden = billed.length === 0;
        none.hidden = billed.length > 0;
        offer(
            asset,
            billed.map((one) => [one.id, told(one)]),
        );
        tellNext();
        fill(list, state.bills.map(card));
    }
    return { title: "Billing periods", note, body: [none, form, next, said.element, list], update };
}

/** One subscription in a list of choices. */
export function told(one) {
    const rehearsal = one.connection === "production" ? "" : `${sentence(one.connection)}: `;
    return `${rehearsal}${named(one.customer)}, ${named(one.product)} (${one.id})`;
}

const period = (bill) => `${day(bill.from)} to ${day(bill.to)}`;

function card(bill) {
    const items = bill.items.map((item) => `${item.mpn}: ${item.quantity}`).join(", ");
    return h(
        "li",
        { class: "order" },
        h("div", { class: "line" }, h("span", { class: "id" }, bill.id)),
        h("p", {}, `${sentence(bill.type)} · ${named(bill.customer)} · ${period(bill)}`),
        h("p", { class: "hint" }, items || "Nothing that recurs."),
    );
}
