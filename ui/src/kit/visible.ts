/** Where on this page somebody is really looking. */

export interface Band { top: number; height: number }

/**
 * In a frame that is as high as its content, "the viewport" is the whole page, so a centred dialog could open far off
 * screen. An intersection observer knows which part of the frame is on screen, even across origins.
 */
export function visibleBand(): Promise<Band> {
  const whole = { top: 0, height: window.innerHeight };
  if (!('IntersectionObserver' in window)) return Promise.resolve(whole);
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(([entry]) => {
      observer.disconnect();
      const seen = entry?.intersectionRect;
      resolve(seen && seen.height > 0 ? { top: seen.top, height: seen.height } : whole);
    });
    observer.observe(document.documentElement);
  });
}
