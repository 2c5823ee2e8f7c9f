import { expect, test, vi } from "vitest";
import { ApiError } from "../../kit/http";
import { save } from "../receipt";
import { mailTranscript, problemOf, saveTranscript, type Transcribed } from "./transcript";

vi.mock("../receipt", () => ({ save: vi.fn() }));

function model(language: string): Transcribed {
  return {
    state: { value: { conversation: { id: "c1", language } } },
    fetchFile: vi.fn(async () => new Blob(["…"])),
    call: vi.fn(async () => ({ to: "l***i@example.com" })),
  } as unknown as Transcribed;
}

test("a conversation is saved under its name in its language, with the times of this clock", async () => {
  const chat = model("zh");

  await saveTranscript(chat, new Date("2026-11-29T12:00:00Z"));

  expect(vi.mocked(chat.fetchFile).mock.calls[0]?.[0]).toContain(`conversation_id=c1&zone=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}`);
  expect(vi.mocked(save).mock.calls[0]?.[1]).toBe("对话-2026-11-29.txt");
});

test("a mailed one says to whom, and each refusal why", async () => {
  expect(await mailTranscript(model("en"), "li@example.com")).toBe("l***i@example.com");
  expect(problemOf(new ApiError("too_many_requests", "", 429))).toBe("too_many_requests");
  expect(problemOf(new ApiError("network", "", 0))).toBe("other");
  expect(problemOf(new TypeError("gone"))).toBe("other");
});
