import { redirect } from "@remix-run/node";
import { ownCookie } from "#app/http/own-cookie.server";

/** A sentence shown once on the next page: the key of a notice. */
const noticeCookie = () => ownCookie("notice", { maxAge: 60 });

/** Goes on after a write (303), only to own paths, with a sentence for the next page. */
export async function redirectTo(
  path: string,
  options: { notice?: string; headers?: HeadersInit } = {},
): Promise<Response> {
  const headers = new Headers(options.headers);
  if (options.notice) headers.append("Set-Cookie", await noticeCookie().serialize(options.notice));
  return redirect(ownPath(path), { status: 303, headers });
}

/** The notice of this request, and the header that clears it. */
export async function takeNotice(request: Request): Promise<{ notice: string | null; header: string | null }> {
  const value: unknown = await noticeCookie().parse(request.headers.get("Cookie"));
  if (typeof value !== "string" || !/^[a-z_]{1,60}$/.test(value)) return { notice: null, header: null };
  return { notice: value, header: await noticeCookie().serialize("", { maxAge: 0 }) };
}

/** A path on this site, or "/" where it is something else (another host, a protocol, a backslash, a control character). */
export function ownPath(path: string | null | undefined): string {
  if (!path || !/^\/(?![/\\])[\x21-\x7e]*$/.test(path) || path.includes("\\")) return "/";
  return path;
}
