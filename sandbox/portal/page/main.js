// Puts the portal together: reads the state, chooses the view for the address, draws it.

import { drawTopbar } from "/portal/topbar.js";
import { fill, h } from "/portal/dom.js";
import { Host } from "/portal/host.js";
import { Panel } from "/portal/panel.js";
import {
    enterByPath,
    modulePages,
    route,
    settingsPages,
    toInstallations,
    toRequest,
    toSettings,
    toStore,
} from "/portal/routes.js";
import { account, current, reload, whenRead } from "/portal/state.js";
import { say } from "/portal/toasts.js";
import { adminView, moduleView, settingsView } from "/portal/view_extension.js";
import { brokenView, ownerView, signedOutView } from "/portal/view_people.js";
import { requestView } from "/portal/view_request.js";
import { storeView } from "/portal/view_store.js";

const part = (id) => document.getElementById(id);
const host = new Host(part("slot"), { say, navigate, isSilent: () => Boolean(current()?.switches.silent) });
const panel = new Panel(part("panel"), part("layout"));

function home(state) {
    const me = account(state);
    if (me.owner) return toInstallations;
    return (me.installation && modulePages(state.ui_modules)[0]?.href) || toStore;
}

function viewOf(state) {
    const { place, rest } = route();
    if (!account(state)) return signedOutView(state);
    if (place === "request") return requestView(state, rest);
    if (account(state).owner) return place === "admin" ? adminView(state, rest) : ownerView(state);
    if (place === "module") return moduleView(state, rest);
    if (place === "settings") return settingsView(state, rest);
    return storeView(state);
}

function draw() {
    const state = current();
    if (!state) return;
    if (account(state) && !["store", "module", "settings", "request", "installations", "admin"].includes(route().place))
        history.replaceState(null, "", home(state));
    show(viewOf(state));
    drawTopbar(state, panel);
    panel.update(state);
}

function show(view) {
    document.title = `${view.title} – CloudBlue Connect`;
    fill(part("head"), view.heading && h("h1", {}, view.heading), view.tabs && tabs(view.tabs));
    fill(part("side"), view.side && menu(view.side));
    part("side").hidden = !view.side;
    fill(part("view"), view.content);
    if (view.frame) host.show(view.frame);
    else host.hide();
}

function tabs(pages) {
    const tab = (page) =>
        h(
            "a",
            { href: page.href, id: `tab-${page.name}`, "aria-current": page.isCurrent && "page", on: { click: again } },
            page.label,
        );
    return h("nav", { class: "tabs", "aria-label": "Pages of the extension" }, pages.map(tab));
}

function menu(pages) {
    const link = (page) =>
        h(
            "li",
            {},
            h(
                "a",
                {
                    href: page.href,
                    id: `settings-${page.name}`,
                    "aria-current": page.isCurrent && "page",
                    on: { click: again },
                },
                page.label,
            ),
        );
    const inert = (label) => h("li", {}, h("span", { class: "inert" }, label));
    return [
        h("h2", {}, "Settings"),
        h("ul", {}, ["General", "Users"].map(inert)),
        pages.length > 0 && h("h2", {}, "Extensions"),
        pages.length > 0 && h("ul", {}, pages.map(link)),
    ];
}

/** Inside its frame a page may have gone elsewhere; choosing its tab leads back to it. */
function again(event) {
    if (event.currentTarget.getAttribute("href") === location.hash) host.showAgain();
}

function navigate({ name, params = {} }) {
    if (name === "subscriptions.fulfillment.details" && params.id) location.hash = toRequest(params.id);
    else if (name === "settings.extensions") location.hash = settingsPages(current().ui_modules)[0]?.href ?? toSettings;
    else
        say.message(
            `The portal would open “${name}”${params.id ? ` of ${params.id}` : ""}; the sandbox has no such page.`,
        );
}

async function start() {
    enterByPath();
    whenRead(draw);
    window.addEventListener("hashchange", () => {
        draw();
        window.scrollTo(0, 0);
    });
    part("skip").addEventListener("click", (event) => {
        event.preventDefault();
        part("main").focus();
    });
    try {
        await reload();
    } catch (error) {
        show(brokenView(error.message));
    }
}

start();
