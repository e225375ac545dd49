import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";

const root = new URL("../../", import.meta.url).pathname;

export interface SourceFile {
  /** From the root of the repository: "app/routes/desk/home.tsx". */
  path: string;
  text: string;
}

/** Every TypeScript file below these folders. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
      .sort()
      .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(`${root}${folder}/${name}`, "utf8") })),
  );
}

export function parsed({ path, text }: SourceFile): ts.SourceFile {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
}

export interface Import {
  /** As it is written: "#app/env.server", "./rules", "zod". */
  from: string;
  typeOnly: boolean;
}

/** What a file imports or passes on. */
export function importsOf(file: SourceFile): Import[] {
  return parsed(file).statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    const named = clause?.namedBindings;
    const allTypes =
      named !== undefined && ts.isNamedImports(named) && !clause?.name && named.elements.every((one) => one.isTypeOnly);
    const typeOnly = ts.isExportDeclaration(statement) ? statement.isTypeOnly : (clause?.isTypeOnly ?? false);
    return [{ from: moduleSpecifier.text, typeOnly: typeOnly || allTypes }];
  });
}

/** The path of an own file without its extension ("app/env.server"), or null for a package. */
export function ownTarget(path: string, from: string): string | null {
  const alias = /^#(app|db|emails|tests)\/(.*)$/.exec(from);
  if (alias) return `${alias[1]}/${alias[2]}`;
  if (!from.startsWith(".")) return null;
  return new URL(from, `file:///${path}`).pathname.slice(1).replace(/\.tsx?$/, "");
}

/** Exported functions of a file with their bodies. */
export function exportedFunctions(file: SourceFile): { name: string; body: string }[] {
  const source = parsed(file);
  return source.statements.flatMap((statement) => {
    const exported = ts.canHaveModifiers(statement)
      ? ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
      : false;
    if (!exported) return [];
    if (ts.isFunctionDeclaration(statement) && statement.name && statement.body)
      return [{ name: statement.name.text, body: statement.body.getText(source) }];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.map((one) => ({
      name: one.name.getText(source),
      body: one.initializer?.getText(source) ?? "",
    }));
  });
}
