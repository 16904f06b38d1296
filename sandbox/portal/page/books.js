// One organisation's contacts, invoices and credit notes, each document a small paper with its lines.

import { h } from "/portal/dom.js";
import { amount, counted, day, look, named, quantityOf, sentence } from "/portal/words.js";

/** `folded` are the keys of the documents that a person has closed. */
export function organisationBooks(books, folded) {
    const notes = books.credit_notes.length ? `${counted(books.credit_notes.length, "credit note")}, ` : "";
    const heading = h(
        "div",
        { class: "titled" },
        h("h3", {}, books.name),
        h(
            "span",
            { class: "soft" },
            `${counted(books.invoices.length, "invoice")}, ${notes}${counted(books.contacts.length, "contact")}`,
        ),
    );
    const invoices = books.invoices.map((one) => paper(invoiceShown(one), folded)).reverse(); // the newest first
    const credits = books.credit_notes.map((one) => paper(creditNoteShown(one), folded)).reverse();
    return h(
        "section",
        {},
        heading,
        invoices.length ? invoices : h("p", { class: "soft" }, "No invoices yet."),
        credits.length ? [h("h4", {}, "Credit notes"), credits] : null,
        contacts(books.contacts),
    );
}

/** What is different about an invoice: its key, what stands under its date and total, and its further sums. */
function invoiceShown(invoice) {
    return {
        ...invoice,
        key: invoice.invoice_id,
        kind: "invoice",
        until: `due ${day(invoice.due_date)}`,
        left: `${amount(invoice.amount_due)} due`,
        applied: [],
    };
}

function creditNoteShown(note) {
    return {
        ...note,
        key: note.credit_note_id,
        kind: "credit note",
        until: "",
        left: `${amount(note.remaining_credit)} remaining`,
        applied: note.allocations.map((one) => [`Applied to ${one.invoice} on ${day(one.date)}`, one.amount]),
    };
}

function paper(shown, folded) {
    const { key } = shown;
    const summary = h(
        "summary",
        { id: `document-${key}` },
        h("b", {}, shown.number || "No number"),
        h("span", {}, named(shown.contact), h("small", {}, shown.reference || "No reference")),
        h("span", {}, day(shown.date), h("small", {}, shown.until)),
        h("span", { class: look(shown.status) }, sentence(shown.status)),
        h("span", { class: "total" }, `${shown.currency} ${amount(shown.total)}`, h("small", {}, shown.left)),
    );
    return h(
        "details",
        { class: "paper", "data-key": key, open: !folded.has(key) },
        summary,
        h(
            "div",
            {
                class: "lines scroll",
                tabindex: "0",
                role: "region",
                "aria-label": `Lines of ${shown.number || `the ${shown.kind}`}`,
            },
            lines(shown),
        ),
        foot(shown),
    );
}

function lines(shown) {
    const head = [
        ["Description", ""],
        ["Quantity", "number"],
        ["Unit amount", "number"],
        ["Account", ""],
        ["Tax", ""],
        ["Amount", "number"],
    ];
    const row = (line) =>
        h(
            "tr",
            {},
            h("td", { class: "words" }, line.description),
            h("td", { class: "number" }, quantityOf(line.quantity)),
            h("td", { class: "number" }, amount(line.unit_amount)),
            h("td", {}, line.account_code ?? "–"),
            h("td", {}, line.tax_type ?? "–"),
            h("td", { class: "number" }, amount(line.line_amount)),
        );
    return h(
        "table",
        { class: "table" },
        h(
            "thead",
            {},
            h(
                "tr",
                {},
                head.map(([name, align]) => h("th", { scope: "col", class: align }, name)),
            ),
        ),
        h("tbody", {}, shown.lines.map(row)),
    );
}

function foot(shown) {
    const total = ([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, amount(value)));
    const link =
        shown.url &&
        h(
            "a",
            { href: shown.url, target: "_blank", rel: "noopener" },
            "Open in Xero",
            h("span", { class: "unseen" }, ` (${shown.number || "no number"}, new tab)`),
        );
    return h(
        "div",
        { class: "foot" },
        link,
        h(
            "dl",
            {},
            [
                ["Before tax", shown.subtotal],
                ["Tax", shown.total_tax],
                [`Total ${shown.currency}`, shown.total],
                ...shown.applied,
            ].map(total),
        ),
    );
}

function contacts(people) {
    const one = (contact) =>
        h(
            "li",
            {},
            named(contact),
            [contact.number, contact.email].filter(Boolean).map((text) => h("small", {}, text)),
        );
    return [
        h("h4", {}, "Contacts"),
        people.length ? h("ul", { class: "people" }, people.map(one)) : h("p", { class: "soft" }, "No contacts yet."),
    ];
}
