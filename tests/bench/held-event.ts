import { contextFor } from "#app/context.server";
import { issueCertificates } from "#app/training/certificates/issue-certificates.server";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { buildEvent, buildMember, buildRoster } from "#db/seeds/build.server";
import type { TestDatabase } from "#tests/support/database";

/** An event of four sittings with so many people, all present, and who may work on it. */
export async function heldEvent({ owner, app }: TestDatabase, size: number) {
  const trainer = await buildMember(owner, "trainer", { password: "kali i bardhë vrapon" });
  const manager = await buildMember(owner, "training_manager", { password: "kali i bardhë vrapon" });
  const sittings = [0, 1, 2, 3].map((place) => ({
    startsAt: new Date(Date.now() + (place - 1) * 4 * 3_600_000),
    endsAt: new Date(Date.now() + (place - 1) * 4 * 3_600_000 + 3 * 3_600_000),
  }));
  const event = await buildEvent(owner, { seats: size, sittings, trainerIds: [trainer.account.id] });
  const roster = await buildRoster(owner, event.id, size);
  const asManager = contextFor(manager.actor, new Date(), app);
  return { trainer, manager, event, roster, asManager };
}

/** The same event with everybody's certificate issued. */
export async function certifiedEvent(database: TestDatabase, size: number) {
  const held = await heldEvent(database, size);
  const marks = held.roster.flatMap(({ id }) =>
    held.event.sittings.map((sitting) => ({ sittingId: sitting.id, enrolmentId: id, mark: "present" as const })),
  );
  await recordPresence(held.asManager, { marks, channel: "import" });
  await issueCertificates(held.asManager, { eventId: held.event.id });
  return held;
}
