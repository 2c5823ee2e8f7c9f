import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { BannerNotice } from "../kit/api/types";
import { lasting } from "../kit/storage";
import { banners, loadBanners, putAway } from "./notices";

const later = new Date(Date.now() + 3_600_000).toISOString();
const typhoon: BannerNotice = { id: "t", version: 1, title: "Typhoon", body: "Look your flight up.", valid_until: later };
const answers = (notices: BannerNotice[]) => vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify({ notices }), { headers: { "Content-Type": "application/json" } })));

beforeEach(() => banners.set([]));
afterEach(() => {
  vi.unstubAllGlobals();
  lasting.keys("serviceloop.notice.").forEach((key) => lasting.remove(key));
});

describe("what stands above the conversation", () => {
  it("stays away once it was put away, until it says something else", async () => {
    answers([typhoon]);
    await loadBanners("en");
    expect(banners.value).toEqual([typhoon]);

    putAway(typhoon);
    await loadBanners("en");
    expect(banners.value).toEqual([]);

    answers([{ ...typhoon, version: 2 }]);
    await loadBanners("en");
    expect(banners.value.map(({ version }) => version)).toEqual([2]);
  });

  it("is nothing whose time is over, and nothing where the server is away", async () => {
    answers([{ ...typhoon, valid_until: new Date(Date.now() - 1_000).toISOString() }]);
    await loadBanners("en");
    expect(banners.value).toEqual([]);

    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("away")));
    await loadBanners("en");
    expect(banners.value).toEqual([]);
  });
});
