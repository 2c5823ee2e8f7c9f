import { expect, test } from "vitest";
import { linkPieces } from "./links";

const links = (body: string) => linkPieces(body).flatMap((piece) => ("href" in piece ? [piece.text] : []));
const whole = (body: string) => linkPieces(body).map((piece) => piece.text).join("");

test("an address ends where the sentence goes on", () => {
  expect(links("See https://example.com/a. Then go.")).toEqual(["https://example.com/a"]);
  expect(links("详见 https://example.com/a。谢谢")).toEqual(["https://example.com/a"]);
  expect(links("详见https://example.com/a查看（https://example.com/b）")).toEqual(["https://example.com/a", "https://example.com/b"]);
  expect(links("(https://example.com/a) https://example.com/b_(c)")).toEqual(["https://example.com/a", "https://example.com/b_(c)"]);
});

test("nothing but http and https becomes a link", () => {
  expect(links("javascript:alert(1) data:text/html,x ftp://x.y www.example.com")).toEqual([]);
});

test("no character is lost", () => {
  const body = "a https://example.com/x?y=1&z=2#k, b\nhttp://example.com!";
  expect(whole(body)).toBe(body);
});
