import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { attachmentHeaders } from "#app/files/attachment.server";
import { parseId } from "#app/forms/read-form.server";
import { pictureOfScan } from "#app/training/sheets/scan-queries.server";
import { openPictures } from "#app/training/sheets/sealed-pictures.server";

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const scanId = parseId(args.params.scanId);
  const { sha256, code, page } = await pictureOfScan(context, { sittingId: parseId(args.params.id), scanId });
  const { photo } = await openPictures(scanId, sha256);
  const name = `nenshkrime-${code}-${page}.jpg`;
  return new Response(new Uint8Array(photo), { headers: attachmentHeaders(name, "image/jpeg", photo.byteLength) });
}
