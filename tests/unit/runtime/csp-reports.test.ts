import { expect, test } from "vitest";
import { describeReports } from "#app/http/csp-reports";

const own = "https://perkrah.example.al";
const patternOf = (path: string) => path.replace(/[0-9a-f-]{8,}/g, ":");
const described = (body: unknown) => describeReports(body, own, patternOf);

test("both shapes of a report become directive, kind and page, and nothing more", () => {
  const old = {
    "csp-report": {
      "document-uri": `${own}/desk/requests/0190aaaa-bbbb?name=Drita`,
      "violated-directive": "script-src-elem",
      "blocked-uri": "https://evil.example/steal?token=1",
      "script-sample": "alert('Drita')",
      referrer: `${own}/help`,
    },
  };
  expect(described(old)).toEqual([{ directive: "script-src-elem", blocked: "https", page: "/desk/requests/:" }]);
  const modern = [
    { type: "csp-violation", body: { documentURL: `${own}/`, effectiveDirective: "style-src", blockedURL: "inline" } },
    { type: "csp-violation", body: { documentURL: `${own}/`, effectiveDirective: "img-src", blockedURL: `${own}/a` } },
  ];
  expect(described(modern).map(({ blocked }) => blocked)).toEqual(["inline", "own"]);
});

test("what is no report, or not about us, is left out", () => {
  const report = (body: object) => [{ body }];
  for (const body of [
    null,
    "",
    [],
    {},
    [null, 1, "x"],
    { "csp-report": "x" },
    report({ documentURL: "https://evil.example/", effectiveDirective: "img-src" }),
    report({ documentURL: `${own}/`, effectiveDirective: "Drita Hoxha\n" }),
    report({ documentURL: 7, effectiveDirective: "img-src" }),
  ])
    expect(described(body)).toEqual([]);
  const many = Array.from({ length: 50 }, () => ({
    body: { documentURL: `${own}/`, effectiveDirective: "img-src", blockedURL: "<script>" },
  }));
  expect(described(many)).toHaveLength(10);
  expect(described(many)[0]?.blocked).toBe("unknown");
});
