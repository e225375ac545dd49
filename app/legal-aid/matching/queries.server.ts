import { eq, inArray, type SQL, sql } from "drizzle-orm";
import { type Context, type Coordinator, notFound, type System } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { credentialNeeded, lawyersWithCredential } from "#app/training/certificates/credentials.queries.server";
import { accounts, people } from "#db/schema/accounts";
import { aidRequests } from "#db/schema/aid-requests";
import { lawyers } from "#db/schema/lawyers";
import { settings } from "#db/schema/reference";
import type { RequestState, Urgency } from "#db/vocabulary";
import { type FactsOfLawyer, type Filter, filters, kindMayDo, type Need, type Ranked, rank } from "./rules";

export interface Matching {
  requestId: string;
  code: string;
  state: RequestState;
  urgency: Urgency;
  need: Need;
  estimatedHours: number | null;
  /** Everybody in the network, those with a place first. */
  ranked: Ranked[];
}

/**
 * Judges the whole network for one request in one query without names: who is eligible in which order, and which filters
 * take the others out. `remote` counts whoever works remotely as being in the region. Throws the 404 for unknown ids.
 */
export async function matchLawyers(
  context: Context<Coordinator | System>,
  requestId: string,
  options: { remote?: boolean } = {},
): Promise<Matching> {
  const [request] = await context.db
    .select({
      code: aidRequests.code,
      state: aidRequests.state,
      urgency: aidRequests.urgency,
      regionIso: aidRequests.regionIso,
      areaCode: aidRequests.areaCode,
      language: aidRequests.language,
      genderWish: aidRequests.genderWish,
      stepKinds: aidRequests.stepKinds,
      estimatedHours: aidRequests.estimatedHours,
    })
    .from(aidRequests)
    .where(eq(aidRequests.id, requestId));
  if (!request) throw notFound();
  const { code, state, urgency, estimatedHours, ...asked } = request;
  const need: Need = { ...asked, remote: options.remote ?? false };
  const facts = await factsOfNetwork(context, requestId, need);
  const seed = `${calendarDate(context.now)} ${requestId}`;
  const ranked = rank(facts, { seed, dutyFirst: urgency === "emergency" });
  return { requestId, code, state, urgency, need, estimatedHours, ranked };
}

/** The settings of the fair share; those of a fresh database where a row is missing. */
export async function shareSettings(context: Context): Promise<{ days: number; expiredShare: number }> {
  const rows = await context.db
    .select({ key: settings.key, value: settings.value })
    .from(settings)
    .where(inArray(settings.key, ["fair_share_days", "expired_offer_share"]));
  const value = (key: string, otherwise: number) => {
    const found = rows.find((row) => row.key === key)?.value;
    return typeof found === "number" && found >= 0 ? found : otherwise;
  };
  return { days: value("fair_share_days", 180), expiredShare: value("expired_offer_share", 0.25) };
}

/** One row per lawyer of the network: filter bits, load, pledge. The names are not in it. */
export async function factsOfNetwork(context: Context, requestId: string, need: Need): Promise<FactsOfLawyer[]> {
  const share = await shareSettings(context);
  const [row] = await context.db.execute<{ facts: string | null }>(factsQuery(requestId, need, context.now, share));
  if (!row?.facts) return [];
  return row.facts.split(";").map((line) => {
    const [lawyerId = "", out = "0", load = "0", pledgedHours = "0", flags = "0", last] = line.split(",");
    const bits = Number(out);
    return {
      lawyerId,
      out: bits,
      load: Number(load),
      pledgedHours: Number(pledgedHours),
      newcomer: (Number(flags) & 1) !== 0,
      onDuty: (Number(flags) & 2) !== 0,
      active: (bits & 1) === 0,
      lastOfferedAt: last ? new Date(Number(last)) : null,
    };
  });
}

