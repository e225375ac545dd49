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

/** What the ways of contact are called, for their fields and for the summary of a refused form. */
export function useReachLabels() {
  const t = useT("help");
  return {
    phone: t("reach.phone"),
    who: t("reach.who"),
    message: t("reach.message"),
    email: t("reach.email"),
    trustedName: t("reach.trustedName"),
    trustedContact: t("reach.trustedContact"),
    trustedHow: t("reach.trustedHow"),
    when: t("reach.when"),
  };
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
  const label = useReachLabels();
  return (
    <>
      <TextField
        name="phone"
        label={label.phone}
        type="tel"
        inputMode="tel"
        width="medium"
        maxLength={40}
        optional={optional}
      />
      <ChoiceField
        name="who"
        label={label.who}
        optional
        choices={[
          { value: "only_me", label: t("reach.who_only_me") },
          { value: "others", label: t("reach.who_others"), hint: t("reach.who_othersHint") },
        ]}
      />
      <ChoiceField
        name="message"
        label={label.message}
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
  const label = useReachLabels();
  return (
    <TextField
      name="email"
      label={label.email}
      hint={t("reach.emailHint")}
      type="email"
      maxLength={254}
      optional={optional}
    />
  );
}

function TrustedFields({ optional }: { optional: boolean }) {
  const t = useT("help");
  const label = useReachLabels();
  return (
    <>
      <TextField name="trustedName" label={label.trustedName} maxLength={120} optional={optional} />
      <TextField name="trustedContact" label={label.trustedContact} maxLength={200} optional={optional} />
      <TextArea
        name="trustedHow"
        label={label.trustedHow}
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
  const label = useReachLabels();
  return <TextField name="when" label={label.when} hint={t("reach.whenHint")} maxLength={200} optional />;
}
