// Stories: everything that happens in one row of what moves money, in one press.

import { outcome } from "/portal/act.js";
import { call } from "/portal/api.js";
import { h } from "/portal/dom.js";
import { choice, field, offer } from "/portal/fields.js";
import { counted } from "/portal/words.js";

export function storiesSection() {
    const note = h("span", { class: "aside" });
    const said = outcome();
    const row = choice([], { id: "story" });
    const play = h("button", { type: "submit", class: "button primary", id: "play-story" }, "Play it");
    const hint = h(
        "p",
        { class: "hint" },
        "All of it happens today. What a person does in Xero in between is left out; the command line plays it too.",
    );
    const form = h(
        "form",
        { class: "group", novalidate: true, "aria-label": "Play a story" },
        field("Play a story", row),
        h("div", { class: "buttons" }, play),
    );
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        said.run(
            play,
            () => call("POST", "/sandbox/stories", { row: row.value }),
            (played) => `${played.row} is played: ${counted(played.orders.length, "order")}.`,
        );
    });
    const none = h("p", { class: "hint" }, "Sign in as somebody who sells.");

    function update(state) {
        const sells = state.catalogue.customers.length > 0 && state.catalogue.products.length > 0;
        note.textContent = sells ? counted(state.stories.length, "story", "stories") : "";
        form.hidden = hint.hidden = !sells;
        none.hidden = sells;
        offer(
            row,
            state.stories.map((one) => [one.name, `${one.name}: ${one.about}`]),
        );
    }
    return { title: "Stories", note, body: [none, form, hint, said.element], update };
}
