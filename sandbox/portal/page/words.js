// Dates, amounts and statuses as people read them. Amounts are text from end to end: no arithmetic here.

const DAY = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };

export const day = (iso) => (iso ? new Date(iso).toLocaleDateString("en-GB", DAY) : "–");

export function moment(iso) {
    if (!iso) return "–";
    const at = new Date(iso);
    return `${at.toLocaleDateString("en-GB", DAY)}, ${at.toISOString().slice(11, 16)} UTC`;
}

/** "1234.5" → "1,234.50"; four decimals stay four. */
export function amount(value) {
    const [, sign, whole, part = ""] = String(value ?? "").match(/^(-?)(\d+)(?:\.(\d+))?$/) ?? [];
    if (whole === undefined) return String(value ?? "–");
    const decimals = part.replace(/0+$/, "").padEnd(2, "0");
    return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${decimals}`;
}

/** "10.0000" → "10"; what is no number ("unlimited") stays. */
export const quantityOf = (value) =>
    String(value ?? "–")
        .replace(/(\.\d*?)0+$/, "$1")
        .replace(/\.$/, "");

/** A reference may come as its name or as an object that has one. */
export const named = (thing) =>
    typeof thing === "object" && thing ? (thing.name ?? thing.Name ?? thing.id) : (thing ?? "–");

export const counted = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

export const sentence = (word) =>
    word ? word[0].toUpperCase() + word.slice(1).replaceAll("_", " ").toLowerCase() : "–";

const LOOKS = {
    approved: "good",
    accepted: "good",
    closed: "good",
    installed: "good",
    paid: "good",
    authorised: "good",
    pending: "warn",
    inquiring: "warn",
    submitted: "warn",
    scheduled: "warn",
    draft: "info",
    failed: "bad",
    rejected: "bad",
    revoked: "bad",
    uninstalled: "",
    voided: "bad",
    deleted: "bad",
};
export const look = (status) => `chip ${LOOKS[String(status).toLowerCase()] ?? ""}`;
