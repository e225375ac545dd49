import { setTimeout as pause } from "node:timers/promises";
import { eq, isNull } from "drizzle-orm";
import { refreshEnvironment } from "#app/env.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { setDatabase } from "#db/client.server";
import { certificates } from "#db/schema/training";
import type { Bench } from "./bench";
import { certifiedEvent } from "./held-event";

const SIZE = 1000;

/** The public page of one certificate among a thousand, asked for by many addresses as fast as it is answered. */
export default async function verify(bench: Bench) {
  let code = "";
  const app = await bench.app({
    fill: async (database) => {
      process.env.DATABASE_URL = database.databaseUrl;
      process.env.DATABASE_OWNER_URL = database.ownerUrl;
      refreshEnvironment();
      setDatabase(database.app);
      const { event } = await certifiedEvent(database, SIZE);
      const [one] = await database.owner
        .select({ code: certificates.code })
        .from(certificates)
        .where(eq(certificates.eventId, event.id))
        .limit(1);
      code = one?.code ?? "";
    },
  });
  await stopSendingBoss();
  // The worker is drawing the thousand PDFs; what is measured is the page.
  while ((await app.owner.$count(certificates, isNull(certificates.pdfSha256))) > 0) await pause(200);
  const path = `/verify/${code}`;
  const bytes = await bench.visit(app.address, path);
  await bench.load({ name: "verify page", size: SIZE, url: `${app.address}${path}`, connections: 16, bytes });
}
