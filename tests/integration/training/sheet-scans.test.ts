import { and, asc, eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { contextFor, inTransaction } from "#app/context.server";
import { eraseSubjects } from "#app/protection/erase-subjects.server";
import { action as confirmation, loader as scanPage } from "#app/routes/teach/sheet-scan";
import { action as dismissal } from "#app/routes/teach/sheet-scan-dismissal";
import { loader as straight } from "#app/routes/teach/sheet-scan-page";
import { loader as photoFile } from "#app/routes/teach/sheet-scan-photo";
import { action as reversal } from "#app/routes/teach/sheet-scan-reversal";
import { action as upload } from "#app/routes/teach/sheets";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { addSheetScan } from "#app/training/sheets/add-sheet-scan.server";
import { makeSheet } from "#app/training/sheets/make-sheet.server";
import { sheetToPrint } from "#app/training/sheets/queries.server";
import { renderSheet } from "#app/training/sheets/sheet-pdf.server";
import { auditEvents } from "#db/schema/audit";
import { attendanceSheetRows, sheetScans } from "#db/schema/sheets";
import { presenceObservations } from "#db/schema/training";
import { buildEnrolment, buildEvent, buildMember, buildRoster } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { ownFileStore } from "#tests/support/kept-files";
import { chances, filled, photographed, printed, type RowKind, type Shot } from "#tests/support/sheet-photos";
import { routeArgs, statusOf } from "#tests/support/signed-in";

// A process is started for every photo: slow machines take their time.
vi.setConfig({ testTimeout: 300_000 });

const { app, owner } = await testDatabase();
ownFileStore();
const trainer = await buildMember(owner, "trainer");
const stranger = await buildMember(owner, "trainer");
const asTrainer = contextFor(trainer.actor, new Date(), app);
const event = await buildEvent(owner, { seats: 40, trainerIds: [trainer.account.id] });
const roster = await buildRoster(owner, event.id, 10);
const sittingId = event.sittings[0]?.id ?? "";
const otherSittingId = event.sittings[1]?.id ?? "";

const goodShot: Shot = {
  size: 2000,
  askew: 0.05,
  turn: 94,
  blur: 0.5,
  noise: 4,
  shadow: 0.7,
  light: 220,
  bend: 1,
  quality: 80,
};
/** Ten people: five sign, one has a dash, four rows are empty; somebody else signs in the first blank row. */
const kinds: RowKind[] = ["signature", "signature", "over_the_lines", "signature", "initials", "dash"];
const blankPosition = 11;

let code: string;
let photo: Buffer;
let rows: { position: number; enrolmentId: string | null }[];

beforeAll(async () => {
  const made = await makeSheet(asTrainer, { sittingId });
  if (!made.ok) throw new Error(made.reason);
  rows = await owner
    .select({ position: attendanceSheetRows.position, enrolmentId: attendanceSheetRows.enrolmentId })
    .from(attendanceSheetRows)
    .where(eq(attendanceSheetRows.sheetId, made.sheetId))
    .orderBy(asc(attendanceSheetRows.position));
  const sheet = await sheetToPrint(asTrainer, { sittingId, sheetId: made.sheetId });
  code = sheet.code;
  const [page = Buffer.alloc(0)] = await printed(await renderSheet(sheet));
  const chance = chances(5);
  const inRows = Array.from(
    { length: 18 },
    (_, place) => kinds[place] ?? (place + 1 === blankPosition ? "signature" : "empty"),
  );
  photo = await photographed(await filled(page, inRows, chance), goodShot, chance);
});

const args = (account: typeof trainer.account, params: Record<string, string>, form?: Record<string, string>) =>
  routeArgs("/", { account, params, ...(form && { form }) }) as Promise<never>;

async function uploaded(content: Buffer, name = "foto.jpg", id = sittingId, account = trainer.account) {
  const form = new FormData();
  form.append("file", new File([new Uint8Array(content)], name));
  const given = (await routeArgs("/", { account, params: { id } })) as unknown as { request: Request };
  const headers = new Headers(given.request.headers);
  headers.delete("Content-Type");
  const request = new Request("http://localhost:3000/", { method: "POST", headers, body: form });
  return upload({ ...given, request } as never) as Promise<unknown>;
}

async function refusal(content: Buffer, name?: string, id?: string): Promise<string | undefined> {
  const answer = (await uploaded(content, name, id)) as {
    data?: { form: { errors: Record<string, { key: string }[]> } };
  };
  return answer.data?.form.errors.file?.[0]?.key;
}

async function scanned(): Promise<string> {
  const answer = (await uploaded(photo)) as Response;
  expect(answer.status).toBe(303);
  return /scans\/([0-9a-f-]{36})/.exec(answer.headers.get("Location") ?? "")?.[1] ?? "";
}

const marks = async () =>
  owner
    .select({
      enrolmentId: presenceObservations.enrolmentId,
      mark: presenceObservations.mark,
      channel: presenceObservations.channel,
    })
    .from(presenceObservations)
    .where(and(eq(presenceObservations.sittingId, sittingId)))
    .orderBy(asc(presenceObservations.id));
const at = (position: number) => rows[position - 1]?.enrolmentId ?? "";

describe("a photo of a signature sheet", () => {
  it("is read, looked at and confirmed; undone, it leaves the marks as they were", async () => {
    await recordPresence(asTrainer, { marks: [{ sittingId, enrolmentId: at(2), mark: "late" }], channel: "list" });
    const late = await buildEnrolment(owner, event.id, { seat: 20 });
    const scanId = await scanned();
    const params = { id: sittingId, scanId };
    const shown = (await scanPage(await args(trainer.account, params))) as Awaited<ReturnType<typeof scanPage>>;
    const proposals = Object.fromEntries(shown.rows.map(({ position, proposal }) => [position, proposal]));
    expect(proposals).toMatchObject({
      1: "signed",
      2: "signed",
      3: "signed",
      4: "signed",
      6: "open",
      7: "empty",
      10: "empty",
    });
    expect(shown.rows.find(({ position }) => position === blankPosition)?.person).toBeNull();
    expect(shown.rows.map(({ position }) => position)).not.toContain(12);
    expect(shown.withoutRow.map(({ enrolmentId }) => enrolmentId)).toEqual([late.id]);
    expect(await marks()).toHaveLength(1);

    const form = {
      "row.1": "signed",
      "row.2": "signed",
      "row.3": "signed",
      "row.6": "empty",
      [`who.${blankPosition}`]: late.id,
    };
    const done = (await confirmation(await args(trainer.account, params, { ...form, absent: "yes" }))) as Response;
    expect(done.status).toBe(303);
    const paper = (await marks()).filter(({ channel }) => channel === "paper");
    expect(paper.map(({ enrolmentId, mark }) => `${enrolmentId} ${mark}`).sort()).toEqual(
      [`${at(1)} present`, `${at(3)} present`, `${at(6)} absent`, `${late.id} present`].sort(),
    );
    const again = (await uploaded(photo)) as Response;
    expect(again.headers.get("Location")).toContain(scanId);

    expect(await statusOf(reversal(await args(trainer.account, params, {})))).toBe(303);
    const latest = new Map((await marks()).map(({ enrolmentId, mark }) => [enrolmentId, mark]));
    expect(Object.fromEntries(latest)).toEqual({
      [at(1)]: "not_recorded",
      [at(2)]: "late",
      [at(3)]: "not_recorded",
      [at(6)]: "not_recorded",
      [late.id]: "not_recorded",
    });
    expect(await statusOf(dismissal(await args(trainer.account, params, {})))).toBe(303);
    const [row] = await owner.select().from(sheetScans).where(eq(sheetScans.id, scanId));
    expect(row).toMatchObject({ state: "discarded", imageSha256: null });
    const actions = await owner
      .select({ action: auditEvents.action })
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, event.id));
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["add-sheet-scan", "confirm-sheet-scan", "undo-sheet-scan", "discard-sheet-scan"]),
    );
  });

  it("shows its pictures, without what the camera wrote, to whoever holds the session only", async () => {
    const scanId = await scanned();
    const params = { id: sittingId, scanId };
    for (const loader of [straight, photoFile]) {
      const answer = (await loader(await args(trainer.account, params))) as Response;
      const content = Buffer.from(await answer.arrayBuffer());
      const { format, exif, width = 0, height = 0 } = await sharp(content).metadata();
      expect({ format, exif, upright: height > width || loader === photoFile }).toEqual({
        format: "jpeg",
        exif: undefined,
        upright: true,
      });
      expect(await statusOf(loader(await args(stranger.account, params)))).toBe(404);
      expect(await statusOf(loader(await args(trainer.account, { ...params, id: otherSittingId })))).toBe(404);
    }
    for (const call of [scanPage, confirmation, dismissal, reversal])
      expect(await statusOf(call(await args(stranger.account, params, {})) as Promise<unknown>)).toBe(404);
  });

  it("takes the place of one that waits", async () => {
    const pictures = { photo: Buffer.from("photo"), straight: Buffer.from("straight") };
    const added = async () => {
      const result = await addSheetScan(asTrainer, { sittingId, code, page: 1, rows: [], ...pictures });
      return result.ok ? result.scanId : "";
    };
    const [before, after] = [await added(), await added()];
    const states = await owner.select({ id: sheetScans.id, state: sheetScans.state }).from(sheetScans);
    expect(states.find(({ id }) => id === before)?.state).toBe("discarded");
    expect(states.find(({ id }) => id === after)?.state).toBe("proposed");
    const noSuchPage = await addSheetScan(asTrainer, { sittingId, code, page: 2, rows: [], ...pictures });
    expect(noSuchPage).toEqual({ ok: false, reason: "other_sheet" });
  });

  it("goes when somebody on it is erased; the marks stay", async () => {
    const scanId = await scanned();
    const system = contextFor({ kind: "system" }, new Date(), app);
    const personId = roster.find(({ id }) => id === at(9))?.personId ?? "";
    await inTransaction(system, (tx) => eraseSubjects(tx, [{ kind: "person", id: personId }], "retention"));
    expect(await statusOf(photoFile(await args(trainer.account, { id: sittingId, scanId })))).toBe(404);
    const shown = await scanPage(await args(trainer.account, { id: sittingId, scanId }));
    expect((shown as { scan: { pictured: boolean } }).scan.pictured).toBe(false);
  });
});

