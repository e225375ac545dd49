import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confirmedRows } from "#app/training/sheets/forms";
import {
  codeLefts,
  corners,
  mostPages,
  pageMark,
  pagesFor,
  placeOf,
  readPageMark,
  rowCode,
  rowsPerPage,
  rowTop,
  sheetPage,
  signatureBox,
} from "#app/training/sheets/layout";
import { partsOf, sendParts } from "#app/training/sheets/photo-parts";
import { carried, planeOf } from "#app/training/sheets/plane";
import { markOfRow, proposalOf } from "#app/training/sheets/rules";
import { property } from "#tests/support/property";

describe("the layout of a sheet", () => {
  it("has a code of its own for every row, as dark as every other", () => {
    const codes = Array.from({ length: rowsPerPage }, (_, place) => rowCode(place));
    expect(new Set(codes.map((code) => code.join())).size).toBe(rowsPerPage);
    expect(new Set(codes.map((code) => code.filter(Boolean).length))).toEqual(new Set([7]));
  });

  it("keeps the boxes on the page, apart from each other, the codes and the corner squares", () => {
    for (let place = 0; place < rowsPerPage; place++) {
      const { x, y, width, height } = signatureBox(place);
      expect(y + height).toBeLessThan(rowTop(place + 1));
      expect(x + width).toBeLessThan(codeLefts[1]);
      expect(y + height).toBeLessThan(corners[2].y - 3);
      expect(x + width).toBeLessThan(sheetPage.width);
    }
  });

  it("gives everybody a row and leaves blank ones", () => {
    expect([0, 1, 14, 15, 32, 33].map(pagesFor)).toEqual([1, 1, 1, 2, 2, 3]);
    expect([1, 18, 19].map(placeOf)).toEqual([
      { page: 1, place: 0 },
      { page: 1, place: 17 },
      { page: 2, place: 0 },
    ]);
  });

  it("reads what it wrote on a page, and nothing else", () => {
    expect(readPageMark(pageMark("7KQ2XWB0FM", mostPages))).toEqual({ code: "7KQ2XWB0FM", page: 99 });
    for (const other of ["", "PKS7KQ2XWB0FM1", "https://example.al/", "PKS7KQ2XWB0FM100", "PKS7kq2xwb0fm01"])
      expect(readPageMark(other)).toBeNull();
  });
});

describe("a plane", () => {
  property(
    "carries the four corners to where they are seen, and the points between with them",
    [fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 8, maxLength: 8 })],
    (moved) => {
      const seen = corners.map(({ x, y }, at) => ({
        x: 7 * x + (moved[2 * at] ?? 0),
        y: 7 * y + (moved[2 * at + 1] ?? 0),
      }));
      const plane = planeOf(corners, seen);
      const back = planeOf(seen, corners);
      if (!plane || !back) throw new Error("no plane");
      for (const [at, corner] of [...corners, { x: 100, y: 150 }].entries()) {
        const there = carried(plane, corner);
        const target = seen[at];
        if (target) expect(Math.hypot(there.x - target.x, there.y - target.y)).toBeLessThan(1e-4);
        const again = carried(back, there);
        expect(Math.hypot(again.x - corner.x, again.y - corner.y)).toBeLessThan(1e-4);
      }
    },
  );

  it("is none where the points lie on a line", () => {
    const line = [0, 1, 2, 3].map((x) => ({ x, y: x }));
    expect(planeOf(line, corners)).toBeNull();
  });
});

describe("what a row adds", () => {
  it("is proposed only where it is sure", () => {
    expect(proposalOf({ signed: true, sure: true })).toBe("signed");
    expect(proposalOf({ signed: false, sure: true })).toBe("empty");
    expect(proposalOf({ signed: true, sure: false })).toBe("open");
  });

  it("makes present whoever signed, unless something better is known", () => {
    expect([null, "not_recorded", "absent"].map((mark) => markOfRow("signed", mark as null, false))).toEqual(
      Array(3).fill("present"),
    );
    for (const mark of ["present", "late", "left_early", "excused"] as const)
      expect(markOfRow("signed", mark, true)).toBeNull();
  });

  it("makes nobody absent unless asked, and nobody who has a mark", () => {
    expect(markOfRow("empty", null, false)).toBeNull();
    expect(markOfRow("empty", null, true)).toBe("absent");
    expect(markOfRow("empty", "late", true)).toBeNull();
    expect(markOfRow("open", null, true)).toBeNull();
  });
});

describe("the form of a scan", () => {
  const form = (fields: Record<string, string>) => {
    const made = new FormData();
    for (const [name, value] of Object.entries(fields)) made.append(name, value);
    return made;
  };

  it("says a choice per row and who wrote into blank ones", () => {
    const id = "01980000-0000-7000-8000-00000000000A";
    const rows = confirmedRows(form({ "row.1": "signed", "row.2": "open", "who.18": id, "who.17": "", absent: "yes" }));
    expect(rows?.choices).toEqual(
      new Map([
        [1, "signed"],
        [2, "open"],
      ]),
    );
    expect(rows?.writers).toEqual(new Map([[18, id.toLowerCase()]]));
    expect(rows?.emptyIsAbsent).toBe(true);
  });

  it("is refused as a whole where a value is none of its own", () => {
    expect(confirmedRows(form({ "row.1": "present" }))).toBeNull();
    expect(confirmedRows(form({ "who.1": "x" }))).toBeNull();
  });
});

describe("the reading process' answer", () => {
  it("comes back in the parts that were sent, and not where one is cut", async () => {
    const parts = [Buffer.from("{}"), Buffer.alloc(0), Buffer.alloc(70_000, 7)];
    const pipe = new PassThrough();
    sendParts(pipe, parts);
    const sent = await buffer(pipe);
    expect(partsOf(sent).map((part) => part.length)).toEqual([2, 0, 70_000]);
    expect(() => partsOf(sent.subarray(0, -1))).toThrow();
  });
});
