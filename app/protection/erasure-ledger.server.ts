import { createHmac, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Context } from "#app/context.server";
import { env } from "#app/env.server";
import { erasureLedger } from "#db/schema/erasures";
import { type ErasureCause, type ErasureSubject, erasureCauses, erasureSubjects } from "#db/vocabulary";
import { keyProvider } from "./key-provider.server";

/** One line of the ledger: what was erased, when and why; ids only. */
export interface LedgerEntry {
  kind: ErasureSubject;
  id: string;
  cause: ErasureCause;
  at: string;
  /** HMAC of the rest, in hex: nobody else can make a restored backup forget. */
  seal: string;
}

const lineShape = z.object({
  kind: z.enum(erasureSubjects),
  id: z.uuid(),
  cause: z.enum(erasureCauses),
  at: z.iso.datetime(),
  seal: z.string(),
});

/** A line of the ledger with its seal. */
export function ledgerEntry(line: Omit<LedgerEntry, "seal">): LedgerEntry {
  return { ...line, seal: sealOf(line).toString("hex") };
}

/** True where the line was written by an installation with this secret and is as it was written. */
export function isGenuine(entry: LedgerEntry): boolean {
  const seal = Buffer.from(entry.seal, "hex");
  const own = sealOf(entry);
  return seal.length === own.length && timingSafeEqual(seal, own);
}

/** Keeps lines in the database; what stands there already stays as it is. */
export async function keepInLedger(context: Context, entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await context.db
    .insert(erasureLedger)
    .values(
      entries.map(({ kind, id, cause, at, seal }) => ({
        subjectKind: kind,
        subjectId: id,
        cause,
        erasedAt: new Date(at),
        seal: Buffer.from(seal, "hex"),
      })),
    )
    .onConflictDoNothing({ target: [erasureLedger.subjectKind, erasureLedger.subjectId] });
}

/** Every line that the database holds. */
export async function ledgerInDatabase(context: Context): Promise<LedgerEntry[]> {
  const rows = await context.db.select().from(erasureLedger).orderBy(erasureLedger.erasedAt, erasureLedger.id);
  return rows.map(({ subjectKind, subjectId, cause, erasedAt, seal }) => ({
    kind: subjectKind,
    id: subjectId,
    cause,
    at: erasedAt.toISOString(),
    seal: seal.toString("hex"),
  }));
}

/** The file outside the database, beside the anchors of the audit log. */
export function ledgerFile(): string {
  return join(env().anchorDir, "erasures.jsonl");
}

/** Every line of the file, the oldest first; none where there is no file. A broken line comes without its seal. */
export function readLedger(file = ledgerFile()): LedgerEntry[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map(parseLine);
}

/** Adds lines to the file; they are on the disk when this returns. */
export async function appendToLedger(entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await mkdir(dirname(ledgerFile()), { recursive: true, mode: 0o700 });
  const file = await open(ledgerFile(), "a", 0o600);
  try {
    // A line before and after: what a killed process left half-written spoils no other.
    await file.write(`\n${entries.map((entry) => JSON.stringify(entry)).join("\n")}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Brings lines that stand in the database only into the file, and answers with their number. */
export async function completeLedgerFile(context: Context): Promise<number> {
  const known = new Set(readLedger().map(({ kind, id }) => `${kind}|${id}`));
  const missing = (await ledgerInDatabase(context)).filter(({ kind, id }) => !known.has(`${kind}|${id}`));
  await appendToLedger(missing);
  return missing.length;
}

function parseLine(line: string): LedgerEntry {
  try {
    return lineShape.parse(JSON.parse(line));
  } catch {
    return { kind: "request", id: "", cause: "asked", at: "", seal: "" };
  }
}

function sealOf({ kind, id, cause, at }: Omit<LedgerEntry, "seal">): Buffer {
  return createHmac("sha256", keyProvider().derive("erasure-ledger")).update([kind, id, cause, at].join("|")).digest();
}
