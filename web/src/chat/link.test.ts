import { afterEach, describe, expect, it } from "vitest";
import { lasting } from "../kit/storage";
import { readLink } from "./link";

const ID = "0198a1b2-0000-7000-8000-000000000001";
const address = `#conversation=${ID}&message=7`;

afterEach(() => lasting.remove("serviceloop.session.shop"));

describe("a link to a message", () => {
  it("names the site whose session in this browser has the conversation", () => {
    lasting.set("serviceloop.session.shop", { conversation_id: ID });

    expect(readLink(address)).toEqual({ conversation: ID, seq: 7, site: "shop" });
  });

  it("leads nowhere where no session has it", () => {
    lasting.set("serviceloop.session.shop", { conversation_id: ID.replace("1", "2") });

    expect(readLink(address)?.site).toBeNull();
  });

  it.each(["", "#", "#message=7", `#conversation=${ID}`, `#conversation=${ID}&message=0`, `#conversation=${ID}&message=x`, "#conversation=../desk&message=7"])("%s is none", (hash) => {
    expect(readLink(hash)).toBeNull();
  });
});
