import { expect, test } from "vitest";
import { readBoardingPass } from "./boardingPass";

const PASS = "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 226F001A0025 100";

test("flight and route of the first leg are read from a boarding pass", () => {
  expect(readBoardingPass(PASS)).toEqual({ flight: "AC834", from: "YUL", to: "FRA" });
  expect(readBoardingPass(PASS.replace("AC 0834 ", "CA 0981A"))?.flight).toBe("CA981A");
});

test("nothing else is taken for a boarding pass", () => {
  expect(readBoardingPass("M1 my suitcase did not arrive and I would like to know where it might be")).toBeNull();
  expect(readBoardingPass(PASS.slice(0, 50))).toBeNull();
  expect(readBoardingPass("")).toBeNull();
});
