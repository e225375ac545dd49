import { eq, inArray } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { type Context, contextFor, type TrainingManager } from "#app/context.server";
import { commitImport } from "#app/training/imports/commit-import.server";
import { previewImport } from "#app/training/imports/preview-import.server";
import { importForManager } from "#app/training/imports/queries.server";
import { undoImport } from "#app/training/imports/undo-import.server";
import { people } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { buildEvent, buildMember, buildPerson } from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";

let db: TestDatabase;
let context: Context<TrainingManager>;

// Every list meets people of its own test only.
beforeEach(async () => {
  db = await testDatabase();
  const { actor } = await buildMember(db.owner, "training_manager");
  context = contextFor(actor, new Date("2026-11-20T10:00:00Z"), db.app);
});

const at = (day: string, from: string, to: string) => ({
  startsAt: new Date(`${day}T${from}:00Z`),
  endsAt: new Date(`${day}T${to}:00Z`),
});

/** Two days of two sessions each. */
function twoDays(seats: number, first = "2021-05-27", second = "2021-05-28") {
  const sittings = [first, second].flatMap((day) => [at(day, "07:00", "10:00"), at(day, "11:00", "14:00")]);
  return buildEvent(db.owner, { seats, sittings });
}

async function preview(eventId: string, fileName: string, content: Buffer) {
  const result = await previewImport(context, { eventId, fileName, content });
  if (!result.ok) throw new Error(result.reason);
  return result.importId;
}

const see = (eventId: string, importId: string) =>
  importForManager(context, { eventId, importId, filter: "all", page: 1, pageSize: 2000 });
test("contact that known people lack is filled in on a tick, and goes with the import", async () => {
  const event = await twoDays(40);
  const named = (givenName: string, more: object) => buildPerson(db.owner, { givenName, familyName: "Kola", ...more });
  const noMail = await named("Arta", { email: null, phone: "+355 67 233 2130" });
  const noPhone = await named("Besa", { email: "besa.k@example.al", phone: null });
  const byName = await named("Drita", { email: null, phone: null, institution: null });
  const list = Buffer.from(
    "Emri;Mbiemri;E-mail;Tel\nArta;Kola;arta.k@example.al;067 233 2130\n" +
      "Besa;Kola;besa.k@example.al;069 555 1234\nDrita;Kola;drita.k@example.al;069 555 1235\n",
  );
  const contact = async (ids: string[]) => {
    const rows = await db.owner.select().from(people).where(inArray(people.id, ids)).orderBy(people.givenName);
    return rows.map(({ email, phone }) => [email, phone]);
  };
  const all = [noMail.id, noPhone.id, byName.id];
  const before = await contact(all);
  const importId = await preview(event.id, "a.csv", list);
  const shown = await see(event.id, importId);
  expect(shown.lacking).toEqual({ mails: 1, phones: 1 });
  expect(shown.rows.map(({ remarks }) => remarks)).toEqual([
    ["by_phone", "lacks_mail"],
    ["by_mail", "lacks_phone"],
    ["by_name"],
  ]);
  expect(await contact(all)).toEqual(before);

  await commitImport(context, { eventId: event.id, importId, fill: true });
  expect(await contact(all)).toEqual([
    ["arta.k@example.al", "+355 67 233 2130"],
    ["besa.k@example.al", "+355 69 555 1234"],
    [null, null],
  ]);
  const audit = await db.owner.select().from(auditEvents).where(eq(auditEvents.subjectId, importId));
  expect(audit.find(({ action }) => action === "fill-contacts")).toMatchObject({ count: 2 });
  const filled = await importForManager(context, {
    eventId: event.id,
    importId,
    filter: "contact",
    page: 1,
    pageSize: 9,
  });
  expect(filled.rows.map(({ remarks }) => remarks.at(-1))).toEqual(["filled_mail", "filled_phone"]);

  await db.owner.update(people).set({ phone: "+355 68 000 0001" }).where(eq(people.id, noPhone.id));
  await undoImport(context, { eventId: event.id, importId });
  expect(await contact([noMail.id, noPhone.id])).toEqual([before[0], ["besa.k@example.al", "+355 68 000 0001"]]);
});

