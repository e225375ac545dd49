import { createHash } from "node:crypto";
import { icalendar } from "./icalendar";

/** A calendar to subscribe to as an answer; 304 without a body where the reader has it already. */
export function feedAnswer(
  request: Request,
  feed: Omit<Parameters<typeof icalendar>[0], "method"> & { file: string; vary?: string },
): Response {
  const body = icalendar({ method: "PUBLISH", ...(feed.name && { name: feed.name }), entries: feed.entries });
  // Weak: the server may compress it.
  const etag = `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const headers = { ETag: etag, "Cache-Control": "private, no-cache", ...(feed.vary && { Vary: feed.vary }) };
  if (knows(request.headers.get("If-None-Match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(body, {
    headers: {
      ...headers,
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": `inline; filename="${feed.file}.ics"`,
    },
  });
}

function knows(ifNoneMatch: string | null, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return (ifNoneMatch ?? "").split(",").some((tag) => tag.trim() === "*" || bare(tag) === bare(etag));
}
