import fc from "fast-check";
import { expect, it } from "vitest";
import { attachmentDisposition, attachmentHeaders } from "#app/files/attachment.server";

it("says a name twice: for old programs, and as it is", () => {
  expect(attachmentDisposition('Kërkesë "1" (ë).pdf')).toBe(
    "attachment; filename=\"Kerkese _1_ (e).pdf\"; filename*=UTF-8''K%C3%ABrkes%C3%AB%20%221%22%20%28%C3%AB%29.pdf",
  );
  expect(attachmentDisposition("📄 a'b*c.pdf")).toBe(
    "attachment; filename=\"_ a_b_c.pdf\"; filename*=UTF-8''%F0%9F%93%84%20a%27b%2Ac.pdf".replace('"_ a', '"__ a'),
  );
});

it("is one header of safe letters, whatever the name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
      const said = attachmentDisposition(name);
      expect(said).toMatch(/^attachment; filename="[\w .()-]*"; filename\*=UTF-8''(%[0-9A-F]{2}|[\w.~-])*$/);
      const [, escaped = ""] = said.split("UTF-8''");
      expect(decodeURIComponent(escaped)).toBe(name.toWellFormed());
    }),
    { numRuns: 1_000 },
  );
});

it("is never shown by a browser, and runs nothing where it is", () => {
  const headers = attachmentHeaders("a.pdf", "application/pdf", 5);
  expect(Object.fromEntries(headers)).toMatchObject({
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "content-length": "5",
  });
});
