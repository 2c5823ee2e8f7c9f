import { render } from "preact-render-to-string";
import { expect, it } from "vitest";
import { language } from "../../../../kit/i18n";
import type { Customer } from "../../../../kit/api/types";
import { catalogue } from "../../../state/catalogue";
import { makeSummary } from "../../../testing/makeSummary";
import { CustomerFold } from "./CustomerFold";

const customer: Customer = { id: "v1", name: "Ada", language: "en", created_at: "2026-01-01T10:00:00Z", conversations: 1, bounced: [], preferences: [] };

it("says how a conversation ended, once it has", () => {
  catalogue.set({ stages: [], outcomes: [{ name: "abandoned", label: { zh: "客户中途离开", en: "The customer left before the end" } }] } as never);
  language.set("zh");

  const ended = render(<CustomerFold customer={customer} summary={makeSummary({ status: "resolved", outcome: "abandoned" })} />);
  const open = render(<CustomerFold customer={customer} summary={makeSummary()} />);

  expect(ended).toContain("客户中途离开");
  expect(open).not.toContain('data-testid="outcome"');
});
