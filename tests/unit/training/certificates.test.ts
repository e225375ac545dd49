import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newCode } from "#app/protection/lookup.server";
import { certificateFileName, certificateNumber, normalisedCode, readableCode } from "#app/training/certificates/rules";
import { creditsOf } from "#app/training/credits/rules";

describe("codes", () => {
  const code = "ACDEFGHJKMNP";

  it.each([
    ["as printed", "ACDE-FGHJ-KMNP"],
    ["in lower case with spaces", " acde fghj kmnp "],
    ["with long dashes", "ACDE–FGHJ—KMNP"],
    ["as an address", "https://perkrah.example.al/verify/ACDEFGHJKMNP?lang=en"],
    ["as an address with a slash", "http://localhost:3000/verify/acdefghjkmnp/"],
  ])("are understood %s", (_, typed) => {
    expect(normalisedCode(typed)).toBe(code);
  });

  it.each(["", "ACDE", "ACDEFGHJKMN0", "ACDEFGHJKMNPP", "2026-0012", "\u0000", "../../etc/passwd", "ÇCDEFGHJKMNP"])(
    "refuse %j",
    (typed) => {
      expect(normalisedCode(typed)).toBeNull();
    },
  );

  it("survive being written down and typed again", () => {
    fc.assert(
      fc.property(fc.constant(null), () => {
        const made = newCode(12);
        expect(normalisedCode(readableCode(made).toLowerCase())).toBe(made);
      }),
      { numRuns: 1000 },
    );
  });

  it("never throw, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), (typed) => {
        const found = normalisedCode(typed);
        expect(found === null || /^[A-Z0-9]{12}$/.test(found)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("numbers and names of files", () => {
  it("are year and serial, four digits at least", () => {
    expect(certificateNumber({ year: 2026, serial: 12 })).toBe("2026-0012");
    expect(certificateNumber({ year: 2026, serial: 12345 })).toBe("2026-12345");
  });

  it("keep Albanian names readable everywhere and namesakes apart", () => {
    expect(certificateFileName({ givenName: "Jonida", familyName: "Hoxha" }, "2026-0012")).toBe(
      "Hoxha-Jonida-2026-0012.pdf",
    );
    expect(certificateFileName({ givenName: "Gëzim", familyName: "Çoku" }, "2026-0013")).toBe(
      "Coku-Gezim-2026-0013.pdf",
    );
    expect(certificateFileName({ givenName: "../..", familyName: "/" }, "2026-0014")).toBe("2026-0014.pdf");
  });

  it("hold no separators of paths", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (givenName, familyName) => {
        expect(certificateFileName({ givenName, familyName }, "2026-0001")).toMatch(/^[\p{L}\p{N}-]+\.pdf$/u);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("credits", () => {
  it("count certificates that hold", () => {
    const statement = { credits: 6 };
    expect(
      creditsOf([
        { state: "valid", statement },
        { state: "valid", statement: { credits: null } },
        { state: "revoked", statement },
        { state: "superseded", statement },
      ]),
    ).toBe(6);
  });
});
