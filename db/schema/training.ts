import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { albanianText, bytes, createdAt, digest, id, instant } from "../columns";
import {
  type CalendarFeedKind,
  type CertificateState,
  type CourseState,
  type CourseTopic,
  certificateStates,
  type EnrolmentSource,
  type EnrolmentState,
  type EventKind,
  type EventState,
  enrolmentStates,
  eventStates,
  type ImportState,
  type ObservationFlag,
  type ObservationKind,
  type PresenceChannel,
  type PresenceMark,
  type publicationKinds,
  type RegistrationKind,
} from "../vocabulary";
import { accounts, people } from "./accounts";
import { doors } from "./doors";
import { organisations } from "./organisations";
import { projects } from "./projects";
import { municipalities, practiceAreas, regions } from "./reference";
import { sheetScans } from "./sheets";

/** What is taught: described once, in both languages. */
export const courses = pgTable(
  "courses",
  {
    id: id(),
    slug: text("slug").notNull().unique(),
    kind: text("kind").$type<EventKind>().notNull(),
    titleSq: albanianText("title_sq").notNull(),
    titleEn: text("title_en").notNull(),
    summarySq: text("summary_sq").notNull().default(""),
    summaryEn: text("summary_en").notNull().default(""),
    minutes: integer("minutes").notNull(),
    /** Minutes taken off for a late arrival whose time is not known. */
    lateMinutes: integer("late_minutes").notNull().default(15),
    /** Share of the minutes that earns the certificate, in percent. */
    certificatePercent: integer("certificate_percent").notNull().default(80),
    credits: integer("credits"),
    topics: text("topics").array().$type<CourseTopic[]>().notNull().default(sql`'{}'::text[]`),
    state: text("state").$type<CourseState>().notNull().default("published"),
    createdAt: createdAt(),
  },
  (table) => [
    check("courses_minutes", sql`${table.minutes} between 0 and 100000`),
    check("courses_late_minutes", sql`${table.lateMinutes} between 0 and 600`),
    check("courses_certificate_percent", sql`${table.certificatePercent} between 0 and 100`),
  ],
);

/** A valid certificate of this course opens the practice area to a lawyer. */
export const courseUnlocks = pgTable(
  "course_unlocks",
  {
    courseId: uuid("course_id")
      .notNull()
      .references(() => courses.id, { onDelete: "cascade" }),
    areaCode: text("area_code")
      .notNull()
      .references(() => practiceAreas.code),
    validMonths: integer("valid_months").notNull().default(36),
  },
  (table) => [primaryKey({ columns: [table.courseId, table.areaCode] })],
);

/** A certificate of the one course is wanted before the other. */
export const coursePrerequisites = pgTable(
  "course_prerequisites",
  {
    courseId: uuid("course_id")
      .notNull()
      .references(() => courses.id, { onDelete: "cascade" }),
    neededId: uuid("needed_id")
      .notNull()
      .references(() => courses.id, { onDelete: "cascade" }),
  },
  (table) => [
    primaryKey({ columns: [table.courseId, table.neededId] }),
    check("course_prerequisites_other", sql`${table.courseId} <> ${table.neededId}`),
  ],
);

