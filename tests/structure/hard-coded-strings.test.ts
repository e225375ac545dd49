import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url).pathname;
const spoken = new Set(["title", "label", "placeholder", "alt", "aria-label", "hint", "lead", "caption", "content"]);
/** Technical values of `<meta>` and names that are the same in every language. */
const allowed = new Set([
  "width=device-width, initial-scale=1",
  "width=device-width",
  "light dark",
  "telephone=no",
  "noindex",
]);

describe("pages and mails", () => {
  it("say nothing that is not a message", () => {
    const found = ["app/", "emails/"].flatMap((folder) =>
      readdirSync(root + folder, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".tsx") || /^(routes|training|legal-aid)\/.*\.ts$/.test(name))
        .flatMap((name) => hardCoded(folder + name, readFileSync(root + folder + name, "utf8"))),
    );
    expect(found).toEqual([]);
  });

  it("are caught when they do", () => {
    expect(hardCoded("a.tsx", "const A = () => <p>Hello {name}</p>")).toEqual(["a.tsx:1 Hello"]);
    expect(hardCoded("a.tsx", 'const A = () => <input placeholder="Emri" />')).toEqual(["a.tsx:1 Emri"]);
    expect(hardCoded("a.tsx", 'const A = () => <p>{ok ? "Po" : t("no")}</p>')).toEqual(["a.tsx:1 Po"]);
    expect(hardCoded("a.tsx", "const A = () => <Card title={`Kërkesa $" + "{code}`} />")).toEqual(["a.tsx:1 Kërkesa"]);
    expect(hardCoded("a.ts", 'const items = [{ label: "Emri juaj" }]')).toEqual(["a.ts:1 Emri juaj"]);
    expect(hardCoded("a.ts", 'const head = () => ({ title: ok ? t("done") : `Kërkesa $' + "{code}` })")).toEqual([
      "a.ts:1 Kërkesa",
    ]);
    expect(hardCoded("a.ts", 'export const handle = { title: "desk.requests.title", label: "name" }')).toEqual([]);
    expect(hardCoded("a.tsx", 'const A = () => <p className="soft">{t("name")} · {n} / 4</p>')).toEqual([]);
  });
});

/** The name of a message, with or without its area: what a property that is spoken later holds in code. */
const messageName = /^[a-z]\w*(\.\w+)*$/;

/** Every visible text with letters in it that does not come out of a message. */
function hardCoded(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const report = (node: ts.Node, words: string) => {
    const said = words.trim();
    if (!/\p{Letter}{2,}/u.test(said) || allowed.has(said)) return;
    found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${said}`);
  };
  const inside = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) report(node, node.text);
    if (ts.isTemplateExpression(node))
      for (const part of [node.head, ...node.templateSpans.map((span) => span.literal)]) report(part, part.text);
    if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(inside);
    if (ts.isParenthesizedExpression(node)) inside(node.expression);
    if (ts.isBinaryExpression(node) && isChoice(node.operatorToken.kind)) {
      if (node.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken) inside(node.left);
      inside(node.right);
    }
  };
  const walk = (node: ts.Node): void => {
    if (ts.isJsxText(node)) report(node, node.text);
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) inside(node.expression);
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer) {
      if (ts.isStringLiteral(node.initializer)) report(node, node.initializer.text);
      else if (ts.isJsxExpression(node.initializer) && node.initializer.expression) inside(node.initializer.expression);
    }
    if (ts.isPropertyAssignment(node) && spoken.has(node.name.getText().replace(/["']/g, ""))) {
      const { initializer } = node;
      if (!(ts.isStringLiteral(initializer) && messageName.test(initializer.text))) inside(initializer);
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

function isChoice(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken ||
    kind === ts.SyntaxKind.PlusToken
  );
}
