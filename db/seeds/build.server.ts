import { randomBytes } from "node:crypto";
import { hashSecret } from "#app/accounts/passwords.server";
import { foldedName } from "#app/accounts/people";
import type { Lawyer, Member } from "#app/context.server";
import type { Database, Transaction } from "../client.server";
import { accountRoles, accounts, people } from "../schema/accounts";
import { aidRequests, consents, requestMoves } from "../schema/aid-requests";
import { lawyerApprovals, lawyerAreas, lawyerRegions, lawyers } from "../schema/lawyers";
import { type Card, offers } from "../schema/offers";
import { organisationMembers, organisations } from "../schema/organisations";
import { projects, projectTargets } from "../schema/projects";
import { courses, enrolments, events, eventTrainers, sittings } from "../schema/training";
import type { ConsentKind, Role } from "../vocabulary";

type Db = Database | Transaction;
type New<T extends { $inferInsert: object }> = Partial<T["$inferInsert"]>;

/** Something short and different every time: mail addresses, slugs, codes. */
const unique = () => randomBytes(5).toString("hex");

function one<T>(rows: T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error("the row was not written");
  return row;
}

export async function buildPerson(db: Db, values: New<typeof people> = {}) {
  const { givenName = "Jonida", familyName = "Hoxha" } = values;
  const row = { givenName, familyName, foldedName: foldedName(givenName, familyName), ...values };
  return one(await db.insert(people).values(row).returning());
}

export interface NewAccount {
  roles?: readonly Role[];
  /** Hashed with Argon2id (0.2 s): leave it out where nobody signs in with it. */
  password?: string;
  account?: New<typeof accounts>;
  person?: New<typeof people>;
  grantedAt?: Date;
}

/** A person with an active account, and the actor that a guard would make of it. */
export async function buildAccount(db: Db, values: NewAccount = {}) {
  const { roles = ["professional"], password } = values;
  const email = values.account?.email ?? values.person?.email ?? `${unique()}@example.al`;
  const personId = values.account?.personId ?? (await buildPerson(db, { email, ...values.person })).id;
  const passwordHash = password === undefined ? null : await hashSecret(password);
  const row = { state: "active", passwordHash, ...values.account, email, personId } as const;
  const account = one(await db.insert(accounts).values(row).returning());
  if (roles.length > 0)
    await db
      .insert(accountRoles)
      .values(roles.map((role) => ({ accountId: account.id, role, grantedAt: values.grantedAt ?? account.createdAt })));
  return { ...account, roles };
}

/** The actor of an account acting in one of its roles. */
export function memberOf<R extends Role>(account: { id: string; personId: string }, role: R): Member<R> {
  return { kind: "account", accountId: account.id, personId: account.personId, roles: [role], as: role };
}

/** An account with one role, and the actor acting in it. */
export async function buildMember<R extends Role>(db: Db, role: R, values: NewAccount = {}) {
  const account = await buildAccount(db, { roles: [role], ...values });
  return { account, actor: memberOf(account, role) };
}

export async function buildOrganisation(db: Db, values: New<typeof organisations> = {}) {
  const name = `Organizata ${unique()}`;
  return one(
    await db
      .insert(organisations)
      .values({ nameSq: name, nameEn: name, kind: "institution", ...values })
      .returning(),
  );
}

export async function buildOrganisationMember(db: Db, organisationId: string, accountId: string) {
  await db.insert(organisationMembers).values({ organisationId, accountId });
}

export async function buildProject(db: Db, values: New<typeof projects> = {}) {
  const row = { slug: `projekti-${unique()}`, titleSq: "Projekt prove", titleEn: "Test project", ...values };
  return one(await db.insert(projects).values(row).returning());
}

export async function buildProjectTarget(db: Db, projectId: string, values: New<typeof projectTargets> = {}) {
  const row = {
    projectId,
    indicator: "trainings_held",
    labelSq: "trajnime",
    labelEn: "trainings",
    position: 1,
  } as const;
  return one(
    await db
      .insert(projectTargets)
      .values({ ...row, target: 10, ...values })
      .returning(),
  );
}

