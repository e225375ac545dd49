import { Readable } from "node:stream";
import { attachmentHeaders } from "#app/files/attachment.server";
import { fileTypeFacts } from "#app/files/file-types";
import type { OpenedDocument } from "./leaving-document.server";

/** A paper as a download, decrypted while it leaves. */
export function documentAnswer({ name, type, bytes, content }: OpenedDocument): Response {
  return new Response(Readable.toWeb(Readable.from(content)) as ReadableStream<Uint8Array>, {
    headers: attachmentHeaders(name, fileTypeFacts[type].mime, bytes),
  });
}
