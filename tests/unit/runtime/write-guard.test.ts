import { describe, expect, test } from "vitest";
import { writeRefusal } from "#app/http/write-guard";

const own = "https://perkrah.example.al";
const sites = [undefined, "same-origin", "none", "same-site", "cross-site", "something-new", "same-origin, cross-site"];
const origins = [
  undefined,
  own,
  "null",
  "https://evil.example",
  `${own}.evil.example`,
  "http://perkrah.example.al",
  `${own}:444`,
  `${own}, ${own}`,
  "",
];

// Written by hand from protection.md, HTTP: what may write, everything else may not.
const allowed = new Set([`same-origin|${undefined}`, `same-origin|${own}`, `none|${own}`, `${undefined}|${own}`]);

describe.each(["POST", "PUT", "PATCH", "DELETE", "post", "PROPFIND"])("%s", (method) => {
  for (const fetchSite of sites)
    for (const origin of origins)
      test(`Sec-Fetch-Site ${fetchSite}, Origin ${origin}`, () => {
        const refusal = writeRefusal({ method, fetchSite, origin }, own);
        expect(refusal === null).toBe(allowed.has(`${fetchSite}|${origin}`));
      });
});

test.each(["GET", "HEAD", "OPTIONS"])("%s is not a write", (method) => {
  for (const fetchSite of sites)
    for (const origin of origins) expect(writeRefusal({ method, fetchSite, origin }, own)).toBeNull();
});
