import { and, eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { importRows, imports } from "#db/schema/training";
import { eventDays, judgeAgainstNow, readingHelp } from "./list-judgement.server";
import { type ReadList, type ReadListRefusal, readList } from "./read-list.server";
import { rememberColumns, rememberedColumns } from "./remembered-columns.server";
import { type Choices, type JudgedRow, mergeRows, type Reading, type ReadingRefusal, readEntries } from "./rules";

export type PreviewRefusal = ReadListRefusal | ReadingRefusal["reason"] | "event_cancelled" | "no_longer_previewed";

export type PreviewImportResult =
  | { ok: true; importId: string; rows: number }
  | { ok: false; reason: PreviewRefusal; line?: number };

type Input =
  | { eventId: string; fileName: string; content: Buffer; choices?: Choices }
  | {
      eventId: string /** Reads a list that is previewed already in another way. */;
      importId: string;
      choices: Choices;
    };

/**
 * Reads a list and says of every row what would happen; nothing about people is written. A file that cannot be read
 * is refused with the reason and, where there is one, the line. 404 for an event or import that does not exist.
 */
export async function previewImport(context: Context<TrainingManager>, input: Input): Promise<PreviewImportResult> {
  const content = "importId" in input ? await keptContent(context, input) : input.content;
  if (!content) return { ok: false, reason: "no_longer_previewed" };
  const read = await readList(content);
  if (!read.ok) return read;
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: input.eventId });
    if (event.state === "cancelled") return { ok: false, reason: "event_cancelled" };
    const help = await readingHelp(tx, read.list.sheets);
    const days = await eventDays(tx, event.id);
    let reading = readEntries(read.list, days, help, input.choices);
    if (!reading.ok) return reading;
    if ("importId" in input) await rememberColumns(tx, reading.layout.sheets, input.choices);
    const remembered = input.choices ? null : await rememberedColumns(tx, reading.layout.sheets);
    if (remembered) {
      const again = readEntries(read.list, days, help, remembered);
      if (again.ok) reading = { ...again, layout: { ...again.layout, remembered: true } };
    }
    const judged = await judgeAgainstNow(tx, event, mergeRows(reading.rows));
    const importId =
      "importId" in input
        ? await rewrite(tx, input.importId, reading)
        : await write(tx, { ...input, content }, read.list, reading);
    if (!importId) return { ok: false, reason: "no_longer_previewed" };
    await writeRows(tx, importId, judged);
    await recordAudit(tx, {
      action: "preview-import",
      subjectKind: "import",
      subjectId: importId,
      count: judged.length,
    });
    return { ok: true, importId, rows: judged.length };
  });
}

async function keptContent(context: Context, { eventId, importId }: { eventId: string; importId: string }) {
  const [kept] = await context.db
    .select({ content: imports.content, state: imports.state })
    .from(imports)
    .where(and(eq(imports.id, importId), eq(imports.eventId, eventId)));
  if (!kept) throw notFound();
  return kept.state === "previewed" ? kept.content : null;
}

async function write(
  tx: Context<TrainingManager>,
  input: { eventId: string; fileName: string; content: Buffer },
  list: ReadList,
  { layout, rows }: Reading,
): Promise<string> {
  const [row] = await tx.db
    .insert(imports)
    .values({
      eventId: input.eventId,
      fileName: fileNameOf(input.fileName),
      fileSha256: list.sha256,
      encoding: list.encoding,
      layout: { ...layout },
      rowCount: rows.length,
      content: input.content,
      createdBy: tx.actor.accountId,
      createdAt: tx.now,
    })
    .returning({ id: imports.id });
  if (!row) throw new Error("the import was not written");
  return row.id;
}

async function rewrite(tx: Context, importId: string, { layout, rows }: Reading): Promise<string | null> {
  const [row] = await tx.db
    .update(imports)
    .set({ layout: { ...layout }, rowCount: rows.length, stoppedAs: null })
    .where(and(eq(imports.id, importId), eq(imports.state, "previewed")))
    .returning({ id: imports.id });
  if (row) await tx.db.delete(importRows).where(eq(importRows.importId, importId));
  return row?.id ?? null;
}

/** Writes all rows of a preview in one statement. */
export async function writeRows(tx: Context, importId: string, rows: readonly JudgedRow[]): Promise<void> {
  const given = rows.map(({ personId, ...row }) => ({ ...row, person_id: personId }));
  await tx.db.execute(sql`
    insert into import_rows (import_id, position, sheet, line, entry, verdict, remarks, person_id)
    select ${importId}::uuid, r.position, r.sheet, r.line, r.entry, r.verdict, r.remarks, r.person_id
    from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb)
      as r(position int, sheet text, line int, entry jsonb, verdict text, remarks text[], person_id uuid)`);
}

/** The last part of a file's name, without what a page or a header could stumble over. */
function fileNameOf(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  return last.replace(/[\p{Cc}\p{Cf}]/gu, "").slice(0, 120) || "lista";
}
