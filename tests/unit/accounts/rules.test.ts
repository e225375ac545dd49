import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalCode, homeOf, passwordRefusal } from "#app/accounts/rules";

describe("a password", () => {
  it("is refused under 15 characters, under 12 with a second factor", () => {
    expect(passwordRefusal("kali i bardhe", "a@example.al")).toBe("too_short|min=15");
    expect(passwordRefusal("kali i bardhe", "a@example.al", true)).toBeNull();
    expect(passwordRefusal("kali bardhe", "a@example.al", true)).toBe("too_short|min=12");
  });

  it("is refused where it is made of what everybody tries", () => {
    for (const common of [
      "password1234567",
      "123456123456123456",
      "aaaaaaaaaaaaaaaaaa",
      "drita.hoxha2026!",
      "qwertyqwertyqwerty",
    ])
      expect(passwordRefusal(common, "drita.hoxha@example.al"), common).toBe("password_common");
  });

  it("may have any characters and any length", () => {
    for (const fine of ["kali i bardhë vrapon", "🐎🐎🐎 dhe një fushë e gjelbër", "correct horse battery staple"])
      expect(passwordRefusal(fine, "drita@example.al"), fine).toBeNull();
  });
});

describe("the first page", () => {
  it("is the one of the role that waits most", () => {
    expect(homeOf(["professional", "lawyer"])).toBe("/lawyer");
    expect(homeOf(["professional"])).toBe("/learn");
    expect(homeOf(["lawyer", "coordinator"])).toBe("/desk");
    expect(homeOf([])).toBe("/account");
  });
});

describe("a claim code", () => {
  it("is the same with or without dashes, spaces and capitals", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{12}$/), (code) => {
        const typed = ` ${code.slice(0, 4)}-${code.slice(4, 8).toLowerCase()} – ${code.slice(8)} `;
        expect(canonicalCode(typed)).toBe(code);
      }),
    );
  });
});
