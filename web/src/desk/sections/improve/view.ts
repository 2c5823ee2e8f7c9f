/** What the list of this section shows: messages to learn from, the models that learned of them, or experiments. */
import { Store } from "../../../kit/store";

export const VIEWS = ["messages", "models", "experiments"] as const;
export type View = (typeof VIEWS)[number];

export const view = new Store<View>("messages");
