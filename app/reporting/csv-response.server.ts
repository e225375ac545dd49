import { csvFile } from "./rules";

/** A CSV file as a download; the name holds ASCII letters only. */
export function csvResponse(name: string, rows: readonly (readonly (string | number | null)[])[]): Response {
  return new Response(csvFile(rows), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name.replace(/[^a-z0-9-]/gi, "-")}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
