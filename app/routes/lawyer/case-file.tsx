import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { addCaseNote } from "#app/legal-aid/cases/add-case-note.server";
import { openCaseFile } from "#app/legal-aid/cases/case-file-queries.server";
import { CaseFrame } from "#app/legal-aid/cases/case-frame";
import { noteForm } from "#app/legal-aid/cases/forms";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { DefinitionList, RowList } from "#app/ui/lists";
import { Card, MainAndAside, Notice } from "#app/ui/surfaces";
import { TextArea } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "lawyer.file.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const caseId = parseId(args.params.id);
  const file = await openCaseFile(context, caseId);
  const { areas } = await networkLabels(context, localeOf(args.request));
  return { caseId, file, area: areas[file.areaCode ?? ""] ?? "" };
}

/** A note. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const caseId = parseId(args.params.id);
  const form = await readForm(args.request, noteForm);
  if (!form.ok) return invalid(form.state);
  await addCaseNote(context, { caseId, body: form.value.body });
  return redirectTo(`${paths.case(caseId)}/file`, { notice: "saved" });
}

export default function CaseFilePage() {
  const { caseId, file, area } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("lawyer");
  const words = useT("words");
  const format = useFormat();
  const { identity, contact, phrases, trusted } = file;
  return (
    <>
      <CaseFrame id={caseId} code={file.code} title={area} current="file" />
      {!file.consented && (
        <Notice tone="warn" title={t("case.noConsentTitle")}>
          <p>{t("case.noConsent")}</p>
        </Notice>
      )}
      <MainAndAside
        aside={
          <>
            {contact && (
              <Card title={t("file.contact")} tone="warn">
                <DefinitionList
                  items={[
                    { term: t("file.channel"), value: words(`contactChannel.${contact.channel}`) },
                    { term: t("file.phone"), value: contact.phone },
                    { term: t("file.email"), value: contact.email },
                    contact.who !== null && { term: t("file.who"), value: t(`file.whoMay.${contact.who}`) },
                    { term: t("file.when"), value: contact.when },
                    contact.message !== null && {
                      term: t("file.message"),
                      value: t(`file.messageMay.${contact.message}`),
                    },
                    trusted !== null && {
                      term: t("file.trusted"),
                      value: [trusted.name, trusted.contact, trusted.how].filter(Boolean).join(" · "),
                    },
                  ]}
                />
              </Card>
            )}
            {phrases && (phrases.toPerson || phrases.fromPerson) && (
              <Card title={t("file.phrases")}>
                <DefinitionList
                  items={[
                    { term: t("file.phraseToPerson"), value: phrases.toPerson },
                    { term: t("file.phraseFromPerson"), value: phrases.fromPerson },
                  ]}
                />
                <p className="small soft">{t("file.phrasesWhy")}</p>
              </Card>
            )}
            <p className="small soft">{t("file.logged")}</p>
          </>
        }
      >
        {identity && (
          <Card title={t("file.person")}>
            <DefinitionList
              items={[
                { term: t("file.name"), value: identity.name },
                { term: t("file.birthYear"), value: identity.birthYear },
                ...file.parties.map(({ side, name }) => ({ term: words(`partySide.${side}`), value: name })),
                { term: t("file.whereabouts"), value: file.whereabouts },
              ]}
            />
          </Card>
        )}
        {file.story && (
          <Card title={t("file.story")}>
            {file.story.split(/\n+/).map((line) => (
              <p key={line}>{line}</p>
            ))}
          </Card>
        )}
        <Card title={t("file.notes")}>
          <Form state={answer?.form}>
            <TextArea name="body" label={t("file.newNote")} hint={t("file.noteHint")} rows={4} maxLength={4000} />
            <Button>{t("file.saveNote")}</Button>
          </Form>
          {file.notes.length > 0 && (
            <RowList
              items={file.notes.map((note) => ({
                key: note.id,
                title: format.dateTime(note.createdAt),
                about: note.body,
              }))}
            />
          )}
        </Card>
      </MainAndAside>
    </>
  );
}
