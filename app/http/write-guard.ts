const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

export interface GuardedRequest {
  method: string;
  /** `Sec-Fetch-Site`, which a page cannot forge. */
  fetchSite: string | undefined;
  origin: string | undefined;
}

export type WriteRefusal = "foreign_site" | "foreign_origin" | "unknown_origin";

/** Why a writing request is refused, or `null`: only our own pages may write (protection.md, HTTP). */
export function writeRefusal(request: GuardedRequest, ownOrigin: string): WriteRefusal | null {
  if (safeMethods.has(request.method.toUpperCase())) return null;
  const { fetchSite, origin } = request;
  if (fetchSite !== undefined && fetchSite !== "same-origin" && fetchSite !== "none") return "foreign_site";
  if (origin !== undefined) return origin === ownOrigin ? null : "foreign_origin";
  return fetchSite === "same-origin" ? null : "unknown_origin";
}
