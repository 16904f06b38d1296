// Addresses of the portal, and the pages that the extension has declared, as the portal reads them.

/** `#/request/PR-1` becomes `{ place: "request", rest: "PR-1" }`. */
export function route() {
    const [, place = "", rest = ""] = location.hash.match(/^#\/([^/]*)\/?(.*)$/) ?? [];
    return { place, rest: decodeURIComponent(rest) };
}

export const toStore = "#/store";
export const toInstallations = "#/installations";
export const toSettings = "#/settings";
export const toRequest = (id) => `#/request/${encodeURIComponent(id)}`;

/** The module's tabs: its first page, then each child. */
export function modulePages(declared) {
    const first = declared?.modules;
    return first ? [first, ...(first.children ?? [])].map((page) => located("module", page)) : [];
}

export function settingsPages(declared) {
    return [declared?.settings ?? []].flat().map((page) => located("settings", page));
}

/** The real portal's address of a request is kept as an entrance, because the extension's pages link to it. */
export function enterByPath() {
    const found = location.pathname.match(/^\/subscriptions\/fulfillment\/(PR-[\w-]+)/);
    if (found) history.replaceState(null, "", `/${toRequest(found[1])}`);
}

/** Inside the details of one installation, for the extension's owner alone. */
export const adminPages = (declared) => [declared?.admins ?? []].flat();
export const toAdmin = (installation) => `#/admin/${encodeURIComponent(installation)}`;

function located(place, page) {
    const name = page.label.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    return { label: page.label, url: page.url, name, href: `#/${place}/${name}` };
}
