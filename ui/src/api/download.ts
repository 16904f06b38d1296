/** A file of the API: asked for as every call is, and handed to the person by the browser. */
import { whose } from './whose';

/** False when it did not come. A link alone would not do: the API answers only a page that says whose it is. */
export async function download(path: string, name: string): Promise<boolean> {
  try {
    const response = await fetch(`/api${path}`, { headers: whose() });
    if (!response.ok) return false;
    const address = URL.createObjectURL(await response.blob());
    const link = Object.assign(document.createElement('a'), { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    return true;
  } catch {
    return false;
  }
}
