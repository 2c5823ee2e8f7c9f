import { afterEach, describe, expect, it, vi } from "vitest";
import type { Catalogue } from "../../kit/api/types";
import { fetchCatalogue } from "../api";
import { catalogue, loadCatalogue } from "../state/catalogue";
import {
  caseIcon, caseKind, caseKinds, caseStatus, channelIcon, channelLabel, deadlineLabel, feedIcon, feedLabel, feedNames, formLabel, interactionIcon, interactionLabel,
  isCustomersDeadline, outcomeLabel, reasonLabel, stageLabel, surveyLabel, toneOf, topicLabel,
} from "./catalogue";

vi.mock("../api", () => ({ fetchCatalogue: vi.fn() }));

const both = (zh: string, en: string) => ({ zh, en });
const CATALOGUE: Catalogue = {
  time_zone: "Asia/Shanghai", labels: [{ name: "muddy", label: both("脏了", "Muddy") }], site: both("航空", "Airline"), languages: ["zh", "en"], stages: [{ name: "pre", label: both("玩之前", "Before play") }], feeds: [{ name: "toys", icon: "tag", label: both("玩具", "Toys") }], channels: [{ name: "web", icon: "chat", label: both("网页聊天", "Web chat") }],
  forms: [{ name: "toy_report", label: both("玩具登记", "Toy report") }], surveys: [{ name: "fun", label: both("好玩吗", "Fun") }],
  reasons: [{ name: "broken", label: both("坏了", "It is broken") }], outcomes: [{ name: "mended", label: both("修好了", "Mended") }], interactions: [{ name: "toy_found", icon: "search", label: both("查询", "Look-up") }],
  deadlines: [{ name: "tidy", label: both("收拾", "Tidy by"), customers: true }, { name: "mend", label: both("修好", "Mended by"), customers: false }],
  intents: [{ name: "rebook", skill: "rebook", label: both("改签", "Rebooking") }],
  skills: [{ name: "request_rebook", vertical: "airline", stage: "pre", topic: both("申请改签", "Asks for another flight"), title: null, case_kind: null, enabled: true }],
  case_kinds: [{
    name: "lost_toy", title: both("玩具丢失", "Lost toy"), icon: "tag", initial: "reported",
    states: [{ name: "reported", label: both("已登记", "Reported"), customer_label: both("", ""), tone: "warn", customer_tone: "info", final: false, moves: [] }],
  }],
};

afterEach(() => {
  catalogue.set(null);
  vi.clearAllMocks();
});

describe("the catalogue", () => {
  it("names intents, skills, kinds of cases and states in both languages", () => {
    catalogue.set(CATALOGUE);

    expect([topicLabel("rebook", "zh"), topicLabel("request_rebook", "en")]).toEqual(["改签", "Asks for another flight"]);
    expect([caseKind("lost_toy", "en"), caseStatus("reported", "zh")]).toEqual(["Lost toy", "已登记"]);
    expect([channelLabel("web", "zh"), channelLabel("web", "en"), channelIcon("web")]).toEqual(["网页聊天", "Web chat", "chat"]);
    expect([...feedNames(), feedLabel("toys", "zh"), feedIcon("toys"), feedLabel("parts", "en")]).toEqual(["toys", "玩具", "tag", "Parts"]);
    expect([toneOf("reported"), caseIcon("lost_toy"), caseKinds().length]).toEqual(["warn", "tag", 1]);
  });

  it("names forms, surveys, reasons, deadlines, stages and what the assistant did", () => {
    catalogue.set(CATALOGUE);

    expect([formLabel("toy_report", "zh"), surveyLabel("fun", "en"), reasonLabel("broken", "en"), stageLabel("pre", "zh"), outcomeLabel("mended", "zh")]).toEqual(["玩具登记", "Fun", "It is broken", "玩之前", "修好了"]);
    expect([deadlineLabel("tidy", "zh"), isCustomersDeadline("tidy"), isCustomersDeadline("mend")]).toEqual(["收拾", true, false]);
    expect([interactionLabel("toy_found", "en"), interactionIcon("toy_found"), interactionIcon("toy_lost")]).toEqual(["Look-up", "search", undefined]);
  });

  it("leaves what it does not have as it is named", () => {
    expect([topicLabel("lost_item", "zh"), caseKind("lost_toy", "en"), caseStatus("on_its_way", "en"), toneOf("on_its_way"), channelLabel("short_text", "en")]).toEqual(["lost item", "Lost toy", "On its way", "info", "Short text"]);
  });

  it("is asked for once, and again if it could not be had", async () => {
    vi.mocked(fetchCatalogue).mockRejectedValueOnce(new Error("away")).mockResolvedValue(CATALOGUE);

    await loadCatalogue();
    expect(catalogue.value).toBeNull();
    await loadCatalogue();
    await loadCatalogue();

    expect(catalogue.value).toBe(CATALOGUE);
    expect(fetchCatalogue).toHaveBeenCalledTimes(2);
  });
});
