import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { leftOut } from "#app/operations/backup-database.server";
import { sealedTables } from "#app/operations/restore-proof.server";
import { sourceFiles } from "#tests/support/source-tree";

const modules = import.meta.glob<Record<string, unknown>>("/db/schema/*.ts", { eager: true });
const tables = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .filter((value): value is PgTable => is(value, PgTable))
  .map(getTableConfig);
const nameOf = ({ schema, name }: { schema: string | undefined; name: string }) => `${schema ?? "public"}.${name}`;

/** `table.column` of every column that the schema's files make with this helper. */
function columnsMadeBy(helper: string): string[] {
  const found = sourceFiles("db").filter(({ path }) => path.startsWith("db/schema/"));
  return found.flatMap(({ text }) =>
    text
      .split(/(?=\b(?:pgTable|vault\.table)\()/)
      .flatMap((part) =>
        [...part.matchAll(new RegExp(`\\b${helper}\\("(\\w+)"\\)`, "g"))].map(
          ([, column]) => `${/"(\w+)"/.exec(part)?.[1]}.${column}`,
        ),
      ),
  );
}

describe("a restoration", () => {
  it("opens one value of every sealed column", () => {
    const sealed = columnsMadeBy("sealed").filter((column) => !/^(data_keys|request_drafts)\./.test(column));
    const proven = Object.entries(sealedTables).flatMap(([table, { columns }]) =>
      columns.map((name) => `${table}.${name}`),
    );
    expect(sealed.length).toBeGreaterThan(14);
    expect(proven.sort()).toEqual(sealed.sort());
  });

  it("looks for every file that a row names", () => {
    const digests = columnsMadeBy("digest").filter((column) => /sha256$/.test(column));
    const [proof = ""] = sourceFiles("app")
      .filter(({ path }) => path.endsWith("restore-files.server.ts"))
      .map(({ text }) => text);
    const notKept = ["imports.file_sha256"];
    const unknown = digests.filter((column) => {
      const [table = "", name = ""] = column.split(".");
      return !notKept.includes(column) && !(proof.includes(` ${table}`) && proof.includes(name));
    });
    expect(unknown).toEqual([]);
  });
});

describe("a backup", () => {
  it("leaves out tables that are there", () => {
    const names = tables.map(nameOf);
    expect(leftOut.filter((name) => !names.includes(name))).toEqual([]);
  });

  it("leaves out every table of tokens, challenges and sign-ins, whatever comes", () => {
    const fleeting = tables.filter(
      ({ columns, name }) =>
        /sign_ins$|challenges$|drafts$|rate_limit/.test(name) ||
        columns.some((column) => column.primary && column.name === "token_hash"),
    );
    expect(fleeting.length).toBeGreaterThan(4);
    expect(fleeting.map(nameOf).filter((name) => !leftOut.includes(name))).toEqual([]);
  });

  it("knows every schema that holds rows", () => {
    expect([...new Set(tables.map(({ schema }) => schema ?? "public"))].sort()).toEqual(["public", "vault"]);
  });
});
