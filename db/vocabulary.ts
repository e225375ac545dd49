/** Every list of states, kinds and roles. Imports nothing: rules, forms, schema and screens all read it. */

export const locales = ["sq", "en"] as const;
export type Locale = (typeof locales)[number];

export const roles = [
  "professional",
  "lawyer",
  "coordinator",
  "trainer",
  "training_manager",
  "institution_contact",
  "referrer",
  "manager",
  "dpo",
  "auditor",
  "administrator",
] as const;
export type Role = (typeof roles)[number];

/** Roles whose sessions idle after 30 minutes and that need a second factor; with several roles the strictest holds. */
export const guardedRoles: readonly Role[] = roles.filter((role) => role !== "professional");

export const accountStates = ["invited", "active", "suspended", "closed"] as const;
export type AccountState = (typeof accountStates)[number];
export const accountLinkKinds = ["invitation", "reset", "first_administrator", "email_change"] as const;
export type AccountLinkKind = (typeof accountLinkKinds)[number];

export const organisationKinds = ["institution", "partner", "donor", "referrer", "venue"] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export const projectStates = ["planned", "running", "finished"] as const;
/** What a project's target counts; every figure comes out of the work itself. */
export const indicators = [
  "trainings_held",
  "participations",
  "people_trained",
  "information_sessions",
  "workshops",
  "primary_aid_people",
  "representation_people",
  "network_lawyers",
  "publications",
  "guides",
  "representation_models",
  "certificates_issued",
  "other",
] as const;
export type Indicator = (typeof indicators)[number];

// Training
export const eventKinds = [
  "training",
  "workshop",
  "information_session",
  "conference",
  "focus_group",
  "other",
] as const;
export type EventKind = (typeof eventKinds)[number];
export const courseStates = ["draft", "published", "retired"] as const;
export type CourseState = (typeof courseStates)[number];
export const eventStates = ["tentative", "confirmed", "held", "cancelled"] as const;
export type EventState = (typeof eventStates)[number];
export const registrationKinds = ["open", "approval", "invitation", "closed"] as const;
export type RegistrationKind = (typeof registrationKinds)[number];
export const enrolmentStates = ["invited", "applied", "admitted", "waiting", "declined", "cancelled"] as const;
export type EnrolmentState = (typeof enrolmentStates)[number];
export const enrolmentSources = [
  "sign_up",
  "manager",
  "import",
  "nomination",
  "walk_in",
  "transfer",
  "invitation",
  "demo",
] as const;
export type EnrolmentSource = (typeof enrolmentSources)[number];
/** For whom some of an event's seats are meant. */
export const quotaKinds = ["profession", "institution"] as const;
export type QuotaKind = (typeof quotaKinds)[number];
/** What an event asks at sign-up. */
export const questionKinds = ["text", "choice", "yes_no"] as const;
export type QuestionKind = (typeof questionKinds)[number];
/** What courses are about. */
export const courseTopics = [
  "trafficking",
  "domestic_violence",
  "legal_aid",
  "victims_rights",
  "identification",
  "interviewing",
  "children",
  "trauma",
  "social_services",
  "reintegration",
  "criminal_procedure",
  "civil_procedure",
  "labour",
  "migration",
  "skills",
] as const;
export type CourseTopic = (typeof courseTopics)[number];
/** What was observed; `not_recorded` takes an earlier mark back. */
export const presenceMarks = ["present", "late", "left_early", "excused", "absent", "not_recorded"] as const;
export type PresenceMark = (typeof presenceMarks)[number];
export const presenceStatuses = ["present", "late", "left_early", "excused", "absent", "not_recorded"] as const;
export type PresenceStatus = (typeof presenceStatuses)[number];
/** What somebody decided (`mark`), or that a person came in or went out. */
export const observationKinds = ["mark", "in", "out"] as const;
export type ObservationKind = (typeof observationKinds)[number];
/** What a person should look at: the device's clock was off, a scan came after a mark, out came without in. */
export const observationFlags = ["clock_off", "after_mark", "out_without_in"] as const;
export type ObservationFlag = (typeof observationFlags)[number];
/** What becomes of a scan at a door: kept, or the reason why not. */
export const scanOutcomes = [
  "recorded",
  "already_in",
  "already_out",
  "not_a_badge",
  "unknown_badge",
  "other_event",
  "replaced_badge",
  "cancelled",
  "waiting",
  "not_admitted",
  "wrong_day",
  "session_gone",
  "event_cancelled",
  "event_full",
  "walk_in_unreadable",
] as const;
export type ScanOutcome = (typeof scanOutcomes)[number];
export const sheetScanStates = ["proposed", "confirmed", "discarded"] as const;
export type SheetScanState = (typeof sheetScanStates)[number];
export const presenceChannels = ["list", "import", "wall_code", "door", "paper"] as const;
export type PresenceChannel = (typeof presenceChannels)[number];
export const importStates = ["previewed", "committing", "committed", "undone", "discarded"] as const;
export type ImportState = (typeof importStates)[number];
export const certificateStates = ["valid", "superseded", "revoked"] as const;
export type CertificateState = (typeof certificateStates)[number];
/** What a private calendar address shows: the sessions one takes part in, or those one holds. */
export const calendarFeedKinds = ["own", "teaching"] as const;
export type CalendarFeedKind = (typeof calendarFeedKinds)[number];
export const publicationKinds = ["guide", "model", "material", "report"] as const;

