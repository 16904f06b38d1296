// Where the extension's own pages appear: as a module with tabs, and in the portal's settings.

import { h } from "/portal/dom.js";
import { adminPages, modulePages, settingsPages, toAdmin, toStore } from "/portal/routes.js";
import { account } from "/portal/state.js";

export function moduleView(state, name) {
    const pages = modulePages(state.ui_modules);
    if (!account(state).installation) return notInstalled(state);
    const page = pages.find((one) => one.name === name) ?? pages[0];
    if (!page) return noPage(state, "module page");
    const tabs = pages.map((one) => ({ ...one, isCurrent: one === page }));
    return {
        title: `${page.label} · ${state.extension.name}`,
        heading: state.extension.name,
        tabs,
        frame: framed(state, page),
    };
}

export function settingsView(state, name) {
    const pages = settingsPages(state.ui_modules);
    const isInstalled = Boolean(account(state).installation);
    const page = pages.find((one) => one.name === name) ?? pages[0];
    const side = isInstalled ? pages.map((one) => ({ ...one, isCurrent: one === page })) : [];
    if (!isInstalled) return { ...notInstalled(state), heading: "Settings", side };
    if (!page) return { ...noPage(state, "settings page"), heading: "Settings", side };
    return { title: `${page.label} · Settings`, heading: page.label, side, frame: framed(state, page) };
}

/** The owner looks at one installation: the extension's admin page, which is told which one. */
export function adminView(state, installation) {
    const [page] = adminPages(state.ui_modules);
    if (!page) return noPage(state, "admin page");
    const found = state.installations.find((one) => one.id === installation);
    const whose = state.accounts.find((one) => one.id === found?.account)?.name ?? installation;
    return {
        title: `${page.label} · ${whose}`,
        heading: `${whose} · ${installation}`,
        tabs: [{ label: page.label, name: "admin", href: toAdmin(installation), isCurrent: true }],
        frame: framed(state, page, installation),
    };
}

function framed(state, page, looked) {
    const { extension, switches } = state;
    const installation = looked ?? account(state).installation;
    const context = {
        currentInstallation: { id: installation, environment: { extension: { name: extension.name } } },
        isAdmin: Boolean(looked),
        objectId: installation,
    };
    // Another installation or a host that falls silent means another page: the frame is made anew.
    return {
        origin: extension.origin,
        url: page.url,
        title: `${extension.name}: ${page.label}`,
        context,
        isSilent: switches.silent,
    };
}

function notInstalled(state) {
    const content = h(
        "div",
        { class: "page" },
        h(
            "div",
            { class: "plain" },
            h("h2", {}, "Not installed"),
            h(
                "p",
                {},
                `${account(state).name} has not installed ${state.extension.name}. Its pages appear here after the installation.`,
            ),
            h("a", { class: "button primary", href: toStore, id: "to-store" }, "Go to the store"),
        ),
    );
    return { title: `${state.extension.name} is not installed`, heading: state.extension.name, content };
}

function noPage(state, kind) {
    const content = h(
        "div",
        { class: "page" },
        h(
            "div",
            { class: "plain" },
            h("h2", {}, "Nothing to show"),
            h("p", {}, `${state.extension.name} declares no ${kind}.`),
        ),
    );
    return { title: state.extension.name, heading: state.extension.name, content };
}