describe("a photo that is refused", () => {
  it("says why, in words of its own", async () => {
    const dark = await sharp(photo).linear(0.12).jpeg().toBuffer();
    const { width = 0, height = 0 } = await sharp(photo).metadata();
    const cut = await sharp(photo)
      .extract({ left: Math.round(width * 0.2), top: 0, width: Math.round(width * 0.8), height })
      .jpeg()
      .toBuffer();
    const empty = await sharp({ create: { width: 1500, height: 1500, channels: 3, background: "#ddd" } })
      .jpeg()
      .toBuffer();
    const small = await sharp(photo).resize(620).jpeg({ quality: 95 }).toBuffer();
    expect(await refusal(empty)).toBe("sheet_no_sheet");
    expect(await refusal(cut)).toMatch(/^sheet_(corner_hidden|rows_hidden|no_sheet)$/);
    expect(await refusal(dark)).toBe("sheet_too_dark");
    expect(await refusal(small)).toBe("sheet_too_small");
    expect(await refusal(photo, "foto.jpg", otherSittingId)).toBe("sheet_other_sheet");
    expect(await refusal(Buffer.from("no image at all"))).toBe("sheet_not_an_image");
    expect(await refusal(photo.subarray(0, 40_000))).toBe("sheet_not_an_image");
    expect(await refusal(Buffer.from("%PDF-1.7\n%âãÏÓ\n"), "skanim.pdf")).toBe("sheet_pdf");
    expect(await refusal(Buffer.alloc(0), "bosh.jpg")).toBe("sheet_not_an_image");
  });
});
