/** Lists that come in pages: each names the one after it. */

export interface Page {
  next: string | null;
}

/** The first pages of a list, as many as there were before: it is read anew without becoming shorter. */
export async function firstPages<P extends Page>(fetchPage: (cursor: string | null) => Promise<P>, count: number): Promise<[P, ...P[]]> {
  const found: [P, ...P[]] = [await fetchPage(null)];
  for (let next = found[0].next; next && found.length < count; next = found.at(-1)?.next ?? null) found.push(await fetchPage(next));
  return found;
}

/** What a list keeps of its pages. */
export interface Paging {
  pages: number;
  next: string | null;
  more: "ready" | "loading" | "failed";
}

export const FIRST_PAGE: Paging = { pages: 1, next: null, more: "ready" };

export const pagingOf = (found: readonly Page[]): Paging => ({ pages: found.length, next: found.at(-1)?.next ?? null, more: "ready" });
