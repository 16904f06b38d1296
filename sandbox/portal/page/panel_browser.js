// What may go wrong between the browser and the platform.

import { outcome } from "/portal/act.js";
import { call } from "/portal/api.js";
import { h } from "/portal/dom.js";
import { choice, field, tick } from "/portal/fields.js";

const SPEEDS = [
    ["0", "As fast as it can"],
    ["500", "Half a second late"],
    ["2000", "Two seconds late"],
    ["8000", "Eight seconds late"],
];

export function browserSection() {
    const note = h("span", { class: "aside" });
    const said = outcome();
    const set = (control, change, done) => said.run(control, () => call("POST", "/sandbox/switches", change), done);

    const speed = choice(SPEEDS, { id: "switch-slow" });
    speed.addEventListener("change", () => set(speed, { slow_ms: Number(speed.value) }, "The speed is set."));
    const flip = (name, words) => (event) =>
        set(
            event.currentTarget,
            { [name]: event.currentTarget.checked },
            event.currentTarget.checked ? words[0] : words[1],
        );
    const expired = tick("Session expired", "Every call of the extension's page answers 401.", {
        id: "switch-expired",
        on: { change: flip("expired", ["The session has expired.", "The session is good again."]) },
    });
    const silent = tick("Host silent", "The portal does not greet the page; the page loads anew.", {
        id: "switch-silent",
        on: { change: flip("silent", ["The portal is silent.", "The portal greets the page."]) },
    });

    function update({ switches }) {
        const slow = String(switches.slow_ms ?? 0);
        if (![...speed.options].some((option) => option.value === slow))
            speed.append(h("option", { value: slow }, `${slow} ms late`));
        speed.value = slow;
        expired.querySelector("input").checked = Boolean(switches.expired);
        silent.querySelector("input").checked = Boolean(switches.silent);
        note.textContent = [switches.slow_ms > 0 && "slow", switches.expired && "expired", switches.silent && "silent"]
            .filter(Boolean)
            .join(", ");
    }
    return {
        title: "Browser",
        note,
        body: [field("Answers of the extension", speed), expired, silent, said.element],
        update,
    };
}