// Legal aid
export const lawyerKinds = ["advocate", "candidate_advocate", "jurist"] as const;
export type LawyerKind = (typeof lawyerKinds)[number];
export const lawyerStates = ["applied", "verified", "rejected", "suspended", "left"] as const;
export type LawyerState = (typeof lawyerStates)[number];
export const licenceChecks = ["bar_register", "bar_phone", "card_seen", "bar_letter"] as const;
export type LicenceCheck = (typeof licenceChecks)[number];
export const genders = ["woman", "man"] as const;
export type Gender = (typeof genders)[number];
export const languages = ["sq", "en", "it", "el", "sr", "mk", "rom", "ar", "fa", "tr", "fr", "de"] as const;
export type Language = (typeof languages)[number];
export const ageBands = ["under_14", "14_17", "18_21", "22_30", "31_45", "46_60", "over_60"] as const;
export type AgeBand = (typeof ageBands)[number];

export const requestSources = ["public_form", "referrer", "phone", "desk", "paper"] as const;
export type RequestSource = (typeof requestSources)[number];
export const requestStates = [
  "received",
  "in_triage",
  "primary_only",
  "matching",
  "offered",
  "assigned",
  "state_secondary",
  "referred",
  "declined",
  "merged",
  "withdrawn",
  "closed",
] as const;
export type RequestState = (typeof requestStates)[number];
export const urgencies = ["emergency", "urgent", "standard", "advice"] as const;
export type Urgency = (typeof urgencies)[number];
export const channels = ["primary", "state_secondary", "pro_bono"] as const;
export type Channel = (typeof channels)[number];
export const contactChannels = ["phone", "page", "email", "trusted_person", "none"] as const;
export type ContactChannel = (typeof contactChannels)[number];
export const partySides = ["opponent", "opponent_kin", "client_kin", "other"] as const;
export type PartySide = (typeof partySides)[number];
export const courtKinds = ["civil", "criminal", "administrative", "none"] as const;
export type CourtKind = (typeof courtKinds)[number];
export const consentKinds = ["process", "conflict_check", "share_with_lawyer", "share_with_state"] as const;
export type ConsentKind = (typeof consentKinds)[number];

