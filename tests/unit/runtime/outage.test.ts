import type { ServerBuild } from "@remix-run/node";
import { expect, test } from "vitest";
import { isOutage, truthfulBuild } from "#app/http/outage";

const failure = (code: string, more: object = {}) => Object.assign(new Error("x"), { code, ...more });

test.each([
  ["the connection is lost", failure("CONNECTION_CLOSED")],
  ["the server shuts down", failure("57P01")],
  ["the disk of the database is full", failure("53100")],
  ["our disk is full", failure("ENOSPC")],
  ["a lock takes too long", failure("55P03")],
  ["the socket is gone", failure("ENOENT", { syscall: "connect", address: "/run/.s.PGSQL.5432" })],
  ["it is the cause of another failure", new Error("query", { cause: failure("57P03") })],
])("passes by itself: %s", (_, given) => {
  expect(isOutage(given)).toBe(true);
});

test.each([
  ["a mistake in a statement", failure("42601")],
  ["a broken rule", failure("23505")],
  ["a missing file", failure("ENOENT", { syscall: "open", path: "/data/files/ab" })],
  ["an answer", new Response(null, { status: 404 })],
  ["nothing", undefined],
])("is a mistake of ours, or none: %s", (_, given) => {
  expect(isOutage(given)).toBe(false);
});

test("loaders and actions answer 503 with a time, other failures stay what they are", async () => {
  const noted: string[] = [];
  const throwing = (thrown: unknown) => ({
    loader: () => Promise.reject(thrown),
    action: () => Promise.reject(thrown),
  });
  const route = (id: string, module: object) => [id, { id, path: id, module }];
  const { routes } = truthfulBuild(
    {
      routes: Object.fromEntries([
        route("away", throwing(failure("57P03"))),
        route("ours", throwing(new RangeError("ours"))),
        route("page", { default: () => null }),
      ]),
    } as unknown as ServerBuild,
    (_, id) => noted.push(id),
  );
  const part = (id: string, name: "loader" | "action") => routes[id]?.module[name] as unknown as () => Promise<unknown>;
  for (const name of ["loader", "action"] as const) {
    const answer = (await part("away", name)().catch((thrown) => thrown)) as Response;
    expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "5"]);
    await expect(part("ours", name)()).rejects.toThrow("ours");
  }
  expect(noted).toEqual(["away", "away"]);
  expect(part("page", "loader")).toBeUndefined();
});
