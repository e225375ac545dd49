import { env } from "#app/env.server";
import { defaultLocale, isLocale, type Locale } from "./locale";

const secure = () => env().origin?.startsWith("https://") ?? false;
const cookieName = () => (secure() ? "__Host-lang" : "lang");
const oneYear = 60 * 60 * 24 * 365;

/** The language of a page: link (`?lang=`), then cookie, then browser, then Albanian. `/help` has no cookie. */
export function localeOf(request: Request): Locale {
  const url = new URL(request.url);
  const asked = url.searchParams.get("lang");
  if (isLocale(asked)) return asked;
  const kept = isHelp(url.pathname) ? undefined : cookieLocale(request.headers.get("Cookie"));
  return kept ?? browserLocale(request.headers.get("Accept-Language"));
}

/** The `Set-Cookie` value that keeps a language chosen by link, or undefined where nothing is to be kept. */
export function localeCookie(request: Request): string | undefined {
  const url = new URL(request.url);
  const asked = url.searchParams.get("lang");
  if (!isLocale(asked) || isHelp(url.pathname)) return undefined;
  return `${cookieName()}=${asked}; Path=/; Max-Age=${oneYear}; SameSite=Lax; HttpOnly${secure() ? "; Secure" : ""}`;
}

/** True for the pages of people who ask for help: nothing stays in the browser there. */
export function isHelp(pathname: string): boolean {
  return pathname === "/help" || pathname.startsWith("/help/");
}

function cookieLocale(header: string | null): Locale | undefined {
  for (const part of (header ?? "").split(";")) {
    const [name, value] = part.trim().split("=");
    if (name === cookieName() && isLocale(value)) return value;
  }
  return undefined;
}

function browserLocale(header: string | null): Locale {
  const wishes = (header ?? "")
    .slice(0, 500)
    .split(",")
    .map((part, place) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("q="));
      const weight = quality ? Number(quality.slice(2)) : 1;
      return { language: tag.toLowerCase().split("-")[0], weight: Number.isFinite(weight) ? weight : 0, place };
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place);
  const first = wishes.find((wish) => isLocale(wish.language));
  return isLocale(first?.language) ? first.language : defaultLocale;
}