export const offerStates = [
  "open",
  "holding",
  "accepted",
  "declined",
  "expired",
  "withdrawn",
  "passed_over",
  "handed_back",
] as const;
export type OfferState = (typeof offerStates)[number];
export const declineCodes = [
  "conflict",
  "out_of_scope",
  "no_time",
  "too_far",
  "eligibility_wrong",
  "duplicate",
  "other",
] as const;
export type DeclineCode = (typeof declineCodes)[number];

export const conflictBands = ["clear", "possible", "conflict", "not_enough"] as const;
export type ConflictBand = (typeof conflictBands)[number];
export const handBackReasons = ["no_time", "conflict_found", "health", "trust_lost", "out_of_scope", "other"] as const;
export type HandBackReason = (typeof handBackReasons)[number];

export const caseStates = ["open", "handed_back", "closed"] as const;
export type CaseState = (typeof caseStates)[number];
export const stepKinds = [
  "advice",
  "drafting",
  "state_aid_application",
  "protection_order",
  "protection_order_extension",
  "criminal_report",
  "criminal_representation",
  "civil_claim",
  "family_matters",
  "administrative_matters",
  "appeal",
  "enforcement",
] as const;
export type StepKind = (typeof stepKinds)[number];
export const stepStates = ["planned", "open", "done", "dropped"] as const;
export const deadlineStates = ["open", "met", "missed", "cancelled"] as const;
export type DeadlineState = (typeof deadlineStates)[number];
export const hourKinds = ["consultation", "drafting", "court", "travel", "other"] as const;
export type HourKind = (typeof hourKinds)[number];
export const caseOutcomes = ["won", "partly_won", "lost", "settled", "advice_given", "withdrawn", "other"] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

export const documentKinds = ["identity", "decision", "medical", "photo", "income", "form", "draft", "other"] as const;
export type DocumentKind = (typeof documentKinds)[number];
export const documentOrigins = ["person", "desk", "lawyer"] as const;
export type DocumentOrigin = (typeof documentOrigins)[number];
/** Only a clean one can be opened; `unscanned` is quarantine without a scanner. */
export const documentStates = ["quarantined", "unscanned", "clean", "infected"] as const;
export type DocumentState = (typeof documentStates)[number];
/** What a file can be, as its content says. */
export const fileTypes = ["pdf", "jpg", "png", "webp", "docx", "xlsx", "odt", "txt"] as const;
export type FileType = (typeof fileTypes)[number];

/** Why somebody opens what is sealed: a code, so that the audit log holds no personal text. */
export const openingReasons = [
  "intake",
  "triage",
  "safety",
  "contact",
  "matching",
  "conflict_check",
  "case_work",
  "correction",
  "complaint",
  "follow_up",
  "own_request",
  "message",
  "incident",
  "own_data",
  "authority",
  "danger",
  "scan",
] as const;
export type OpeningReason = (typeof openingReasons)[number];

/** Classes of sealed legal-aid data (protection.md, Classes of data). */
export const sealedClasses = [
  "identity",
  "party",
  "safety",
  "story",
  "whereabouts",
  "phrases",
  "case_note",
  "document",
] as const;
export type SealedClass = (typeof sealedClasses)[number];

/** Why the data-protection officer asks for break-glass; each is a reason for opening, too. */
export const breakGlassReasons = [
  "complaint",
  "incident",
  "own_data",
  "authority",
  "danger",
] as const satisfies OpeningReason[];
export type BreakGlassReason = (typeof breakGlassReasons)[number];
export const breakGlassStates = ["asked", "open", "refused", "ended"] as const;
export type BreakGlassState = (typeof breakGlassStates)[number];

