import { readdirSync } from "node:fs";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { locales } from "#app/i18n/locale";
import { areas } from "#app/i18n/messages";
import { messages } from "#app/i18n/messages.server";
import * as vocabulary from "#db/vocabulary";

const flat = Object.fromEntries(locales.map((locale) => [locale, flatten(messages[locale])])) as Record<
  (typeof locales)[number],
  Map<string, string>
>;

describe("messages", () => {
  it("have the same keys in both languages", () => {
    expect([...flat.en.keys()].toSorted()).toEqual([...flat.sq.keys()].toSorted());
  });

  it("are never empty", () => {
    const empty = locales.flatMap((locale) => [...flat[locale]].filter(([, text]) => !text.trim()).map(([key]) => key));
    expect(empty).toEqual([]);
  });

  it("can be read, and take the same values in both languages", () => {
    const wrong: string[] = [];
    for (const [key, text] of flat.sq) {
      const albanian = argumentsOf(text);
      const english = argumentsOf(flat.en.get(key) ?? "");
      if (JSON.stringify(albanian) !== JSON.stringify(english)) wrong.push(`${key}: ${albanian} / ${english}`);
    }
    expect(wrong).toEqual([]);
  });

  it("belong to the areas that are listed", () => {
    for (const locale of locales) {
      const files = readdirSync(new URL(`../../app/i18n/${locale}`, import.meta.url)).map((name) => name.split(".")[0]);
      expect(files.toSorted()).toEqual([...areas].toSorted());
    }
  });

  it("name a case çështje, never rast", () => {
    const wrong = [...flat.sq].filter(([, text]) => /\b(rast|rasti|rastin|raste|rastet|rastit)\b/i.test(text));
    expect(wrong.filter(([, text]) => !/\b(në (çdo )?rast|në rastin)\b/i.test(text)).map(([key]) => key)).toEqual([]);
  });
});

describe("words", () => {
  const lists = Object.entries(vocabulary).filter(([, list]) => Array.isArray(list) && list.length > 0) as [
    string,
    readonly string[],
  ][];
  /** Never shown, or shown as another list's words (a mark is a status). */
  const withoutScreen = new Set([
    "locales",
    "guardedRoles",
    "accountLinkKinds",
    "observationKinds",
    "presenceMarks",
    "recipientKinds",
  ]);

  it.each(lists.filter(([name]) => !withoutScreen.has(name)))("say every value of %s", (name, values) => {
    const said = messages.sq.words as unknown as Record<string, Record<string, string>>;
    const group = singular(name);
    expect(Object.keys(said[group] ?? {})).toEqual(expect.arrayContaining([...values]));
  });
});

function flatten(tree: object, prefix = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === "string") found.set(prefix + name, value);
    else for (const [key, text] of flatten(value, `${prefix}${name}.`)) found.set(key, text);
  }
  return found;
}

function argumentsOf(text: string): string[] {
  const found = new Set<string>();
  const walk = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      found.add(element.type === TYPE.tag ? `<${element.value}>` : element.value);
      if (element.type === TYPE.tag) walk(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(parse(text));
  return [...found].toSorted();
}

function singular(name: string): string {
  if (name === "retentionBases") return "retentionBasis";
  if (/(Status|Class)es$/.test(name)) return name.slice(0, -2);
  if (name.endsWith("ies")) return `${name.slice(0, -3)}y`;
  return name.replace(/s$/, "");
}
