import {
  type FileUpload,
  MaxFileSizeExceededError,
  MaxFilesExceededError,
  MaxTotalSizeExceededError,
  parseFormData,
} from "@remix-run/form-data-parser";

export interface Upload {
  fileName: string;
  content: Buffer;
}

export type UploadResult =
  | { ok: true; upload: Upload; form: FormData }
  | { ok: false; reason: "required_file" | "too_large" };

/**
 * Reads a form with one file of at most `maxBytes` bytes; the body is given up as soon as it grows larger. A body that
 * is no form is answered with 400.
 */
export async function readUpload(request: Request, field: string, maxBytes: number): Promise<UploadResult> {
  let upload: Upload | null = null;
  const keep = async (file: FileUpload) => {
    if (file.fieldName !== field) return undefined;
    const content = Buffer.from(await file.arrayBuffer());
    if (file.name || content.length > 0) upload = { fileName: file.name, content };
    return undefined;
  };
  try {
    const limits = { maxFiles: 1, maxParts: 50, maxFileSize: maxBytes, maxTotalSize: maxBytes + 65_536 };
    const form = await parseFormData(request, limits, keep);
    return upload ? { ok: true, upload, form } : { ok: false, reason: "required_file" };
  } catch (failure) {
    const tooLarge = [MaxFileSizeExceededError, MaxTotalSizeExceededError, MaxFilesExceededError];
    if (tooLarge.some((kind) => failure instanceof kind)) return { ok: false, reason: "too_large" };
    throw new Response(null, { status: 400 });
  }
}
