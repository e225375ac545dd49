import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { openableClasses } from "#app/legal-aid/break-glass/forms";
import { readArchive, readIdentity } from "#app/operations/backup-archive.server";
import type { TestApp } from "./app";
import type { As, Store, World } from "./canary-journey";
import { filesBelow, until } from "./canary-stores";

/** The officer asks, a second person agrees, everything is looked at, and the hour ends. */
export async function glassBroken({ app }: World, as: As, requestId: string): Promise<void> {
  const officer = await as("dpo");
  const second = await as("auditor");
  await officer.look(`/audit/requests/${requestId}`);
  const { location } = await officer.does(`/audit/requests/${requestId}/break-glass`, { reason: "incident" });
  await second.look(location);
  await second.does(`${location}/approval`);
  await officer.look(`${location}/file`);
  const { status } = await officer.post(`${location}/file`, { classes: [...openableClasses] });
  if (status !== 200) throw new Error(`break-glass opened nothing: ${status}`);
  const papers = await app.owner.execute<{ id: string }>(sql`
    select id from documents where request_id = ${requestId} and state = 'clean'`);
  for (const { id } of papers) {
    const paper = await officer.post(`${location}/documents/${id}/copies`);
    if (paper.status !== 200) throw new Error(`break-glass opened no paper: ${paper.status}`);
  }
  for (const role of ["dpo", "auditor", "administrator"]) await (await as(role)).look(location);
  await (await as("coordinator")).look(`/desk/requests/${requestId}`);
  const [row] = await app.owner.execute<{ id: string }>(sql`select id from cases where request_id = ${requestId}`);
  for (const page of ["", "/file", "/looks"]) await (await as("lawyer")).look(`/lawyer/cases/${row?.id}${page}`);
  await second.does(`${location}/end`);
  await officer.post(`${location}/file`, { classes: [...openableClasses] });
  for (const { id } of papers) await officer.post(`${location}/documents/${id}/copies`);
}

/** Papers leave the store once the scanner has seen them: for the desk with a reason, for the lawyer of the case. */
export async function papersTaken({ app }: World, as: As, ids: { requestId: string; caseId?: string }): Promise<void> {
  const waiting = sql`select 1 from documents where request_id = ${ids.requestId} and state <> 'clean'`;
  await until(async () => (await app.owner.execute(waiting)).length === 0, 60_000);
  const papers = await app.owner.execute<{ id: string }>(sql`
    select id from documents where request_id = ${ids.requestId}`);
  for (const { id } of papers) {
    const { status } = ids.caseId
      ? await (await as("lawyer")).get(`/lawyer/cases/${ids.caseId}/documents/${id}`)
      : await (await as("coordinator")).post(`/desk/requests/${ids.requestId}/documents/${id}/copies`, {
          reason: "triage",
        });
    if (status !== 200) throw new Error(`a paper did not leave the store: ${status}`);
  }
}

/** Somebody's own record is to be corrected, and is not, with a sentence. */
export async function correctionRefused({ app, marks }: World, as: As): Promise<void> {
  const asker = await as("professional");
  await asker.does("/account/data/correction", {
    givenName: marks.word("p.correctionGiven"),
    familyName: marks.word("p.correctionFamily"),
    phone: marks.phone("p.correctionPhone"),
    institution: marks.word("p.correctionInstitution"),
    profession: marks.word("p.correctionProfession"),
    note: `E shkruara gabim: ${marks.word("p.correctionNote")}`,
  });
  await asker.look("/account/data");
  const [row] = await app.owner.execute<{ id: string }>(sql`select id from corrections`);
  const officer = await as("dpo");
  await officer.look("/audit/erasures");
  await officer.look(`/audit/corrections/${row?.id}`);
  await officer.does(`/audit/corrections/${row?.id}`, {
    answer: `Mbetet siç është: ${marks.word("p.correctionAnswer")}`,
  });
  await asker.look("/account/data");
}

/** The officer carries out what was asked about a request, or says no. */
export async function erasureDecided({ app }: World, as: As, requestId: string, carriesOut: boolean): Promise<void> {
  const officer = await as("dpo");
  const [row] = await app.owner.execute<{ id: string }>(sql`select id from erasures where subject_id = ${requestId}`);
  const erasure = `/audit/erasures/${row?.id}`;
  for (const path of ["/audit/erasures", erasure, `${erasure}/refusal`]) await officer.look(path);
  if (carriesOut) await officer.does(erasure, { reason: "no_longer_needed", sure: "yes" });
  else await officer.does(`${erasure}/refusal`, { reason: "legal_duty" });
}

/** What `npm run backup` writes, as it lies there, and what whoever holds the offline key reads in both dumps. */
export async function backupStores(app: TestApp, dataDir: string): Promise<Store[]> {
  const folder = mkdtempSync(join(tmpdir(), "canary-backup-"));
  const keyFile = join(folder, "offline.key");
  const environment = {
    ...process.env,
    DATABASE_URL: app.databaseUrl,
    DATABASE_OWNER_URL: app.ownerUrl,
    DATA_DIR: dataDir,
    BACKUP_DIR: folder,
  };
  const run = (file: string, more: Record<string, string>, ...flags: string[]) =>
    promisify(execFile)(process.execPath, ["app/operations/run.mjs", `app/operations/${file}`, ...flags], {
      env: { ...environment, ...more },
    });
  try {
    const { stdout } = await run("backup-key.server.ts", {}, keyFile);
    await run("backup.server.ts", { BACKUP_RECIPIENT: /BACKUP_RECIPIENT=(age1\w+)/.exec(stdout)?.[1] ?? "" });
    const identity = await readIdentity(keyFile);
    const stores: Store[] = [];
    for (const path of filesBelow(folder)) {
      if (!path.endsWith(".age")) continue;
      const where = path.slice(folder.length + 1);
      stores.push({ who: "backup", where: `encrypted ${where}`, bytes: readFileSync(path) });
      if (!/^(main|keys)\//.test(where)) continue;
      for await (const { name, content } of readArchive(path, identity))
        stores.push({ who: "backup", where: `${where.split("/")[0]} ${name}`, bytes: content });
    }
    return stores;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
