import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { createCourse } from "#app/training/courses/create-course.server";
import type { CourseInput } from "#app/training/courses/forms";
import { courseForManager, coursesForManager, coursesToNeed } from "#app/training/courses/queries.server";
import { updateCourse } from "#app/training/courses/update-course.server";
import { comingEvents, publicEvent } from "#app/training/events/queries.server";
import { auditEvents } from "#db/schema/audit";
import { buildEvent, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const now = new Date("2026-11-20T10:00:00Z");
const manager = await buildMember(owner, "training_manager");
const context = contextFor(manager.actor, now, app);
const nobody = "019aaaaa-0000-7000-8000-000000000000";
const any = { search: "", kind: null, topic: null };

const fields: CourseInput = {
  titleSq: "Të drejtat e viktimës",
  titleEn: "The victim's rights",
  kind: "training",
  summarySq: null,
  summaryEn: "Two days.",
  minutes: 720,
  lateMinutes: 15,
  certificatePercent: 80,
  credits: null,
  topics: ["victims_rights", "criminal_procedure"],
  neededIds: [],
  state: "published",
};

async function course(more: Partial<CourseInput> = {}) {
  const made = await createCourse(context, { ...fields, ...more });
  if (!made.ok) throw new Error(made.reason);
  return made;
}

describe("a course", () => {
  it("is described, listed and changed; its address stays and is never taken twice", async () => {
    const [one, other] = await Promise.all([course(), course()]);
    expect([one.slug, other.slug].sort()).toEqual(["te-drejtat-e-viktimes", "te-drejtat-e-viktimes-2"]);
    const changed = { courseId: one.courseId, titleEn: "Rights", minutes: 360, topics: ["children" as const] };
    expect(await updateCourse(context, { ...fields, ...changed })).toEqual({ ok: true });
    expect(await courseForManager(context, one.courseId)).toMatchObject({ titleEn: "Rights", slug: one.slug });
    expect((await coursesForManager(context, "sq", any)).map(({ id }) => id)).toContain(other.courseId);
    const audit = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, one.courseId));
    expect(audit.map(({ action }) => action)).toEqual(["create-course", "update-course"]);
    await expect(updateCourse(context, { ...fields, courseId: nobody })).rejects.toMatchObject({ status: 404 });
    await expect(courseForManager(context, nobody)).rejects.toMatchObject({ status: 404 });
  });

  it("is found in the catalogue by title without ë and ç, kind and topic", async () => {
    const { courseId } = await course({ titleSq: "Çështje të fëmijëve", kind: "workshop", topics: ["children"] });
    const found = async (filter: object) =>
      (await coursesForManager(context, "sq", { ...any, ...filter })).map(({ id }) => id).includes(courseId);
    expect(await found({ search: "ceshtje femijeve", kind: "workshop", topic: "children" })).toBe(true);
    for (const other of [{ search: "100%" }, { kind: "conference" }, { topic: "labour" }])
      expect(await found(other)).toBe(false);
  });
});

describe("what is wanted before a course", () => {
  it("is kept, shown in the catalogue and to the public", async () => {
    const first = await course({ titleSq: "Bazat", titleEn: "Basics" });
    const second = await course({ titleSq: "Më tej", neededIds: [first.courseId, first.courseId] });
    expect((await courseForManager(context, second.courseId)).neededIds).toEqual([first.courseId]);
    const rows = await coursesForManager(context, "en", any);
    expect(rows.find(({ id }) => id === second.courseId)?.needed).toEqual(["Basics"]);
    const event = await buildEvent(owner, { courseId: second.courseId, startsOn: "2026-12-09" });
    const anyone = contextFor({ kind: "anyone" }, now, app);
    expect(await publicEvent(anyone, "sq", event.slug)).toMatchObject({ needed: ["Bazat"], topics: fields.topics });
    expect((await comingEvents(anyone, "sq", { topic: "criminal_procedure" })).map(({ id }) => id)).toContain(event.id);
    expect((await comingEvents(anyone, "sq", { topic: "labour" })).map(({ id }) => id)).not.toContain(event.id);
  });

  it("never leads back to the course itself, nor to one that nobody knows", async () => {
    const first = await course();
    const second = await course({ neededIds: [first.courseId] });
    const third = await course({ neededIds: [second.courseId] });
    for (const neededIds of [[third.courseId], [first.courseId]])
      expect(await updateCourse(context, { ...fields, courseId: first.courseId, neededIds })).toEqual({
        ok: false,
        reason: "needs_itself",
      });
    expect((await courseForManager(context, first.courseId)).neededIds).toEqual([]);
    expect(await createCourse(context, { ...fields, neededIds: [nobody] })).toEqual({
      ok: false,
      reason: "unknown_course",
    });
    const offered = await coursesToNeed(context, "sq", first.courseId);
    expect(offered.map(({ id }) => id)).not.toContain(first.courseId);
  });

  it("never closes a circle, whoever changes two courses at once", async () => {
    const [one, other] = [await course(), await course()];
    const results = await Promise.all([
      updateCourse(context, { ...fields, courseId: one.courseId, neededIds: [other.courseId] }),
      updateCourse(context, { ...fields, courseId: other.courseId, neededIds: [one.courseId] }),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });
});
