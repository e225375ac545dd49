import fc from "fast-check";
import { expect, it } from "vitest";
import { ownPath, redirectTo } from "#app/forms/redirect.server";

const foreign = [
  "https://evil.example/",
  "HTTPS:evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "\\\\evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  " /account",
  "/a\r\nSet-Cookie: a=b",
  "account",
  "",
  null,
  undefined,
];

it.each(foreign)("never leads away: %j", (path) => {
  expect(ownPath(path)).toBe("/");
});

it("keeps our own paths with what follows them", () => {
  for (const path of ["/", "/desk/requests?state=matching&page=2", "/account/confirm?to=%2Fadmin", "/help#top"])
    expect(ownPath(path)).toBe(path);
});

it("answers with 303 to our own origin, whatever it is given", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom(...foreign)), async (path) => {
      const answer = await redirectTo(path ?? "");
      expect(answer.status).toBe(303);
      const target = new URL(answer.headers.get("Location") ?? "", "https://perkrah.example.al/sign-in");
      expect(target.origin).toBe("https://perkrah.example.al");
    }),
    { numRuns: 1000 },
  );
});
