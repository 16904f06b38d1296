// The pages for nobody (choose an account) and for the extension's owner (who has installed it).

import { h } from "/portal/dom.js";
import { toAdmin } from "/portal/routes.js";
import { signIn } from "/portal/topbar.js";
import { counted, look, sentence } from "/portal/words.js";

export function signedOutView(state) {
    const one = (known) =>
        h(
            "button",
            { type: "button", class: "button", id: `sign-in-${known.id}`, on: { click: () => signIn(known.id) } },
            h("span", {}, known.name, h("small", {}, `${known.role} · ${known.user}`)),
            h("span", { "aria-hidden": "true" }, "›"),
        );
    return {
        title: "Sign in",
        heading: "",
        content: h(
            "div",
            { class: "page" },
            h(
                "div",
                { class: "plain" },
                h("h1", {}, "Sign in to the portal"),
                h(
                    "p",
                    { class: "soft" },
                    "A stand-in of CloudBlue Connect on this machine. Choose who you are; nobody asks for a password.",
                ),
                h("div", { class: "sign-in" }, state.accounts.map(one)),
            ),
        ),
    };
}

export function ownerView(state) {
    const { installations } = state;
    const whose = (id) => state.accounts.find((one) => one.id === id)?.name ?? id;
    const row = (one) =>
        h(
            "tr",
            {},
            h(
                "th",
                { scope: "row", class: "row-title" },
                h("a", { href: toAdmin(one.id), id: `admin-${one.id}` }, whose(one.account?.id ?? one.account)),
            ),
            h("td", {}, h("span", { class: "id" }, one.id)),
            h("td", {}, h("span", { class: look(one.status) }, sentence(one.status))),
        );
    const table = h(
        "div",
        { class: "scroll" },
        h(
            "table",
            { class: "table" },
            h(
                "thead",
                {},
                h(
                    "tr",
                    {},
                    ["Account", "Installation", "Status"].map((name) => h("th", { scope: "col" }, name)),
                ),
            ),
            h("tbody", {}, installations.map(row)),
        ),
    );
    const none = h(
        "p",
        { class: "soft" },
        "Nobody has installed the extension yet. Look at the portal as a reseller to install it from the store.",
    );
    return {
        title: "Installations",
        heading: state.extension.name,
        content: h(
            "div",
            { class: "page" },
            h(
                "section",
                { class: "card" },
                h(
                    "div",
                    { class: "titled" },
                    h("h2", {}, "Installations"),
                    h("span", { class: "soft" }, counted(installations.length, "installation")),
                ),
                installations.length ? table : none,
            ),
        ),
    };
}

export function brokenView(why) {
    return {
        title: "The sandbox does not answer",
        heading: "",
        content: h(
            "div",
            { class: "page" },
            h(
                "div",
                { class: "plain" },
                h("h1", {}, "The sandbox does not answer"),
                h("p", {}, why),
                h(
                    "button",
                    { type: "button", class: "button primary", id: "again", on: { click: () => location.reload() } },
                    "Try again",
                ),
            ),
        ),
    };
}
