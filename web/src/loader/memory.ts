/** What the widget keeps on the website's side; where storage is forbidden, nothing is kept. */

type Keep = "started" | "open";

const shelfOf = (what: Keep): Storage => (what === "open" ? sessionStorage : localStorage);

/** Whether a conversation was `started` in this browser, and whether the panel is `open` in this tab. */
export function isKept(what: Keep, site: string): boolean {
  try {
    return shelfOf(what).getItem(keyOf(what, site)) !== null;
  } catch {
    return false; // the chat simply loads when it is opened
  }
}

export function keep(what: Keep, site: string, on: boolean): void {
  try {
    if (on) shelfOf(what).setItem(keyOf(what, site), "1");
    else shelfOf(what).removeItem(keyOf(what, site));
  } catch {
    // as above
  }
}

const keyOf = (what: Keep, site: string): string => `serviceloop.${what}.${site}`;
