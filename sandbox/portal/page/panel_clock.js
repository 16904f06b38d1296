// The clock of both vendors and of the running extension, to be moved forward only.

import { outcome } from "/portal/act.js";
import { call } from "/portal/api.js";
import { h } from "/portal/dom.js";
import { button } from "/portal/fields.js";
import { current, now } from "/portal/state.js";
import { moment } from "/portal/words.js";

const HOUR = 3_600_000;
const STEPS = [
    ["+1 hour", () => 1],
    ["+1 day", () => 24],
    ["+1 month", hoursToNextMonth],
];

export function clockSection() {
    const note = h("span", { class: "aside" });
    const face = h("p", { class: "clock" });
    const said = outcome();
    const steps = STEPS.map(([label, hours]) => {
        const made = button(label, { id: `clock${label.replace(/\W+/g, "-")}` });
        made.addEventListener("click", () =>
            said.run(
                made,
                () => call("POST", "/sandbox/clock", { hours: hours() }),
                () => `It is ${moment(now())} now.`,
            ),
        );
        return made;
    });
    setInterval(tell, 1000);

    function tell() {
        if (!current()) return;
        const at = now();
        note.textContent = moment(at);
        const weekday = h(
            "small",
            {},
            at.toLocaleDateString("en-GB", {
                weekday: "long",
                day: "numeric",
                month: "long",
                year: "numeric",
                timeZone: "UTC",
            }),
        );
        face.replaceChildren(`${at.toISOString().slice(11, 19)} UTC`, weekday);
    }
    const hint = h(
        "p",
        { class: "hint" },
        "Connect, Xero and the extension all move; tokens and schedules grow old with it.",
    );
    return {
        title: "Clock",
        note,
        body: [face, h("div", { class: "buttons" }, steps), said.element, hint],
        update: tell,
    };
}

/** Whole hours to the same day and time of the next month, or to its last day. */
function hoursToNextMonth() {
    const from = now();
    const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 2, 0)).getUTCDate();
    const to = new Date(from);
    to.setUTCMonth(from.getUTCMonth() + 1, Math.min(from.getUTCDate(), last));
    return Math.round((to - from) / HOUR);
}
