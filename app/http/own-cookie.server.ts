import { createCookie } from "@remix-run/node";
import { env } from "#app/env.server";

/**
 * A cookie that no script reads and no other site sends along. Behind TLS its name binds it: to this host, or, where it
 * is for a part of the site only, to TLS.
 */
export function ownCookie(name: string, { path = "/", maxAge }: { path?: string; maxAge?: number } = {}) {
  const secure = env().origin?.startsWith("https://") ?? false;
  const prefix = path === "/" ? "__Host-" : "__Secure-";
  return createCookie(secure ? `${prefix}${name}` : name, {
    path,
    httpOnly: true,
    sameSite: "lax",
    secure,
    ...(maxAge !== undefined && { maxAge }),
  });
}
