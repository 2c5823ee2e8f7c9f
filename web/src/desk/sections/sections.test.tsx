import { render } from "preact-render-to-string";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Agent } from "../../kit/api/types";
import { Rail } from "../nav/Rail";
import { commandsFor } from "../palette/commands";
import { useGroups } from "../palette/groups";
import { shortcutGroups } from "../shortcuts/groups";
import { actionOf, step } from "../shortcuts/keys";
import { followAddress, go, here, hrefFor, visit } from "../state/route";
import { session } from "../state/session";
import { SECTIONS } from ".";
import { registerSections, sections } from "./registry";
import type { Section } from "./section";

const agent: Agent = { id: "a1", name: "Wei Chen", email: "wei@example.com", role: "agent", languages: ["zh", "en"], status: "online" };
const wind = vi.fn();
const shown = vi.fn();

/** All that a new section needs: its own declaration. */
const toys: Section = {
  id: "toys",
  parameter: "toy",
  icon: "M0 0h24",
  keys: "Alt+T",
  words: { zh: { name: "玩具柜", short: "玩具", one: "玩具", pane: "玩具" }, en: { name: "Toy cupboard", short: "Toys", one: "Toy", pane: "Toy", next: "Next toy", previous: "Previous toy" } },
  List: () => <nav class="d-list">all toys</nav>,
  Pane: ({ id }) => <p>{id}</p>,
  useWaiting: () => ({ count: 3, words: "3 toys are broken", tone: "warm" }),
  rows: () => ["bear", "train"],
  nextTab: () => undefined,
  shortcuts: [{ keys: "Alt+W", words: { zh: "上发条", en: "Wind up" }, run: wind }],
  palette: {
    opened: (id) => [{ id: "wind", words: `Wind up ${id}`, icon: "M0 0h24", run: wind }],
    anywhere: () => [{ id: "tidy", words: "Tidy the cupboard", icon: "M0 0h24", run: () => undefined }],
    useFound: (words) => (words === "bear" ? [{ id: "bear", content: <b>The bear</b>, run: () => undefined }] : []),
  },
  show: shown,
};

const page = { pathname: "/desk", search: "" };
let leave: () => void;

beforeEach(() => {
  vi.stubGlobal("location", page);
  vi.stubGlobal("history", { pushState: vi.fn(), replaceState: vi.fn() });
  vi.stubGlobal("window", { addEventListener: () => undefined, removeEventListener: () => undefined, matchMedia: () => ({ matches: true }) });
  vi.stubGlobal("document", { querySelector: () => null });
  vi.stubGlobal("CSS", { escape: (words: string) => words });
  session.set({ phase: "in", agent, csrf: "" });
  registerSections([...SECTIONS, toys]);
  page.search = "?in=toys&toy=bear";
  leave = followAddress();
});

afterEach(() => {
  leave();
  vi.clearAllMocks();
  vi.unstubAllGlobals();
});

const wordsOfCommands = () => commandsFor("en", agent, here.value).map(({ words }) => words);

describe("a section that was added to the list", () => {
  it("has a stop in the rail, with what waits", () => {
    const rail = render(<Rail />);

    expect(rail).toContain('data-testid="section-toys"');
    expect(rail).toContain("Toys");
    expect(rail).toContain("3 toys are broken");
    expect(rail).toContain('href="?in=toys"');
  });

  it("has an address, and hears what is open in it", () => {
    expect(here.value).toEqual({ section: "toys", id: "bear" });
    expect(shown).toHaveBeenLastCalledWith("bear");
    expect(hrefFor({ section: "toys", id: "train" })).toBe("?in=toys&toy=train");

    go({ section: "conversations", id: null });
    expect(shown).toHaveBeenLastCalledWith(null);
    visit("toys");
    expect(here.value).toEqual({ section: "toys", id: "bear" });
  });

  it("offers its commands in the palette, and what it finds under its own name", () => {
    expect(wordsOfCommands()).toEqual(expect.arrayContaining(["Wind up bear", "Next toy", "Tidy the cupboard"]));
    go({ section: "conversations", id: null });
    expect(wordsOfCommands()).toEqual(expect.arrayContaining(["Go to Toy cupboard", "Tidy the cupboard"]));

    const Palette = () => (
      <>
        {useGroups("bear", []).map(({ id, options }) => (
          <section id={id}>{options.map(({ content }) => content)}</section>
        ))}
      </>
    );
    expect(render(<Palette />)).toContain('<section id="toys"><b>The bear</b></section>');
  });

  it("is reached and worked by keys, which the list of shortcuts names", () => {
    step(1);
    expect(here.value.id).toBe("train");
    actionOf("Alt+W")?.();
    expect(wind).toHaveBeenCalledOnce();

    const groups = shortcutGroups("zh");
    expect(groups.find(({ id }) => id === "moving")?.lines).toContainEqual({ keys: "Alt+T", words: "玩具柜" });
    expect(groups.find(({ title }) => title === "玩具")?.lines).toEqual([{ keys: "Alt+W", words: "上发条" }]);
  });

  it("keeps its keys from the browser in other sections, and does nothing there", () => {
    go({ section: "cases", id: null });

    actionOf("Alt+W")?.();

    expect(actionOf("Alt+W")).toBeDefined();
    expect(wind).not.toHaveBeenCalled();
    expect(actionOf("Alt+Z")).toBeUndefined();
  });
});

describe("the sections of the desk", () => {
  it("share no name, parameter or key, and speak both languages", () => {
    registerSections(SECTIONS);
    const all = sections();

    for (const one of ["id", "parameter", "keys"] as const) expect(new Set(all.map((section) => section[one])).size).toBe(all.length);
    for (const { words } of all) expect(Object.keys(words.zh).sort()).toEqual(Object.keys(words.en).sort());
  });
});
