import { describe, expect, it } from "vitest";
import { exportedFunctions, sourceFiles } from "#tests/support/source-tree";

const guards = [
  "anyone",
  "requireRole",
  "requireAccount",
  "requireEntering",
  "requireFactorSetUp",
  "requireReceipt",
  "requireEnrolment",
];
const guardCall = new RegExp(`\\b(${guards.join("|")})\\(\\s*args\\b`);

describe("every loader and action", () => {
  const entries = sourceFiles("app/routes").flatMap((file) =>
    exportedFunctions(file)
      .filter(({ name }) => name === "loader" || name === "action")
      .map((entry) => ({ ...entry, path: file.path })),
  );

  it("is found", () => {
    expect(entries.length).toBeGreaterThan(150);
  });

  it("calls a guard of its own", () => {
    const open = entries.filter(({ body }) => !guardCall.test(body)).map(({ path, name }) => `${path} ${name}`);
    expect(open).toEqual([]);
  });

  it("asks the guard before it reads or writes anything", () => {
    const late = entries
      .filter(({ body }) => {
        const guard = body.search(guardCall);
        const work = body.search(/\b(readForm|formData|database)\(|\bcontext\.db\b/);
        return work !== -1 && work < guard;
      })
      .map(({ path, name }) => `${path} ${name}`);
    expect(late).toEqual([]);
  });
});

it("pages of staff, lawyers and partners ask for a role, not only for an account", () => {
  const areas = ["teach", "manage", "desk", "lawyer", "partner", "reports", "audit", "admin"];
  const weak = sourceFiles(...areas.map((area) => `app/routes/${area}`)).flatMap((file) =>
    exportedFunctions(file)
      .filter(({ name, body }) => (name === "loader" || name === "action") && !/\brequireRole\(\s*args\b/.test(body))
      .map(({ name }) => `${file.path} ${name}`),
  );
  expect(weak).toEqual([]);
});
