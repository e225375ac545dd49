import type { ReactNode } from "react";
import { useT } from "#app/i18n/use-t";
import { Button, type ButtonTone } from "#app/ui/button";
import { PageScript } from "#app/ui/page-context";

interface Props {
  /** Where the device's answer is posted. */
  action: string;
  /** Where the browser gets what the device is to sign. */
  options: string;
  /** Makes a new passkey instead of using one. */
  register?: boolean;
  values?: Record<string, string>;
  tone?: ButtonTone;
  children: ReactNode;
  /** Fields that go with it. */
  fields?: ReactNode;
  /** Says nothing where there is no script: the page has another way. */
  quiet?: boolean;
}

/** A form that a device fills in: public/scripts/passkeys.js asks it and sends the form as any other. */
export function PasskeyButton({
  action,
  options,
  register,
  values = {},
  tone = "primary",
  children,
  fields,
  quiet,
}: Props) {
  const t = useT("account");
  return (
    <>
      <form
        method="post"
        action={action}
        className="form"
        hidden
        data-passkey={register ? "register" : "sign"}
        data-options={options}
      >
        {fields}
        <input type="hidden" name="response" />
        {Object.entries(values).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button tone={tone}>{children}</Button>
        <p className="notice notice-warn" role="alert" hidden data-passkey-failed>
          {t("factor.passkeyFailed")}
        </p>
      </form>
      {!quiet && (
        <noscript>
          <p className="soft">{t("factor.noScript")}</p>
        </noscript>
      )}
      <PageScript name="passkeys" />
    </>
  );
}
