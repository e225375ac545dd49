import { existsSync, readFileSync } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import type { Context, System } from "#app/context.server";
import { env } from "#app/env.server";
import { auditHead } from "#db/schema/audit";

/** The end of the chain at one moment, written down where the database's owner cannot reach. */
export interface Anchor {
  at: string;
  position: number;
  hash: string;
  /** The chain goes on from a backup: what was anchored beyond this position is gone, and said so. */
  restored?: true;
}

/**
 * Writes the end of the chain into the file of anchors, unless it stands there already; `position` counts rows.
 * Refuses where the chain has become shorter than the last anchor says: somebody cut it.
 */
export async function anchorAudit(
  context: Context<System>,
  restored = false,
): Promise<{ ok: true; anchor: Anchor } | { ok: false; reason: "chain_cut" }> {
  const [head] = await context.db.select().from(auditHead);
  if (!head) throw new Error("the audit chain has no head");
  const last = readAnchors().at(-1);
  const anchor: Anchor = {
    at: context.now.toISOString(),
    position: head.position,
    hash: head.hash.toString("hex"),
    ...(restored && { restored: true as const }),
  };
  if (!restored && last && last.position > anchor.position) return { ok: false, reason: "chain_cut" };
  if (restored || last?.position !== anchor.position) await append(JSON.stringify(anchor));
  return { ok: true, anchor };
}

/** Every anchor that is written down, the oldest first; none where there is no file. Throws where a line is broken. */
export function readAnchors(file = anchorFile()): Anchor[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Anchor);
}

/** The anchors that the chain must still fit: a restoration lets go of those beyond it. */
export function bindingAnchors(anchors: Anchor[]): Anchor[] {
  let binding: Anchor[] = [];
  for (const anchor of anchors) {
    if (anchor.restored) binding = binding.filter(({ position }) => position <= anchor.position);
    binding.push(anchor);
  }
  return binding;
}

export function anchorFile(): string {
  return join(env().anchorDir, "audit.jsonl");
}

async function append(line: string): Promise<void> {
  await mkdir(env().anchorDir, { recursive: true, mode: 0o700 });
  const file = await open(anchorFile(), "a", 0o600);
  try {
    await file.write(`${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
