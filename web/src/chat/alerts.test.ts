import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { chime } from "../kit/chime";
import type { Message } from "../kit/api/messages";
import { alertByDefault, alerts, ring, toggleAlerts } from "./alerts";
import { markReadUpTo } from "./session";

vi.mock("../kit/chime", () => ({ chime: vi.fn() }));

const message = (seq: number): Message => ({ id: `m${seq}`, conversation_id: "c", seq }) as Message;

async function rung(one: Message): Promise<boolean> {
  vi.mocked(chime).mockClear();
  const done = ring(one);
  await vi.runAllTimersAsync();
  await done;
  return vi.mocked(chime).mock.calls.length > 0;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("nothing rings until the visitor or the site wants it, and the visitor has the last word", async () => {
  expect(await rung(message(1))).toBe(false);

  alertByDefault(true);
  expect(await rung(message(2))).toBe(true);

  toggleAlerts();
  alertByDefault(true);
  expect(alerts.value).toBe(false);
  expect(await rung(message(3))).toBe(false);
});

test("pressing the bell lets it be heard, and what another tab shows does not ring", async () => {
  vi.mocked(chime).mockClear();
  toggleAlerts();
  expect(chime).toHaveBeenCalledOnce();

  markReadUpTo("c", 4);

  expect(await rung(message(4))).toBe(false);
  expect(await rung(message(5))).toBe(true);
});
