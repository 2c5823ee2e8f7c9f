import { render } from "preact-render-to-string";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { setLanguage } from "../../../kit/i18n";
import type { Agent } from "../../../kit/api/types";
import { session } from "../../state/session";
import { AdministrationListPane } from "./AdministrationListPane";
import { AdministrationPane } from "./AdministrationPane";
import { SUBJECTS } from "./subjects";
import { texts } from "./text";

const agent: Agent = { id: "a1", name: "Ana", email: "ana@example.com", role: "supervisor", languages: ["zh", "en"], status: "online" };

beforeEach(() => {
  vi.stubGlobal("document", { documentElement: { lang: "" } });
  vi.stubGlobal("location", { pathname: "/desk", search: "" });
  session.set({ phase: "in", agent, csrf: "" });
});

describe.each(["zh", "en"] as const)("administration in %s", (language) => {
  beforeEach(() => setLanguage(language, { remember: false }));

  it("lists every subject with its words", () => {
    const list = render(<AdministrationListPane id={null} />);

    for (const { id } of SUBJECTS) {
      expect(list).toContain(`data-testid="subject-${id}"`);
      expect(list).toContain(texts[language].administration.subjects[id].name);
    }
  });

  it("opens each of them", () => {
    for (const { id } of SUBJECTS) expect(render(<AdministrationPane id={id} />)).toContain(`<h1>${texts[language].administration.subjects[id].name}</h1>`);
  });

  it("shows agents what is theirs to set up", () => {
    session.set({ phase: "in", agent: { ...agent, role: "agent" }, csrf: "" });

    const list = render(<AdministrationListPane id={null} />);

    expect(list).toContain('data-testid="subject-replies"');
    expect(list).not.toContain('data-testid="subject-webhooks"');
  });

  it("is closed to agents who lead nobody", () => {
    session.set({ phase: "in", agent: { ...agent, role: "agent" }, csrf: "" });

    expect(render(<AdministrationPane id="webhooks" />)).toContain(texts[language].administration.forLeads.title);
  });
});
