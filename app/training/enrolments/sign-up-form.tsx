import type { FormState } from "#app/forms/form-state";
import { useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { TextField } from "#app/ui/text-fields";

interface SignUpFormProps {
  state: FormState | undefined;
  /** All seats are taken. */
  waiting: boolean;
  /** A manager looks at every request. */
  approval: boolean;
}

/** The public sign-up: a mail address is enough. */
export function SignUpForm({ state, waiting, approval }: SignUpFormProps) {
  const t = useT("trainings");
  return (
    <Form state={state} autoComplete="on">
      <p className="soft">{t("signUp.lead")}</p>
      {waiting && <p>{t("signUp.full")}</p>}
      {approval && <p>{t("signUp.approval")}</p>}
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
      <CheckField
        name="consent"
        label={t("signUp.consent")}
        hint={<a href={paths.privacy}>{t("signUp.consentHint")}</a>}
      />
      <Button>{t(waiting ? "signUp.sendWaiting" : "signUp.send")}</Button>
    </Form>
  );
}
