/** The template of an invoice's reference, filled as the extension fills it. */

export const PLACEHOLDERS = ['{po}', '{request id}'] as const;
export const SAMPLE = { po: 'PO-77', request: 'PR-1895-0269-4531-001' };

/** Of the template, as the API has it. */
export const LONGEST = 200;

/** What the order does not have leaves no gap. */
export function fill(template: string, { po, request } = SAMPLE): string {
  return template.replaceAll('{po}', po).replaceAll('{request id}', request).split(/\s+/).filter(Boolean).join(' ');
}

/** Words in braces that stand for nothing, and so would stand on the invoice as they are. */
export function unknownIn(template: string): string[] {
  const found = template.match(/\{[^{}]*\}/g) ?? [];
  return [...new Set(found)].filter((word) => !PLACEHOLDERS.some((known) => known === word));
}
