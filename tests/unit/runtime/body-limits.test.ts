import { expect, test } from "vitest";
import { bodyRefusal, formLimit, uploadLimit } from "#app/http/body-limits";

const base = {
  method: "POST",
  path: "/help/request/story",
  contentType: "application/x-www-form-urlencoded",
  contentLength: "10",
  transferEncoding: undefined,
};
const upload = { ...base, path: "/manage/events/1/imports", contentType: "multipart/form-data; boundary=x" };

test("a form holds 1 MiB and not a byte more", () => {
  expect(bodyRefusal({ ...base, contentLength: String(formLimit) })).toBeNull();
  expect(bodyRefusal({ ...base, contentLength: String(formLimit + 1) })).toEqual({ status: 413, reason: "too_large" });
});

test("a file of 25 MiB only where a file may come", () => {
  expect(bodyRefusal({ ...upload, contentLength: String(uploadLimit) })).toBeNull();
  expect(
    bodyRefusal({ ...upload, path: "/manage/events/1/imports.data", contentLength: String(uploadLimit) }),
  ).toBeNull();
  expect(bodyRefusal({ ...upload, contentLength: String(uploadLimit + 1) })?.status).toBe(413);
  expect(bodyRefusal({ ...upload, path: "/help/request/story", contentLength: String(formLimit + 1) })?.status).toBe(
    413,
  );
});

test("a body says its length and its kind", () => {
  expect(bodyRefusal({ ...base, transferEncoding: "chunked", contentLength: undefined })?.status).toBe(411);
  expect(bodyRefusal({ ...base, contentLength: "many" })?.status).toBe(411);
  expect(bodyRefusal({ ...base, contentLength: "-1" })?.status).toBe(411);
  expect(bodyRefusal({ ...base, contentType: "application/xml" })?.status).toBe(415);
  expect(bodyRefusal({ ...base, contentType: undefined })?.status).toBe(415);
  expect(bodyRefusal({ ...base, contentType: undefined, contentLength: "0" })).toBeNull();
  expect(bodyRefusal({ ...base, contentType: undefined, contentLength: undefined })).toBeNull();
});