/** One holding of a course. */
export const events = pgTable(
  "events",
  {
    id: id(),
    slug: text("slug").notNull().unique(),
    courseId: uuid("course_id")
      .notNull()
      .references(() => courses.id),
    kind: text("kind").$type<EventKind>().notNull(),
    state: text("state").$type<EventState>().notNull().default("tentative"),
    regionIso: text("region_iso").references(() => regions.iso),
    municipalityCode: text("municipality_code").references(() => municipalities.code),
    place: text("place"),
    venue: text("venue"),
    /** Where a map shows the venue. */
    mapLink: text("map_link"),
    onlineLink: text("online_link"),
    seats: integer("seats").notNull(),
    registration: text("registration").$type<RegistrationKind>().notNull().default("open"),
    projectId: uuid("project_id").references(() => projects.id),
    budgetLine: text("budget_line"),
    /** Whether whoever stands at the door may look people up by name, not only by their own QR. */
    doorNames: boolean("door_names").notNull().default(false),
    /** First and last day; kept by the commands that move sittings, null where only a period is known. */
    startsOn: date("starts_on"),
    endsOn: date("ends_on"),
    /** How exactly the day is known: `day`, `month` or `year` (the 2021 report). */
    datePrecision: text("date_precision").$type<"day" | "month" | "year">().notNull().default("day"),
    /** People counted without names, such as pupils of a school session; adds to the enrolments in reports. */
    headCount: integer("head_count"),
    note: text("note"),
    /** Whether reminders go out by the rule of the settings. */
    reminders: boolean("reminders").notNull().default(true),
    demo: boolean("demo").notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    check("events_head_count", sql`${table.headCount} >= 0`),
    check("events_seats", sql`${table.seats} between 0 and 100000`),
    check(
      "events_state_known",
      sql`${table.state} in (${sql.raw(eventStates.map((state) => `'${state}'`).join(", "))})`,
    ),
    check("events_days", sql`${table.endsOn} >= ${table.startsOn}`),
    index("events_coming").on(table.startsOn, table.state),
    index("events_course").on(table.courseId),
    index("events_project").on(table.projectId),
  ],
);

/** One sitting of an event (a session; the longer word avoids the platform's). */
export const sittings = pgTable(
  "sittings",
  {
    id: id(),
    eventId: uuid("event_id")
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    titleSq: text("title_sq"),
    titleEn: text("title_en"),
    /** When times, place or state last became other than what calendars hold. */
    changedAt: instant("changed_at").notNull().defaultNow(),
    /** Revision for calendars; a trigger lets it grow with every such change. */
    sequence: integer("sequence").notNull().default(0),
  },
  (table) => [
    check(
      "sittings_length",
      sql`${table.endsAt} > ${table.startsAt} and ${table.endsAt} <= ${table.startsAt} + interval '16 hours'`,
    ),
    unique("sittings_position").on(table.eventId, table.position),
  ],
);

/** A sitting that was taken out, so that the calendars that hold it can be told. */
export const removedSittings = pgTable(
  "removed_sittings",
  {
    id: uuid("id").primaryKey(),
    eventId: uuid("event_id")
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    sequence: integer("sequence").notNull(),
    removedAt: instant("removed_at").notNull(),
  },
  (table) => [index("removed_sittings_event").on(table.eventId)],
);

/** A secret address under which an account's own sessions, or those it holds, can be subscribed to. */
export const calendarFeeds = pgTable(
  "calendar_feeds",
  {
    id: id(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    kind: text("kind").$type<CalendarFeedKind>().notNull(),
    tokenHash: digest("token_hash").notNull().unique(),
    createdAt: createdAt(),
  },
  (table) => [unique("calendar_feeds_once").on(table.accountId, table.kind)],
);

export const eventTrainers = pgTable(
  "event_trainers",
  {
    eventId: uuid("event_id")
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.accountId] }),
    index("event_trainers_account").on(table.accountId),
  ],
);

export const eventPartners = pgTable(
  "event_partners",
  {
    eventId: uuid("event_id")
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    organisationId: uuid("organisation_id")
      .notNull()
      .references(() => organisations.id),
  },
  (table) => [primaryKey({ columns: [table.eventId, table.organisationId] })],
);

/** What the columns of lists with these headings meant the last time. */
export const importMappings = pgTable("import_mappings", {
  /** SHA-256 of the folded headings. */
  headings: digest("headings").primaryKey(),
  columns: jsonb("columns").$type<Record<string, unknown>>().notNull(),
  usedAt: instant("used_at").notNull(),
});

/** A list as it was sent, read and judged row by row before anything is written. */
export const imports = pgTable(
  "imports",
  {
    id: id(),
    eventId: uuid("event_id")
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    fileName: text("file_name").notNull(),
    fileSha256: digest("file_sha256").notNull(),
    state: text("state").$type<ImportState>().notNull().default("previewed"),
    encoding: text("encoding").notNull(),
    /** Detected delimiter, sheets, heading row, column meanings, sittings of the mark columns. */
    layout: jsonb("layout").$type<Record<string, unknown>>().notNull(),
    rowCount: integer("row_count").notNull(),
    /** Rows of a large list that the worker has gone through. */
    doneRows: integer("done_rows").notNull().default(0),
    /** Who had the worker bring a large list in; it acts in this name. */
    confirmedBy: uuid("confirmed_by").references(() => accounts.id),
    fillContacts: boolean("fill_contacts").notNull().default(false),
    /** Code of why the worker gave the list back as a preview. */
    stoppedAs: text("stopped_as"),
    /** The file itself while it is only previewed, so that its columns can be read differently; gone afterwards. */
    content: bytes("content"),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => accounts.id),
    createdAt: createdAt(),
    committedAt: instant("committed_at"),
    undoneAt: instant("undone_at"),
  },
  (table) => [index("imports_event").on(table.eventId)],
);

