import { expect, it } from "vitest";
import { byteColumns, columnMarks, fieldMarks, freeFields } from "#tests/support/canary-fields";

it("every field in which somebody can write has its mark, and none is invented", async () => {
  const fields = await freeFields(import.meta.glob<Record<string, unknown>>("/app/**/*forms.ts"));
  expect(Object.keys(fieldMarks).sort()).toEqual(fields);
});

it("every column of bytes too", async () => {
  const columns = await byteColumns(import.meta.glob<Record<string, unknown>>("/db/schema/*.ts"));
  expect(Object.keys(columnMarks).sort()).toEqual(columns);
});
