// The store's entry of the extension: install, open, uninstall.

import { outcome } from "/portal/act.js";
import { call } from "/portal/api.js";
import { openDialog } from "/portal/dialog.js";
import { h } from "/portal/dom.js";
import { icon } from "/portal/icon.js";
import { modulePages } from "/portal/routes.js";
import { account } from "/portal/state.js";

const ROAD = [
    ["Connect", "Authorise the extension for one of your organisations in Xero."],
    ["Set up", "Choose accounts, tax and how customers become contacts."],
    ["Sync", "Every approved order becomes one invoice, to the cent, with its reasons."],
];

export function storeView(state) {
    return {
        title: "Extension store",
        heading: "Extension store",
        content: h("div", { class: "page" }, entry(state), road()),
    };
}

function entry(state) {
    const { extension } = state;
    const me = account(state);
    const said = outcome();
    return h(
        "article",
        { class: "card entry" },
        icon(extension),
        h(
            "div",
            { class: "text" },
            h("h2", {}, extension.name),
            h("p", {}, extension.description),
            facts(state),
            said.element,
        ),
        h("div", { class: "actions" }, me.installation ? installedActions(state, said) : installAction(state, said)),
    );
}

function facts(state) {
    const owner = state.accounts.find((one) => one.owner);
    const installation = account(state).installation;
    const fact = ([term, value]) => value && h("div", {}, h("dt", {}, term), h("dd", {}, value));
    return h(
        "dl",
        { class: "facts" },
        [
            ["For", "resellers and distributors"],
            ["By", owner?.name],
            ["Installation", installation],
        ].map(fact),
    );
}

function road() {
    const step = ([name, text]) => h("li", {}, h("b", {}, name), h("span", { class: "soft" }, text));
    return h("section", { "aria-label": "After the installation" }, h("ol", { class: "road" }, ROAD.map(step)));
}

function installAction(state, said) {
    const button = h("button", { type: "button", class: "button primary", id: "install" }, "Install now");
    button.addEventListener("click", async () => {
        const isInstalled = await said.run(button, () => call("POST", "/sandbox/installation"), "");
        if (isInstalled) tellInstalled(state);
    });
    return button;
}

function installedActions(state, said) {
    const first = modulePages(state.ui_modules)[0];
    const uninstall = h("button", { type: "button", class: "button danger", id: "uninstall" }, "Uninstall");
    uninstall.addEventListener("click", () =>
        askUninstall(state, () => said.run(uninstall, () => call("DELETE", "/sandbox/installation"), "")),
    );
    return [first && h("a", { class: "button primary", href: first.href, id: "open" }, "Open"), uninstall];
}

function tellInstalled(state) {
    const first = modulePages(state.ui_modules)[0];
    const go = (close) => () => {
        close();
        location.hash = first?.href ?? "#/store";
    };
    openDialog((close) => [
        h(
            "div",
            { class: "inside" },
            icon(state.extension),
            h("h2", {}, `${state.extension.name} is installed`),
            h("p", {}, `${account(state).name} can use it now. Next, connect it to Xero.`),
            h(
                "div",
                { class: "actions" },
                h("button", { type: "button", class: "button primary", on: { click: go(close) } }, "Continue"),
            ),
        ),
    ]);
}

function askUninstall(state, uninstall) {
    const yes = (close) => () => {
        close();
        uninstall();
    };
    openDialog((close) => [
        h(
            "div",
            { class: "inside" },
            h("h2", {}, `Uninstall ${state.extension.name}?`),
            h("p", {}, "Its connection to Xero ends. Invoices that are in Xero stay there."),
            h(
                "div",
                { class: "actions" },
                h("button", { type: "button", class: "button", on: { click: close } }, "Keep it"),
                h("button", { type: "button", class: "button danger", on: { click: yes(close) } }, "Uninstall"),
            ),
        ),
    ]);
}
