import { parse } from "csv-parse/sync";
import { desc, eq } from "drizzle-orm";
import readExcelFile from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { loader as certificates } from "#app/routes/downloads/certificates-file";
import { loader as courses } from "#app/routes/downloads/courses-file";
import { loader as events } from "#app/routes/downloads/events-file";
import { loader as lawyers } from "#app/routes/downloads/lawyers-file";
import { loader as offers } from "#app/routes/downloads/offers-file";
import { loader as people } from "#app/routes/downloads/people-file";
import { loader as roster } from "#app/routes/downloads/roster-file";
import { auditEvents } from "#db/schema/audit";
import { buildEnrolment, buildEvent, buildLawyer, buildMember, buildPerson } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { owner } = await testDatabase();
const { account: manager } = await buildMember(owner, "training_manager");
const { account: coordinator } = await buildMember(owner, "coordinator");
const { account: trainer } = await buildMember(owner, "trainer");
const event = await buildEvent(owner, { seats: 9, place: "Përmet" });
await buildEnrolment(owner, event.id, {
  seat: 1,
  person: { givenName: "Çlirim", familyName: "Mëhilli", email: "clirim.m@example.al", institution: "=HYPERLINK(1)" },
});
await buildEnrolment(owner, event.id, { person: { givenName: "Arta", familyName: "Pritja" } });
await buildPerson(owner, { givenName: "Jashtë", familyName: "Listës" });

type Loader = (args: never) => Promise<Response>;
async function fetched(loader: Loader, path: string, account = manager, params = {}) {
  const args = await routeArgs(path, { account, params });
  return loader(args as never);
}
const csv = async (answer: Response): Promise<string[][]> => parse(await answer.text(), { bom: true });
const xlsx = async (answer: Response) => {
  const [sheet] = await readExcelFile(Buffer.from(await answer.arrayBuffer()));
  return (sheet?.data ?? []).map((row) => row.map((cell) => (cell === null ? "" : String(cell))));
};

describe("a list as a file", () => {
  it("says in CSV and in XLSX the same, with ë and ç and no formula", async () => {
    const params = { id: event.id };
    const text = await csv(await fetched(roster, `/manage/events/${event.id}/roster.csv`, manager, params));
    const sheet = await xlsx(await fetched(roster, `/manage/events/${event.id}/roster.xlsx`, manager, params));
    expect(text).toHaveLength(3);
    expect(text[1]?.slice(0, 2)).toEqual(["Mëhilli", "Çlirim"]);
    expect(text[1]?.[4]).toBe("'=HYPERLINK(1)");
    expect(sheet[1]?.[4]).toBe("=HYPERLINK(1)");
    expect(sheet.map((row) => row.filter((_, place) => place !== 4))).toEqual(
      text.map((row) => row.filter((_, place) => place !== 4)),
    );
  });

  it("keeps the filter of the page, and speaks both languages", async () => {
    const params = { id: event.id };
    const path = `/manage/events/${event.id}/roster.csv?state=waiting&lang=en`;
    const rows = await csv(await fetched(roster, path, manager, params));
    expect(rows.map(([family]) => family)).toEqual(["Family name", "Pritja"]);
    const found = await csv(await fetched(people, "/manage/people.csv?q=mehilli+clirim"));
    expect(found.map(([family]) => family)).toEqual(["Mbiemri", "Mëhilli"]);
    const placed = await csv(await fetched(events, "/manage/events.csv?period=all&q=permet"));
    expect(placed).toHaveLength(2);
  });

  it("holds every list that the desk and the trainings show", async () => {
    await buildLawyer(owner);
    const params = { id: event.id };
    expect(await csv(await fetched(courses, "/manage/courses.csv"))).toHaveLength(2);
    const earned = await fetched(certificates, `/manage/events/${event.id}/certificates.csv`, manager, params);
    expect((await csv(earned))[1]?.[0]).toBe("Mëhilli Çlirim");
    expect(await csv(await fetched(lawyers, "/desk/lawyers.csv", coordinator))).toHaveLength(2);
    expect(await xlsx(await fetched(offers, "/desk/offers.xlsx", coordinator))).toHaveLength(1);
  });

  it("is on record with its number of rows, and refused to others and in other formats", async () => {
    const params = { id: event.id };
    await fetched(roster, `/manage/events/${event.id}/roster.csv`, manager, params);
    const [last] = await owner
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.action, "export-list"))
      .orderBy(desc(auditEvents.sequence))
      .limit(1);
    expect(last).toMatchObject({ subjectKind: "roster", subjectId: event.id, actorId: manager.id, count: 2 });
    expect(await statusOf(fetched(people, "/manage/people.ods"))).toBe(404);
    expect(await statusOf(fetched(people, "/manage/people.csv", trainer))).toBe(403);
    expect(await statusOf(fetched(lawyers, "/desk/lawyers.csv"))).toBe(403);
  });
});
