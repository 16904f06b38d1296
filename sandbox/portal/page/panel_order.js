// One order in the sandbox's drawer, with what the vendor or the customer can do next.

import { Refused, call } from "/portal/api.js";
import { h } from "/portal/dom.js";
import { button, field, quantities, quantity } from "/portal/fields.js";
import { toRequest } from "/portal/routes.js";
import { look, named, sentence } from "/portal/words.js";

/** `said` runs calls, `open` is the unfolded form ("fail PR-1"), `turn(what)` folds and unfolds. */
export function orderCard(order, state, { said, open, turn }) {
    const items = order.items
        .filter(isMeant)
        .map((item) => `${item.mpn}: ${grown(item)}`)
        .join(", ");
    return h(
        "li",
        { class: "order" },
        h(
            "div",
            { class: "line" },
            h("a", { class: "id", href: toRequest(order.id), id: `see-${order.id}` }, order.id),
            h("span", { class: look(order.status) }, sentence(order.status)),
        ),
        h("p", {}, `${sentence(order.type)} · ${named(order.customer)}`),
        h("p", { class: "hint" }, order.reason && order.status === "failed" ? order.reason : items),
        h(
            "div",
            { class: "buttons" },
            moves(order, state).map((move) => moveButton(move, order, said, open, turn)),
        ),
        open === `fail ${order.id}` && failForm(order, said, turn),
        open === `change ${order.id}` && changeForm(order, state, said, turn),
    );
}

const isMeant = (item) => Number(item.quantity) !== 0 || Number(item.old_quantity) > 0;

function grown(item) {
    return item.old_quantity && item.old_quantity !== item.quantity && item.old_quantity !== "0"
        ? `${item.old_quantity} → ${item.quantity}`
        : item.quantity;
}

const NEXT = { active: ["change", "suspend", "cancel"], suspended: ["resume", "cancel"] };

/** A pending request waits for the vendor; what follows is asked for on the newest request of a subscription. */
function moves(order, state) {
    if (order.status === "pending") return ["approve", "fail"];
    const newest = state.orders.find((one) => one.asset === order.asset);
    return newest === order ? (NEXT[order.asset_status] ?? []) : [];
}

const LABELS = {
    approve: "Approve",
    fail: "Fail…",
    change: "Change…",
    suspend: "Suspend",
    resume: "Resume",
    cancel: "Cancel",
};

function moveButton(move, order, said, open, turn) {
    const unfolds = move === "fail" || move === "change";
    const subject = move === "approve" || move === "fail" ? order.id : order.asset;
    const props = {
        id: `${move}-${order.id}`,
        class: move === "approve" ? "primary" : "",
        "aria-label": `${LABELS[move]} ${subject}`,
        "aria-expanded": unfolds && String(open === `${move} ${order.id}`),
    };
    const made = button(LABELS[move], props);
    made.addEventListener("click", () =>
        unfolds
            ? turn(`${move} ${order.id}`)
            : said.run(
                  made,
                  () => call("POST", address(move, order), {}),
                  (found) => done(move, order, found),
              ),
    );
    return made;
}

function address(move, order) {
    return move === "approve" ? `/sandbox/orders/${order.id}/approve` : `/sandbox/assets/${order.asset}/${move}`;
}

function done(move, order, found) {
    return move === "approve"
        ? `${order.id} is approved.`
        : `${found.id} asks to ${move} ${order.asset} and waits for the vendor.`;
}

function failForm(order, said, turn) {
    const reason = h("input", {
        type: "text",
        id: `reason-${order.id}`,
        value: "The customer's tenant does not exist.",
    });
    const submit = h("button", { type: "submit", class: "button danger" }, `Fail ${order.id}`);
    return formOf([field("Reason", reason), submit], async () => {
        const isDone = await said.run(
            submit,
            () => call("POST", `/sandbox/orders/${order.id}/fail`, { reason: reason.value }),
            `${order.id} has failed.`,
        );
        if (isDone) turn(null);
    });
}

function changeForm(order, state, said, turn) {
    const before = Object.fromEntries(order.items.filter(isMeant).map((item) => [item.mpn, String(item.quantity)]));
    const product = state.catalogue.products.find(
        (one) => one.id === (order.product?.id ?? order.product) || one.name === named(order.product),
    );
    const items = product?.items ?? order.items;
    const submit = h("button", { type: "submit", class: "button primary" }, "Ask for the change");
    const form = formOf(
        [items.map((item) => quantity(item, before[item.mpn], `change-${order.id}`)), submit],
        async () => {
            const isDone = await said.run(
                submit,
                () => changed(order, before, quantities(form)),
                (found) => `${found.id} asks for the change and waits for the vendor.`,
            );
            if (isDone) turn(null);
        },
    );
    return form;
}

async function changed(order, before, after) {
    const lines = Object.fromEntries(Object.entries(after).filter(([mpn, value]) => value !== (before[mpn] ?? "")));
    if (Object.keys(lines).length === 0) throw new Refused("Change at least one quantity.");
    return call("POST", `/sandbox/assets/${order.asset}/change`, { lines });
}

function formOf(parts, submit) {
    return h(
        "form",
        { class: "group", novalidate: true, on: { submit: (event) => (event.preventDefault(), submit()) } },
        parts,
    );
}
