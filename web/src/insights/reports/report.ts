/** What a report of the insights page declares about itself; tabs, titles and addresses are made from it. */
import type { FunctionComponent } from "preact";
import type { Texts } from "../../kit/i18n";

export interface Report {
  /** Its part of the address: `/insights/<id>`. */
  id: string;
  words: Texts<{
    /** In its tab. */
    tab: string;
    title: string;
    /** What it tells, in one sentence. */
    lead: string;
  }>;
  /** Everything below the title: what to show, and what came of it. It reads its question from the address when it opens. */
  View: FunctionComponent;
}
