import writeExcelFile from "write-excel-file/node";
import { notFound } from "#app/context.server";
import { csvLine } from "./rules";

export type TableCell = string | number | null;
export type TableRow = readonly TableCell[];

const chunk = 500;

/**
 * A table as a download: CSV or XLSX, as the address ends. Text that begins like a formula is made harmless in CSV; in
 * XLSX every text is a cell of text. The name holds ASCII letters only; CSV goes out in pieces, however long it is.
 */
export async function tableFile(request: Request, name: string, rows: readonly TableRow[]): Promise<Response> {
  const format = /\.(csv|xlsx)$/.exec(new URL(request.url).pathname)?.[1];
  if (format === "csv") return answer(name, "csv", "text/csv; charset=utf-8", csvStream(rows));
  if (format !== "xlsx") throw notFound();
  const cells = rows.map((row, place) => row.map((value) => excelCell(value, place === 0)));
  const file = await writeExcelFile(cells, { sheet: "perkrah" }).toBuffer();
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return answer(name, "xlsx", type, new Uint8Array(file));
}

function answer(name: string, extension: string, type: string, body: BodyInit): Response {
  return new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${name.replace(/[^a-z0-9-]/gi, "-")}.${extension}"`,
      "Cache-Control": "no-store",
    },
  });
}

/** With a byte-order mark, so that Excel reads ë and ç; lines end in CRLF (RFC 4180). */
function csvStream(rows: readonly TableRow[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next = 0;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode("\uFEFF")),
    pull(controller) {
      if (next >= rows.length) return controller.close();
      const lines = rows.slice(next, next + chunk).map(csvLine);
      next += chunk;
      controller.enqueue(encoder.encode(lines.join("")));
    },
  });
}

function excelCell(value: TableCell, heading: boolean) {
  if (value === null) return null;
  if (typeof value === "number") return { value, type: Number };
  return { value: withoutControls(value), type: String, ...(heading && { fontWeight: "bold" as const }) };
}

/** XML knows no control characters but tab and line ends; Excel takes 32,767 letters a cell. */
function withoutControls(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, " ")
    .slice(0, 32_767);
}
