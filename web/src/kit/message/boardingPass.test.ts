import { expect, test } from "vitest";
import { readBoardingPass } from "./boardingPass";

const PASS = "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 226F001A0025 100";

test("flight and route of the first leg are read from a boarding pass", () => {
  expect(readBoardingPass(PASS)).toEqual({ flight: "AC834", from: "YUL", to: "FRA" });
  expect(readBoardingPass(PASS.replace("AC 0834 ", "CA 0981A"))?.flight).toBe("CA981A");
});

test.each([
  ["collapsed blanks", PASS.replace(/ +/g, " ")],
  ["small letters", PASS.toLowerCase()],
  ["padding with blanks", PASS.replace("0834 226", "834   26")],
  ["nothing after the date", PASS.slice(0, 48)],
  ["a reference of five characters", PASS.replace("EABC123 ", "EABC12  ")],
  ["a sign other than E", PASS.replace("EABC123", "QABC123")],
])("with %s it is still a boarding pass", (_, text) => {
  expect(readBoardingPass(text)).toEqual({ flight: "AC834", from: "YUL", to: "FRA" });
});

test("nothing else is taken for a boarding pass", () => {
  expect(readBoardingPass("M1 my suitcase did not arrive and I would like to know where it might be")).toBeNull();
  expect(readBoardingPass(PASS.slice(0, 45))).toBeNull();
  expect(readBoardingPass(PASS.replace("0834", "    "))).toBeNull();
  expect(readBoardingPass("")).toBeNull();
});
