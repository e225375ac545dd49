import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { attachmentHeaders } from "#app/files/attachment.server";
import { parseId } from "#app/forms/read-form.server";
import { sheetToPrint } from "#app/training/sheets/queries.server";
import { renderSheet } from "#app/training/sheets/sheet-pdf.server";

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const sheet = await sheetToPrint(context, {
    sittingId: parseId(args.params.id),
    sheetId: parseId(args.params.sheetId),
  });
  const content = await renderSheet(sheet);
  const name = `nenshkrime-${sheet.code}.pdf`;
  return new Response(new Uint8Array(content), {
    headers: attachmentHeaders(name, "application/pdf", content.byteLength),
  });
}
