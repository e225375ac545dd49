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
import { PersonCard, PhrasesCard, SafeContactCard } from "#app/legal-aid/cases/file-parts";
import { noteForm } from "#app/legal-aid/cases/forms";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { RowList } from "#app/ui/lists";
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

/** The file as far as consent and steps go: first how she may be reached, then who she is and what happened. */
export default function CaseFilePage() {
  const { caseId, file, area } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("lawyer");
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
        asideFirst
        aside={
          <>
            {contact && <SafeContactCard contact={contact} trusted={trusted} />}
            {phrases && (phrases.toPerson || phrases.fromPerson) && <PhrasesCard phrases={phrases} />}
            <p className="small soft">{t("file.logged")}</p>
          </>
        }
      >
        {identity && <PersonCard identity={identity} parties={file.parties} whereabouts={file.whereabouts} />}
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
