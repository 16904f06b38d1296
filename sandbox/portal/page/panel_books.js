// Books: what Xero's stand-in holds, in a wide view that keeps itself fresh while it is open.

import { call } from "/portal/api.js";
import { organisationBooks } from "/portal/books.js";
import { openDialog } from "/portal/dialog.js";
import { fill, h } from "/portal/dom.js";
import { button } from "/portal/fields.js";

const EVERY = 2000;

export function booksSection() {
    const open = button("Open the books", { id: "open-books", class: "primary", on: { click: openBooks } });
    const hint = h("p", { class: "hint" }, "Contacts, invoices and credit notes of every organisation, as Xero holds them.");
    return {
        title: "Books",
        note: h("span", { class: "aside" }),
        body: [hint, h("div", { class: "buttons" }, open)],
        update() {},
    };
}

function openBooks() {
    const inside = h("div", { class: "inside", tabindex: "-1" }, h("p", { class: "soft" }, "Reading the books…"));
    const mistake = h("p", { class: "mistake", role: "alert" });
    const dialog = openDialog(
        (close) => [
            h(
                "div",
                { class: "bar" },
                h("h2", {}, "Books"),
                h("p", {}, "Xero’s stand-in, read every two seconds"),
                h("button", { type: "button", class: "button", on: { click: close } }, "Close"),
            ),
            mistake,
            inside,
        ],
        "books",
    );
    keepFresh(dialog, inside, mistake);
}

async function keepFresh(dialog, inside, mistake) {
    let drawn = "";
    while (dialog.isConnected) {
        try {
            const books = await call("GET", "/sandbox/xero/books");
            mistake.textContent = "";
            if (JSON.stringify(books) !== drawn) redraw(inside, books);
            drawn = JSON.stringify(books);
        } catch (error) {
            mistake.textContent = error.message;
        }
        await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
}

/** What a person has folded stays folded. */
function redraw(inside, books) {
    const folded = new Set([...inside.querySelectorAll("details:not([open])")].map((one) => one.dataset.key));
    fill(
        inside,
        books.length
            ? books.map((one) => organisationBooks(one, folded))
            : h("p", { class: "soft" }, "No organisation."),
    );
}
