import { and, eq, isNull, lte } from "drizzle-orm";
import { anchorAudit } from "#app/audit/anchors.server";
import { contextFor } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { enqueue } from "#app/jobs/enqueue.server";
import { outboxHold } from "#app/notifications/outbox-hold.server";
import { releaseOutbox } from "#app/notifications/release-outbox.server";
import { database } from "#db/client.server";
import { outboxMessages } from "#db/schema/messages";
import { certificates } from "#db/schema/training";
import { onInstallation } from "./installation.server";

const help = `npm run restore:release -- --send | --cancel

Lets a restored system work: mail goes out again, certificates that were being drawn are drawn, and the audit log is
noted to go on from the backup (npm run audit:verify would otherwise name what was lost since as cut off).

  --send     messages that the backup held unsent are sent now; some may have been sent before the loss
  --cancel   those messages are cancelled; what is written from now on is sent
`;

const asked = process.argv.slice(2);
const choice = asked.includes("--send") ? "send" : asked.includes("--cancel") ? "cancel" : null;

if (asked.includes("--help")) process.stdout.write(help);
else
  await onInstallation(async () => {
    const context = contextFor({ kind: "system" } as const, new Date(), database());
    const hold = await outboxHold(context);
    if (!hold) return say("Nothing is on hold here.", 1);
    const restored = and(eq(outboxMessages.state, "waiting"), lte(outboxMessages.createdAt, new Date(hold.since)));
    const waiting = await context.db.$count(outboxMessages, restored);
    say(`Restored on ${hold.since} from the backup of ${hold.backupAt}: ${waiting} unsent messages in it.`);
    if (!choice) return say(help, 1);
    await drawCertificates();
    const released = await releaseOutbox(context, { cancel: choice === "cancel" });
    const anchored = await anchorAudit(context, true);
    await stopSendingBoss();
    if (!released.ok || !anchored.ok) return say("Somebody else has released it meanwhile.", 1);
    return say(
      `${released.messages} messages are ${choice === "send" ? "on their way" : "cancelled"}; mail goes out.`,
      0,
    );
  });

/** Job rows are in no backup: what they stood for is asked for again. */
async function drawCertificates(): Promise<void> {
  const context = contextFor({ kind: "system" } as const, new Date(), database());
  const waiting = await context.db
    .selectDistinct({ eventId: certificates.eventId })
    .from(certificates)
    .where(isNull(certificates.pdfSha256));
  for (const { eventId } of waiting) await enqueue(context, "render-certificates", { eventId });
}

function say(line: string, code = 0): number {
  process.stdout.write(`${line}\n`);
  return code;
}
