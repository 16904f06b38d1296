// The sandbox's drawer: opened from the bar, beside the page where there is room, over it where there is none.

import { fill, h } from "/portal/dom.js";
import { billingSection } from "/portal/panel_billing.js";
import { booksSection } from "/portal/panel_books.js";
import { browserSection } from "/portal/panel_browser.js";
import { clockSection } from "/portal/panel_clock.js";
import { ordersSection } from "/portal/panel_orders.js";
import { storiesSection } from "/portal/panel_stories.js";
import { usageSection } from "/portal/panel_usage.js";
import { xeroSection } from "/portal/panel_xero.js";

const NARROW = window.matchMedia("(max-width: 760px)");
const FOLDS = "sandbox-folds";

export class Panel {
    #panel;
    #behind;
    #sections = [
        ordersSection(),
        billingSection(),
        usageSection(),
        storiesSection(),
        clockSection(),
        xeroSection(),
        browserSection(),
        booksSection(),
    ];

    constructor(panel, behind) {
        this.#panel = panel;
        this.#behind = behind;
        this.toggle = h(
            "button",
            {
                type: "button",
                class: "sandbox-toggle",
                id: "sandbox-toggle",
                "aria-expanded": "false",
                "aria-controls": "panel",
                on: { click: () => this.#turn(panel.hidden) },
            },
            "Sandbox",
        );
        fill(
            panel,
            this.#head(),
            this.#sections.map((section, position) => folded(section, position === 0)),
        );
        panel.addEventListener("keydown", (event) => event.key === "Escape" && this.#turn(false));
        NARROW.addEventListener("change", () => this.#settle());
    }

    update(state) {
        for (const section of this.#sections) section.update(state);
    }

    #head() {
        const close = h(
            "button",
            {
                type: "button",
                class: "button",
                "aria-label": "Close the sandbox",
                on: { click: () => this.#turn(false) },
            },
            "Close",
        );
        return h(
            "div",
            { class: "panel-head" },
            h("div", {}, h("h2", {}, "Sandbox"), h("p", {}, "Not a part of the portal")),
            close,
        );
    }

    #turn(open) {
        this.#panel.hidden = !open;
        this.toggle.setAttribute("aria-expanded", String(open));
        this.#settle();
        if (open) this.#panel.querySelector("button").focus();
        else this.toggle.focus();
    }

    /** Under a full sheet nothing may be reached. */
    #settle() {
        const open = !this.#panel.hidden;
        document.body.classList.toggle("panel-open", open);
        this.#behind.inert = open && NARROW.matches;
        window.dispatchEvent(new Event("resize"));
    }
}

function folded(section, first) {
    const known = JSON.parse(sessionStorage.getItem(FOLDS) ?? "{}");
    const remember = (event) => {
        const folds = JSON.parse(sessionStorage.getItem(FOLDS) ?? "{}");
        sessionStorage.setItem(FOLDS, JSON.stringify({ ...folds, [section.title]: event.currentTarget.open }));
    };
    return h(
        "details",
        { class: "section", open: known[section.title] ?? first, on: { toggle: remember } },
        h("summary", {}, h("h3", {}, section.title), section.note),
        h("div", { class: "body" }, section.body),
    );
}
