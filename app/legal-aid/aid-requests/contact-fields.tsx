import { useT } from "#app/i18n/use-t";
import { ChoiceField } from "#app/ui/choice-fields";
import { TextArea, TextField } from "#app/ui/text-fields";
import { type ContactChannel, contactChannels } from "#db/vocabulary";

/** Which way is safe, each with what it means. */
export function ChannelField({
  label,
  hideLabel,
  channels = contactChannels,
}: {
  label: string;
  hideLabel?: boolean;
  channels?: readonly ContactChannel[];
}) {
  const t = useT("help");
  return (
    <ChoiceField
      name="channel"
      label={label}
      hideLabel={hideLabel}
      choices={channels.map((channel) => ({
        value: channel,
        label: t(`channels.${channel}`),
        hint: t(`channels.${channel}Hint`),
      }))}
    />
  );
}

/** What a channel needs to be safe. Without a channel: the fields of all of them, for one-page forms. */
export function ReachFields({ channel }: { channel: ContactChannel | null }) {
  const phone = channel === null || channel === "phone";
  const email = channel === null || channel === "email";
  const trusted = channel === null || channel === "trusted_person";
  return (
    <>
      {phone && <PhoneFields optional={channel === null} />}
      {email && <EmailField optional={channel === null} />}
      {trusted && <TrustedFields optional={channel === null} />}
      {(phone || trusted) && <WhenField />}
    </>
  );
}

function PhoneFields({ optional }: { optional: boolean }) {
  const t = useT("help");
  return (
    <>
      <TextField
        name="phone"
        label={t("reach.phone")}
        type="tel"
        inputMode="tel"
        width="medium"
        maxLength={40}
        optional={optional}
      />
      <ChoiceField
        name="who"
        label={t("reach.who")}
        optional
        choices={[
          { value: "only_me", label: t("reach.who_only_me") },
          { value: "others", label: t("reach.who_others"), hint: t("reach.who_othersHint") },
        ]}
      />
      <ChoiceField
        name="message"
        label={t("reach.message")}
        optional
        choices={[
          { value: "none", label: t("reach.message_none") },
          { value: "neutral", label: t("reach.message_neutral") },
        ]}
      />
    </>
  );
}

function EmailField({ optional }: { optional: boolean }) {
  const t = useT("help");
  return (
    <TextField
      name="email"
      label={t("reach.email")}
      hint={t("reach.emailHint")}
      type="email"
      maxLength={254}
      optional={optional}
    />
  );
}

function TrustedFields({ optional }: { optional: boolean }) {
  const t = useT("help");
  return (
    <>
      <TextField name="trustedName" label={t("reach.trustedName")} maxLength={120} optional={optional} />
      <TextField name="trustedContact" label={t("reach.trustedContact")} maxLength={200} optional={optional} />
      <TextArea
        name="trustedHow"
        label={t("reach.trustedHow")}
        hint={t("reach.trustedHowHint")}
        rows={2}
        maxLength={300}
        optional
      />
    </>
  );
}

function WhenField() {
  const t = useT("help");
  return <TextField name="when" label={t("reach.when")} hint={t("reach.whenHint")} maxLength={200} optional />;
}
