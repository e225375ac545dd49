import type { Locale } from "#app/i18n/locale";

/** The course's title in the language of the page. */
export function courseTitle(event: { courseSq: string; courseEn: string }, locale: Locale): string {
  return locale === "sq" ? event.courseSq : event.courseEn;
}
