export const locales = ["sq", "en"] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = "sq";

/** The tag that Intl and ICU get for a language of the product. */
export const intlLocale: Record<Locale, string> = { sq: "sq-AL", en: "en-GB" };

export const timeZone = "Europe/Tirane";

export function isLocale(value: unknown): value is Locale {
  return typeof value === "string" && (locales as readonly string[]).includes(value);
}

export function otherLocale(locale: Locale): Locale {
  return locale === "sq" ? "en" : "sq";
}
