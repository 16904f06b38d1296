// The extension's picture: the one it names by an address, else our own drawing.

import { h } from "/portal/dom.js";

/** The portal knows icons by word too ("googleReceiptBaseline"); those are not served here. */
export function icon(extension) {
    const address = /^(https?:|data:image|\/)/.test(extension.icon ?? "")
        ? new URL(extension.icon, extension.origin).href
        : "/portal/icon.svg";
    return h("img", { src: address, alt: "" });
}
