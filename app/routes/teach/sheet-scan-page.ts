import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { pictureOfScan } from "#app/training/sheets/scan-queries.server";
import { openPictures } from "#app/training/sheets/sealed-pictures.server";

/** The page laid straight, for the confirmation page to cut its rows from. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const scanId = parseId(args.params.scanId);
  const { sha256 } = await pictureOfScan(context, { sittingId: parseId(args.params.id), scanId });
  const { straight } = await openPictures(scanId, sha256);
  return new Response(new Uint8Array(straight), {
    headers: {
      "Content-Type": "image/jpeg",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    },
  });
}
