import { and, desc, eq, inArray, isNull, ne, or, sql } from "drizzle-orm";
import type { Context, Member } from "#app/context.server";
import { certificateNumber } from "#app/training/certificates/rules";
import { answerInWords } from "#app/training/questions/rules";
import { rowsPerPage } from "#app/training/sheets/layout";
import { accountRoles, accounts, people, signIns } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { caseHours, cases } from "#db/schema/cases";
import { corrections, erasures } from "#db/schema/erasures";
import { lawyerAreas, lawyerCourts, lawyerRegions, lawyers } from "#db/schema/lawyers";
import { outboxMessages } from "#db/schema/messages";
import { offers } from "#db/schema/offers";
import { organisationMembers, organisations } from "#db/schema/organisations";
import { barChambers, courts, municipalities, practiceAreas, regions } from "#db/schema/reference";
import { authenticatorApps, passkeys, recoveryCodes } from "#db/schema/second-factors";
import { attendanceSheetRows, attendanceSheets, sheetScans } from "#db/schema/sheets";
import { enrolmentAnswers, eventQuestions } from "#db/schema/sign-up";
import {
  certificates,
  courses,
  enrolments,
  events,
  eventTrainers,
  presenceObservations,
  sittings,
} from "#db/schema/training";
import type { Locale } from "#db/vocabulary";

/** A code of the vocabulary: the group names its words. */
export interface Code {
  group: string;
  code: string;
}
export type Cell = string | number | boolean | Date | Code | Code[] | null;
export type OwnRow = Record<string, Cell>;

/** The parts of one's own data, in the order of the archive. */
export const ownSections = [
  "person",
  "account",
  "roles",
  "organisations",
  "signIns",
  "secondFactors",
  "enrolments",
  "answers",
  "presence",
  "sheetPictures",
  "certificates",
  "teaching",
  "lawyer",
  "offers",
  "cases",
  "hours",
  "messages",
  "wishes",
  "actions",
  "aboutYou",
] as const;
export type OwnSection = (typeof ownSections)[number];
export type OwnData = Record<OwnSection, OwnRow[]>;

const LOG_ROWS = 10_000;

/**
 * Everything that is kept about whoever is signed in, and about nobody else: of cases the own index and hours, of
 * requests nothing. Inside a transaction: secrets of second factors answer nobody outside of one, and are not read.
 */
