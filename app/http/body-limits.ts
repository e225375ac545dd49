/** Addresses whose form carries a file; every other address takes plain forms only. */
export const uploadAddresses: readonly RegExp[] = [
  /^\/manage\/events\/[^/]+\/imports?(\/[^/]+)?$/,
  /^\/manage\/(events|courses)\/[^/]+\/materials$/,
  /^\/teach\/sittings\/[^/]+\/sheets$/,
  /^\/help\/status\/documents$/,
  /^\/lawyer\/cases\/[^/]+\/documents$/,
  /^\/desk\/requests\/[^/]+\/documents$/,
];

const megabyte = 2 ** 20;
export const formLimit = megabyte;
/** A file of 25 MiB and the form around it. */
export const uploadLimit = 25 * megabyte + 65_536;

export interface BodyHeaders {
  method: string;
  path: string;
  contentType: string | undefined;
  contentLength: string | undefined;
  transferEncoding: string | undefined;
}

export type BodyRefusal = { status: 411 | 413 | 415; reason: "length_required" | "too_large" | "wrong_type" };

/** Why a body is not even read, or `null`. Sizes in bytes: 1 MiB for forms, 25 MiB and a little where a file may come. */
export function bodyRefusal(request: BodyHeaders): BodyRefusal | null {
  if (request.transferEncoding !== undefined) return { status: 411, reason: "length_required" };
  const length = request.contentLength === undefined ? 0 : Number(request.contentLength);
  if (!Number.isSafeInteger(length) || length < 0) return { status: 411, reason: "length_required" };
  if (length === 0) return null;
  const type = (request.contentType ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "multipart/form-data") {
    if (type !== "application/x-www-form-urlencoded" && type !== "application/json" && type !== "text/plain")
      return { status: 415, reason: "wrong_type" };
    return length > formLimit ? { status: 413, reason: "too_large" } : null;
  }
  const path = request.path.replace(/\.data$/, "");
  const limit = uploadAddresses.some((address) => address.test(path)) ? uploadLimit : formLimit;
  return length > limit ? { status: 413, reason: "too_large" } : null;
}
