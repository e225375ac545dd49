import type { FormState } from "#app/forms/form-state";
import { useT } from "#app/i18n/use-t";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { Card } from "#app/ui/surfaces";
import { TextField } from "#app/ui/text-fields";
import { PasskeyButton } from "./passkey-button";

interface Props {
  /** What the account has set up. */
  ways: { passkey: boolean; code: boolean };
  /** Where it goes on afterwards. */
  to: string;
  state: FormState | undefined;
}

/** The ways to give a second factor: the passkey first, then a code of the app or a recovery code. */
export function SecondFactorEntry({ ways, to, state }: Props) {
  const t = useT("account");
  return (
    <>
      {ways.passkey && (
        <Card title={t("factor.passkeyTitle")}>
          <p className="soft">{t("factor.passkeyText")}</p>
          <PasskeyButton
            action="/account/second-factor/passkey"
            options="/account/second-factor/passkey-options"
            values={{ to }}
          >
            {t("factor.usePasskey")}
          </PasskeyButton>
        </Card>
      )}
      {ways.code && (
        <Card title={t("factor.codeTitle")}>
          <Form state={state}>
            <TextField
              name="code"
              label={t("factor.code")}
              hint={t("factor.codeHint")}
              width="medium"
              autoComplete="one-time-code"
              spellCheck={false}
            />
            <Button tone={ways.passkey ? "quiet" : "primary"}>{t("factor.giveCode")}</Button>
          </Form>
        </Card>
      )}
      <form method="post" action="/sign-out">
        <Button tone="plain">{t("factor.leave")}</Button>
      </form>
    </>
  );
}
