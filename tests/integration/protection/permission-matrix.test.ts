import { beforeAll, describe, expect, it } from "vitest";
import routes from "#app/routes";
import { setDatabase } from "#db/client.server";
import { buildAccount, buildLawyer } from "#db/seeds/build.server";
import { type Role, roles } from "#db/vocabulary";
import { permissionMatrix, type Who } from "#tests/structure/permission-matrix";
import { testDatabase } from "#tests/support/database";
import { routeArgs } from "#tests/support/signed-in";

type Handler = (args: unknown) => unknown;
const modules = import.meta.glob<{ loader?: Handler; action?: Handler }>("/app/routes/**/*.{ts,tsx}");

const unknown = "00000000-0000-7000-8000-000000000000";
const visitors = new Map<Role | "nobody", { id: string; roles: readonly Role[] } | null>([["nobody", null]]);

beforeAll(async () => {
  const { app, owner } = await testDatabase();
  setDatabase(app);
  for (const role of roles) {
    if (role === "lawyer") {
      const { account } = await buildLawyer(owner, { state: "verified" });
      visitors.set(role, account);
    } else visitors.set(role, await buildAccount(owner, { roles: [role] }));
  }
});

const addresses = routes.map(({ path = "", file }) => ({ path, file }));

it("the table written by hand names every address of app/routes.ts, and no other", () => {
  expect(Object.keys(permissionMatrix).sort()).toEqual(addresses.map(({ path }) => path).sort());
});

/** What the table expects of a visitor: to come in, to be asked to sign in, to be refused, to show a receipt. */
function expected(who: Who, visitor: Role | "nobody"): "in" | "sign-in" | "refused" | "receipt" {
  if (who === "everyone") return "in";
  if (who === "receipt") return "receipt";
  if (visitor === "nobody") return "sign-in";
  return who === "account" || who === "entering" || who.includes(visitor) ? "in" : "refused";
}

/** What happened: a page, a refused form or an unknown thing all mean that the guard let the visitor in. */
async function met(handler: Handler, args: unknown): Promise<"in" | "sign-in" | "refused" | "receipt"> {
  const answer = await Promise.resolve()
    .then(() => handler(args))
    .catch((thrown: unknown) => thrown);
  if (answer instanceof Error) throw answer;
  if (!(answer instanceof Response)) return "in";
  if (answer.status === 403) return "refused";
  const target = answer.headers.get("Location") ?? "";
  if (answer.status >= 300 && answer.status < 400 && /^\/sign-in(\?|$)/.test(target)) return "sign-in";
  if (answer.status >= 300 && answer.status < 400 && /^\/help\/status(\?|$)/.test(target)) return "receipt";
  return "in";
}

const paramsOf = (path: string) =>
  Object.fromEntries(
    [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => [name, name === "role" ? "trainer" : unknown]),
  );

describe.each([...roles, "nobody" as const])("%s", (visitor) => {
  it("comes to the pages of the table and to no other", async () => {
    const wrong: string[] = [];
    for (const { path, file } of addresses) {
      const { loader } = (await modules[`/app/${file}`]?.()) ?? {};
      const who = permissionMatrix[path];
      if (!loader || !who) continue;
      const account = visitors.get(visitor) ?? undefined;
      const args = await routeArgs(`/${path}`, { params: paramsOf(path), ...(account && { account }) });
      const seen = await met(loader, args);
      if (seen !== expected(who, visitor)) wrong.push(`/${path}: ${seen}, not ${expected(who, visitor)}`);
    }
    expect(wrong).toEqual([]);
  });

  it("is refused by every button that is not theirs", async () => {
    const wrong: string[] = [];
    for (const { path, file } of addresses) {
      const { action } = (await modules[`/app/${file}`]?.()) ?? {};
      const who = permissionMatrix[path];
      if (!action || !who || expected(who, visitor) === "in") continue;
      const account = visitors.get(visitor) ?? undefined;
      const args = await routeArgs(`/${path}`, { params: paramsOf(path), form: {}, ...(account && { account }) });
      const seen = await met(action, args);
      if (seen !== expected(who, visitor)) wrong.push(`/${path}: ${seen}, not ${expected(who, visitor)}`);
    }
    expect(wrong).toEqual([]);
  });
});
