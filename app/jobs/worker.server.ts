import { answerLinkRequests } from "#app/accounts/answer-link-requests.server";
import { anchorAudit } from "#app/audit/anchors.server";
import { contextFor } from "#app/context.server";
import { sendMessages } from "#app/notifications/send-messages.server";
import { describeFailure, logger } from "#app/operations/logger.server";
import { startBoss } from "./boss.server";
import { clearExpired } from "./clear-expired.server";
import { type JobData, type QueueName, queues } from "./queues";

type Handlers = { [Q in QueueName]: (data: JobData[Q]) => Promise<unknown> };

const system = () => contextFor({ kind: "system" });

const handlers: Handlers = {
  "send-messages": () => sendMessages(system()),
  "render-certificates": async ({ eventId }) => {
    const { storeCertificatePdfs, storeMissingPdfs } = await import(
      "#app/training/certificates/store-certificate-pdfs.server"
    );
    await (eventId ? storeCertificatePdfs(system(), { eventId }) : storeMissingPdfs(system()));
  },
  "send-reminders": async () => {
    const { queueReminders } = await import("#app/training/calendar/queue-reminders.server");
    await queueReminders(system());
  },
  "tell-those-waiting": async () => {
    const { tellThoseWaiting } = await import("#app/legal-aid/aid-requests/tell-those-waiting.server");
    await tellThoseWaiting(system());
  },
  "end-seat-offers": async () => {
    const { endSeatOffers } = await import("#app/training/enrolments/end-seat-offers.server");
    await endSeatOffers(system());
  },
  "end-offers": async () => {
    const { endOffers } = await import("#app/legal-aid/offers/end-offers.server");
    await endOffers(system());
  },
  "answer-link-requests": () => answerLinkRequests(system()),
  "clear-expired": () => clearExpired(system()),
  "anchor-audit": async () => {
    const anchored = await anchorAudit(system());
    if (!anchored.ok) throw new Error("the audit chain is shorter than its last anchor");
  },
  "apply-retention": async () => {
    const { applyRetention } = await import("#app/protection/apply-retention.server");
    await applyRetention(system());
  },
  "scan-documents": async () => {
    const { scanDocuments } = await import("#app/legal-aid/documents/scan-documents.server");
    await scanDocuments(system());
  },
  "clear-documents": async () => {
    const { clearDocuments } = await import("#app/legal-aid/documents/clear-documents.server");
    await clearDocuments(system());
  },
  "commit-imports": async () => {
    const { commitConfirmedImports } = await import("#app/training/imports/commit-confirmed-imports.server");
    await commitConfirmedImports(system());
  },
  "clear-files": async () => {
    const { clearFiles } = await import("#app/files/clear-files.server");
    await clearFiles(system());
  },
};

/** Works off every queue until `stop`; a job may run twice, and every handler stands that. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const boss = await startBoss({ supervise: true, schedule: true, max: 4 });
  for (const name of Object.keys(queues) as QueueName[])
    await boss.work(name, { pollingIntervalSeconds: 1 }, async (jobs) => {
      for (const job of jobs) await run(name, job.data as JobData[QueueName]);
    });
  return { stop: () => boss.stop({ graceful: true, timeout: 10_000 }) };
}

async function run(name: QueueName, data: JobData[QueueName]): Promise<void> {
  const started = Date.now();
  try {
    await (handlers[name] as (data: JobData[QueueName]) => Promise<unknown>)(data);
    logger().debug({ queue: name, ms: Date.now() - started }, "job done");
  } catch (error) {
    logger().error({ queue: name, ...describeFailure(error) }, "job failed");
    throw new Error(`${name} failed`);
  }
}
