import { readAnchors } from "#app/audit/anchors.server";
import { type AuditVerdict, verifyAudit } from "#app/audit/verify-audit.server";
import { database } from "#db/client.server";
import { onInstallation } from "./installation.server";

const faultWords = {
  changed: "a row is not what was written, or stands in another place",
  row_removed: "a row is gone, its link is there",
  link_removed: "a link is gone",
  row_inserted: "a row without a link was put in",
  cut_off: "the end is cut off",
  head_changed: "the head is not where the chain ends",
  anchor_differs: "the chain is not the one that was anchored",
  no_key: "the chain's key is missing, so nothing could be verified",
} as const;

// `npm run audit:verify` walks the audit log from its first row, prints what it found and fails where it is not whole.
await onInstallation(async () => {
  const verdict = await verifyAudit(database(), readAnchors());
  process.stdout.write(`${verdictInWords(verdict)}\n`);
  return verdict.fault ? 1 : 0;
});

function verdictInWords({ rows, seconds, anchors, fault }: AuditVerdict): string {
  const pace = `${Math.round(rows / Math.max(seconds, 0.001))} rows/s`;
  if (!fault) return `The audit log is whole: ${rows} rows, ${anchors} anchors, ${seconds.toFixed(1)} s (${pace}).`;
  const place = [`link ${fault.position}`, fault.sequence && `row ${fault.sequence}`, fault.id].filter(Boolean);
  return `THE AUDIT LOG IS NOT WHOLE: ${faultWords[fault.kind]} (${place.join(", ")}), after ${rows} good rows (${pace}).`;
}
