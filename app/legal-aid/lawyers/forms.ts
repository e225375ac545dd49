import { z } from "zod";
import {
  agreed,
  choice,
  choices,
  codes,
  day,
  email,
  integer,
  optionalChoice,
  optionalCode,
  optionalDay,
  optionalPhone,
  optionalText,
  optionalUuid,
  text,
  ticked,
} from "#app/forms/fields";
import { genders, languages, lawyerKinds, lawyerStates, licenceChecks } from "#db/vocabulary";

/** At most so many codes; at least one. */
const someCodes = (max: number) =>
  codes(max).refine((list: unknown) => Array.isArray(list) && list.length > 0, "required_choices");

export const joinForm = z
  .object({
    givenName: text(80),
    familyName: text(80),
    email: email(),
    phone: optionalPhone(),
    kind: choice(lawyerKinds),
    chamberCode: optionalCode(),
    licenceNumber: optionalText(40),
    permitValidTo: optionalDay(),
    gender: choice(genders),
    areas: someCodes(60),
    regions: someCodes(12),
    languages: choices(languages).refine((list) => list.length > 0, "required_choices"),
    capacity: integer(1, 20),
    pledgedHours: integer(0, 1000),
    remote: ticked(),
    consent: agreed(),
  })
  .superRefine((value, context) => {
    if (value.kind === "jurist") return;
    for (const name of ["chamberCode", "licenceNumber", "permitValidTo"] as const)
      if (!value[name]) context.addIssue({ code: "custom", message: "required", path: [name] });
  });
export type JoinForm = z.output<typeof joinForm>;

export const approvalForm = z.object({ licenceCheck: choice(licenceChecks), checkedOn: day() });

export const profileForm = z.object({
  areas: someCodes(60),
  regions: someCodes(12),
  languages: choices(languages).refine((list) => list.length > 0, "required_choices"),
  capacity: integer(0, 20),
  pledgedHours: integer(0, 1000),
  remote: ticked(),
  onDuty: ticked(),
  onLeaveUntil: optionalDay(),
});
export type ProfileForm = z.output<typeof profileForm>;

/** What the desk keeps of a lawyer: the yearly card and, for candidates, who stands behind them. */
export const licenceForm = z.object({ permitValidTo: optionalDay(), supervisorId: optionalUuid() });

export const lawyerSearch = z.object({
  q: optionalText(80),
  state: optionalChoice(lawyerStates),
  region: optionalCode(),
  area: optionalCode(),
});
