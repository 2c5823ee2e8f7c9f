/** What a form shows and what is still missing, from its definition and the values. Pure functions. */
import type { Condition, FieldErrors, FieldValue, Form, FormField, FormStep, MoneyItem, Values } from "../api/forms";

const holds = ({ in: wanted }: Condition, value: FieldValue | undefined): boolean => {
  const given = Array.isArray(value) ? value : [value];
  return given.some((one) => wanted.map(String).includes(String(one)));
};

/** A field hangs on an earlier one that is itself shown. */
export function shownFields(form: Form, values: Values): FormField[] {
  const shown = new Map<string, FormField>();
  for (const field of form.steps.flatMap((step) => step.fields)) {
    if (!field.when || (shown.has(field.when.field) && holds(field.when, values[field.when.field]))) shown.set(field.key, field);
  }
  return [...shown.values()];
}

/** The steps with the fields to show; a step without any is skipped. */
export function shownSteps(form: Form, values: Values): FormStep[] {
  const shown = new Set(shownFields(form, values));
  return form.steps.map((step) => ({ ...step, fields: step.fields.filter((field) => shown.has(field)) })).filter((step) => step.fields.length > 0);
}

/** Nothing was answered; a box that is not ticked is no answer either. */
export function isEmpty(value: FieldValue | undefined): boolean {
  if (value === null || value === undefined || value === false) return true;
  if (typeof value === "string") return value.trim() === "";
  return Array.isArray(value) && value.length === 0;
}

export const isMissing = (field: FormField, values: Values): boolean => field.required && isEmpty(values[field.key]);

/** A one-time code is sent when the form is, and kept nowhere. */
export const isSecret = (field: FormField | undefined): boolean => field?.type === "code";

/** Money rows that say anything at all; a currency alone is only our suggestion. */
export const filledItems = (items: MoneyItem[]): MoneyItem[] => items.filter((item) => item.what.trim() || item.amount.trim() || item.file_id);

/** What the server should have: blank rows are not answers. */
export function forServer(field: FormField | undefined, value: FieldValue | undefined): FieldValue {
  if (field?.type === "money_items" && Array.isArray(value)) return filledItems(value as MoneyItem[]).map((item) => ({ ...item, amount: item.amount.trim() }));
  return value ?? null;
}

/** What is on screen: what the server has, under what this browser knows better. */
export const merged = (stored: Values, unsaved: Values): Values => ({ ...stored, ...unsaved });

/** What is still unsaved after `sent` was acknowledged: whatever changed in the meantime. */
export function afterSaving(unsaved: Values, sent: Values): Values {
  const same = (key: string): boolean => key in sent && JSON.stringify(sent[key]) === JSON.stringify(unsaved[key]);
  return Object.fromEntries(Object.entries(unsaved).filter(([key]) => !same(key)));
}

/** The server looked at the fields that were sent: its findings replace the earlier ones for these alone. */
export function afterChecking(known: FieldErrors, sent: Iterable<string>, found: FieldErrors): FieldErrors {
  const checked = new Set(sent);
  const others = Object.entries(known).filter(([key]) => !checked.has(key));
  const news = Object.entries(found).filter(([key]) => checked.has(key));
  return Object.fromEntries([...others, ...news]);
}

/** The step that holds a field. */
export const stepOf = (steps: FormStep[], key: string): FormStep | undefined => steps.find((step) => step.fields.some((field) => field.key === key));
