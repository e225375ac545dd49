import { afterEach, expect, test } from "vitest";
import { refreshEnvironment } from "#app/env.server";
import { loader } from "#app/routes/public/security-txt";
import { setDatabase } from "#db/client.server";
import { testDatabase } from "#tests/support/database";
import { routeArgs } from "#tests/support/signed-in";

setDatabase((await testDatabase()).app);
const day = 86_400_000;

afterEach(() => {
  delete process.env.SECURITY_CONTACT;
  refreshEnvironment();
});

async function fields(): Promise<Record<string, string>> {
  const answer = await loader((await routeArgs("/.well-known/security.txt")) as never);
  expect(answer.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
  const lines = (await answer.text()).trimEnd().split("\n");
  const pairs = lines.map((line) => /^([A-Z][A-Za-z-]+): (\S.*)$/.exec(line)?.slice(1) ?? [line, ""]);
  expect(new Set(pairs.map(([name]) => name)).size, "each field once").toBe(pairs.length);
  return Object.fromEntries(pairs);
}

test("says whom to tell, until when it holds, in which languages and where it stands (RFC 9116)", async () => {
  const { Contact, Expires = "", Canonical, ...others } = await fields();
  expect(Contact).toMatch(/^mailto:[^@\s<>]+@[^@\s<>]+$/);
  expect(Expires).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  const days = (Date.parse(Expires) - Date.now()) / day;
  expect(days).toBeGreaterThan(30);
  expect(days, "less than a year, as the standard advises").toBeLessThan(365);
  expect(Canonical).toBe("http://localhost:3000/.well-known/security.txt");
  expect(others).toEqual({ "Preferred-Languages": "sq, en" });
});

test("names the contact that the operator has set", async () => {
  process.env.SECURITY_CONTACT = "https://example.al/siguria";
  refreshEnvironment();
  expect((await fields()).Contact).toBe("https://example.al/siguria");
});
