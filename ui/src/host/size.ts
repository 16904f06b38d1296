/** Reports how much room the page's content wants, so that the portal can make the frame that high. */

export interface Size { height: number; width: number }

/**
 * Calls `report` with the body's size whenever it changes; returns the way to stop.
 *
 * The body is measured, not the document: a document is never lower than its frame, so a frame that follows it could
 * only ever grow.
 */
export function watchSize(page: Window, report: (size: Size) => void): () => void {
  let last = '';
  const observer = new ResizeObserver(() => {
    const box = page.document.body.getBoundingClientRect();
    const size = { height: Math.ceil(box.height), width: Math.ceil(box.width) };
    const said = `${size.width}×${size.height}`;
    if (said === last) return;
    last = said;
    report(size);
  });
  observer.observe(page.document.body);
  return () => observer.disconnect();
}
