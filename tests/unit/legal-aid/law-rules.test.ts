import { describe, expect, it } from "vitest";
import { dayBefore, helpLineRefusal, isInForce, successorCode, successorRefusal } from "#app/legal-aid/law/rules";

describe("a dated row", () => {
  it("is named after the row it replaces and its first day, however often that happens", () => {
    expect(successorCode("DV-4", "2026-12-01")).toBe("DV-4-20261201");
    expect(successorCode("DV-4-20261201", "2027-06-15")).toBe("DV-4-20270615");
  });

  it("takes over once, and after its predecessor's own first day", () => {
    expect(successorRefusal({ validFrom: null, replacedBy: null }, "2026-12-01")).toBeNull();
    expect(successorRefusal({ validFrom: "2026-12-01", replacedBy: null }, "2026-12-02")).toBeNull();
    expect(successorRefusal({ validFrom: "2026-12-01", replacedBy: null }, "2026-12-01")).toBe("before_rule");
    expect(successorRefusal({ validFrom: null, replacedBy: "DV-4-20261201" }, "2027-01-01")).toBe("rule_replaced");
  });

  it("holds from its first to its last day, both included; an open end is no end", () => {
    const dated = { validFrom: "2026-12-01", validTo: "2027-06-14" };
    const held = ["2026-11-30", "2026-12-01", "2027-06-14", "2027-06-15"].map((day) => isInForce(dated, day));
    expect(held).toEqual([false, true, true, false]);
    expect(isInForce({ validFrom: null, validTo: null }, "1999-01-01")).toBe(true);
  });

  it("ends the day before, over months, years and leap days", () => {
    expect(["2027-01-01", "2028-03-01", "2026-07-15"].map(dayBefore)).toEqual([
      "2026-12-31",
      "2028-02-29",
      "2026-07-14",
    ]);
  });
});

it("an unverified help line is never shown", () => {
  expect(helpLineRefusal({ shown: true, status: "unverified" })).toBe("line_unverified");
  expect(helpLineRefusal({ shown: false, status: "unverified" })).toBeNull();
  expect(helpLineRefusal({ shown: true, status: "secondary" })).toBeNull();
});
