import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { type PlannedSitting, planSittings } from "#app/training/sittings/plan-sittings.server";
import { type SittingsRefusal, sittingsRefusal } from "#app/training/sittings/rules";
import { courses, events } from "#db/schema/training";
import type { EventKind, RegistrationKind } from "#db/vocabulary";
import { type Holders, holdersRefusal, writeHolders } from "./holders.server";
import { slugOf } from "./rules";
import { freeSlug } from "./slugs.server";

export interface EventInput extends Holders {
  courseId: string;
  /** The course's own kind unless told. */
  kind?: EventKind | null;
  seats: number;
  registration: RegistrationKind;
  regionIso?: string | null;
  municipalityCode?: string | null;
  place?: string | null;
  venue?: string | null;
  mapLink?: string | null;
  onlineLink?: string | null;
  projectId?: string | null;
  budgetLine?: string | null;
  note?: string | null;
  sittings: readonly PlannedSitting[];
}

export type EventResult =
  | { ok: true; eventId: string; slug: string }
  | { ok: false; reason: SittingsRefusal | "unknown_trainer" | "unknown_partner" };

/** Plans one holding of a course with its sittings; it stays tentative until it is confirmed. 404 for an unknown course. */
export async function createEvent(
  context: Context<TrainingManager>,
  { demo = false, ...input }: EventInput & { demo?: boolean },
): Promise<EventResult> {
  const refusal = sittingsRefusal(input.sittings);
  if (refusal) return { ok: false, reason: refusal.reason };
  const { sittings: planned, trainerIds, partnerIds, ...fields } = input;
  return inTransaction(context, async (tx) => {
    const [course] = await tx.db
      .select({ titleSq: courses.titleSq, kind: courses.kind })
      .from(courses)
      .where(eq(courses.id, fields.courseId));
    if (!course) throw notFound();
    const unknown = await holdersRefusal(tx, { trainerIds, partnerIds });
    if (unknown) return { ok: false, reason: unknown };
    const slug = await freeSlug(tx, "events", slugOf(course.titleSq.slice(0, 50), fields.place));
    const [row] = await tx.db
      .insert(events)
      .values({ ...fields, kind: fields.kind ?? course.kind, slug, demo, createdAt: tx.now })
      .returning({ id: events.id });
    if (!row) throw new Error("the event was not written");
    await planSittings(tx, row.id, planned);
    await writeHolders(tx, row.id, { trainerIds, partnerIds });
    await recordAudit(tx, { action: "create-event", subjectKind: "event", subjectId: row.id });
    return { ok: true, eventId: row.id, slug };
  });
}
