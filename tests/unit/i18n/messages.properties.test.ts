import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import fc from "fast-check";
import { expect } from "vitest";
import { messages as allMessages } from "#app/i18n/messages.server";
import { createTranslate, type Values } from "#app/i18n/translator";
import { anyInstant, anyText, property } from "#tests/support/property";

interface Message {
  key: string;
  locale: "sq" | "en";
  elements: MessageFormatElement[];
}

/** Every message of both languages that is plain text: those with elements in them are put together by pages. */
const messages = (["sq", "en"] as const).flatMap((locale) =>
  leaves(allMessages[locale]).flatMap(([key, text]): Message[] => {
    const elements = parse(text);
    return hasTag(elements) ? [] : [{ key, locale, elements }];
  }),
);
const say = { sq: createTranslate("sq", allMessages.sq), en: createTranslate("en", allMessages.en) };

function leaves(node: object, path = ""): [string, string][] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : leaves(value as object, `${path}${key}.`),
  );
}

function hasTag(elements: MessageFormatElement[]): boolean {
  return elements.some(
    (each) =>
      each.type === TYPE.tag || ("options" in each && Object.values(each.options).some(({ value }) => hasTag(value))),
  );
}

/** What a message asks for, each with a value of its kind; choices get one of theirs or something else. */
function valuesFor(elements: MessageFormatElement[], text: string, number: number, date: Date): Values {
  return Object.assign(
    {},
    ...elements.map((each): Values => {
      if (each.type === TYPE.argument) return { [each.value]: text };
      if (each.type === TYPE.number) return { [each.value]: number };
      if (each.type === TYPE.date || each.type === TYPE.time) return { [each.value]: date };
      if (each.type !== TYPE.plural && each.type !== TYPE.select) return {};
      const inner = Object.values(each.options).map(({ value }) => valuesFor(value, text, number, date));
      const choices = Object.keys(each.options);
      const chosen = each.type === TYPE.plural ? number : (choices[Math.abs(number) % choices.length] ?? "other");
      return Object.assign({}, ...inner, { [each.value]: chosen });
    }),
  );
}

const message = fc.constantFrom(...messages);
const number = fc.oneof(fc.integer({ min: -5, max: 1_000_000 }), fc.constantFrom(0, 1, 2, 5, 11, 21));

property(
  "every message is said for every value",
  // What is put in may look like a placeholder itself.
  [message, anyText(40).map((text) => text.replaceAll("{", "")), number, anyInstant],
  ({ key, locale, elements }, text, count, date) => {
    const said = say[locale](key as never, valuesFor(elements, text, count, date));
    expect(said).not.toBe(key);
    expect(said).not.toMatch(/\{\w+[,}]/);
  },
);

property(
  "what is put into a message stands in it as it is, and is no message itself",
  [message, fc.constantFrom("{count}", "<b>x</b>", "''", "#", "{n, plural, other{#}}", "ë & ç")],
  ({ key, locale, elements }, text) => {
    const argument = elements.find((each) => each.type === TYPE.argument);
    if (!argument) return;
    expect(say[locale](key as never, valuesFor(elements, text, 2, new Date(0)))).toContain(text);
  },
);
