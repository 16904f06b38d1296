// What the sandbox last said about itself, and who wants to hear when it is read anew.

import { call } from "/portal/api.js";

let state = null;
let readAt = 0;
let onChange = () => {};

export const current = () => state;
export const account = (of = state) => of.accounts.find((one) => one.id === of.account) ?? null;

export function whenRead(listener) {
    onChange = listener;
}

export async function reload() {
    state = await call("GET", "/sandbox/state");
    readAt = performance.now();
    onChange(state);
    return state;
}

/** The sandbox's time: the one it told, and what has passed since. */
export function now() {
    return new Date(Date.parse(state.now) + (performance.now() - readAt));
}
