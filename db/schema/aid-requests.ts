import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, digest, id, instant, sealed } from "../columns";
import {
  type AgeBand,
  type Channel,
  type ConsentKind,
  type ContactChannel,
  type CourtKind,
  type Gender,
  type Language,
  type PartySide,
  type RequestSource,
  type RequestState,
  requestStates,
  type Urgency,
} from "../vocabulary";
import { accounts } from "./accounts";
import { organisations } from "./organisations";
import { projects } from "./projects";
import { beneficiaryCategories, practiceAreas, regions, serviceTypes } from "./reference";

/** Somebody asks for legal aid: workflow and card (D1, D2) only; what identifies stands sealed in the tables below. */
export const aidRequests = pgTable(
  "aid_requests",
  {
    id: id(),
    /** The desk's code, "PK-4F7Q": never shown to the person, so that a paper does not name her. */
    code: text("code").notNull().unique(),
    state: text("state", { enum: requestStates }).$type<RequestState>().notNull().default("received"),
    source: text("source").$type<RequestSource>().notNull(),
    referrerOrganisationId: uuid("referrer_organisation_id").references(() => organisations.id),
    referrerAccountId: uuid("referrer_account_id").references(() => accounts.id),
    urgency: text("urgency").$type<Urgency>().notNull().default("standard"),
    dangerNow: boolean("danger_now").notNull().default(false),
    channel: text("channel").$type<Channel>(),
    regionIso: text("region_iso").references(() => regions.iso),
    areaCode: text("area_code").references(() => practiceAreas.code),
    categoryCode: text("category_code").references(() => beneficiaryCategories.code),
    courtKind: text("court_kind").$type<CourtKind>(),
    language: text("language").$type<Language>().notNull().default("sq"),
    genderWish: text("gender_wish").$type<Gender>(),
    ageBand: text("age_band").$type<AgeBand>(),
    contactChannel: text("contact_channel").$type<ContactChannel>().notNull().default("none"),
    /** The next court date or limit, known to the desk (D1); the card shows it as a range. */
    nextDateOn: date("next_date_on"),
    estimatedHours: integer("estimated_hours"),
    stepKinds: text("step_kinds").array().notNull().default(sql`'{}'::text[]`),
    projectId: uuid("project_id").references(() => projects.id),
    receivedAt: instant("received_at").notNull(),
    lastHeardAt: instant("last_heard_at"),
    mergedIntoId: uuid("merged_into_id"),
    /** Since when nothing is left of it but workflow: key, sealed parts and receipt are gone. */
    erasedAt: instant("erased_at"),
    demo: boolean("demo").notNull().default(false),
    createdAt: createdAt(),
  },
  (table) => [
    index("aid_requests_state").on(table.state, table.receivedAt),
    index("aid_requests_referrer").on(table.referrerAccountId),
    check("aid_requests_hours", sql`${table.estimatedHours} between 0 and 2000`),
  ],
);

/** D3: name, birth year, phone and mail, sealed under the request's key. */
export const requestIdentities = pgTable(
  "request_identities",
  {
    requestId: uuid("request_id")
      .primaryKey()
      .references(() => aidRequests.id, { onDelete: "cascade" }),
    name: sealed("name"),
    birthYear: sealed("birth_year"),
    phone: sealed("phone"),
    email: sealed("email"),
    /** Keyed hash of each folded name part cut to 5 bits: candidates only, never an answer. */
    nameBuckets: smallint("name_buckets").array(),
    phoneHash: digest("phone_hash"),
    emailHash: digest("email_hash"),
  },
  (table) => [
    index("request_identities_buckets").using("gin", table.nameBuckets),
    index("request_identities_phone").on(table.phoneHash),
  ],
);

/** D4: what happened. */
export const requestStories = pgTable("request_stories", {
  requestId: uuid("request_id")
    .primaryKey()
    .references(() => aidRequests.id, { onDelete: "cascade" }),
  story: sealed("story"),
});

/** D5: whereabouts, safe-contact rules, pass phrases in both directions. */
export const requestSafety = pgTable("request_safety", {
  requestId: uuid("request_id")
    .primaryKey()
    .references(() => aidRequests.id, { onDelete: "cascade" }),
  whereabouts: sealed("whereabouts"),
  contactRules: sealed("contact_rules"),
  trustedPerson: sealed("trusted_person"),
  phraseToPerson: sealed("phrase_to_person"),
  phraseFromPerson: sealed("phrase_from_person"),
});

/** D3 of others: opponent and kin, for the conflict check. */
export const requestParties = pgTable(
  "request_parties",
  {
    id: id(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id, { onDelete: "cascade" }),
    side: text("side").$type<PartySide>().notNull(),
    name: sealed("name").notNull(),
    nameBuckets: smallint("name_buckets").array(),
  },
  (table) => [
    index("request_parties_request").on(table.requestId),
    index("request_parties_buckets").using("gin", table.nameBuckets),
  ],
);

