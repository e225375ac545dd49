import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { contextFor, type Manager } from "#app/context.server";
import { addTarget } from "#app/projects/add-target.server";
import { createProject } from "#app/projects/create-project.server";
import { editTarget } from "#app/projects/edit-target.server";
import { projectForReader, projectToEdit, targetToEdit } from "#app/projects/queries.server";
import { removeTarget } from "#app/projects/remove-target.server";
import * as editPage from "#app/routes/reports/project-edit";
import * as newPage from "#app/routes/reports/project-new";
import * as targetPage from "#app/routes/reports/project-target";
import * as removalPage from "#app/routes/reports/project-target-removal";
import * as targetsPage from "#app/routes/reports/project-targets";
import { auditEvents } from "#db/schema/audit";
import { projects, projectTargets } from "#db/schema/projects";
import { buildMember, buildProject, buildProjectTarget } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { refusal } from "#tests/support/refusal";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
let manager: Manager;
const context = () => contextFor(manager, new Date("2026-11-24T09:00:00Z"), app);
const asked = (path: string, params: Record<string, string>, form?: Record<string, string>) =>
  routeArgs(`/reports/projects/${path}`, {
    account: { id: manager.accountId, roles: ["manager"] },
    params,
    ...(form && { form }),
  });
const promised = { indicator: "trainings_held", labelSq: "trajnime", labelEn: "trainings", target: 12 } as const;

beforeAll(async () => {
  manager = (await buildMember(owner, "manager")).actor;
});

describe("a project", () => {
  const period = {
    titleSq: "Drejtësi për të gjitha",
    titleEn: "Justice for all",
    startsOn: "2026-01-01",
    endsOn: "2026-12-31",
  };

  it("gets an address from its title, each its own also when two are made at once", async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => createProject(context(), period)));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(4);
    expect(made.every(({ slug }) => slug.startsWith("drejtesi-per-te-gjitha"))).toBe(true);
  });

  it("is made and changed on its pages, and its period cannot end before it begins", async () => {
    const form = await refusal(newPage.action(await asked("new", {}, { ...period, endsOn: "2025-12-31" })));
    expect(form.errors.endsOn).toMatchObject([{ key: "date_order" }]);
    expect(form.values.titleSq).toBe(period.titleSq);
    expect(await statusOf(newPage.action(await asked("new", {}, period)))).toBe(303);
    const { slug, id } = await buildProject(owner);
    const change = { ...period, titleEn: "Justice, second phase", startsOn: "", endsOn: "" };
    expect(await statusOf(editPage.action(await asked(`${slug}/edit`, { slug }, change)))).toBe(303);
    expect(await projectToEdit(context(), slug)).toMatchObject({
      slug,
      titleEn: "Justice, second phase",
      endsOn: null,
    });
    const rows = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, id));
    expect(rows.map((row) => row.action)).toEqual(["edit-project"]);
    const gone = await asked("none/edit", { slug: "none" }, change);
    expect(await statusOf(editPage.action(gone))).toBe(404);
  });
});

describe("its targets", () => {
  it("stand in reports in the order of their making, each indicator once, also when six add it at once", async () => {
    const { slug } = await buildProject(owner);
    const answers = await Promise.all(Array.from({ length: 6 }, () => addTarget(context(), slug, promised)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({ ok: false, reason: "target_known" });
    const own = { labelSq: "broshura", labelEn: "leaflets", indicator: "other", target: 500 } as const;
    await addTarget(context(), slug, own);
    await addTarget(context(), slug, { ...own, labelEn: "posters" });
    const { targets } = await projectForReader(context(), slug, "en");
    expect(targets.map(({ label, target }) => [label, target])).toEqual([
      ["trainings", 12],
      ["leaflets", 500],
      ["posters", 500],
    ]);
  });

  it("can be changed and taken away, with a row in the log that says the figure", async () => {
    const { slug, id } = await buildProject(owner);
    await addTarget(context(), slug, promised);
    const [target] = await owner.select().from(projectTargets).where(eq(projectTargets.projectId, id));
    const targetId = target?.id ?? "";
    expect(await editTarget(context(), { slug, targetId, ...promised, target: 15 })).toEqual({ ok: true });
    expect(await targetToEdit(context(), slug, targetId)).toMatchObject({ target: 15 });
    await removeTarget(context(), slug, targetId);
    expect(await owner.$count(projectTargets, eq(projectTargets.projectId, id))).toBe(0);
    const rows = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, id)).orderBy(auditEvents.id);
    expect(rows.map((row) => [row.action, row.count])).toEqual([
      ["add-target", 12],
      ["edit-target", 15],
      ["remove-target", 15],
    ]);
  });

  it("cannot take an indicator that another target counts", async () => {
    const { slug, id } = await buildProject(owner);
    await addTarget(context(), slug, promised);
    const { id: targetId } = await buildProjectTarget(owner, id, { indicator: "workshops", target: 3 });
    const answer = await editTarget(context(), { slug, targetId, ...promised });
    expect(answer).toEqual({ ok: false, reason: "target_known" });
  });

  it("are the same 404 where they are printed results, another project's or nothing", async () => {
    const { slug, id } = await buildProject(owner);
    const printed = await buildProjectTarget(owner, id, { target: null, printedResult: 7 });
    const other = await buildProjectTarget(owner, (await buildProject(owner)).id, { target: 3 });
    for (const targetId of [printed.id, other.id, randomUUID()]) {
      const path = `${slug}/targets/${targetId}`;
      const params = { slug, id: targetId };
      const form = { ...promised, target: "4" };
      expect(await statusOf(targetPage.loader(await asked(path, params)))).toBe(404);
      expect(await statusOf(targetPage.action(await asked(path, params, form)))).toBe(404);
      expect(await statusOf(removalPage.action(await asked(`${path}/removal`, params, {})))).toBe(404);
    }
    expect(await owner.$count(projectTargets, eq(projectTargets.id, printed.id))).toBe(1);
  });

  it("are refused beside the field, with what was typed kept", async () => {
    const { slug } = await buildProject(owner);
    const typed = { indicator: "workshops", labelSq: "", labelEn: "workshops", target: "0" };
    const form = await refusal(targetsPage.action(await asked(`${slug}/targets`, { slug }, typed)));
    expect(Object.keys(form.errors).sort()).toEqual(["labelSq", "target"]);
    expect(form.values).toEqual(typed);
  });
});

it("a coordinator and a training manager see figures and change nothing", async () => {
  const { slug } = await buildProject(owner);
  for (const role of ["coordinator", "training_manager"] as const) {
    const { account } = await buildMember(owner, role);
    const args = await routeArgs(`/reports/projects/${slug}/targets`, { account, params: { slug }, form: {} });
    expect(await statusOf(targetsPage.action(args)), role).toBe(403);
  }
  expect(await owner.$count(projects, eq(projects.slug, slug))).toBe(1);
});