export async function ownData(tx: Context<Member>, locale: Locale): Promise<OwnData> {
  const { accountId, personId } = tx.actor;
  const { db } = tx;
  const code = (group: string, value: string | null): Code | null => (value === null ? null : { group, code: value });
  const courseName = locale === "sq" ? courses.titleSq : courses.titleEn;

  const records = await db
    .select({
      givenName: people.givenName,
      familyName: people.familyName,
      email: people.email,
      phone: people.phone,
      institution: people.institution,
      profession: people.profession,
      municipality: locale === "sq" ? municipalities.sq : municipalities.en,
      since: people.createdAt,
    })
    .from(people)
    .leftJoin(municipalities, eq(municipalities.code, people.municipalityCode))
    .where(or(eq(people.id, personId), eq(people.mergedInto, personId)))
    .orderBy(sql`${people.mergedInto} nulls first`, people.id);
  const [account] = await db
    .select({ email: accounts.email, language: accounts.locale, state: accounts.state, since: accounts.createdAt })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  const roles = await db
    .select({ role: accountRoles.role, since: accountRoles.grantedAt })
    .from(accountRoles)
    .where(eq(accountRoles.accountId, accountId));
  const memberOf = await db
    .select({ name: locale === "sq" ? organisations.nameSq : organisations.nameEn, kind: organisations.kind })
    .from(organisationMembers)
    .innerJoin(organisations, eq(organisations.id, organisationMembers.organisationId))
    .where(eq(organisationMembers.accountId, accountId));
  const openSignIns = await db
    .select({ since: signIns.createdAt, until: signIns.expiresAt, browser: signIns.browser })
    .from(signIns)
    .where(eq(signIns.accountId, accountId));
  const keys = await db
    .select({ label: passkeys.label, since: passkeys.createdAt, lastUsed: passkeys.lastUsedAt })
    .from(passkeys)
    .where(eq(passkeys.accountId, accountId));
  const apps = await db
    .select({ since: authenticatorApps.createdAt })
    .from(authenticatorApps)
    .where(eq(authenticatorApps.accountId, accountId));
  const codes = await db
    .select({ since: recoveryCodes.createdAt, lastUsed: recoveryCodes.usedAt })
    .from(recoveryCodes)
    .where(eq(recoveryCodes.accountId, accountId));

  const enrolled = await db
    .select({
      course: courseName,
      from: events.startsOn,
      to: events.endsOn,
      place: events.place,
      state: enrolments.state,
      source: enrolments.source,
      since: enrolments.createdAt,
      priorityReason: enrolments.priorityReason,
      decision: enrolments.decisionNote,
    })
    .from(enrolments)
    .innerJoin(events, eq(events.id, enrolments.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(eq(enrolments.personId, personId))
    .orderBy(events.startsOn);
  const answered = await db
    .select({
      course: courseName,
      from: events.startsOn,
      kind: eventQuestions.kind,
      question: locale === "sq" ? eventQuestions.labelSq : eventQuestions.labelEn,
      choices: locale === "sq" ? eventQuestions.choicesSq : eventQuestions.choicesEn,
      answer: enrolmentAnswers.answer,
    })
    .from(enrolmentAnswers)
    .innerJoin(eventQuestions, eq(eventQuestions.id, enrolmentAnswers.questionId))
    .innerJoin(enrolments, eq(enrolments.id, enrolmentAnswers.enrolmentId))
    .innerJoin(events, eq(events.id, enrolments.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(eq(enrolments.personId, personId))
    .orderBy(events.startsOn, eventQuestions.position);
  const presence = await db
    .select({
      course: courseName,
      sitting: sittings.startsAt,
      kind: presenceObservations.kind,
      status: presenceObservations.mark,
      minutes: presenceObservations.minutes,
      flag: presenceObservations.flag,
      channel: presenceObservations.channel,
      when: presenceObservations.observedAt,
      reason: presenceObservations.reason,
    })
    .from(presenceObservations)
    .innerJoin(enrolments, eq(enrolments.id, presenceObservations.enrolmentId))
    .innerJoin(sittings, eq(sittings.id, presenceObservations.sittingId))
    .innerJoin(events, eq(events.id, enrolments.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(eq(enrolments.personId, personId))
    .orderBy(presenceObservations.observedAt);
  const pictured = await db
    .select({
      course: courseName,
      sitting: sittings.startsAt,
      page: sheetScans.page,
      when: sheetScans.createdAt,
      state: sheetScans.state,
      kept: sql<boolean>`${sheetScans.imageSha256} is not null`,
    })
    .from(sheetScans)
    .innerJoin(attendanceSheetRows, eq(attendanceSheetRows.sheetId, sheetScans.sheetId))
    .innerJoin(enrolments, eq(enrolments.id, attendanceSheetRows.enrolmentId))
    .innerJoin(attendanceSheets, eq(attendanceSheets.id, sheetScans.sheetId))
    .innerJoin(sittings, eq(sittings.id, attendanceSheets.sittingId))
    .innerJoin(events, eq(events.id, enrolments.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(
      and(
        eq(enrolments.personId, personId),
        sql`(${attendanceSheetRows.position} - 1) / ${rowsPerPage}::int + 1 = ${sheetScans.page}`,
      ),
    )
    .orderBy(sheetScans.createdAt);
  const earned = await db
    .select({
      year: certificates.year,
      serial: certificates.serial,
      code: certificates.code,
      state: certificates.state,
      when: certificates.issuedAt,
      reason: certificates.endReason,
      statement: certificates.statement,
    })
    .from(certificates)
    .where(eq(certificates.personId, personId))
    .orderBy(certificates.issuedAt);
  const taught = await db
    .select({ course: courseName, from: events.startsOn, to: events.endsOn, place: events.place })
    .from(eventTrainers)
    .innerJoin(events, eq(events.id, eventTrainers.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(eq(eventTrainers.accountId, accountId))
    .orderBy(events.startsOn);

  const own = db.select({ id: lawyers.id }).from(lawyers).where(eq(lawyers.accountId, accountId));
  const member = await lawyerRecord(tx, locale);
  const offered = await db
    .select({
      when: offers.openedAt,
      state: offers.state,
      until: offers.endedAt,
      estimatedHours: offers.estimatedHours,
      declineCode: offers.declineCode,
      reason: offers.declineReason,
    })
    .from(offers)
    .where(inArray(offers.lawyerId, own))
    .orderBy(offers.openedAt);
  const taken = await db
    .select({
      code: cases.code,
      state: cases.state,
      since: cases.openedAt,
      until: cases.endedAt,
      outcome: cases.outcome,
    })
    .from(cases)
    .where(inArray(cases.lawyerId, own))
    .orderBy(cases.openedAt);
  const worked = await db
    .select({ code: cases.code, when: caseHours.workedOn, minutes: caseHours.minutes, kind: caseHours.kind })
    .from(caseHours)
    .innerJoin(cases, eq(cases.id, caseHours.caseId))
    .where(and(inArray(caseHours.lawyerId, own), isNull(caseHours.removedAt)))
    .orderBy(caseHours.workedOn);

  const sent = await db
    .select({
      kind: outboxMessages.kind,
      state: outboxMessages.state,
      when: outboxMessages.createdAt,
      sent: outboxMessages.sentAt,
    })
    .from(outboxMessages)
    .where(
      or(
        and(eq(outboxMessages.recipientKind, "account"), eq(outboxMessages.recipientId, accountId)),
        and(eq(outboxMessages.recipientKind, "person"), eq(outboxMessages.recipientId, personId)),
      ),
    )
    .orderBy(outboxMessages.createdAt);
  const wishes = await db
    .select({ when: erasures.askedAt, state: erasures.state, until: erasures.decidedAt })
    .from(erasures)
    .where(and(eq(erasures.subjectKind, "person"), eq(erasures.subjectId, personId)));
  const corrected = await db
    .select({
      when: corrections.askedAt,
      state: corrections.state,
      until: corrections.decidedAt,
      note: corrections.note,
      reason: corrections.answer,
    })
    .from(corrections)
    .where(eq(corrections.personId, personId));
  const log = { when: auditEvents.happenedAt, role: auditEvents.actorKind, action: auditEvents.action };
  const acted = await db
    .select(log)
    .from(auditEvents)
    .where(eq(auditEvents.actorId, accountId))
    .orderBy(desc(auditEvents.sequence))
    .limit(LOG_ROWS);
  const about = await db
    .select(log)
    .from(auditEvents)
    .where(
      and(
        inArray(auditEvents.subjectId, [accountId, personId]),
        or(isNull(auditEvents.actorId), ne(auditEvents.actorId, accountId)),
      ),
    )
    .orderBy(desc(auditEvents.sequence))
    .limit(LOG_ROWS);
  const logged = ({ when, role, action }: { when: Date; role: string; action: string }): OwnRow => ({
    when,
    role: code("role", role),
    action: code("action", action),
  });

  return {
    person: records,
    account: account
      ? [{ ...account, language: code("language", account.language), state: code("accountState", account.state) }]
      : [],
    roles: roles.map((row) => ({ ...row, role: code("role", row.role) })),
    organisations: memberOf.map((row) => ({ ...row, kind: code("organisationKind", row.kind) })),
    signIns: openSignIns,
    secondFactors: [
      ...keys.map((row) => ({ kind: code("secondFactor", "passkey"), ...row })),
      ...apps.map((row) => ({ kind: code("secondFactor", "app"), label: null, ...row, lastUsed: null })),
      ...codes.map((row) => ({ kind: code("secondFactor", "code"), label: null, ...row })),
    ],
    enrolments: enrolled.map((row) => ({
      ...row,
      state: code("enrolmentState", row.state),
      source: code("enrolmentSource", row.source),
    })),
    answers: answered.map(({ kind, choices, answer, ...row }) => ({
      ...row,
      answer: kind === "yes_no" ? code("yesNo", answer) : answerInWords({ kind, choices }, answer, { yes: "", no: "" }),
    })),
    presence: presence.map((row) => ({
      ...row,
      kind: code("observationKind", row.kind),
      status: code("presenceStatus", row.status),
      flag: code("observationFlag", row.flag),
      channel: code("presenceChannel", row.channel),
    })),
    sheetPictures: pictured.map((row) => ({ ...row, state: code("sheetScanState", row.state) })),
    certificates: earned.map(({ statement, year, serial, state, ...row }) => ({
      number: certificateNumber({ year, serial }),
      ...row,
      state: code("certificateState", state),
      givenName: statement.givenName,
      familyName: statement.familyName,
      course: locale === "sq" ? statement.courseSq : statement.courseEn,
      from: statement.startsOn,
      to: statement.endsOn,
      minutes: statement.minutesAttended,
    })),
    teaching: taught,
    lawyer: member,
    offers: offered.map((row) => ({
      ...row,
      state: code("offerState", row.state),
      declineCode: code("declineCode", row.declineCode),
    })),
    cases: taken.map((row) => ({
      ...row,
      state: code("caseState", row.state),
      outcome: code("caseOutcome", row.outcome),
    })),
    hours: worked.map((row) => ({ ...row, kind: code("hourKind", row.kind) })),
    messages: sent.map((row) => ({
      ...row,
      kind: code("messageKind", row.kind),
      state: code("messageState", row.state),
    })),
    wishes: [
      ...wishes.map((row) => ({
        kind: code("wish", "erasure"),
        ...row,
        state: code("wishState", row.state),
        note: null,
        reason: null,
      })),
      ...corrected.map((row) => ({
        kind: code("wish", "correction"),
        ...row,
        state: code("correctionState", row.state),
      })),
    ],
    actions: acted.map(logged),
    aboutYou: about.map(logged),
  };
}

async function lawyerRecord({ db, actor }: Context<Member>, locale: Locale): Promise<OwnRow[]> {
  const [row] = await db
    .select({
      id: lawyers.id,
      kind: lawyers.kind,
      state: lawyers.state,
      chamber: locale === "sq" ? barChambers.sq : barChambers.en,
      licence: lawyers.licenceNumber,
      permit: lawyers.permitValidTo,
      gender: lawyers.gender,
      languages: lawyers.languages,
      capacity: lawyers.capacity,
      pledgedHours: lawyers.pledgedHours,
      remote: lawyers.remote,
      leave: lawyers.onLeaveUntil,
      since: lawyers.appliedAt,
      verified: lawyers.verifiedAt,
    })
    .from(lawyers)
    .leftJoin(barChambers, eq(barChambers.code, lawyers.chamberCode))
    .where(eq(lawyers.accountId, actor.accountId));
  if (!row) return [];
  const { id, languages, kind, state, gender, ...plain } = row;
  const names = (rows: { sq: string; en: string }[]) => rows.map((one) => one[locale]).join("; ");
  const inRegions = await db
    .select({ sq: regions.sq, en: regions.en })
    .from(lawyerRegions)
    .innerJoin(regions, eq(regions.iso, lawyerRegions.regionIso))
    .where(eq(lawyerRegions.lawyerId, id));
  const inAreas = await db
    .select({ sq: practiceAreas.sq, en: practiceAreas.en })
    .from(lawyerAreas)
    .innerJoin(practiceAreas, eq(practiceAreas.code, lawyerAreas.areaCode))
    .where(eq(lawyerAreas.lawyerId, id));
  const atCourts = await db
    .select({ sq: courts.sq, en: courts.en })
    .from(lawyerCourts)
    .innerJoin(courts, eq(courts.code, lawyerCourts.courtCode))
    .where(eq(lawyerCourts.lawyerId, id));
  return [
    {
      kind: { group: "lawyerKind", code: kind },
      state: { group: "lawyerState", code: state },
      gender: { group: "gender", code: gender },
      ...plain,
      languages: languages.map((language) => ({ group: "language", code: language })),
      regions: names(inRegions),
      areas: names(inAreas),
      courts: names(atCourts),
    },
  ];
}
