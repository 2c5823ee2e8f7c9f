import { beforeEach, expect, test, vi } from "vitest";
import type { Form, Values } from "../../kit/api/forms";
import { ApiError } from "../../kit/http";
import { fleeting, lasting } from "../../kit/storage";
import { FormDraft, REVIEW } from "./draft";
import type { FormServer } from "./server";

const definition = {
  id: "f1", name: "bag_report", status: "open", language: "en", title: "Report", submit_label: "Send", files: [], read_as: {}, result: null,
  steps: [
    { key: "bag", title: "Bag", fields: [{ key: "kind", type: "choice", label: "Kind", required: true }, { key: "brand", type: "text", label: "Brand", required: false }] },
    { key: "contact", title: "Contact", fields: [{ key: "email", type: "email", label: "E-mail", required: true }] },
  ],
} as unknown as Form;

/** A server that keeps what it is sent, and finds fault with an e-mail address without an @. */
function makeServer() {
  const stored: Values = {};
  const saves: Values[] = [];
  const answer = (values: Values = {}): Form => {
    Object.assign(stored, values);
    const errors: Record<string, string> = typeof stored["email"] === "string" && !stored["email"].includes("@") ? { email: "Incomplete" } : {};
    return structuredClone({ ...definition, values: stored, errors });
  };
  const server = {
    load: vi.fn(async () => answer()),
    save: vi.fn(async (values: Values) => (saves.push(values), answer(values))),
    submit: vi.fn(async (values: Values) => ({ ...answer(values), status: "submitted", result: { reference: "RQ1" } })),
    stop: vi.fn(async () => ({ ...answer(), status: "stopped" })),
  };
  return { server: server as unknown as FormServer & typeof server, saves };
}

const words = () => "Missing";
const open = async (server: FormServer) => {
  const draft = new FormDraft("f1", server, { zh: words, en: words });
  await draft.load("en");
  return draft;
};

beforeEach(() => {
  vi.stubGlobal("window", { addEventListener: () => undefined });
  vi.useFakeTimers();
  lasting.remove("serviceloop.form.f1");
  fleeting.remove("serviceloop.form.f1");
});

test("what is typed is saved once, after a pause", async () => {
  const { server, saves } = makeServer();
  const draft = await open(server);

  draft.set("brand", "R");
  draft.set("brand", "Rimowa");
  await vi.advanceTimersByTimeAsync(2_000);

  expect(saves).toEqual([{ brand: "Rimowa" }]);
  expect(draft.state.value.saving).toBe("saved");
});

test("offline it waits, and goes by itself when the line is back", async () => {
  const { server } = makeServer();
  const draft = await open(server);
  server.save.mockRejectedValueOnce(new ApiError("network", "", 0));

  draft.set("brand", "Rimowa");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(draft.state.value.saving).toBe("waiting");
  await vi.advanceTimersByTimeAsync(10_000);

  expect(draft.state.value.saving).toBe("saved");
});

test("a page that is opened again still knows what could not be saved", async () => {
  const { server } = makeServer();
  server.save.mockRejectedValue(new ApiError("network", "", 0));
  const first = await open(server);
  first.set("brand", "Rimowa");

  const again = await open(server);

  expect(again.state.value.values["brand"]).toBe("Rimowa");
});

test("a step with something missing is not left, and the keyboard goes there", async () => {
  const { server } = makeServer();
  const draft = await open(server);

  await draft.next();

  expect(draft.state.value).toMatchObject({ at: "bag", errors: { kind: "Missing" }, focus: { field: "kind" } });
});

test("the server's opinion on a step is waited for", async () => {
  const { server } = makeServer();
  const draft = await open(server);
  draft.set("kind", "missing", { done: true });
  await draft.next();
  draft.set("email", "li");

  await draft.next();
  expect(draft.state.value).toMatchObject({ at: "contact", errors: { email: "Incomplete" } });
  draft.set("email", "li@example.com");
  await draft.next();

  expect(draft.state.value.at).toBe(REVIEW);
});

test("offline the next step is not closed", async () => {
  const { server } = makeServer();
  const draft = await open(server);
  server.save.mockRejectedValue(new ApiError("network", "", 0));
  draft.set("kind", "missing", { done: true });

  await draft.next();

  expect(draft.state.value.at).toBe("contact");
});

test("a refused form opens at the first answer that is wrong", async () => {
  const { server } = makeServer();
  const draft = await open(server);
  server.submit.mockRejectedValueOnce(new ApiError("form_incomplete", "", 422, null, { fields: [{ field: "email", reason: "Unknown address" }] }));

  await draft.submit();

  expect(draft.state.value).toMatchObject({ at: "contact", errors: { email: "Unknown address" }, focus: { field: "email" }, busy: null });
});

test("a sent form is closed, and nothing of it stays in the browser", async () => {
  const { server } = makeServer();
  const draft = await open(server);
  draft.set("email", "li@example.com");

  await draft.submit();

  expect(draft.state.value.form).toMatchObject({ status: "submitted", result: { reference: "RQ1" } });
  expect(lasting.get("serviceloop.form.f1")).toBeNull();
});

test("a form that was closed elsewhere shows as it is now", async () => {
  const { server } = makeServer();
  const draft = await open(server);
  server.save.mockRejectedValueOnce(new ApiError("form_closed", "", 409));
  server.load.mockResolvedValueOnce({ ...definition, values: {}, errors: {}, status: "stopped" });

  draft.set("brand", "Rimowa");
  await vi.advanceTimersByTimeAsync(2_000);

  expect(draft.state.value.form?.status).toBe("stopped");
});
