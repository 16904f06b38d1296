/** Moments in the zone of whoever looks, and days that belong to no zone. */
const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/;

const moment: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };

const format = (at: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...options }).format(at);

/** "21 Nov, 14:05", with the year when it is not this one; a day such as "2026-11-21" is never shifted by a zone. */
export function formatWhen(iso: string, now = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  if (DAY_ONLY.test(iso)) return format(at, { ...day, timeZone: 'UTC' });
  return format(at, at.getFullYear() === now.getFullYear() ? moment : { ...moment, year: 'numeric' });
}

/** The same moment as everybody sees it: "21 Nov 2026, 03:05:09 UTC"; empty for a day. */
export function inUtc(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime()) || DAY_ONLY.test(iso)) return '';
  return `${format(at, { ...moment, ...day, second: '2-digit', timeZone: 'UTC' })} UTC`;
}
