// Messages at the foot of the portal: one of each sort at a time, read out by screen readers, gone after six seconds.

import { h } from "/portal/dom.js";

const LASTS = 6000;

export const say = {
    message: (text) => show(document.getElementById("toast-status"), "toast", text),
    error: (text) => show(document.getElementById("toast-alert"), "toast error", text),
};

function show(region, look, text) {
    const dismiss = h("button", { type: "button", on: { click: () => toast.remove() } }, "Dismiss");
    const toast = h("div", { class: look }, h("span", {}, text), dismiss);
    region.replaceChildren(toast);
    setTimeout(() => toast.remove(), LASTS);
}
