import type { FormState } from "#app/forms/form-state";
import { useFormat, useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { QuestionFields } from "#app/training/questions/question-fields";
import { answerField, type Question } from "#app/training/questions/rules";
import { Button } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { Notice } from "#app/ui/surfaces";
import { TextField } from "#app/ui/text-fields";

interface SignUpFormProps {
  state: FormState | undefined;
  /** All seats are taken. */
  waiting: boolean;
  /** A manager looks at every request. */
  approval: boolean;
  questions: readonly Question[];
  /** Courses whose certificate is wanted before. */
  needs: readonly { title: string }[];
  /** Who is signed in, and where they are that day already. */
  member: { name: string; sameDay: readonly { slug: string; title: string; day: string }[] } | null;
}

/** The public sign-up: a mail address is enough; whoever is signed in types nothing again. */
export function SignUpForm({ state, waiting, approval, questions, needs, member }: SignUpFormProps) {
  const t = useT("trainings");
  const labels = Object.fromEntries(questions.map(({ id, label }) => [answerField(id), label]));
  return (
    <Form state={state} labels={labels} autoComplete="on">
      <p className="soft">{member ? t("signUp.as", { name: member.name }) : t("signUp.lead")}</p>
      {waiting && <p>{t("signUp.full")}</p>}
      {approval && <p>{t("signUp.approval")}</p>}
      {needs.length > 0 && <p>{t("signUp.needs", { courses: needs.map(({ title }) => `«${title}»`).join(", ") })}</p>}
      {member && member.sameDay.length > 0 && <SameDay places={member.sameDay} />}
      {!member && <Who />}
      <QuestionFields questions={questions} />
      <CheckField
        name="consent"
        label={t("signUp.consent")}
        hint={<a href={paths.privacy}>{t("signUp.consentHint")}</a>}
      />
      <Button>{t(waiting ? "signUp.sendWaiting" : "signUp.send")}</Button>
    </Form>
  );
}

function Who() {
  const t = useT("trainings");
  return (
    <>
      <TextField name="givenName" label={t("signUp.givenName")} autoComplete="given-name" maxLength={80} />
      <TextField name="familyName" label={t("signUp.familyName")} autoComplete="family-name" maxLength={80} />
      <TextField
        name="email"
        type="email"
        label={t("signUp.email")}
        hint={t("signUp.emailHint")}
        autoComplete="email"
        inputMode="email"
      />
      <TextField name="phone" type="tel" label={t("signUp.phone")} autoComplete="tel" width="medium" optional />
      <TextField
        name="institution"
        label={t("signUp.institution")}
        autoComplete="organization"
        maxLength={160}
        optional
      />
      <TextField
        name="profession"
        label={t("signUp.profession")}
        autoComplete="organization-title"
        maxLength={120}
        optional
      />
    </>
  );
}

function SameDay({ places }: { places: readonly { slug: string; title: string; day: string }[] }) {
  const t = useT("trainings");
  const format = useFormat();
  return (
    <>
      <Notice tone="warn">
        {places.map(({ slug, title, day }) => (
          <p key={slug}>{t("signUp.sameDay", { title, day: format.longDate(day) })}</p>
        ))}
      </Notice>
      <CheckField name="anyway" label={t("signUp.anyway")} />
    </>
  );
}
