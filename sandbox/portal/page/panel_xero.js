// What may go wrong at Xero: answers that fail, tokens that die, an organisation that leaves.

import { outcome } from "/portal/act.js";
import { call } from "/portal/api.js";
import { fill, h } from "/portal/dom.js";
import { button, choice, field, offer } from "/portal/fields.js";
import { counted } from "/portal/words.js";

export function xeroSection() {
    const note = h("span", { class: "aside" });
    const said = outcome();
    const kind = choice([], { id: "fault-kind" });
    const times = h("input", { type: "number", id: "fault-times", min: "1", max: "50", value: "1" });
    const armed = h("ul", { class: "group", tabindex: "-1", "aria-label": "Failures to come" });
    const organisation = choice([], { id: "disconnect-organisation" });

    const press = (label, props, work, done) => {
        const made = button(label, props);
        made.addEventListener("click", () => said.run(made, work, done));
        return made;
    };
    const fail = press(
        "Make it fail",
        { id: "fault-arm", class: "primary" },
        () => call("POST", "/sandbox/xero/faults", { kind: kind.value, times: Number(times.value) }),
        () => `Xero fails as chosen, ${counted(Number(times.value), "time")}.`,
    );
    const heal = press(
        "Stop failing",
        { id: "fault-clear" },
        () => call("DELETE", "/sandbox/xero/faults"),
        "Xero answers as it should.",
    );
    const expire = press(
        "Expire access tokens",
        { id: "xero-expire" },
        () => call("POST", "/sandbox/xero/expire", {}),
        "The access tokens have expired; the next call must refresh.",
    );
    const revoke = press(
        "Revoke refresh tokens",
        { id: "xero-revoke", class: "danger" },
        () => call("POST", "/sandbox/xero/revoke", {}),
        "The refresh tokens are worth nothing now; a person must connect again.",
    );
    const leave = press(
        "Disconnect organisation",
        { id: "xero-disconnect", class: "danger" },
        () => call("POST", "/sandbox/xero/disconnect", { tenant_id: organisation.value }),
        () => `${organisation.selectedOptions[0]?.text} is disconnected at Xero.`,
    );

    function update(state) {
        const active = state.faults.filter((fault) => fault.active > 0);
        note.textContent = active.length ? "failing" : "";
        offer(
            kind,
            state.faults.map((fault) => [fault.kind, fault.label]),
        );
        offer(
            organisation,
            state.organisations.map((one) => [one.tenant_id, one.name]),
        );
        fill(
            armed,
            active.map((fault) =>
                h(
                    "li",
                    { class: "armed" },
                    h("span", {}, fault.label),
                    h("span", {}, `${counted(fault.active, "time")} to come`),
                ),
            ),
        );
        armed.hidden = active.length === 0;
    }
    const body = [
        field("Failure", kind),
        field("How many times", times),
        h("div", { class: "buttons" }, fail, heal),
        armed,
        said.element,
        h("h4", {}, "Tokens"),
        h("div", { class: "buttons" }, expire, revoke),
        h("h4", {}, "Connection"),
        field("Organisation", organisation),
        h("div", { class: "buttons" }, leave),
    ];
    return { title: "Xero", note, body, update };
}
