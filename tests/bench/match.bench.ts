import { sql } from "drizzle-orm";
import { contextFor } from "#app/context.server";
import { matchLawyers } from "#app/legal-aid/matching/queries.server";
import { buildAidRequest, buildCourse, buildEvent, buildMember } from "#db/seeds/build.server";
import type { Bench } from "./bench";

const LAWYERS = 10_000;
const OFFERS_EACH = 10;

/** The whole network judged for one request: filters, loads of 180 days, order, reasons for everybody. */
export default async function match(bench: Bench) {
  const { owner, app } = await bench.database();
  await fillNetwork(owner);
  const course = await buildCourse(owner);
  const event = await buildEvent(owner, { courseId: course.id });
  await owner.execute(sql`insert into course_unlocks (course_id, area_code) values (${course.id}, 'PO-REQ')`);
  await owner.execute(sql`
    insert into certificates (code, year, serial, event_id, person_id, statement, issued_at)
    select 'bench-' || row_number() over (), 2026, row_number() over (), ${event.id}, a.person_id, '{}', now() - interval '90 days'
    from accounts a join lawyers l on l.account_id = a.id where ('x' || right(l.id::text, 1))::bit(4)::int < 12`);
  await owner.execute(sql`vacuum analyze`);
  const request = await buildAidRequest(owner, { state: "matching", regionIso: "AL-11", areaCode: "PO-REQ" });
  const { actor } = await buildMember(owner, "coordinator");
  const context = contextFor(actor, new Date(), app);
  let eligible = 0;
  await bench.measure({
    name: "match",
    size: LAWYERS,
    rounds: 40,
    work: async () => {
      const { ranked } = await matchLawyers(context, request.id);
      if (ranked.length !== LAWYERS) throw new Error(`${ranked.length} lawyers`);
      eligible = ranked.filter(({ place }) => place !== null).length;
    },
  });
  if (eligible < 100) throw new Error(`only ${eligible} eligible: the bench measures the filters, not the order`);
}

async function fillNetwork(db: Awaited<ReturnType<Bench["database"]>>["owner"]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      with made as (
        insert into people (id, given_name, family_name, folded_name)
        select uuidv7(), 'Arta', 'Mbiemri' || n, 'arta mbiemri' || n from generate_series(1, ${LAWYERS}) n
        returning id, family_name)
      insert into accounts (person_id, email, state) select id, lower(family_name) || '@example.al', 'active' from made`);
    await tx.execute(sql`
      insert into lawyers (account_id, kind, state, chamber_code, permit_valid_to, gender, languages, capacity, pledged_hours, remote, on_leave_until, verified_at)
      select id, (array['advocate','advocate','advocate','candidate_advocate','jurist'])[1 + n % 5], 'verified', 'DHV-TIRANE',
        current_date + 300, (array['woman','man'])[1 + n % 2], array['sq'], 2 + n % 4, 20 + (n % 5) * 20, n % 3 = 0,
        case when n % 17 = 0 then current_date + 10 end, now() - make_interval(days => 30 + n % 400)
      from (select id, row_number() over (order by id)::int as n from accounts where email like 'mbiemri%') a`);
    await tx.execute(sql`
      insert into lawyer_approvals (lawyer_id, account_id, licence_check, checked_on)
      select l.id, a.id, 'bar_register', current_date from lawyers l, (select id from accounts limit 2) a`);
  });
  await db.execute(sql`
    insert into lawyer_regions (lawyer_id, region_iso)
    select l.id, r.iso from (select id, row_number() over (order by id)::int as n from lawyers) l
    join (select iso, row_number() over (order by iso)::int as k from regions) r on r.k % 4 = l.n % 4`);
  await db.execute(sql`
    insert into lawyer_areas (lawyer_id, area_code)
    select l.id, a.code from (select id, row_number() over (order by id)::int as n from lawyers) l
    join practice_areas a on (a.position + l.n) % 5 < 2`);
  await db.execute(sql`
    insert into aid_requests (code, source, state, received_at)
    select 'B-' || n, 'desk', 'closed', now() - interval '200 days' from generate_series(1, ${LAWYERS}) n`);
  await db.execute(sql`
    insert into offers (request_id, lawyer_id, state, card, estimated_hours, opened_at, expires_at, attested_at, ended_at)
    select r.id, l.id, (array['accepted','declined','expired','passed_over','passed_over'])[1 + k % 5], '{}', 4 + k * 2,
      now() - make_interval(days => (l.n * 7 + k * 23) % 360), now(), now(), now()
    from generate_series(1, ${OFFERS_EACH}) k
    join (select id, row_number() over (order by id)::int as n from lawyers) l on true
    join (select id, row_number() over (order by id)::int as n from aid_requests) r
      on r.n = 1 + (l.n + k * 997) % ${LAWYERS}`);
  await db.execute(sql`
    insert into cases (code, request_id, offer_id, lawyer_id, state, opened_at)
    select distinct on (request_id) 'BC-' || o.id, o.request_id, o.id, o.lawyer_id, 'open', o.opened_at
    from offers o where o.state = 'accepted' order by request_id limit 5000`);
}