/** The query behind `factsOfNetwork`; one line of text, because ten thousand parsed rows cost more than the query. */
export function factsQuery(
  requestId: string,
  need: Need,
  now: Date,
  share: { days: number; expiredShare: number },
): SQL {
  const today = sql`${calendarDate(now)}::date`;
  const until = sql`${now.toISOString()}::timestamptz`;
  const since = sql`${new Date(now.getTime() - share.days * 86_400_000).toISOString()}::timestamptz`;
  const tests: Record<Filter, SQL | null> = {
    not_active: sql`l.state <> 'verified'`,
    permit: sql`l.kind <> 'jurist' and (l.permit_valid_to is null or l.permit_valid_to < ${today})`,
    leave: sql`l.on_leave_until > ${today}`,
    kind: sql`not case l.kind when 'advocate' then true when 'jurist' then ${kindMayDo("jurist", need.stepKinds, false)}::boolean
      else ${kindMayDo("candidate_advocate", need.stepKinds, true)}::boolean and l.supervisor_id is not null end`,
    region:
      need.regionIso === null
        ? null
        : sql`l.id not in (select lawyer_id from lawyer_regions where region_iso = ${need.regionIso})
            and not (${need.remote}::boolean and l.remote)`,
    area:
      need.areaCode === null
        ? null
        : sql`l.id not in (select lawyer_id from lawyer_areas where area_code = ${need.areaCode})`,
    language: sql`not (${need.language}::text = any(l.languages))`,
    gender: need.genderWish === null ? null : sql`l.gender <> ${need.genderWish}`,
    certificate: sql`(select asked from credential_needed) and l.account_id not in
      (select id from accounts where person_id in (${lawyersWithCredential(need.areaCode, now)}))`,
    capacity: sql`coalesce(open_cases.cases, 0) >= l.capacity`,
    conflict: sql`l.id in (select lawyer_id from conflict_findings
      where request_id = ${requestId} and band in ('possible', 'conflict') and cleared_at is null)`,
    asked_before: sql`l.id in (select lawyer_id from offers where request_id = ${requestId})`,
  };
  const bits = sql.join(
    filters.flatMap((filter, bit) => {
      const out = tests[filter];
      return out ? [sql`case when ${out} then ${sql.raw(String(1 << bit))} else 0 end`] : [];
    }),
    sql` | `,
  );
  return sql`
    with loads as (
      select o.lawyer_id,
        sum(case when o.opened_at < coalesce(w.shares_from, w.verified_at) or o.state in ('open', 'holding') then 0
          when o.state = 'expired' then o.estimated_hours * ${share.expiredShare}::real else o.estimated_hours end) as load,
        max(o.opened_at) as last_at
      from offers o join lawyers w on w.id = o.lawyer_id
      where o.opened_at >= ${since} and o.opened_at <= ${until} and o.state not in ('declined', 'passed_over', 'withdrawn')
      group by o.lawyer_id
    ), open_cases as (
      select lawyer_id, count(*) as cases from cases where state = 'open' group by lawyer_id
    ), credential_needed as (
      select ${credentialNeeded(need.areaCode)} as asked
    )
    select string_agg(concat_ws(',', l.id, ${bits}, coalesce(loads.load, 0), l.pledged_hours,
      (case when coalesce(l.shares_from, l.verified_at) > ${since} then 1 else 0 end) | (case when l.on_duty then 2 else 0 end),
      (date_part('epoch', loads.last_at) * 1000)::bigint), ';') as facts
    from lawyers l
    left join loads on loads.lawyer_id = l.id
    left join open_cases on open_cases.lawyer_id = l.id
    where l.state in ('verified', 'suspended')`;
}

export interface NamedLawyer {
  lawyerId: string;
  name: string;
  kind: string;
  regions: string[];
}

/** Names for the lawyers of one page: asked for after the order stands, never inside it. */
export async function namesOfLawyers(
  context: Context<Coordinator>,
  lawyerIds: readonly string[],
): Promise<Map<string, NamedLawyer>> {
  if (lawyerIds.length === 0) return new Map();
  const rows = await context.db
    .select({
      lawyerId: lawyers.id,
      name: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
      kind: lawyers.kind,
      regions: sql<
        string[]
      >`coalesce((select array_agg(r.region_iso order by r.region_iso) from lawyer_regions r where r.lawyer_id = ${lawyers.id}), '{}')`,
    })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(inArray(lawyers.id, [...lawyerIds]));
  return new Map(rows.map((row) => [row.lawyerId, row]));
}