export async function buildCourse(db: Db, values: New<typeof courses> = {}) {
  const row = {
    slug: `kursi-${unique()}`,
    kind: "training",
    titleSq: "Të drejtat e viktimave",
    titleEn: "The rights of victims",
    minutes: 360,
    ...values,
  } as const;
  return one(await db.insert(courses).values(row).returning());
}

export interface NewEvent extends New<typeof events> {
  course?: New<typeof courses>;
  /** Beginning and end of each sitting; without it two sittings of three hours on the first day. */
  sittings?: { startsAt: Date; endsAt: Date }[];
  trainerIds?: string[];
}

/** A confirmed event with its sittings, by default on 12 January 2027. */
export async function buildEvent(db: Db, values: NewEvent = {}) {
  const {
    course,
    sittings: times = defaultSittings(values.startsOn ?? "2027-01-12"),
    trainerIds = [],
    ...row
  } = values;
  const courseId = row.courseId ?? (await buildCourse(db, course)).id;
  const startsOn = times[0]?.startsAt.toISOString().slice(0, 10) ?? null;
  const endsOn = times.at(-1)?.endsAt.toISOString().slice(0, 10) ?? startsOn;
  const event = one(
    await db
      .insert(events)
      .values({
        slug: `veprimtaria-${unique()}`,
        kind: "training",
        state: "confirmed",
        seats: 25,
        regionIso: "AL-07",
        place: "Kukës",
        startsOn,
        endsOn,
        ...row,
        courseId,
      })
      .returning(),
  );
  const rows = times.map((time, index) => ({ eventId: event.id, position: index + 1, ...time }));
  const made = rows.length > 0 ? await db.insert(sittings).values(rows).returning() : [];
  if (trainerIds.length > 0)
    await db.insert(eventTrainers).values(trainerIds.map((accountId) => ({ eventId: event.id, accountId })));
  return { ...event, sittings: made };
}

function defaultSittings(day: string) {
  return [
    { startsAt: new Date(`${day}T08:00:00Z`), endsAt: new Date(`${day}T11:00:00Z`) },
    { startsAt: new Date(`${day}T12:00:00Z`), endsAt: new Date(`${day}T15:00:00Z`) },
  ];
}

/** Somebody in an event; admitted with the seat given, otherwise waiting. */
export async function buildEnrolment(
  db: Db,
  eventId: string,
  values: New<typeof enrolments> & { person?: New<typeof people> } = {},
) {
  const { person, ...row } = values;
  const personId = row.personId ?? (await buildPerson(db, person)).id;
  const state = row.state ?? (row.seat ? "admitted" : "waiting");
  return one(
    await db
      .insert(enrolments)
      .values({ source: "manager", ...row, eventId, personId, state })
      .returning(),
  );
}

/** So many admitted people, on seats from 1. */
export async function buildRoster(db: Db, eventId: string, size: number) {
  const rows = Array.from({ length: size }, (_, index) => {
    const familyName = `Mbiemri${index + 1}`;
    return { givenName: "Arta", familyName, foldedName: foldedName("Arta", familyName) };
  });
  const made = await db.insert(people).values(rows).returning({ id: people.id });
  return db
    .insert(enrolments)
    .values(
      made.map(({ id: personId }, index) => ({
        eventId,
        personId,
        state: "admitted" as const,
        seat: index + 1,
        source: "manager" as const,
      })),
    )
    .returning();
}

export interface NewLawyer extends New<typeof lawyers> {
  account?: NewAccount;
  areas?: string[];
  regions?: string[];
  /** The two who approved; made where they are missing. */
  approvedBy?: [string, string];
}

