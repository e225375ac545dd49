import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inviteFirstAdministrator } from "#app/accounts/invite-first-administrator.server";
import { contextFor } from "#app/context.server";
import { closeDatabase } from "#db/client.server";
import type { EmbeddedServer } from "#db/embedded.server";
import { loadDemo } from "#db/seeds/demo.server";
import { prepareDatabase } from "./prepare-database.server";

/** Loads the demo data at the first start; a load that was interrupted begins anew on an empty database. */
export async function loadDemoOnce(
  dataDir: string,
  server: EmbeddedServer,
  say: (line: string) => void,
): Promise<void> {
  const file = join(dataDir, "demo");
  const state = existsSync(file) ? readFileSync(file, "utf8") : "none";
  if (state === "loaded") return;
  if (state === "loading") {
    await closeDatabase();
    await server.empty();
    await prepareDatabase(server.ownerUrl);
  }
  writeFileSync(file, "loading");
  say("Loading the demo data (once).");
  await loadDemo();
  writeFileSync(file, "loaded");
}

/** The one-time link of the first administrator, or nothing where there is one already. */
export function inviteFirst(): Promise<string | null> {
  return inviteFirstAdministrator(contextFor({ kind: "system" }));
}
