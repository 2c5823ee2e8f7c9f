/** What the list of this section shows: messages to learn from, or the models that learned of them. */
import { Store } from "../../../kit/store";

export const VIEWS = ["messages", "models"] as const;
export type View = (typeof VIEWS)[number];

export const view = new Store<View>("messages");
