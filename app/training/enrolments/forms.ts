import { z } from "zod";
import {
  agreed,
  email,
  optionalEmail,
  optionalPhone,
  optionalText,
  optionalUuid,
  text,
  ticked,
} from "#app/forms/fields";

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
