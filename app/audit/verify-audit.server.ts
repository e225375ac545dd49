import type { KeyObject } from "node:crypto";
import type { Database } from "#db/client.server";
import { type Anchor, bindingAnchors } from "./anchors.server";
import { canonicalColumns, chainStart, linkHash, openChainKey } from "./chain.server";

/** What is wrong at the first bad place. */
export type AuditFault =
  | "changed"
  | "row_removed"
  | "link_removed"
  | "row_inserted"
  | "cut_off"
  | "head_changed"
  | "anchor_differs"
  | "no_key";

export interface AuditVerdict {
  rows: number;
  seconds: number;
  anchors: number;
  /** The first place where the log is not what was written; nothing where it is whole. */
  fault: { kind: AuditFault; position: number; sequence: string | null; id: string | null } | null;
}

/**
 * Walks the whole chain in one snapshot, compares every row, the head and the anchors, and names the first bad row:
 * changed, removed, inserted, put elsewhere, or cut off at the end.
 */
export async function verifyAudit(db: Database, anchors: Anchor[]): Promise<AuditVerdict> {
  const began = performance.now();
  const walk = await db.$client.begin("isolation level repeatable read read only", async (client) => {
    await client`set local statement_timeout = 0`;
    const [head] = await client<{ position: string; hash: Buffer }[]>`select position, hash from audit_head`;
    const [wrapped] = await client<{ wrapped: Buffer; key_encryption_key_id: string }[]>`
      select wrapped, key_encryption_key_id from vault.chain_key()`;
    const key = wrapped ? openChainKey(wrapped.wrapped, wrapped.key_encryption_key_id) : null;
    const walked = walker(key, bindingAnchors(anchors));
    let fits = true;
    // After the first bad row the rest is read and let go: a COPY that is broken off takes its connection along.
    for await (const line of lines(await client.unsafe(copyStatement).readable())) fits &&= walked.step(line);
    if (fits) walked.end(head ? { position: Number(head.position), hash: Buffer.from(head.hash) } : null);
    return walked;
  });
  return {
    rows: walk.rows(),
    anchors: walk.anchorsMet(),
    fault: walk.fault(),
    seconds: (performance.now() - began) / 1000,
  };
}

function walker(key: KeyObject | null, anchors: Anchor[]) {
  const anchored = new Map(anchors.map(({ position, hash }) => [position, hash]));
  let rows = 0;
  let met = 0;
  let last: Buffer = chainStart;
  let fault: AuditVerdict["fault"] = null;
  const stop = (kind: AuditFault, position: number, canonical = "\\N\t\\N") => {
    const [id = "\\N", sequence = "\\N"] = canonical.split("\t", 2);
    fault = { kind, position, id: id === "\\N" ? null : id, sequence: sequence === "\\N" ? null : sequence };
    return false;
  };
  return {
    rows: () => rows,
    anchorsMet: () => met,
    fault: () => fault,
    /** One line of the copy: position, link, row; answers false where it does not fit. */
    step(line: string): boolean {
      const first = line.indexOf("\t");
      const second = line.indexOf("\t", first + 1);
      const position = line.slice(0, first);
      const canonical = line.slice(second + 1);
      const expected = rows + 1;
      if (position === "\\N") return stop("row_inserted", expected, canonical);
      if (Number(position) !== expected) return stop("link_removed", expected);
      if (canonical.startsWith("\\N\t")) return stop("row_removed", expected);
      if (!key) return stop("no_key", expected, canonical);
      last = linkHash(key, last, canonical);
      if (last.toString("hex") !== line.slice(first + 1, second)) return stop("changed", expected, canonical);
      rows = expected;
      const anchor = anchored.get(rows);
      if (anchor === undefined) return true;
      if (anchor !== last.toString("hex")) return stop("anchor_differs", rows, canonical);
      met++;
      return true;
    },
    end(head: { position: number; hash: Buffer } | null): boolean {
      if (!head || head.position > rows) return stop("cut_off", rows + 1);
      if (head.position < rows || !head.hash.equals(last)) return stop("head_changed", rows);
      if (anchors.some(({ position }) => position > rows)) return stop("cut_off", rows + 1);
      return true;
    },
  };
}

const copyStatement = `copy (
  select c.position, encode(c.hash, 'hex'), ${canonicalColumns}
  from audit_chain c full join audit_events e on e.id = c.event_id order by c.position nulls last, e.sequence) to stdout`;

async function* lines(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of stream) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, part]) : part;
    const end = bytes.lastIndexOf(10);
    rest = bytes.subarray(end + 1);
    if (end >= 0) yield* bytes.toString("utf8", 0, end).split("\n");
  }
}
