// Builds elements from plain values. Data only ever becomes text or an attribute, never markup.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "open", "selected"]);

/** `h("a", { class: "x", href, on: { click } }, "text", child)`; null, undefined and false are left out. */
export function h(tag, props = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
        if (name === "on")
            for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
        else if (PROPERTIES.has(name)) element[name] = value;
        else if (value !== null && value !== undefined && value !== false)
            element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...present(children));
    return element;
}

/** Replaces what is inside; who had the focus keeps it, by id, or hands it to the container. */
export function fill(container, ...children) {
    const focused =
        container.contains(document.activeElement) && container !== document.activeElement
            ? document.activeElement.id
            : null;
    container.replaceChildren(...present(children));
    if (focused === null) return;
    const heir = (focused && document.getElementById(focused)) || container;
    heir.focus({ preventScroll: true });
}

function present(children) {
    return children.flat(3).filter((child) => child !== null && child !== undefined && child !== false);
}