// Messages
export const messageStates = ["waiting", "sent", "kept", "cancelled", "failed"] as const;
export type MessageState = (typeof messageStates)[number];
export const messageKinds = [
  "account_invitation",
  "password_reset",
  "email_change",
  "email_changed",
  "second_factor_changed",
  "enrolment_received",
  "enrolment_admitted",
  "enrolment_waiting",
  "enrolment_cancelled",
  "enrolment_offered",
  "enrolment_offer_ended",
  "enrolment_needs_course",
  "enrolment_invited",
  "enrolment_declined",
  "event_changed",
  "event_confirmed",
  "event_cancelled",
  "event_reminder",
  "event_link",
  "event_notice",
  "certificate_issued",
  "lawyer_applied",
  "lawyer_verified",
  "offer_made",
  "offer_ended",
  "desk_attention",
  "request_news",
  "break_glass_asked",
  "break_glass_decided",
] as const;
export type MessageKind = (typeof messageKinds)[number];
/** `account` and `person` get mail; `request` is a safe-contact task or waits behind the receipt. */
export const recipientKinds = ["account", "person", "request"] as const;
export type RecipientKind = (typeof recipientKinds)[number];

// Keeping and erasing
/** Every class of data that is stored; `app/protection/retention-classes.ts` says which tables it stands in. */
export const retentionClasses = [
  "request_drafts",
  "receipt_sign_ins",
  "requests_ended",
  "requests_with_case",
  "conflict_checks",
  "request_figures",
  "lawyer_applications",
  "open_accounts",
  "closed_accounts",
  "sign_ins",
  "account_links",
  "claim_codes",
  "training_records",
  "enrolments_not_taken",
  "certificates",
  "import_previews",
  "import_rows",
  "outbox_messages",
  "corrections",
  "rate_limits",
  "audit",
  "erasure_ledger",
  "backups",
  "backup_keys",
] as const;
export type RetentionClass = (typeof retentionClasses)[number];
export const periodUnits = ["minutes", "days", "months"] as const;
export type PeriodUnit = (typeof periodUnits)[number];
export const retentionTreatments = ["delete", "destroy_key", "pseudonymise", "keep"] as const;
export type RetentionTreatment = (typeof retentionTreatments)[number];
export const retentionBases = ["promise", "own_rule", "L124-2024", "legal_record"] as const;
export type RetentionBasis = (typeof retentionBases)[number];
export const retentionStatuses = ["verified", "unverified"] as const;
export type RetentionStatus = (typeof retentionStatuses)[number];

export const erasureSubjects = ["request", "person"] as const;
export type ErasureSubject = (typeof erasureSubjects)[number];
export const wishSources = ["receipt", "account", "desk"] as const;
export type WishSource = (typeof wishSources)[number];
export const wishStates = ["asked", "carried_out", "refused"] as const;
export type WishState = (typeof wishStates)[number];
export const erasureReasons = ["consent_withdrawn", "no_longer_needed", "objection", "unlawful"] as const;
export type ErasureReason = (typeof erasureReasons)[number];
export const erasureRefusals = ["legal_duty", "running_matter", "identity_unclear", "other_rights"] as const;
export type ErasureRefusal = (typeof erasureRefusals)[number];
/** Why something was erased: it was asked for, its time had come, or a restored backup had to forget again. */
export const erasureCauses = ["asked", "retention"] as const;
export type ErasureCause = (typeof erasureCauses)[number];
/** What stands against an erasure at this moment. */
export const erasureHolds = [
  "request_open",
  "case_open",
  "deadline_running",
  "open_work",
  "last_administrator",
  "coming_event",
] as const;
export type ErasureHold = (typeof erasureHolds)[number];

/** How sure a row of the law tables is. */
export const lawStatuses = ["verified", "secondary", "unverified"] as const;
export type LawStatus = (typeof lawStatuses)[number];

/** What limits are counted in. */
export const limitUnits = ["hours", "days", "weeks", "months", "years"] as const;

/** Whether an end on a rest day moves on. */
export const rollingOver = ["yes", "no", "unknown"] as const;

export const lawChangeKinds = [
  "rule_replaced",
  "rule_confirmed",
  "wage_added",
  "wage_removed",
  "line_changed",
  "holiday_added",
  "holiday_removed",
] as const;
export type LawChange = (typeof lawChangeKinds)[number];
