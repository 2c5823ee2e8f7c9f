import { expect, test } from "vitest";
import { MAX_BYTES, refuse } from "./files";

const file = (name: string, type = "", size = 1000): { name: string; type: string; size: number } => ({ name, type, size });

test("a pass of Apple Wallet is taken where a boarding pass is asked for, whatever the browser calls it", () => {
  for (const type of ["application/vnd.apple.pkpass", "application/zip", ""])
    expect(refuse(file("CA981.PKPASS", type), { pass: true })).toBeNull();
  expect(refuse(file("pass", "application/vnd.apple.pkpass"), { pass: true })).toBeNull();
});

test("elsewhere it is no picture, and nowhere may it be too large", () => {
  expect(refuse(file("CA981.pkpass", "application/vnd.apple.pkpass"))).toBe("not_a_picture");
  expect(refuse(file("all.zip", "application/zip"), { pass: true })).toBe("not_a_picture");
  expect(refuse(file("CA981.pkpass", "", MAX_BYTES + 1), { pass: true })).toBe("too_large");
});

test("a phone's photo is taken, whatever the browser calls it", () => {
  for (const type of ["image/heic", "image/heif", ""]) expect(refuse(file("IMG_0001.HEIC", type))).toBeNull();
});
