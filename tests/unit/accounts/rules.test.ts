import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonPasswords } from "#app/accounts/common-passwords";
import {
  canonicalCode,
  hashingShare,
  homeOf,
  isAppCode,
  needsSecondFactor,
  passwordDue,
  passwordRefusal,
  secondFactorDue,
  stepUpDue,
} from "#app/accounts/rules";
import { roles } from "#db/vocabulary";

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

  it("is refused where leaks hold it often, also with something hung on", () => {
    expect(commonPasswords.length).toBeGreaterThan(300);
    for (const common of commonPasswords) {
      expect(passwordRefusal(common.padEnd(15, "1"), "a@example.al", true), common).toBe("password_common");
      expect(passwordRefusal(`${common.toUpperCase()}2026!`, "a@example.al"), common).toBe("password_common");
    }
  });

  it("may have any characters and any length", () => {
    for (const fine of ["kali i bardhë vrapon", "🐎🐎🐎 dhe një fushë e gjelbër", "correct horse battery staple"])
      expect(passwordRefusal(fine, "drita@example.al"), fine).toBeNull();
  });
});

describe("hashing", () => {
  it("is two at once in one process or two, one in each of more; sixty wait in all", () => {
    const inAll = (processes: number) => {
      const { atOnce, waiting } = hashingShare(processes);
      return [processes * atOnce, processes * waiting];
    };
    expect([1, 2, 3, 4, 60, 64].map(inAll)).toEqual([
      [2, 60],
      [2, 60],
      [3, 60],
      [4, 60],
      [60, 60],
      [64, 64],
    ]);
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

describe("a second factor", () => {
  const at = new Date("2026-11-24T09:00:00Z");
  const minutesLater = (minutes: number) => new Date(at.getTime() + minutes * 60_000);

  it("is needed by every role but the trainee's, the strictest counting, and not in the demo", () => {
    for (const role of roles) {
      expect(needsSecondFactor([role], false), role).toBe(role !== "professional");
      expect(needsSecondFactor([role, "professional"], true), role).toBe(false);
    }
    expect(needsSecondFactor(["professional", "lawyer"], false)).toBe(true);
    expect(needsSecondFactor([], false)).toBe(false);
  });

  it("that somebody does not have is the password in its place, but in the demo", () => {
    expect(passwordDue({ hasSecondFactor: false }, false)).toBe(true);
    expect(passwordDue({ hasSecondFactor: true }, false)).toBe(false);
    expect(passwordDue({ hasSecondFactor: false }, true)).toBe(false);
  });

  it("is set up first, or given first, or nothing is missing", () => {
    const due = (role: "lawyer" | "professional", hasSecondFactor: boolean, given: Date | null, demo = false) =>
      secondFactorDue({ roles: [role], hasSecondFactor, secondFactorAt: given }, demo);
    expect(due("lawyer", false, null)).toBe("set_up");
    expect(due("lawyer", true, null)).toBe("give");
    expect(due("lawyer", true, at)).toBeNull();
    expect(due("lawyer", false, null, true)).toBeNull();
    expect(due("lawyer", true, null, true)).toBe("give");
    expect(due("professional", false, null)).toBeNull();
    expect(due("professional", true, null)).toBe("give");
  });

  it("is given again after five minutes where something weighty is done", () => {
    const stale = (minutes: number) =>
      stepUpDue({ roles: ["dpo"], hasSecondFactor: true, secondFactorAt: at }, minutesLater(minutes), false);
    expect(stale(5)).toBe(false);
    expect(stale(5.01)).toBe(true);
    const trainee = { roles: ["professional"] as const, hasSecondFactor: false, secondFactorAt: null };
    expect(stepUpDue(trainee, at, false)).toBe(false);
    expect(stepUpDue({ ...trainee, roles: ["dpo"] }, at, false)).toBe(true);
    expect(stepUpDue({ ...trainee, roles: ["dpo"] }, at, true)).toBe(false);
  });

  it("is six digits of the app, or else a recovery code", () => {
    expect(["123456", "12345", "1234567", "12345a", "ACDEFGHJKMNP"].map(isAppCode)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
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
