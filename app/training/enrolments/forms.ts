import { z } from "zod";
import {
  agreed,
  choice,
  email,
  integer,
  optionalEmail,
  optionalPhone,
  optionalText,
  optionalUuid,
  text,
  ticked,
  uuid,
  uuids,
} from "#app/forms/fields";
import { quotaKinds } from "#db/vocabulary";
import { MOST_INVITED, readInvitees } from "./invitation-rules";

/** What somebody tells who signs up publicly; the answer goes to the mail address. */
export const signUpForm = z.object({
  givenName: text(80),
  familyName: text(80),
  email: email(),
  phone: optionalPhone(),
  institution: optionalText(160),
  profession: optionalText(120),
  consent: agreed(),
});

/** What is left to say for whoever is signed in. */
export const ownSignUpForm = z.object({
  /** Is elsewhere that day, and comes all the same. */
  anyway: ticked(),
  consent: agreed(),
});

/** Somebody put on the roster: known already (`personId`), or written down by hand. */
export const admissionForm = z.object({
  personId: optionalUuid(),
  walkIn: ticked(),
});

export const newPersonForm = z.object({
  givenName: text(80),
  familyName: text(80),
  email: optionalEmail(),
  phone: optionalPhone(),
  institution: optionalText(160),
  profession: optionalText(120),
  /** Another person of the same name, not the one who is known. */
  namesake: ticked(),
  walkIn: ticked(),
});

/** Why somebody comes before those who have waited longer. */
export const priorityForm = z.object({ reason: text(300) });

/** A yes or no to several who have applied. */
export const decisionForm = z.object({
  enrolmentIds: uuids(500),
  decision: choice(["admit", "decline"]),
  note: optionalText(500),
});

/** So many seats at most for one profession or institution. */
export const quotaForm = z.object({ kind: choice(quotaKinds), name: text(160), seats: integer(0, 100_000) });

/** People to invite, one a line. */
export const inviteesForm = z.object({
  people: text(30_000).transform((value, context) => {
    const read = readInvitees(value);
    const issue = (message: string) => context.addIssue({ code: "custom", message });
    if (!read.ok) issue(`invitee_lines|lines=${read.lines.slice(0, 8).join(" ")}`);
    else if (read.invitees.length === 0) issue("required");
    else if (read.invitees.length > MOST_INVITED) issue(`too_many|max=${MOST_INVITED}`);
    return read.ok ? read.invitees : z.NEVER;
  }),
});

/** Who takes a seat over. */
export const successorForm = z.object({ givenName: text(80), familyName: text(80), email: email() });

/** Another event of the same course. */
export const transferForm = z.object({ eventId: uuid() });
