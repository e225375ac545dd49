import { beforeAll, describe, expect, it } from "vitest";
import routes from "#app/routes";
import { setDatabase } from "#db/client.server";
import { buildLawyer } from "#db/seeds/build.server";
import { type Role, roles } from "#db/vocabulary";
import { freshFactor, openExports } from "#tests/structure/fresh-factor";
import { testDatabase } from "#tests/support/database";
import { routeArgs } from "#tests/support/signed-in";

type Handler = (args: unknown) => unknown;
const modules = import.meta.glob<{ loader?: Handler; action?: Handler }>("/app/routes/**/*.{ts,tsx}");

const nobody = "00000000-0000-7000-8000-000000000000";
const tenMinutesAgo = () => new Date(Date.now() - 600_000);
let everybody: { id: string; roles: readonly Role[] };

beforeAll(async () => {
  const { app, owner } = await testDatabase();
  setDatabase(app);
  const { account } = await buildLawyer(owner, {
    account: { roles, account: { secondFactorSince: new Date("2026-01-01T00:00:00Z") } },
  });
  everybody = account;
});

/** What an address says to somebody with every role who gave the second factor ten minutes ago: whether it asks again. */
async function asksAgain(handler: Handler, path: string, form?: Record<string, string>): Promise<boolean> {
  const params = Object.fromEntries(
    [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => [name, name === "role" ? "trainer" : nobody]),
  );
  const args = await routeArgs(`/${path}`, {
    account: everybody,
    secondFactorAt: tenMinutesAgo(),
    params,
    ...(form && { form }),
  });
  const answer = await Promise.resolve()
    .then(() => handler(args))
    .catch((thrown: unknown) => thrown);
  if (answer instanceof Error) throw answer;
  return answer instanceof Response && /^\/account\/confirm(\?|$)/.test(answer.headers.get("Location") ?? "");
}

describe("the second factor is asked for again after five minutes", () => {
  it("where the table says, and nowhere else", async () => {
    const asking: Record<string, string[]> = {};
    for (const { path = "", file } of routes) {
      const { loader, action } = (await modules[`/app/${file}`]?.()) ?? {};
      const places: string[] = [];
      if (loader && (await asksAgain(loader, path))) places.push("page");
      if (action && (await asksAgain(action, path, {}))) places.push("button");
      if (places.length > 0) asking[path] = places;
    }
    expect(asking).toEqual(freshFactor);
  }, 60_000);

  it("before every list and archive that is taken away", () => {
    const taken = routes.map(({ path = "" }) => path).filter((path) => /\.(csv|xlsx|zip|json|ics|tsv)$/.test(path));
    expect(taken.length).toBeGreaterThan(5);
    expect(taken.filter((path) => !freshFactor[path]?.includes("page") && !openExports.includes(path))).toEqual([]);
    expect(openExports.filter((path) => !taken.includes(path))).toEqual([]);
  });
});
