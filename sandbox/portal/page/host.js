// The portal's end of the messages between it and the extension's page, which lives in a frame of another origin.

/** Every message in the order of its passing, for tests: `[{ direction: "received" | "sent", message }]`. */
window.hostLog = [];

/** On a small screen the bars leave little; a page gets at least this much, in pixels. */
const LEAST = 240;

export class Host {
    #slot;
    #say;
    #navigate;
    #isSilent;
    #frame = null;
    #shown = "";
    #page = null;
    #id = null;

    constructor(slot, { say, navigate, isSilent }) {
        this.#slot = slot;
        this.#say = say;
        this.#navigate = navigate;
        this.#isSilent = isSilent;
        window.addEventListener("message", (event) => this.#receive(event));
        window.addEventListener("resize", () => this.#offerSize());
    }

    /** Shows the page; one that is already there stays as it is. `page` is `{ origin, url, title, context }`. */
    show(page) {
        const wanted = JSON.stringify(page);
        if (wanted === this.#shown) return;
        this.#shown = wanted;
        this.#page = page;
        this.#id = null;
        this.#frame = document.createElement("iframe");
        this.#frame.title = page.title;
        this.#frame.src = new URL(page.url, page.origin).href;
        this.#slot.replaceChildren(this.#frame);
    }

    /** As when a person chooses the tab that they are on. */
    showAgain() {
        if (!this.#page) return;
        this.#shown = "";
        this.show(this.#page);
    }

    hide() {
        this.#frame = this.#page = null;
        this.#shown = "";
        this.#slot.replaceChildren();
    }

    #receive({ source, origin, data }) {
        if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#origin() || !data?.$id) return;
        window.hostLog.push({ direction: "received", message: data });
        const events = data.events ?? {};
        // The page names the slot: a name given to the frame does not reach a page of another origin.
        if (events.$created) this.#id = data.$id;
        if (data.$id !== this.#id) return;
        for (const [name, value] of Object.entries(events)) this.#on(name, value);
    }

    #on(name, value) {
        if (name === "$mounted") this.#welcome();
        else if (name === "$size") this.#fit(value);
        else if (name === "snackbar:message") this.#say.message(words(value));
        else if (name === "snackbar:error") this.#say.error(words(value));
        else if (name === "navigate-to") this.#navigate(typeof value === "string" ? { name: value } : (value ?? {}));
    }

    #welcome() {
        if (!this.#isSilent()) this.#send({ events: { $init: this.#page.context } });
        this.#offerSize();
    }

    #offerSize() {
        if (!this.#frame || !this.#id || this.#isSilent()) return;
        const above = this.#slot.getBoundingClientRect().top + window.scrollY;
        this.#send({
            events: { containerSize: { height: `${Math.max(LEAST, Math.floor(window.innerHeight - above))}px` } },
        });
    }

    #fit(size) {
        const height = Number(size?.height);
        if (height > 0) this.#frame.style.height = `${Math.ceil(height)}px`;
    }

    #send(content) {
        const message = { $id: this.#id, ...content };
        window.hostLog.push({ direction: "sent", message });
        this.#frame.contentWindow.postMessage(message, this.#origin());
    }

    #origin() {
        return new URL(this.#page.origin).origin;
    }
}

function words(value) {
    return typeof value === "string" ? value : (value?.message ?? JSON.stringify(value));
}
