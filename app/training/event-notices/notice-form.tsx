import { useLocation } from "@remix-run/react";
import type { FormState } from "#app/forms/form-state";
import { useFormat, useT } from "#app/i18n/use-t";
import { Button, ButtonRow } from "#app/ui/button";
import { CheckField, ChecksField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { Card, Columns } from "#app/ui/surfaces";
import { HiddenField, TextArea, TextField } from "#app/ui/text-fields";
import type { EnrolmentState } from "#db/vocabulary";

interface NoticeFormProps {
  state: FormState | undefined;
  noticeId: string;
  toTell: { states: readonly { state: EnrolmentState; people: number; reachable: number }[]; trainers: number };
  /** The mails as they would go out, once they have been looked at. */
  preview: { mails: readonly { locale: "sq" | "en"; subject: string; text: string }[]; readers: number } | null;
}

/** A notice in both languages, for whom it is, and the mails as they would go out before they do. */
export function NoticeForm({ state, noticeId, toTell, preview }: NoticeFormProps) {
  const t = useT("manage");
  const words = useT("words");
  const format = useFormat();
  // Without this it would post to the address of the preview, and never be sent.
  const { pathname } = useLocation();
  return (
    <>
      {preview && <Preview preview={preview} />}
      <Form action={pathname} state={state} defaults={{ noticeId, states: ["admitted"] }}>
        <HiddenField name="noticeId" />
        {preview && (
          <ButtonRow>
            <Button>{t("notice.send", { count: preview.readers })}</Button>
          </ButtonRow>
        )}
        <ChecksField
          name="states"
          label={t("notice.states")}
          choices={toTell.states.map(({ state: value, people, reachable }) => ({
            value,
            label: `${words(`enrolmentState.${value}`)} (${format.number(people)})`,
            hint: people > reachable ? t("notice.unreachable", { count: people - reachable }) : undefined,
          }))}
          inline
        />
        {toTell.trainers > 0 && <CheckField name="trainers" label={t("notice.trainers", { count: toTell.trainers })} />}
        <TextField
          name="subjectSq"
          label={t("notice.subjectSq")}
          hint={t("notice.subjectHint")}
          lang="sq"
          maxLength={120}
        />
        <TextArea
          name="bodySq"
          label={t("notice.bodySq")}
          hint={t("notice.bodyHint")}
          lang="sq"
          rows={8}
          maxLength={4000}
        />
        <TextField name="subjectEn" label={t("notice.subjectEn")} lang="en" maxLength={120} />
        <TextArea name="bodyEn" label={t("notice.bodyEn")} lang="en" rows={8} maxLength={4000} />
        <ButtonRow>
          <Button tone={preview ? "quiet" : "primary"} formAction="?preview=1">
            {t(preview ? "notice.previewAgain" : "notice.preview")}
          </Button>
        </ButtonRow>
      </Form>
    </>
  );
}

function Preview({ preview: { mails } }: { preview: NonNullable<NoticeFormProps["preview"]> }) {
  const t = useT("manage");
  return (
    <section className="stack">
      <h2>{t("notice.previewTitle")}</h2>
      <Columns>
        {mails.map(({ locale, subject, text }) => (
          <Card key={locale} title={subject} level={3} tone="sunken">
            <div lang={locale} className="prose">
              {text.split("\n\n").map((paragraph) => (
                <p key={paragraph} className="whitespace-pre-line break-words">
                  {paragraph}
                </p>
              ))}
            </div>
          </Card>
        ))}
      </Columns>
    </section>
  );
}
