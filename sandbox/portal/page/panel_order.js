// One order in the sandbox's drawer, with what the vendor or the customer can do next.

import { call } from "/portal/api.js";
import { h } from "/portal/dom.js";
import { button } from "/portal/fields.js";
import { FORMS } from "/portal/panel_order_forms.js";
import { toRequest } from "/portal/routes.js";
import { day, look, named, sentence } from "/portal/words.js";

/** `said` runs calls, `open` is the unfolded form ("fail PR-1"), `turn(what)` folds and unfolds. */
export function orderCard(order, state, { said, open, turn }) {
    const unfolded = Object.keys(FORMS).find((move) => open === `${move} ${order.id}`);
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
        h("p", { class: "hint" }, about(order)),
        h(
            "div",
            { class: "buttons" },
            moves(order, state).map((move) => moveButton(move, order, said, open, turn)),
        ),
        unfolded && FORMS[unfolded](order, state, said, turn),
    );
}

function about(order) {
    if (order.reason && order.status === "failed") return order.reason;
    const items = order.items.filter(isMeant).map((item) => `${item.mpn}: ${grown(item)}`);
    const dates = [
        order.status === "scheduled" && `planned for ${day(order.planned_date)}`,
        order.effective_date && `from ${day(order.effective_date)}`,
    ];
    return [items.join(", "), ...dates].filter(Boolean).join(" · ");
}

const isMeant = (item) => Number(item.quantity) !== 0 || Number(item.old_quantity) > 0;

function grown(item) {
    return item.old_quantity && item.old_quantity !== item.quantity && item.old_quantity !== "0"
        ? `${item.old_quantity} → ${item.quantity}`
        : item.quantity;
}

const DECIDED = { pending: ["approve", "date", "schedule", "fail"], scheduled: ["approve", "date", "revoke"] };
const NEXT = {
    active: ["change", "renew", "suspend", "transfer", "adjustment", "cancel"],
    suspended: ["resume", "transfer", "cancel"],
};

/** An open request waits for the vendor; what follows is asked for on the newest request of a subscription. */
function moves(order, state) {
    if (DECIDED[order.status]) return DECIDED[order.status];
    const newest = state.orders.find((one) => one.asset === order.asset);
    return newest === order ? (NEXT[order.asset_status] ?? []) : [];
}

const LABELS = {
    approve: "Approve",
    date: "Approve from…",
    schedule: "Schedule…",
    fail: "Fail…",
    revoke: "Revoke",
    change: "Change…",
    renew: "Renew…",
    suspend: "Suspend",
    resume: "Resume",
    transfer: "Transfer…",
    adjustment: "Adjust",
    cancel: "Cancel",
};
const ASKED = { suspend: "suspend", resume: "resume", adjustment: "adjust", cancel: "cancel" };
const OF_THE_VENDOR = new Set(["approve", "date", "schedule", "fail", "revoke"]);

function moveButton(move, order, said, open, turn) {
    const unfolds = move in FORMS;
    const subject = OF_THE_VENDOR.has(move) ? order.id : order.asset;
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
    return OF_THE_VENDOR.has(move) ? `/sandbox/orders/${order.id}/${move}` : `/sandbox/assets/${order.asset}/${move}`;
}

function done(move, order, found) {
    return OF_THE_VENDOR.has(move)
        ? `${order.id} is ${found.status}.`
        : `${found.id} asks to ${ASKED[move]} ${order.asset} and waits for the vendor.`;
}
