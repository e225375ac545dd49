import { describe, expect, it } from "vitest";
import { importsOf, ownTarget, type SourceFile, sourceFiles } from "#tests/support/source-tree";

const files = sourceFiles("app", "emails");
const every = [...files, ...sourceFiles("db")];

/** Imports that break a rule, as "file imports target". */
function broken(chosen: readonly SourceFile[], wrong: (from: string, typeOnly: boolean, path: string) => boolean) {
  return chosen.flatMap((file) =>
    importsOf(file)
      .filter(({ from, typeOnly }) => wrong(from, typeOnly, file.path))
      .map(({ from }) => `${file.path} imports ${from}`),
  );
}

const isServer = (path: string) => path.includes(".server");
const inFolder = (folder: string) => files.filter(({ path }) => path.startsWith(`${folder}/`));

describe("the layers of architecture.md", () => {
  it("rules and forms know the vocabulary and each other, no database, React, clock or server", () => {
    const pure = files.filter(({ path }) => /\/(rules|forms)\.ts$/.test(path));
    expect(pure.length).toBeGreaterThan(20);
    const wrong = (from: string) =>
      isServer(from) || /^(react|node:|#app\/(routes|ui)\/)/.test(from) || /^#db\/(?!vocabulary$)/.test(from);
    expect(broken(pure, wrong)).toEqual([]);
    const clocks = pure.filter(({ text }) => /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(/.test(text));
    expect(clocks.map(({ path }) => path)).toEqual([]);
  });

  it("only server files know the database; the demo's list of accounts is none", () => {
    const browser = files.filter(({ path }) => !isServer(path));
    const wrong = (from: string, typeOnly: boolean) =>
      !typeOnly && /^#db\/(?!vocabulary$|seeds\/demo-accounts$)/.test(from);
    expect(broken(browser, wrong)).toEqual([]);
  });

  it("parts of pages get their data by props", () => {
    const parts = files.filter(
      ({ path }) => path.endsWith(".tsx") && !isServer(path) && !/^app\/(routes\/|root|entry)/.test(path),
    );
    expect(broken(parts, (from, typeOnly) => !typeOnly && isServer(from))).toEqual([]);
  });

  it("nobody imports a route", () => {
    expect(broken(files, (from, _, path) => /(^|\/)routes\//.test(ownTarget(path, from) ?? ""))).toEqual([]);
  });

  it("the kit knows no domain, mails know languages, paths and words only", () => {
    const domains = /^#app\/(training|legal-aid|projects|organisations|reporting|accounts|audit|notifications|jobs)\//;
    expect(broken(inFolder("app/ui"), (from) => domains.test(from) || from.startsWith("#db/"))).toEqual([]);
    const mailKnows = /^#(app\/(i18n\/|paths$)|db\/vocabulary$|emails\/)/;
    expect(broken(inFolder("emails"), (from) => from.startsWith("#") && !mailKnows.test(from))).toEqual([]);
  });

  it("training never imports legal aid, which reads training by its queries only", () => {
    expect(broken(inFolder("app/training"), (from) => from.includes("legal-aid"))).toEqual([]);
    const wrong = (from: string) => from.startsWith("#app/training/") && !/queries\.server$/.test(from);
    expect(broken(inFolder("app/legal-aid"), wrong)).toEqual([]);
  });

  it("the database knows no page, and its schema no application", () => {
    const schema = every.filter(({ path }) => path.startsWith("db/schema/"));
    expect(broken(schema, (from) => from.startsWith("#app/"))).toEqual([]);
    const db = every.filter(({ path }) => path.startsWith("db/"));
    expect(broken(db, (from) => /^#app\/(routes|ui)\//.test(from))).toEqual([]);
  });

  it("no file imports itself by way of others", () => {
    // Tables may refer to each other: their references are functions that run later.
    expect(cycles(every.filter(({ path }) => !path.startsWith("db/schema/")))).toEqual([]);
  });
});

describe("folders and names", () => {
  it("are at most two levels deep below app/", () => {
    expect(files.filter(({ path }) => path.startsWith("app/") && path.split("/").length > 4)).toEqual([]);
  });

  it("have no drawers and no barrels", () => {
    const drawers = /\/(utils?|lib|helpers?|shared|common)(\/|\.)|\/(types|constants|index)\.tsx?$/;
    expect(every.filter(({ path }) => drawers.test(path)).map(({ path }) => path)).toEqual([]);
  });

  it("are written in kebab-case", () => {
    const named = every.filter(({ path }) => !/^[a-z0-9./-]+$/.test(path));
    expect(named.map(({ path }) => path)).toEqual([]);
  });
});

/** Rings of value imports, each written once from its first file in the alphabet. */
function cycles(chosen: readonly SourceFile[]): string[] {
  const byName = new Map(chosen.map((file) => [file.path.replace(/\.tsx?$/, ""), file]));
  const next = new Map(
    [...byName].map(([name, file]) => [
      name,
      importsOf(file)
        .filter(({ typeOnly }) => !typeOnly)
        .flatMap(({ from }) => ownTarget(file.path, from) ?? [])
        .filter((target) => byName.has(target)),
    ]),
  );
  const done = new Set<string>();
  const found = new Set<string>();
  const walk = (name: string, trail: string[]): void => {
    const start = trail.indexOf(name);
    if (start !== -1) {
      const ring = trail.slice(start);
      const first = ring.indexOf([...ring].sort()[0] ?? "");
      found.add([...ring.slice(first), ...ring.slice(0, first)].join(" → "));
      return;
    }
    if (done.has(name)) return;
    for (const target of next.get(name) ?? []) walk(target, [...trail, name]);
    done.add(name);
  };
  for (const name of byName.keys()) walk(name, []);
  return [...found];
}
