import { expect, test, vi } from "vitest";
import type { StoredFile } from "../../kit/api/forms";
import { ApiError } from "../../kit/http";
import { MAX_BYTES, refuse } from "../files";
import type { FormServer } from "./server";
import { Uploads } from "./uploads";

const picture = (size = 1000, type = "image/jpeg") => ({ name: "bag.jpg", size, type }) as File;
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

function makeUploads(sendFile: FormServer["sendFile"]) {
  const kept = vi.fn();
  return { kept, uploads: new Uploads({ sendFile, removeFile: vi.fn(async () => undefined) } as unknown as FormServer, kept) };
}

test("what is too large or no picture is refused before it is sent", () => {
  expect(refuse(picture(MAX_BYTES + 1))).toBe("too_large");
  expect(refuse(picture(10, "text/plain"))).toBe("not_a_picture");
  expect(refuse(picture(10, "application/pdf"))).toBe("not_a_picture");
  expect(refuse(picture(10, "application/pdf"), { pdf: true })).toBeNull();
  expect([picture(), picture(10, "image/heic"), picture(10, "")].map((file) => refuse(file))).toEqual([null, null, null]);
});

test("pictures go one after the other, and leave the list when they are there", async () => {
  let open = 0;
  let most = 0;
  const { uploads, kept } = makeUploads(async (file) => {
    most = Math.max(most, ++open);
    await settle();
    open -= 1;
    return { id: file.name } as StoredFile;
  });
  const done = vi.fn();

  uploads.add("photos", picture(), { done });
  uploads.add("photos", picture(), { done });
  expect(uploads.pending).toBe(true);
  await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(2));

  expect([most, uploads.state.value.length, kept.mock.calls.length]).toEqual([1, 0, 2]);
});

test("a file that fails says why, holds up no other, and can be sent again", async () => {
  const answers = [new ApiError("file_type_unsupported", "", 415), new ApiError("network", "", 0)];
  const { uploads } = makeUploads(async () => {
    const failure = answers.shift();
    if (failure) throw failure;
    return { id: "f" } as StoredFile;
  });
  const done = vi.fn();

  uploads.add("photos", picture(), { done });
  uploads.add("photos", picture(), { done });
  await vi.waitFor(() => expect(uploads.state.value.map(({ problem }) => problem)).toEqual(["not_a_picture", "network"]));
  uploads.retry(uploads.state.value[1]!.id);
  await vi.waitFor(() => expect(done).toHaveBeenCalledOnce());

  expect(uploads.state.value).toHaveLength(1);
});
