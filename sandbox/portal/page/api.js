// Calls to the sandbox's own server; a refusal becomes an error whose message is a sentence for people.

export class Refused extends Error {}

export async function call(method, path, body) {
    const answer = await send(method, path, body);
    const text = await answer.text();
    const found = text ? parsed(text) : null;
    if (!answer.ok) throw new Refused(found?.error || `The sandbox answered ${answer.status} to ${method} ${path}.`);
    return found;
}

async function send(method, path, body) {
    const headers = body === undefined ? {} : { "content-type": "application/json" };
    try {
        return await fetch(path, {
            method,
            headers,
            body: body === undefined ? undefined : JSON.stringify(body),
            credentials: "same-origin",
        });
    } catch {
        throw new Refused("The sandbox does not answer. Is it still running?");
    }
}

function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}
