// Labelled controls of the sandbox's drawer.

import { h } from "/portal/dom.js";

export function field(label, control, hint) {
    const text = hint ? h("span", { class: "hint" }, hint) : null;
    return h("label", { class: "field" }, h("span", {}, label), control, text);
}

/** `options` are `[value, label]`. */
export function choice(options, props = {}) {
    return h(
        "select",
        props,
        options.map(([value, label]) => h("option", { value }, label)),
    );
}

/** Offers other options and keeps what was chosen, if it is still on offer. */
export function offer(select, options) {
    const wanted = select.value;
    select.replaceChildren(...options.map(([value, label]) => h("option", { value }, label)));
    if (options.some(([value]) => value === wanted)) select.value = wanted;
}

export function tick(label, hint, props) {
    return h(
        "label",
        { class: "tick" },
        h("input", { type: "checkbox", ...props }),
        h("span", {}, label, h("span", { class: "hint" }, hint)),
    );
}

export function button(label, props = {}) {
    return h("button", { type: "button", ...props, class: `button ${props.class ?? ""}` }, label);
}

const PERIODS = { monthly: "per month", yearly: "per year", onetime: "once" };

/** One line of an order: `input` carries the item's MPN in `data-mpn`. */
export function quantity(item, value, name) {
    const terms = item.kind === "ppu" ? "pay per use" : PERIODS[item.period];
    const about = [item.mpn, item.unit, terms].filter(Boolean).join(" · ");
    const input = h("input", {
        type: "text",
        inputmode: "decimal",
        autocomplete: "off",
        placeholder: "0",
        value: value ?? "",
        "data-mpn": item.mpn,
        id: `${name}-${item.mpn}`,
    });
    return h("label", { class: "quantity" }, h("span", {}, item.name, h("small", {}, about)), input);
}

/** What was filled in, by MPN. */
export function quantities(form) {
    const inputs = [...form.querySelectorAll("[data-mpn]")].filter((input) => input.value.trim() !== "");
    return Object.fromEntries(inputs.map((input) => [input.dataset.mpn, input.value.trim()]));
}