/** What the person adds later, and what the desk answers behind the receipt. */
export const requestMessages = pgTable(
  "request_messages",
  {
    id: id(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id, { onDelete: "cascade" }),
    fromPerson: boolean("from_person").notNull(),
    body: sealed("body").notNull(),
    createdAt: createdAt(),
    readAt: instant("read_at"),
  },
  (table) => [index("request_messages_request").on(table.requestId)],
);

/** One disclosure allowed. */
export const consents = pgTable(
  "consents",
  {
    id: id(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id, { onDelete: "cascade" }),
    kind: text("kind").$type<ConsentKind>().notNull(),
    givenAt: instant("given_at").notNull(),
    withdrawnAt: instant("withdrawn_at"),
  },
  (table) => [
    uniqueIndex("consents_one_open").on(table.requestId, table.kind).where(sql`${table.withdrawnAt} is null`),
  ],
);

/** Locator and secret of a person without account; the secret is kept as Argon2id only. */
export const receipts = pgTable("receipts", {
  requestId: uuid("request_id")
    .primaryKey()
    .references(() => aidRequests.id, { onDelete: "cascade" }),
  locator: text("locator").notNull().unique(),
  secretHash: text("secret_hash").notNull(),
  createdAt: createdAt(),
});

export const receiptSignIns = pgTable(
  "receipt_sign_ins",
  {
    tokenHash: digest("token_hash").primaryKey(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
    seenAt: instant("seen_at").notNull(),
    endsAt: instant("ends_at").notNull(),
  },
  (table) => [index("receipt_sign_ins_request").on(table.requestId)],
);

/** Answers on the way through the questions; the key is in the browser's session cookie only. */
export const requestDrafts = pgTable(
  "request_drafts",
  {
    tokenHash: digest("token_hash").primaryKey(),
    answers: sealed("answers").notNull(),
    createdAt: createdAt(),
    endsAt: instant("ends_at").notNull(),
    /** Set when the draft became a request: a second click finds the same receipt page gone, not a second request. */
    requestId: uuid("request_id"),
  },
  (table) => [index("request_drafts_end").on(table.endsAt)],
);

/** Every move of a request: the state at any past moment can be rebuilt. */
export const requestMoves = pgTable(
  "request_moves",
  {
    id: id(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id, { onDelete: "cascade" }),
    fromState: text("from_state").$type<RequestState>(),
    toState: text("to_state").$type<RequestState>().notNull(),
    movedAt: instant("moved_at").notNull(),
    movedBy: uuid("moved_by").references(() => accounts.id),
    reason: text("reason").notNull(),
  },
  (table) => [index("request_moves_request").on(table.requestId, table.movedAt)],
);

/** The desk's decision: the engine proposes, a person decides, with a reason. */
export const triages = pgTable(
  "triages",
  {
    id: id(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id, { onDelete: "cascade" }),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => accounts.id),
    decidedAt: instant("decided_at").notNull(),
    categoryCode: text("category_code").references(() => beneficiaryCategories.code),
    article: text("article"),
    channel: text("channel").$type<Channel>(),
    outcome: text("outcome").$type<RequestState>().notNull(),
    reason: text("reason").notNull(),
    missingPapers: text("missing_papers").array().notNull().default(sql`'{}'::text[]`),
  },
  (table) => [index("triages_request").on(table.requestId)],
);

/** Primary legal aid given: information, advice, drafting (law 111/2017 art. 3). */
export const services = pgTable(
  "services",
  {
    id: id(),
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id, { onDelete: "cascade" }),
    serviceTypeCode: text("service_type_code")
      .notNull()
      .references(() => serviceTypes.code),
    minutes: integer("minutes").notNull(),
    givenOn: date("given_on").notNull(),
    givenBy: uuid("given_by")
      .notNull()
      .references(() => accounts.id),
    createdAt: createdAt(),
  },
  (table) => [
    index("services_request").on(table.requestId),
    check("services_minutes", sql`${table.minutes} between 1 and 1440`),
  ],
);

/** Traits put on the card one by one, on purpose. */
export const requestTraits = pgTable(
  "request_traits",
  {
    requestId: uuid("request_id")
      .notNull()
      .references(() => aidRequests.id, { onDelete: "cascade" }),
    trait: text("trait").notNull(),
    addedBy: uuid("added_by")
      .notNull()
      .references(() => accounts.id),
  },
  (table) => [
    primaryKey({ columns: [table.requestId, table.trait] }),
    unique("request_traits_once").on(table.requestId, table.trait),
  ],
);
