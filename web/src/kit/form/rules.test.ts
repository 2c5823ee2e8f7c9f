import { expect, test } from "vitest";
import { makeField } from "../testing/makeField";
import { afterChecking, afterSaving, forServer, isEmpty, isMissing, merged, shownFields, shownSteps, stepOf } from "./rules";
import type { Form, FormField } from "../api/forms";

const field = (key: string, extra: Partial<FormField> = {}): FormField => makeField({ key, label: key, ...extra });

const form = {
  steps: [
    { key: "journey", title: "", fields: [field("kind", { type: "choice", required: true }), field("received_on", { when: { field: "kind", in: ["damaged"] } })] },
    { key: "damage", title: "", fields: [field("parts", { type: "choices", when: { field: "kind", in: ["damaged"] } }), field("wheel", { when: { field: "parts", in: ["wheel"] } })] },
    { key: "contact", title: "", fields: [field("email")] },
  ],
} as unknown as Form;

const shown = (values: Parameters<typeof shownFields>[1]): string[] => shownFields(form, values).map(({ key }) => key);

test("a field shows only while another one holds one of its values", () => {
  expect(shown({ kind: "missing" })).toEqual(["kind", "email"]);
  expect(shown({ kind: "damaged" })).toEqual(["kind", "received_on", "parts", "email"]);
});

test("a value of a list counts, and a field that hangs on a hidden one is hidden", () => {
  expect(shown({ kind: "damaged", parts: ["zip", "wheel"] })).toContain("wheel");
  expect(shown({ kind: "missing", parts: ["wheel"] })).not.toContain("wheel");
});

test("a step without fields to show is skipped", () => {
  expect(shownSteps(form, { kind: "missing" }).map(({ key }) => key)).toEqual(["journey", "contact"]);
});

test("conditions compare ticked boxes as words, as the definition spells them", () => {
  const agreed = { steps: [{ key: "s", title: "", fields: [field("box", { type: "check" }), field("more", { when: { field: "box", in: ["true"] } })] }] } as unknown as Form;

  expect(shownFields(agreed, { box: true }).map(({ key }) => key)).toEqual(["box", "more"]);
});

test("blank words, empty lists and boxes not ticked are no answers", () => {
  expect([null, undefined, "", "  ", [], false].map(isEmpty)).not.toContain(false);
  expect(["0", true, ["x"]].map(isEmpty)).not.toContain(true);
  expect(isMissing(field("name", { required: true }), { name: " " })).toBe(true);
  expect(isMissing(field("name"), {})).toBe(false);
});

test("what this browser has not sent yet is shown over what the server has", () => {
  expect(merged({ email: "old@example.com", name: "Li" }, { email: "new@example.com" })).toEqual({ email: "new@example.com", name: "Li" });
});

test("what changed while it was being saved stays unsaved", () => {
  const sent = { email: "li@exam", tags: ["0784123456"] };

  expect(afterSaving({ email: "li@example.com", tags: ["0784123456"], name: "Li" }, sent)).toEqual({ email: "li@example.com", name: "Li" });
});

test("findings of the server replace those about the fields it looked at, and no others", () => {
  const known = { email: "incomplete", flight: "unknown" };

  expect(afterChecking(known, ["email", "name"], { name: "digits", address: "not sent" })).toEqual({ flight: "unknown", name: "digits" });
});

test("rows of money that say nothing are not sent", () => {
  const items = [
    { what: "", amount: "", currency: "CNY", date: "", file_id: null },
    { what: "Shirt", amount: " 20 ", currency: "EUR", date: "2026-03-14", file_id: null },
  ];

  expect(forServer(field("items", { type: "money_items" }), items)).toEqual([{ ...items[1], amount: "20" }]);
});

test("the step of a field is found among those that are shown", () => {
  expect(stepOf(shownSteps(form, {}), "email")?.key).toBe("contact");
  expect(stepOf(shownSteps(form, {}), "wheel")).toBeUndefined();
});
