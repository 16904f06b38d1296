// One organisation's contacts and invoices, each invoice as a small document with its lines.

import { h } from "/portal/dom.js";
import { amount, counted, day, look, named, quantityOf, sentence } from "/portal/words.js";

/** `folded` are the keys of the invoices that a person has closed. */
export function organisationBooks(books, folded) {
    const heading = h(
        "div",
        { class: "titled" },
        h("h3", {}, books.name),
        h(
            "span",
            { class: "soft" },
            `${counted(books.invoices.length, "invoice")}, ${counted(books.contacts.length, "contact")}`,
        ),
    );
    const invoices = books.invoices.map((invoice) => paper(invoice, folded)).reverse(); // the newest first
    return h(
        "section",
        {},
        heading,
        invoices.length ? invoices : h("p", { class: "soft" }, "No invoices yet."),
        contacts(books.contacts),
    );
}

function paper(invoice, folded) {
    const key = invoice.invoice_id;
    const summary = h(
        "summary",
        { id: `invoice-${key}` },
        h("b", {}, invoice.number || "No number"),
        h("span", {}, named(invoice.contact), h("small", {}, invoice.reference || "No reference")),
        h("span", {}, day(invoice.date), h("small", {}, `due ${day(invoice.due_date)}`)),
        h("span", { class: look(invoice.status) }, sentence(invoice.status)),
        h(
            "span",
            { class: "total" },
            `${invoice.currency} ${amount(invoice.total)}`,
            h("small", {}, `${amount(invoice.amount_due)} due`),
        ),
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
                "aria-label": `Lines of ${invoice.number || "the invoice"}`,
            },
            lines(invoice),
        ),
        foot(invoice),
    );
}

function lines(invoice) {
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
        h("tbody", {}, invoice.lines.map(row)),
    );
}

function foot(invoice) {
    const total = ([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, amount(value)));
    const link =
        invoice.url &&
        h(
            "a",
            { href: invoice.url, target: "_blank", rel: "noopener" },
            "Open in Xero",
            h("span", { class: "unseen" }, ` (${invoice.number || "no number"}, new tab)`),
        );
    return h(
        "div",
        { class: "foot" },
        link,
        h(
            "dl",
            {},
            [
                ["Before tax", invoice.subtotal],
                ["Tax", invoice.total_tax],
                [`Total ${invoice.currency}`, invoice.total],
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
