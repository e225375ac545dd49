import { createContext, useContext } from "react";
import { type Format, formatter } from "./format";
import type { Locale } from "./locale";
import type { Area, KeyOf } from "./messages";
import { inArea, type Translate } from "./translator";

const TranslateContext = createContext<Translate | null>(null);

export const TranslateProvider = TranslateContext.Provider;

/** The translator inside components: `useT()` with whole keys, `useT("desk")` with the keys of one area. */
export function useT(): Translate;
export function useT<A extends Area>(area: A): Translate<KeyOf<A>>;
export function useT(area?: Area): unknown {
  const t = useContext(TranslateContext);
  if (!t) throw new Error("useT needs a TranslateProvider above it");
  return area ? inArea<Area>(t, area) : t;
}

export function useLocale(): Locale {
  return useT().locale;
}

/** Dates, times, numbers and durations in the language of the page. */
export function useFormat(): Format {
  return formatter(useLocale());
}