/** A verified lawyer with two approvals (`state: "applied"`: without), and the actor. Approvals need a transaction. */
export async function buildLawyer(db: Database, values: NewLawyer = {}) {
  const { account: newAccount, areas = ["PO-REQ", "FAM-DIV"], regions = ["AL-11"], approvedBy, ...row } = values;
  const state = row.state ?? "verified";
  const approvers =
    state === "applied"
      ? []
      : (approvedBy ?? [await buildMember(db, "coordinator"), await buildMember(db, "coordinator")]);
  return db.transaction(async (tx) => {
    const account = await buildAccount(tx, { roles: ["lawyer"], ...newAccount });
    const lawyer = one(
      await tx
        .insert(lawyers)
        .values({
          kind: "advocate",
          chamberCode: "DHV-TIRANE",
          licenceNumber: unique(),
          permitValidTo: "2035-12-31",
          gender: "woman",
          languages: ["sq"],
          ...row,
          state,
          accountId: account.id,
          verifiedAt: state === "applied" ? null : (row.verifiedAt ?? new Date("2026-01-15T09:00:00Z")),
        })
        .returning(),
    );
    for (const approver of approvers)
      await tx.insert(lawyerApprovals).values({
        lawyerId: lawyer.id,
        accountId: typeof approver === "string" ? approver : approver.account.id,
        licenceCheck: "bar_register",
        checkedOn: "2026-01-10",
      });
    if (areas.length > 0)
      await tx.insert(lawyerAreas).values(areas.map((areaCode) => ({ lawyerId: lawyer.id, areaCode })));
    if (regions.length > 0)
      await tx.insert(lawyerRegions).values(regions.map((regionIso) => ({ lawyerId: lawyer.id, regionIso })));
    const actor: Lawyer = memberOf(account, "lawyer");
    return { ...lawyer, account, actor };
  });
}

export interface NewAidRequest extends New<typeof aidRequests> {
  consents?: ConsentKind[];
}

/** A request of D1 and D2 only (no sealed rows): for lists, matching and figures. */
export async function buildAidRequest(db: Db, values: NewAidRequest = {}) {
  const { consents: given = ["process"], ...row } = values;
  const receivedAt = row.receivedAt ?? new Date();
  const request = one(
    await db
      .insert(aidRequests)
      .values({
        code: `PK-${unique().toUpperCase()}`,
        source: "desk",
        regionIso: "AL-11",
        areaCode: "PO-REQ",
        contactChannel: "page",
        estimatedHours: 10,
        stepKinds: ["protection_order"],
        ...row,
        receivedAt,
      })
      .returning(),
  );
  await db
    .insert(requestMoves)
    .values({ requestId: request.id, toState: request.state, movedAt: receivedAt, reason: "received" });
  if (given.length > 0)
    await db.insert(consents).values(given.map((kind) => ({ requestId: request.id, kind, givenAt: receivedAt })));
  return request;
}

/** The card of a request as it stands in the row. */
export function cardOf(request: typeof aidRequests.$inferSelect): Card {
  return {
    areaCode: request.areaCode ?? "OTH",
    urgency: request.urgency,
    regionIso: request.regionIso,
    courtKind: request.courtKind,
    language: request.language,
    ageBand: request.ageBand,
    genderWish: request.genderWish,
    stepKinds: request.stepKinds,
    estimatedHours: request.estimatedHours ?? 10,
    nextDateRange: null,
    sentence: null,
  };
}

/** An open offer that ends in four hours. */
export async function buildOffer(
  db: Db,
  request: typeof aidRequests.$inferSelect,
  lawyerId: string,
  values: New<typeof offers> = {},
) {
  const openedAt = values.openedAt ?? new Date();
  const card = cardOf(request);
  return one(
    await db
      .insert(offers)
      .values({
        card,
        estimatedHours: card.estimatedHours,
        expiresAt: new Date(openedAt.getTime() + 4 * 3_600_000),
        ...values,
        openedAt,
        requestId: request.id,
        lawyerId,
      })
      .returning(),
  );
}
