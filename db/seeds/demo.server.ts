import { eq } from "drizzle-orm";
import { type Database, database } from "../client.server";
import { settings } from "../schema/reference";
import { printSheet } from "./demo-door.server";
import { nameMaker } from "./demo-names";
import { loadNetwork } from "./demo-network.server";
import { loadOversight } from "./demo-oversight.server";
import { loadPeople } from "./demo-people.server";
import { loadProjects } from "./demo-projects.server";
import { dice } from "./demo-random";
import { loadRegistrations } from "./demo-registrations.server";
import { drawReceipts, loadRequests } from "./demo-requests.server";
import type { DemoRun } from "./demo-run";
import { loadTraining } from "./demo-training.server";
import { loadWishes } from "./demo-wishes.server";

const marker = "demo_loaded";

/**
 * Loads the invented data of the demo, dated from the day of loading; does nothing where it is loaded already. The same
 * seed makes the same people and stories every time.
 */
export async function loadDemo(db: Database = database(), now = new Date()): Promise<void> {
  const [loaded] = await db.select({ key: settings.key }).from(settings).where(eq(settings.key, marker));
  if (loaded) return;
  const random = dice(2021);
  const run: DemoRun = { db, now, random, invent: nameMaker(random) };
  // Hashing takes longest and waits for nobody: it goes on while the rest loads.
  const receipts = drawReceipts(105);
  const projects = await loadProjects(run);
  const staff = await loadPeople(run);
  const network = await loadNetwork(run, staff);
  const training = await loadTraining(run, { staff, projects, network });
  await loadRequests(run, { staff, projects, network, receipts });
  await loadOversight(run, staff);
  await loadWishes(run, staff);
  await loadRegistrations(run, staff, training);
  await printSheet(run, staff, training.today);
  await db.insert(settings).values({ key: marker, value: now.toISOString() }).onConflictDoNothing();
}
