/**
 * Headers of a file that browsers keep and never show: the name is metadata only (RFC 6266, RFC 8187), the type is ours,
 * and what opens it all the same runs in a sandbox.
 */
export function attachmentHeaders(name: string, type: string, bytes: number): Headers {
  return new Headers({
    "Content-Type": type,
    "Content-Length": String(bytes),
    "Content-Disposition": attachmentDisposition(name),
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
  });
}

/** A PDF that was made for this answer, as a download. */
export function pdfAnswer(name: string, content: Buffer): Response {
  return new Response(new Uint8Array(content), {
    headers: attachmentHeaders(name, "application/pdf", content.byteLength),
  });
}

/** `attachment` with the name twice: letters, digits and the like for old programs, and as it is, escaped. */
export function attachmentDisposition(name: string): string {
  const plain = name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\w .()-]/g, "_");
  // encodeURIComponent leaves ' ( ) * as they are, which RFC 8187 does not allow.
  const escaped = encodeURIComponent(name.toWellFormed()).replace(
    /['()*!]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${escaped}`;
}
