// The forms that unfold under an order: why it fails, when it counts from, and what a change, renewal or transfer is.

import { Refused, call } from "/portal/api.js";
import { h } from "/portal/dom.js";
import { choice, field, quantities, quantity } from "/portal/fields.js";
import { now } from "/portal/state.js";
import { named } from "/portal/words.js";

/** By the name of the move; each is called with the order, the state, `said` and `turn`. */
export const FORMS = {
    fail: failForm,
    date: dateForm,
    schedule: scheduleForm,
    change: changeForm,
    renew: renewForm,
    transfer: transferForm,
};

function failForm(order, _state, said, turn) {
    const reason = h("input", {
        type: "text",
        id: `reason-${order.id}`,
        value: "The customer's tenant does not exist.",
    });
    const send = () => call("POST", `/sandbox/orders/${order.id}/fail`, { reason: reason.value });
    const parts = [field("Reason", reason)];
    return form(parts, `Fail ${order.id}`, "danger", send, () => `${order.id} has failed.`, said, turn);
}

function dateForm(order, _state, said, turn) {
    const effective = dateInput(`effective-${order.id}`);
    const send = () => call("POST", `/sandbox/orders/${order.id}/approve`, { effective: effective.value });
    const parts = [field("Counts from", effective, "Before or after today.")];
    return form(parts, "Approve from that day", "primary", send, () => `${order.id} is approved.`, said, turn);
}

function scheduleForm(order, _state, said, turn) {
    const planned = dateInput(`planned-${order.id}`);
    const send = () => call("POST", `/sandbox/orders/${order.id}/schedule`, { planned: planned.value });
    const parts = [field("Planned for", planned, "Nothing changes until it is approved.")];
    return form(parts, `Schedule ${order.id}`, "primary", send, () => `${order.id} is scheduled.`, said, turn);
}

function changeForm(order, state, said, turn) {
    const [lines, changed] = lineInputs(order, state, "change");
    const send = () => {
        if (Object.keys(changed()).length === 0) throw new Refused("Change at least one quantity.");
        return call("POST", `/sandbox/assets/${order.asset}/change`, { lines: changed() });
    };
    return form([lines], "Ask for the change", "primary", send, waits("the change"), said, turn);
}

function renewForm(order, state, said, turn) {
    const [lines, changed] = lineInputs(order, state, "renew");
    const begins = h("input", { type: "date", id: `begins-${order.id}` });
    const send = () =>
        call("POST", `/sandbox/assets/${order.asset}/renew`, { lines: changed(), begins: begins.value });
    const parts = [lines, field("The new term begins", begins, "Empty: on the next billing date.")];
    return form(parts, "Ask for the renewal", "primary", send, waits("the renewal"), said, turn);
}

function transferForm(order, state, said, turn) {
    const others = state.catalogue.customers.filter((one) => one.id !== order.customer.id);
    const customer = choice(
        others.map((one) => [one.id, one.name]),
        { id: `customer-${order.id}` },
    );
    const send = () => call("POST", `/sandbox/assets/${order.asset}/transfer`, { customer: customer.value });
    const parts = [field("To", customer)];
    return form(parts, "Ask for the transfer", "primary", send, waits("the transfer"), said, turn);
}

const waits = (what) => (found) => `${found.id} asks for ${what} and waits for the vendor.`;

const dateInput = (id) => h("input", { type: "date", id, value: now().toISOString().slice(0, 10) });

/** The quantities of the product's items, and a function that says which of them were changed. */
function lineInputs(order, state, name) {
    const kept = order.items.filter((item) => Number(item.quantity) !== 0);
    const before = Object.fromEntries(kept.map((item) => [item.mpn, String(item.quantity)]));
    const product = state.catalogue.products.find(
        (one) => one.id === (order.product?.id ?? order.product) || one.name === named(order.product),
    );
    const items = product?.items ?? order.items;
    const group = h(
        "div",
        { class: "group" },
        items.map((item) => quantity(item, before[item.mpn], `${name}-${order.id}`)),
    );
    const changed = () =>
        Object.fromEntries(
            Object.entries(quantities(group)).filter(([mpn, value]) => value !== (before[mpn] ?? "")),
        );
    return [group, changed];
}

function form(parts, label, kind, send, sentence, said, turn) {
    const submit = h("button", { type: "submit", class: `button ${kind}` }, label);
    const sent = async (event) => {
        event.preventDefault();
        if (await said.run(submit, async () => send(), sentence)) turn(null);
    };
    return h("form", { class: "group", novalidate: true, on: { submit: sent } }, parts, submit);
}