export const importRows = pgTable(
  "import_rows",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    /** Order in the preview. */
    position: integer("position").notNull(),
    /** Where it stood in the file, for messages. */
    sheet: text("sheet"),
    line: integer("line").notNull(),
    /** What was understood: names, contact, institution, marks per sitting position. */
    entry: jsonb("entry").$type<Record<string, unknown>>().notNull(),
    /** Code of what will happen, with the reason's code. */
    verdict: text("verdict").notNull(),
    remarks: text("remarks").array().notNull().default(sql`'{}'::text[]`),
    personId: uuid("person_id").references(() => people.id, { onDelete: "set null" }),
    createdPerson: boolean("created_person").notNull().default(false),
    createdEnrolment: boolean("created_enrolment").notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.importId, table.position] })],
);

/** A person in an event. A seat number makes overselling impossible: two people cannot have the same one. */
export const enrolments = pgTable(
  "enrolments",
  {
    id: id(),
    eventId: uuid("event_id")
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    state: text("state", { enum: enrolmentStates }).$type<EnrolmentState>().notNull(),
    seat: integer("seat"),
    source: text("source").$type<EnrolmentSource>().notNull(),
    /** Place in the waiting list: the priority first, then who has waited longest. */
    queuedAt: instant("queued_at").notNull().defaultNow(),
    priority: integer("priority").notNull().default(0),
    priorityReason: text("priority_reason"),
    priorityBy: uuid("priority_by").references(() => accounts.id),
    /** Until when a seat is kept for somebody on the waiting list; null where none is. */
    offeredUntil: instant("offered_until"),
    offersMissed: integer("offers_missed").notNull().default(0),
    /** The state that the person gave up, so that they can take it back; null where somebody else decided. */
    leftAs: text("left_as").$type<EnrolmentState>(),
    /** What the office says to the person about its decision. */
    decisionNote: text("decision_note"),
    /** Whose seat it was. */
    transferredFrom: uuid("transferred_from").references((): AnyPgColumn => enrolments.id, { onDelete: "set null" }),
    /** Grows where a lost badge must open nothing any more. */
    badgeVersion: integer("badge_version").notNull().default(0),
    /** The institution that put the person forward. */
    nominatedBy: uuid("nominated_by").references(() => organisations.id),
    importId: uuid("import_id").references(() => imports.id),
    /** Adds to a sitting's revision in this person's calendar: grows with every seat given or taken; null before the first. */
    calendarSequence: integer("calendar_sequence"),
    createdAt: createdAt(),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (table) => [
    unique("enrolments_person_once").on(table.eventId, table.personId),
    uniqueIndex("enrolments_seat_once").on(table.eventId, table.seat),
    check(
      "enrolments_seat_when_admitted",
      sql`(${table.state} = 'admitted' or ${table.offeredUntil} is not null) = (${table.seat} is not null)`,
    ),
    check("enrolments_offer_when_waiting", sql`${table.offeredUntil} is null or ${table.state} = 'waiting'`),
    check("enrolments_priority_said", sql`${table.priority} = 0 or ${table.priorityReason} is not null`),
    check("enrolments_seat_positive", sql`${table.seat} > 0`),
    index("enrolments_person").on(table.personId),
    index("enrolments_nominated").on(table.nominatedBy),
    index("enrolments_offered").on(table.offeredUntil).where(sql`${table.offeredUntil} is not null`),
    index("enrolments_transferred").on(table.transferredFrom),
  ],
);

/**
 * Every scan, mark and correction is kept; each row says what is known of the person in the sitting once it has come in:
 * the latest row holds. `observedAt` is when it was seen, `receivedAt` when it reached us.
 */
export const presenceObservations = pgTable(
  "presence_observations",
  {
    id: id(),
    sittingId: uuid("sitting_id")
      .notNull()
      .references(() => sittings.id, { onDelete: "cascade" }),
    enrolmentId: uuid("enrolment_id")
      .notNull()
      .references(() => enrolments.id, { onDelete: "cascade" }),
    kind: text("kind").$type<ObservationKind>().notNull().default("mark"),
    mark: text("mark").$type<PresenceMark>().notNull(),
    /** Whole minutes in the sitting where scans tell them; null where the mark's rule holds. */
    minutes: integer("minutes"),
    flag: text("flag").$type<ObservationFlag>(),
    channel: text("channel").$type<PresenceChannel>().notNull(),
    reason: text("reason"),
    observedAt: instant("observed_at").notNull(),
    receivedAt: instant("received_at").notNull().defaultNow(),
    recordedBy: uuid("recorded_by").references(() => accounts.id),
    importId: uuid("import_id").references(() => imports.id),
    /** Made once by the device for each scan: what is sent again is known. */
    scanId: uuid("scan_id").unique(),
    doorId: uuid("door_id").references((): AnyPgColumn => doors.id),
    sheetScanId: uuid("sheet_scan_id").references((): AnyPgColumn => sheetScans.id),
  },
  (table) => [
    check("presence_minutes", sql`${table.minutes} >= 0`),
    index("presence_door").on(table.doorId),
    index("presence_sheet_scan").on(table.sheetScanId),
    index("presence_latest").on(table.sittingId, table.enrolmentId, table.id.desc()),
    index("presence_enrolment").on(table.enrolmentId),
    index("presence_import").on(table.importId),
  ],
);

/** Serial numbers without gaps: the row is locked while certificates are issued. */
export const certificateSerials = pgTable("certificate_serials", {
  year: integer("year").primaryKey(),
  last: integer("last").notNull().default(0),
});

/** What a certificate says, as at issue. */
export interface CertificateStatement {
  givenName: string;
  familyName: string;
  courseSq: string;
  courseEn: string;
  kind: string;
  placeSq: string;
  placeEn: string;
  startsOn: string | null;
  endsOn: string | null;
  minutesAttended: number;
  minutesPlanned: number;
  credits: number | null;
  issuedOn: string;
  organisation: string;
}

/** A frozen statement; the PDF is stored as issued and never rendered again. */
export const certificates = pgTable(
  "certificates",
  {
    id: id(),
    /** Public code, without letters that are easily mistaken. */
    code: text("code").notNull().unique(),
    year: integer("year").notNull(),
    serial: integer("serial").notNull(),
    eventId: uuid("event_id")
      .notNull()
      .references(() => events.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    statement: jsonb("statement").$type<CertificateStatement>().notNull(),
    state: text("state", { enum: certificateStates }).$type<CertificateState>().notNull().default("valid"),
    issuedAt: instant("issued_at").notNull(),
    issuedBy: uuid("issued_by").references(() => accounts.id),
    supersededBy: uuid("superseded_by"),
    endedAt: instant("ended_at"),
    endReason: text("end_reason"),
    pdfSha256: digest("pdf_sha256"),
    pdfBytes: integer("pdf_bytes"),
  },
  (table) => [
    unique("certificates_serial_once").on(table.year, table.serial),
    uniqueIndex("certificates_valid_once").on(table.eventId, table.personId).where(sql`${table.state} = 'valid'`),
    index("certificates_person").on(table.personId),
  ],
);

export const publications = pgTable("publications", {
  id: id(),
  slug: text("slug").notNull().unique(),
  kind: text("kind").$type<(typeof publicationKinds)[number]>().notNull(),
  titleSq: albanianText("title_sq").notNull(),
  titleEn: text("title_en").notNull(),
  summarySq: text("summary_sq").notNull(),
  summaryEn: text("summary_en").notNull(),
  bodySq: text("body_sq").notNull(),
  bodyEn: text("body_en").notNull(),
  projectId: uuid("project_id").references(() => projects.id),
  publishedOn: date("published_on"),
  demo: boolean("demo").notNull().default(false),
});
