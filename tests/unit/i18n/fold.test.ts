import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareAlbanian, fold, foldedIncludes } from "#app/i18n/fold";

describe("fold", () => {
  it.each([
    ["Shkodër", "shkoder"],
    ["ÇELA", "cela"],
    ["E\u0308ngje\u0308ll", "engjell"],
    ["  Drita   Bajraktari ", "drita bajraktari"],
    ["t’ju", "t'ju"],
  ])("writes %s as %s", (written, folded) => {
    expect(fold(written)).toBe(folded);
  });

  it("says the same of composed and decomposed letters, and of its own answer", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(fold(text.normalize("NFC"))).toBe(fold(text.normalize("NFD")));
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  it("finds words in any order and without ë and ç", () => {
    expect(foldedIncludes("Çela, Jetmir (Shkodër)", "shkoder cela")).toBe(true);
    expect(foldedIncludes("Çela, Jetmir", "jetmira")).toBe(false);
    expect(foldedIncludes("Çela", "")).toBe(true);
  });
});

describe("compareAlbanian", () => {
  it("sorts by the Albanian alphabet", () => {
    const names = [
      "Zhuri",
      "Zeka",
      "Çela",
      "Dhima",
      "Cara",
      "Duka",
      "Ëngjëlli",
      "Elezi",
      "Gjoni",
      "Gusha",
      "Xhafa",
      "Xeka",
    ];
    expect(names.toSorted(compareAlbanian)).toEqual([
      "Cara",
      "Çela",
      "Duka",
      "Dhima",
      "Elezi",
      "Ëngjëlli",
      "Gusha",
      "Gjoni",
      "Xeka",
      "Xhafa",
      "Zeka",
      "Zhuri",
    ]);
  });

  it("sorts numbers by value", () => {
    expect(["Seanca 10", "Seanca 2"].toSorted(compareAlbanian)).toEqual(["Seanca 2", "Seanca 10"]);
  });
});
