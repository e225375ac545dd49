import type { ReactNode } from "react";
import { createTranslator } from "use-intl/core";
import { intlLocale, type Locale, timeZone } from "./locale";
import type { Area, KeyOf, MessageKey, Messages } from "./messages";

type Value = string | number | Date | null | undefined;
export type Values = Record<string, Value>;
export type RichValues = Record<string, Value | ((chunks: ReactNode) => ReactNode)>;

/** Says a message: `t("desk.queue.title", { count: 3 })`; `t.rich` puts elements around `<b>…</b>` in a message. */
export interface Translate<Key extends string = MessageKey> {
  (key: Key, values?: Values): string;
  rich(key: Key, values?: RichValues): ReactNode;
  /** True where the message exists; for keys that come from data. */
  has(key: string): boolean;
  locale: Locale;
}

interface AnyTranslate {
  (key: string, values?: Values): string;
  rich(key: string, values?: RichValues): ReactNode;
  has(key: string): boolean;
}

/** Makes the translator of one language over all messages or, in the browser, over the areas a page was given. */
export function createTranslate(locale: Locale, messages: Partial<Messages>): Translate {
  const translator = createTranslator({
    locale: intlLocale[locale],
    messages: messages as Record<string, unknown>,
    timeZone,
    onError: () => undefined,
    getMessageFallback: ({ key }) => key,
  }) as unknown as AnyTranslate;
  return bind(locale, translator, "") as Translate;
}

const scopes = new WeakMap<object, Map<Area, unknown>>();

/** The same translator with the keys of one area: `inArea(t, "desk")("queue.title")`. */
export function inArea<A extends Area>(t: Translate, area: A): Translate<KeyOf<A>> {
  const known = scopes.get(t) ?? new Map<Area, unknown>();
  scopes.set(t, known);
  const scoped = known.get(area) ?? bind(t.locale, t as unknown as AnyTranslate, `${area}.`);
  known.set(area, scoped);
  return scoped as Translate<KeyOf<A>>;
}

function bind(locale: Locale, inner: AnyTranslate, prefix: string): AnyTranslate & { locale: Locale } {
  const say = (key: string, values?: Values) => inner(prefix + key, values);
  return Object.assign(say, {
    rich: (key: string, values?: RichValues) => inner.rich(prefix + key, values),
    has: (key: string) => inner.has(prefix + key),
    locale,
  });
}
