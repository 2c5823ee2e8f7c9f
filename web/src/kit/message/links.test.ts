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

test("Chinese in a path or a question belongs to the address, behind a letter it does not", () => {
  expect(linkPieces("请看https://example.com/行李/说明？编号=1")).toEqual([
    { text: "请看" },
    { text: "https://example.com/行李/说明？编号=1", href: new URL("https://example.com/行李/说明?编号=1").href },
  ]);
  expect(links("https://example.com/wiki/行李_(航空)。")).toEqual(["https://example.com/wiki/行李_(航空)"]);
  expect(links("https://example.com/a看过了吗？编号多少")).toEqual(["https://example.com/a"]);
});

test("nothing but pages, mail and phones becomes a link", () => {
  expect(links("javascript:alert(1) data:text/html,x ftp://x.y [x](javascript:alert(1)) a@b")).toEqual([]);
});

const hrefs = (body: string) => linkPieces(body).flatMap((piece) => ("href" in piece ? [piece.href] : []));

test("mail, phones and pages without their https can be pressed", () => {
  expect(hrefs("写信到help@example.com。或者+86 10 6459 5678，400-810-5678")).toEqual(["mailto:help@example.com", "tel:+861064595678", "tel:4008105678"]);
  expect(hrefs("Mail first.last+bag@mail.example.co.uk, call +44 (0)7700 900123 or see www.example.com/bags.")).toEqual([
    "mailto:first.last+bag@mail.example.co.uk",
    "tel:+447700900123",
    "https://www.example.com/bags",
  ]);
});

test("tags, references, prices and dates are no phones", () => {
  expect(hrefs("0784123456 BR7K2M9X CNY +300 2026-11-29 13:05 CA981 880-1234567890123 1.400-810-5678")).toEqual([]);
});

test("a link of Markdown shows its words, unless they say that they are another address", () => {
  expect(linkPieces("See [our rules](https://example.com/rules_(en)).")).toEqual([{ text: "See " }, { text: "our rules", href: "https://example.com/rules_(en)" }, { text: "." }]);
  expect(links("[bank.example](https://evil.example)")).toEqual(["https://evil.example"]);
});

test("no character is lost", () => {
  const body = "a https://example.com/x?y=1&z=2#k, b\nhttp://example.com!";
  expect(whole(body)).toBe(body);
});
