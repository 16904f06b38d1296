// A small modal question or notice; Escape closes it and the focus goes back to where it was.

import { h } from "/portal/dom.js";

/** `content(close)` gives the children; the first h2 becomes the dialog's name. Returns the dialog. */
export function openDialog(content, look = "dialog") {
    const dialog = h("dialog", { class: look });
    const inside = content(() => dialog.close());
    dialog.append(...inside);
    const heading = dialog.querySelector("h2");
    heading.id = "dialog-title";
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
}
