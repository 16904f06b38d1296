// Usage files: the vendor posts what was used last month, the seller accepts it, and closes it when it is billed.

import { outcome } from "/portal/act.js";
import { call } from "/portal/api.js";
import { fill, h } from "/portal/dom.js";
import { button, choice, field, offer } from "/portal/fields.js";
import { told } from "/portal/panel_billing.js";
import { current } from "/portal/state.js";
import { amount, counted, look, quantityOf, sentence } from "/portal/words.js";

const SCHEMAS = [
    ["tr", "Amount per tier (TR)"],
    ["pr", "Amount (PR)"],
    ["cr", "Cost (CR)"],
    ["qt", "Quantity only (QT)"],
];
const TIERS = [
    ["0", "Customer (tier 0)"],
    ["1", "Reseller (tier 1)"],
    ["2", "Distributor (tier 2)"],
];

export function usageSection() {
    const note = h("span", { class: "aside" });
    const said = outcome();
    const list = h("ul", { class: "group", tabindex: "-1", "aria-label": "Usage files" });
    const form = usageForm(said);
    const none = h("p", { class: "hint" }, "A subscription begins with an approved purchase.");
    let drawn = "";

    function update(state) {
        note.textContent = state.account ? counted(state.usage.length, "file") : "";
        none.hidden = state.subscriptions.length > 0;
        form.update(state);
        const seen = JSON.stringify(state.usage);
        if (seen === drawn) return;
        drawn = seen;
        fill(
            list,
            state.usage.map((file) => card(file, said)),
        );
    }
    return { title: "Usage", note, body: [none, form.element, said.element, list], update };
}

function usageForm(said) {
    const asset = choice([], { id: "usage-asset" });
    const item = choice([], { id: "usage-item" });
    const quantity = decimal("usage-quantity");
    const money = decimal("usage-amount");
    const currency = h("input", { type: "text", id: "usage-currency", maxlength: "3", autocomplete: "off" });
    const schema = choice(SCHEMAS, { id: "usage-schema" });
    const tier = choice(TIERS, { id: "usage-tier" });
    const post = h("button", { type: "submit", class: "button primary", id: "post-usage" }, "Post usage file");
    const element = h(
        "form",
        { class: "group", novalidate: true, "aria-label": "Post a usage file" },
        field("Subscription", asset),
        field("Item", item),
        field("Quantity", quantity),
        field("Amount", money, "Below zero for what is taken back."),
        field("Currency", currency, "Empty: the marketplace's."),
        field("Schema", schema),
        field("Amount is for", tier),
        h("div", { class: "buttons" }, post),
    );

    const itemise = () => {
        const chosen = current()?.subscriptions.find((one) => one.id === asset.value);
        const product = current()?.catalogue.products.find((one) => one.id === chosen?.product.id);
        const items = [...(product?.items ?? [])].sort((one, two) => (two.kind === "ppu") - (one.kind === "ppu"));
        offer(
            item,
            items.map((one) => [one.mpn, `${one.name} (${one.mpn})`]),
        );
    };
    const perTier = () => {
        tier.closest("label").hidden = schema.value !== "tr";
    };
    asset.addEventListener("change", itemise);
    schema.addEventListener("change", perTier);
    perTier();
    element.addEventListener("submit", async (event) => {
        event.preventDefault();
        const body = {
            asset: asset.value,
            item: item.value,
            quantity: quantity.value,
            amount: money.value,
            currency: currency.value,
            schema: schema.value,
            tier: schema.value === "tr" ? Number(tier.value) : null,
        };
        await said.run(
            post,
            () => call("POST", "/sandbox/usage", body),
            (file) => `${file.id} is posted and waits to be accepted.`,
        );
    });

    function update(state) {
        element.hidden = state.subscriptions.length === 0;
        offer(
            asset,
            state.subscriptions.map((one) => [one.id, told(one)]),
        );
        itemise();
    }
    return { element, update };
}

const decimal = (id) => h("input", { type: "text", inputmode: "decimal", autocomplete: "off", placeholder: "0", id });

const MOVES = {
    pending: [
        ["accept", "Accept", "primary"],
        ["reject", "Reject", "danger"],
    ],
    accepted: [["close", "Close", ""]],
};

function card(file, said) {
    const records = file.records.map(
        (one) => `${one.mpn}: ${quantityOf(one.quantity)} for ${amount(one.amount)} ${file.currency} (${one.asset})`,
    );
    return h(
        "li",
        { class: "order" },
        h(
            "div",
            { class: "line" },
            h("span", { class: "id" }, file.id),
            h("span", { class: look(file.status) }, sentence(file.status)),
        ),
        h("p", {}, file.name),
        h("p", { class: "hint" }, records.join(", ")),
        h(
            "div",
            { class: "buttons" },
            (MOVES[file.status] ?? []).map(([move, label, kind]) => moveButton(file, move, label, kind, said)),
        ),
    );
}

function moveButton(file, move, label, kind, said) {
    const made = button(label, { id: `${move}-${file.id}`, class: kind, "aria-label": `${label} ${file.id}` });
    made.addEventListener("click", () =>
        said.run(
            made,
            () => call("POST", `/sandbox/usage/${file.id}/${move}`, { note: "The usage is not ours." }),
            (found) => `${found.id} is ${found.status}.`,
        ),
    );
    return made;
}
