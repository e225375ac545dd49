import { inArray, type SQL, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import type { Context } from "#app/context.server";
import { people, personClaims } from "#db/schema/accounts";
import { corrections } from "#db/schema/erasures";
import { lawyerAreas, lawyerCourts, lawyerRegions, lawyers } from "#db/schema/lawyers";
import { conflictChecks, conflictFindings } from "#db/schema/offers";
import { enrolments, importRows, imports } from "#db/schema/training";
import type { RetentionClass } from "#db/vocabulary";
import { eraseSubjects } from "./erase-subjects.server";

/** What has been kept long enough, and how it goes. */
export interface Sweep {
  /** The ids of what ended before the instant. */
  due(before: SQL, now: SQL): SQL;
  clear(tx: Context, ids: string[], before: SQL): Promise<unknown>;
}

const ended = sql`r.state in ('closed', 'declined', 'merged', 'withdrawn')
  and (select max(m.moved_at) from request_moves m where m.request_id = r.id)`;
const hadCase = sql`exists (select 1 from cases c where c.request_id = r.id)`;

/** The night's work, class by class, in the order in which it is done. */
export const sweeps: Partial<Record<RetentionClass, Sweep>> = {
  requests_ended: {
    due: (before) =>
      sql`select r.id from aid_requests r where r.erased_at is null and not ${hadCase} and ${ended} < ${before}`,
    clear: eraseRequests,
  },
  requests_with_case: {
    due: (before, now) => sql`select r.id from aid_requests r
      where r.erased_at is null and ${hadCase} and ${ended} < ${before} and not exists (
        select 1 from cases c left join case_deadlines d on d.case_id = c.id and d.state = 'open' and d.due_at > ${now}
        where c.request_id = r.id and (c.state = 'open' or c.ended_at >= ${before} or d.id is not null))`,
    clear: eraseRequests,
  },
  conflict_checks: {
    due: (before) => sql`select r.id from aid_requests r where ${ended} < ${before} and (
      exists (select 1 from conflict_checks k where k.request_id = r.id)
      or exists (select 1 from conflict_findings f where f.request_id = r.id))`,
    async clear({ db }, ids) {
      await db.delete(conflictChecks).where(inArray(conflictChecks.requestId, ids));
      await db.delete(conflictFindings).where(inArray(conflictFindings.requestId, ids));
    },
  },
  lawyer_applications: {
    due: (before) => sql`select l.id from lawyers l where l.state = 'rejected' and l.applied_at < ${before} and (
      l.licence_number is not null or l.permit_valid_to is not null or l.chamber_code is not null
      or exists (select 1 from lawyer_regions x where x.lawyer_id = l.id)
      or exists (select 1 from lawyer_areas x where x.lawyer_id = l.id)
      or exists (select 1 from lawyer_courts x where x.lawyer_id = l.id))`,
    async clear({ db }, ids) {
      await db.delete(lawyerRegions).where(inArray(lawyerRegions.lawyerId, ids));
      await db.delete(lawyerAreas).where(inArray(lawyerAreas.lawyerId, ids));
      await db.delete(lawyerCourts).where(inArray(lawyerCourts.lawyerId, ids));
      await db
        .update(lawyers)
        .set({ licenceNumber: null, permitValidTo: null, chamberCode: null })
        .where(inArray(lawyers.id, ids));
    },
  },
  closed_accounts: {
    due: (before) => sql`select a.id from accounts a where a.email not like '%@erased.invalid'
      and (a.state = 'closed' and a.closed_at < ${before} or a.state = 'invited' and a.created_at < ${before})`,
    clear: eraseAccounts,
  },
  training_records: {
    due: (before) => sql`select p.id from people p where p.created_at < ${before} and p.merged_into is null
      and not exists (select 1 from erasure_ledger l where l.subject_kind = 'person' and l.subject_id = p.id)
      and not exists (select 1 from accounts a where a.person_id = p.id
        and (a.state <> 'closed' or a.closed_at >= ${before}))
      and not exists (select 1 from enrolments n join events e on e.id = n.event_id where n.person_id = p.id
        and greatest(e.ends_on, e.starts_on, n.created_at::date) >= ${before}::date)`,
    clear: (tx, ids) =>
      eraseSubjects(
        tx,
        ids.map((id) => ({ kind: "person" as const, id })),
        "retention",
      ),
  },
  enrolments_not_taken: {
    due: (before) => sql`select n.id from enrolments n join events e on e.id = n.event_id
      where n.state <> 'admitted' and coalesce(e.ends_on, e.starts_on, n.changed_at::date) < ${before}::date
        and n.changed_at < ${before}
        and not exists (select 1 from presence_observations o where o.enrolment_id = n.id)`,
    clear: ({ db }, ids) => db.delete(enrolments).where(inArray(enrolments.id, ids)),
  },
  claim_codes: {
    due: (before) => sql`select c.id from person_claims c where coalesce(c.used_at, c.created_at) < ${before}`,
    clear: ({ db }, ids) => db.delete(personClaims).where(inArray(personClaims.id, ids)),
  },
  import_previews: {
    due: (before) => sql`select i.id from imports i where i.state <> 'committed' and i.created_at < ${before}
      and (i.content is not null or exists (select 1 from import_rows x where x.import_id = i.id))`,
    async clear({ db }, ids) {
      await db.delete(importRows).where(inArray(importRows.importId, ids));
      await db
        .update(imports)
        .set({
          content: null,
          state: sql`case when ${imports.state} = 'previewed' then 'discarded' else ${imports.state} end`,
        })
        .where(inArray(imports.id, ids));
    },
  },
  import_rows: {
    due: (before) => sql`select i.id from imports i where i.state = 'committed' and i.committed_at < ${before}
      and exists (select 1 from import_rows x where x.import_id = i.id)`,
    clear: ({ db }, ids) => db.delete(importRows).where(inArray(importRows.importId, ids)),
  },
  account_links: {
    due: (before) => sql`select l.id from account_links l where coalesce(l.used_at, l.expires_at) < ${before}`,
    clear: ({ db }, ids, before) => db.execute(sql`select access.clear_account_links(${before}, ${ids.length})`),
  },
  outbox_messages: {
    due: (before) => sql`select m.id from outbox_messages m where m.state <> 'waiting' and m.created_at < ${before}`,
    clear: ({ db }, ids, before) => db.execute(sql`select access.clear_outbox(${before}, ${ids.length})`),
  },
  corrections: {
    due: (before) => sql`select k.id from corrections k where k.decided_at < ${before}`,
    clear: ({ db }, ids) => db.delete(corrections).where(inArray(corrections.id, ids)),
  },
};

function eraseRequests(tx: Context, ids: string[]): Promise<void> {
  return eraseSubjects(
    tx,
    ids.map((id) => ({ kind: "request" as const, id })),
    "retention",
  );
}

/** Address, secrets and profile of closed accounts; the name stays as long as the training records do. */
async function eraseAccounts(tx: Context, ids: string[]): Promise<void> {
  for (const id of ids) {
    const entry = { action: "erase-account", subjectKind: "account", subjectId: id, reason: "retention" };
    const auditId = await recordAudit(tx, entry);
    await tx.db.execute(
      sql`select access.erase_account(${id}::uuid, ${auditId}::uuid, ${tx.now.toISOString()}::timestamptz)`,
    );
  }
  await tx.db
    .update(people)
    .set({ email: null, phone: null })
    .where(sql`${people.id} in (select a.person_id from accounts a where ${inArray(sql`a.id`, ids)})`);
}
