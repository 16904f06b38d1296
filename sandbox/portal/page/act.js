// One press, one call: the button is busy meanwhile, and what came of it is said in words beside it.

import { h } from "/portal/dom.js";
import { reload } from "/portal/state.js";

/** Gives `{ element, run }`; `run(button, work, done)` ends with the state read anew and `done` said, or with the mistake. */
export function outcome() {
    const done = h("p", { class: "done", role: "status" });
    const mistake = h("p", { class: "mistake", role: "alert" });
    const element = h("div", {}, done, mistake);

    async function run(button, work, sentence) {
        // Not `disabled`, which would throw the keyboard's focus away.
        if (button.getAttribute("aria-busy") === "true") return false;
        button.setAttribute("aria-busy", "true");
        done.textContent = mistake.textContent = "";
        try {
            const found = await work();
            await reload();
            done.textContent = typeof sentence === "function" ? sentence(found) : sentence;
            return true;
        } catch (error) {
            mistake.textContent = error.message;
            return false;
        } finally {
            button.removeAttribute("aria-busy");
        }
    }
    return { element, run };
}
