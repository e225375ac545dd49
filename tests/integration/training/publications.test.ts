import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { contextFor, type TrainingManager } from "#app/context.server";
import * as listPage from "#app/routes/manage/library";
import * as editPage from "#app/routes/manage/publication";
import * as newPage from "#app/routes/manage/publication-new";
import * as publish from "#app/routes/manage/publication-publication";
import * as withdraw from "#app/routes/manage/publication-withdrawal";
import { editPublication } from "#app/training/materials/edit-publication.server";
import { publishPublication } from "#app/training/materials/publish-publication.server";
import { publicationToEdit, publishedMaterial, publishedMaterials } from "#app/training/materials/queries.server";
import { withdrawPublication } from "#app/training/materials/withdraw-publication.server";
import { writePublication } from "#app/training/materials/write-publication.server";
import { auditEvents } from "#db/schema/audit";
import { publications } from "#db/schema/training";
import { buildMember, buildProject } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { refusal } from "#tests/support/refusal";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
let manager: TrainingManager;
const at = (day: string) => contextFor(manager, new Date(`${day}T09:00:00Z`), app);
const context = () => at("2026-11-24");
const anyone = () => contextFor({ kind: "anyone" }, new Date("2026-11-24T09:00:00Z"), app);
const words = {
  kind: "guide",
  titleSq: "Udhëzues për çështjet e ndërlikuara",
  titleEn: "A guide to complex cases",
  summarySq: "Përmbledhje",
  summaryEn: "Summary",
  bodySq: "Paragrafi i parë.\n\nI dyti.",
  bodyEn: "First paragraph.\n\nSecond.",
  projectId: null,
} as const;
const typed = { ...words, projectId: "" };
const asked = (path: string, params: Record<string, string>, form?: Record<string, string>) =>
  routeArgs(`/manage/library${path}`, {
    account: { id: manager.accountId, roles: ["training_manager"] },
    params,
    ...(form && { form }),
  });

async function draft() {
  const made = await writePublication(context(), words);
  if (!made.ok) throw new Error("not written");
  return made.publicationId;
}

beforeAll(async () => {
  manager = (await buildMember(owner, "training_manager")).actor;
});

describe("a publication", () => {
  it("is a draft that nobody outside sees, then published with the day, then withdrawn", async () => {
    const id = await draft();
    const { slug } = await publicationToEdit(context(), id);
    expect(await publishedMaterial(anyone(), slug, "sq")).toBeUndefined();
    await publishPublication(context(), id);
    expect(await publishedMaterial(anyone(), slug, "sq")).toMatchObject({
      title: words.titleSq,
      publishedOn: "2026-11-24",
      body: words.bodySq,
    });
    await publishPublication(at("2026-12-24"), id);
    expect((await publicationToEdit(context(), id)).publishedOn).toBe("2026-11-24");
    await withdrawPublication(context(), id);
    expect((await publishedMaterials(anyone(), "en")).map((row) => row.slug)).not.toContain(slug);
    const rows = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, id)).orderBy(auditEvents.id);
    expect(rows.map((row) => row.action)).toEqual(["write-publication", "publish-publication", "withdraw-publication"]);
  });

  it("keeps its address when its words change", async () => {
    const id = await draft();
    const { slug } = await publicationToEdit(context(), id);
    const { id: projectId } = await buildProject(owner);
    await editPublication(context(), id, { ...words, titleSq: "Tjetër titull", projectId });
    expect(await publicationToEdit(context(), id)).toMatchObject({ slug, titleSq: "Tjetër titull", projectId });
    const unknown = await editPublication(context(), id, { ...words, projectId: randomUUID() });
    expect(unknown).toEqual({ ok: false, reason: "choice" });
  });
});

describe("the pages", () => {
  it("write, publish and withdraw by buttons, and find folded", async () => {
    const answer = await newPage.action(await asked("/new", {}, { ...typed, titleSq: "Çështja e Kukësit" }));
    if (!(answer instanceof Response)) throw new Error("not written");
    const id = answer.headers.get("Location")?.split("/").at(-1) ?? "";
    expect(await statusOf(publish.action(await asked(`/${id}/publication`, { id }, {})))).toBe(303);
    const found = await listPage.loader(await asked("?q=ceshtja+e+kukesit", {}));
    expect(found.publications.map((row) => row.id)).toEqual([id]);
    expect(await statusOf(withdraw.action(await asked(`/${id}/withdrawal`, { id }, {})))).toBe(303);
    expect((await publicationToEdit(context(), id)).publishedOn).toBeNull();
  });

  it("refuse beside the field and keep what was typed", async () => {
    const form = await refusal(newPage.action(await asked("/new", {}, { ...typed, titleEn: "", kind: "poem" })));
    expect(Object.keys(form.errors).sort()).toEqual(["kind", "titleEn"]);
    expect(form.values.bodySq).toBe(words.bodySq);
  });

  it("answer 404 for what is not there", async () => {
    const id = randomUUID();
    expect(await statusOf(editPage.loader(await asked(`/${id}`, { id })))).toBe(404);
    expect(await statusOf(editPage.action(await asked(`/${id}`, { id }, typed)))).toBe(404);
    for (const { action } of [publish, withdraw])
      expect(await statusOf(action(await asked(`/${id}/x`, { id }, {})))).toBe(404);
    expect(await owner.$count(publications, eq(publications.id, id))).toBe(0);
  });
});
