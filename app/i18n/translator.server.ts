import type { Locale } from "./locale";
import type { Area, KeyOf } from "./messages";
import { messages } from "./messages.server";
import { createTranslate, inArea, type Translate } from "./translator";

const translators: Record<Locale, Translate> = {
  sq: createTranslate("sq", messages.sq),
  en: createTranslate("en", messages.en),
};

/** The translator for commands, mails, PDFs and titles; with an area, its keys are those of the area. */
export function translator(locale: Locale): Translate;
export function translator<A extends Area>(locale: Locale, area: A): Translate<KeyOf<A>>;
export function translator(locale: Locale, area?: Area): unknown {
  return area ? inArea<Area>(translators[locale], area) : translators[locale];
}
