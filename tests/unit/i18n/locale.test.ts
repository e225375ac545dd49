import { describe, expect, it } from "vitest";
import { localeCookie, localeOf } from "#app/i18n/locale.server";
import { inLanguage } from "#app/paths";

const request = (path: string, headers: Record<string, string> = {}) =>
  new Request(`http://localhost${path}`, { headers });

describe("the language of a page", () => {
  it("is the link's before the cookie's before the browser's before Albanian", () => {
    const headers = { Cookie: "a=b; lang=sq", "Accept-Language": "en" };
    expect(localeOf(request("/?lang=en", headers))).toBe("en");
    expect(localeOf(request("/", headers))).toBe("sq");
    expect(localeOf(request("/", { "Accept-Language": "de, en;q=0.8, sq;q=0.5" }))).toBe("en");
    expect(localeOf(request("/", { "Accept-Language": "de, sq;q=0.5, en;q=0" }))).toBe("sq");
    expect(localeOf(request("/"))).toBe("sq");
  });

  it("ignores what it does not speak", () => {
    expect(localeOf(request("/?lang=xx", { Cookie: "lang=__proto__" }))).toBe("sq");
    expect(localeOf(request("/", { "Accept-Language": ";;q=,,en-XX;q=abc" }))).toBe("sq");
  });

  it("travels in the address for people who ask for help: no cookie is read or set there", () => {
    expect(localeOf(request("/help/request", { Cookie: "lang=en" }))).toBe("sq");
    expect(localeOf(request("/help?lang=en"))).toBe("en");
    expect(localeCookie(request("/help?lang=en"))).toBeUndefined();
    expect(inLanguage("/help?a=1#top", "en")).toBe("/help?a=1&lang=en#top");
  });

  it("is kept after a link", () => {
    expect(localeCookie(request("/?lang=en"))).toMatch(/^lang=en; Path=\/; .*HttpOnly$/);
    expect(localeCookie(request("/"))).toBeUndefined();
    expect(localeCookie(request("/?lang=fr"))).toBeUndefined();
  });
});
