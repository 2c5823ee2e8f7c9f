/** Whether something fits what was typed. */

/** Every word must occur somewhere; Chinese is typed without spaces and matches as it stands. */
export function matches(query: string, ...texts: (string | null | undefined)[]): boolean {
  const text = texts.filter(Boolean).join(" ").toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
