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
import { areaFields } from "./area-fields";

const competence = {
  areasCivil: codes(60),
  areasCriminal: codes(60),
  areasAdministrative: codes(60),
  areasOther: codes(60),
  regions: codes(12).refine((list) => list.length > 0, "required_choices"),
  languages: choices(languages).refine((list) => list.length > 0, "required_choices"),
};

type Ticked = Record<(typeof areaFields)[number]["name"], string[]>;

/** One list out of the four groups. */
function together<T extends Ticked>({ areasCivil, areasCriminal, areasAdministrative, areasOther, ...rest }: T) {
  return { ...rest, areas: [...areasCivil, ...areasCriminal, ...areasAdministrative, ...areasOther] };
}

function someAreas(value: Ticked, context: z.RefinementCtx): void {
  if (areaFields.every(({ name }) => value[name].length === 0))
    context.addIssue({ code: "custom", message: "required_choices", path: ["areasCivil"] });
}

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
    ...competence,
    capacity: integer(1, 20),
    pledgedHours: integer(0, 1000),
    remote: ticked(),
    consent: agreed(),
  })
  .superRefine((value, context) => {
    someAreas(value, context);
    if (value.kind === "jurist") return;
    for (const name of ["chamberCode", "licenceNumber", "permitValidTo"] as const)
      if (!value[name]) context.addIssue({ code: "custom", message: "required", path: [name] });
  })
  .transform(together);
export type JoinForm = z.output<typeof joinForm>;

export const approvalForm = z.object({ licenceCheck: choice(licenceChecks), checkedOn: day() });

export const profileForm = z
  .object({
    ...competence,
    capacity: integer(0, 20),
    pledgedHours: integer(0, 1000),
    remote: ticked(),
    onDuty: ticked(),
    onLeaveUntil: optionalDay(),
  })
  .superRefine(someAreas)
  .transform(together);
export type ProfileForm = z.output<typeof profileForm>;

/** What the desk keeps of a lawyer: the yearly card and, for candidates, who stands behind them. */
export const licenceForm = z.object({ permitValidTo: optionalDay(), supervisorId: optionalUuid() });

export const lawyerSearch = z.object({
  q: optionalText(80),
  state: optionalChoice(lawyerStates),
  region: optionalCode(),
  area: optionalCode(),
});
