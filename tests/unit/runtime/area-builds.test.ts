import type { ServerBuild } from "@remix-run/node";
import { describe, expect, it } from "vitest";
import { areaBuilds } from "#app/http/area-builds";

const route = (id: string, parentId: string | undefined, path?: string) => [id, { id, parentId, path }] as const;
const routes = Object.fromEntries([
  route("root", undefined),
  route("home", "root"),
  route("verify", "root", "verify"),
  route("code", "root", "verify/:code"),
  route("code-json", "root", "verify/:code.json"),
  route("feed", "root", "trainings.ics"),
  route("desk", "root", "desk"),
  route("inside", "desk", "requests"),
  route("rest", "root", "*"),
]);
const build = { routes, assets: { routes, url: "/assets/manifest.js" }, publicPath: "/" } as unknown as ServerBuild;
const partOf = areaBuilds(build);
const ids = (path: string) => Object.keys(partOf(path).routes).sort();

describe("an area's part of the build", () => {
  it.each([
    ["/verify", ["code", "code-json", "rest", "root", "verify"]],
    ["/verify/ACDE", ["code", "code-json", "rest", "root", "verify"]],
    ["/Verify/ACDE.json", ["code", "code-json", "rest", "root", "verify"]],
    ["/%76erify/ACDE", ["code", "code-json", "rest", "root", "verify"]],
    ["/verify.data", ["code", "code-json", "rest", "root", "verify"]],
    ["/trainings.ics", ["feed", "rest", "root"]],
    ["/desk/requests", ["desk", "inside", "rest", "root"]],
    ["/", ["home", "rest", "root"]],
    ["/_root.data", ["home", "rest", "root"]],
    ["/unknown", ["rest", "root"]],
    ["/__proto__", ["rest", "root"]],
    ["/%E0%A4%A", ["rest", "root"]],
  ])("holds for %s its own pages and those that stand everywhere", (path, expected) => {
    expect(ids(path)).toEqual(expected);
  });

  it("is the same each time, with everything else of the build", () => {
    expect(partOf("/verify/1")).toBe(partOf("/verify/2"));
    expect(partOf("/verify")).toMatchObject({ publicPath: "/", assets: { url: "/assets/manifest.js" } });
    expect(Object.keys(partOf("/verify").assets.routes).sort()).toEqual(ids("/verify"));
  });
});