test("contact is left alone without the tick, and where an account or somebody else has come to it", async () => {
  const event = await twoDays(40);
  const noMail = { familyName: "Kola", email: null, phone: "+355 67 233 2130" };
  const member = await buildMember(db.owner, "professional");
  await db.owner
    .update(people)
    .set({ ...noMail, givenName: "Arta", foldedName: "arta kola" })
    .where(eq(people.id, member.actor.personId));
  const other = await buildPerson(db.owner, { ...noMail, givenName: "Besa" });
  const list = Buffer.from(
    "Emri;Mbiemri;E-mail;Tel\nArta;Kola;arta.new@example.al;067 233 2130\nBesa;Kola;besa.new@example.al;067 233 2130\n",
  );
  const mails = async () => {
    const rows = await db.owner
      .select()
      .from(people)
      .where(inArray(people.id, [member.actor.personId, other.id]));
    return rows.map(({ email }) => email);
  };
  const importId = await preview(event.id, "a.csv", list);
  expect((await see(event.id, importId)).lacking.mails).toBe(2);
  await db.owner.update(people).set({ email: "besa.own@example.al" }).where(eq(people.id, other.id));
  const late = await commitImport(context, { eventId: event.id, importId, fill: true });
  expect(late).toMatchObject({ ok: true, filled: 0 });
  await db.owner.update(people).set({ email: null }).where(eq(people.id, other.id));
  const again = await preview(event.id, "a.csv", list);
  expect(await commitImport(context, { eventId: event.id, importId: again })).toMatchObject({ ok: true, filled: 0 });
  expect(await mails()).toEqual([null, null]);
  const third = await preview(event.id, "a.csv", list);
  const filled = await commitImport(context, { eventId: event.id, importId: third, fill: true });
  expect(filled).toMatchObject({ ok: true, filled: 1 });
  expect((await mails()).sort()).toEqual(["besa.new@example.al", null]);
});

test("a list without headings is read by what stands in it, and as somebody chose the next time its like comes", async () => {
  const [event, other] = [await twoDays(40), await twoDays(40)];
  const list = (...names: string[]) =>
    Buffer.from(names.map((name) => `${name}@example.al;${name} Kola;067 233 2130;Gjykata Kukës;P\n`).join(""));
  const first = await preview(event.id, "a.csv", list("Arta", "Besa"));
  const shown = await see(event.id, first);
  expect(shown.layout.warnings).toEqual(["columns_guessed", "presence_for_all_days"]);
  expect(shown.layout.sheets[0]).toMatchObject({ headingLine: null, firstLine: 1, people: 2 });
  expect(shown.layout.sheets[0]?.columns.map(({ meaning }) => meaning)).toEqual([
    "email",
    "full_name",
    "phone",
    "ignore",
    "presence",
  ]);
  expect(shown.layout.sheets[0]?.columns[1]?.sample).toBe("Arta Kola, Besa Kola");
  expect(shown.rows.map(({ line, entry }) => [line, entry.given, entry.mail])).toEqual([
    [1, "Arta", "arta@example.al"],
    [2, "Besa", "besa@example.al"],
  ]);
  const choices = { columns: { "0-3": "institution" } } as const;
  await previewImport(context, { eventId: event.id, importId: first, choices });
  const done = await commitImport(context, { eventId: event.id, importId: first });
  expect(done).toMatchObject({ ok: true, people: 2, enrolled: 2, marks: 8 });

  const alike = await see(other.id, await preview(other.id, "b.csv", list("Drita", "Mira", "Zana")));
  expect([alike.layout.remembered, alike.rows[2]?.entry.institution]).toEqual([true, "Gjykata Kukës"]);
  const turned = Buffer.from("067 233 2130;Lule Kola;lule@example.al;P;Gjykata Kukës\n");
  const unlike = await see(other.id, await preview(other.id, "c.csv", turned));
  expect([unlike.layout.remembered, unlike.rows[0]?.entry.mail]).toEqual([undefined, "lule@example.al"]);
});
