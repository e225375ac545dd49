import { readFileForm } from "./read-file-form.server";

export interface Upload {
  fileName: string;
  content: Buffer;
}

export type UploadResult =
  | { ok: true; upload: Upload }
  | { ok: false; reason: "required_file" | "too_large" | "file_two_files" | "file_form_broken" };

/** Reads a form with one file of at most `maxBytes` bytes into memory. */
export async function readUpload(request: Request, field: string, maxBytes: number): Promise<UploadResult> {
  const form = await readFileForm<Upload>(request, {
    field,
    maxBytes,
    keep: async ({ name, content }) => ({ fileName: name, content: await whole(content) }),
  });
  if (form.ok) return { ok: true, upload: form.kept };
  if (form.reason === "required") return { ok: false, reason: "required_file" };
  if (form.reason === "too_large") return { ok: false, reason: "too_large" };
  return { ok: false, reason: form.reason === "two_files" ? "file_two_files" : "file_form_broken" };
}

async function whole(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}
