// The blue bar: brand, places, who is signed in and as whom else one may look, and the sandbox's button.

import { call } from "/portal/api.js";
import { fill, h } from "/portal/dom.js";
import { modulePages, route, toInstallations, toSettings, toStore } from "/portal/routes.js";
import { account, reload } from "/portal/state.js";
import { say } from "/portal/toasts.js";

const bar = document.getElementById("top");
let isOpen = false;
let draw = () => {};

export function drawTopbar(state, panel) {
    draw = () => drawTopbar(state, panel);
    fill(bar, brand(), places(state), who(state), panel.toggle);
}

function brand() {
    return h(
        "a",
        { class: "brand", href: "#/", id: "brand", "aria-label": "CloudBlue Connect" },
        h("img", { src: "/portal/favicon.svg", alt: "" }),
        h("span", {}, "CloudBlue Connect"),
    );
}

function places(state) {
    const me = account(state);
    if (!me) return null;
    const module = me.installation ? modulePages(state.ui_modules)[0] : null;
    const known = me.owner
        ? [["installations", toInstallations, "Installations"]]
        : [
              ["store", toStore, "Store"],
              module && ["module", module.href, state.extension.name],
              ["settings", toSettings, "Settings"],
          ];
    const here = route().place;
    const link = ([place, href, label]) =>
        h("a", { href, id: `place-${place}`, "aria-current": place === here && "true" }, label);
    return h("nav", { class: "places", "aria-label": "Portal" }, known.filter(Boolean).map(link));
}

function who(state) {
    const me = account(state);
    const names = h(
        "span",
        { class: "names" },
        h("span", {}, me ? me.name : "Signed out"),
        h("span", { class: "role" }, me ? `${me.role} · ${me.user}` : "choose an account"),
    );
    const button = h(
        "button",
        {
            type: "button",
            id: "who",
            "aria-expanded": String(isOpen),
            "aria-controls": "accounts",
            on: { click: () => toggle(!isOpen) },
        },
        names,
        h("span", { "aria-hidden": "true" }, "▾"),
    );
    return h("div", { class: "who", on: { keydown: escape, focusout: left } }, button, isOpen && accounts(state));
}

function accounts(state) {
    const one = (known) =>
        h(
            "button",
            {
                type: "button",
                id: `account-${known.id}`,
                "aria-current": known.id === state.account && "true",
                on: { click: () => signIn(known.id) },
            },
            h("span", {}, known.name, h("span", { class: "role" }, `${known.role} · ${known.user}`)),
        );
    const out =
        state.account &&
        h("button", { type: "button", class: "out", id: "sign-out", on: { click: signOut } }, "Sign out");
    return h(
        "div",
        { class: "accounts", id: "accounts" },
        h("h2", {}, "Look at the portal as"),
        state.accounts.map(one),
        out,
    );
}

function toggle(open) {
    isOpen = open;
    draw();
}

function escape(event) {
    if (event.key !== "Escape" || !isOpen) return;
    event.stopPropagation();
    toggle(false);
    document.getElementById("who").focus();
}

function left(event) {
    // The bar is being redrawn when the element that loses the focus is no longer in the document.
    if (isOpen && event.target.isConnected && event.relatedTarget && !event.currentTarget.contains(event.relatedTarget))
        toggle(false);
}

document.addEventListener("pointerdown", (event) => {
    if (isOpen && !event.target.closest(".who")) toggle(false);
});
window.addEventListener("blur", () => isOpen && toggle(false));

/** A request belongs to one account; every other page has a sense for the next one too. */
export async function signIn(id) {
    await change(() => call("POST", "/sandbox/session", { account: id }));
}

async function signOut() {
    await change(() => call("DELETE", "/sandbox/session"));
}

async function change(work) {
    isOpen = false;
    try {
        await work();
        if (route().place === "request") location.hash = "#/";
        await reload();
        document.getElementById("who").focus();
    } catch (error) {
        draw();
        say.error(error.message);
    }
}
