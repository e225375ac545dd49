import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { requestHead } from "#app/legal-aid/aid-requests/queries.server";
import { deskReasons } from "#app/legal-aid/aid-requests/rules";
import { DocumentCard, DocumentForm, DocumentList, ScannerNotice } from "#app/legal-aid/documents/document-list";
import { documentsOfRequest } from "#app/legal-aid/documents/queries.server";
import { receiveDocument } from "#app/legal-aid/documents/receive-document.server";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice, Stack } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("documents.deskTitle", { code }) });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const { id, code } = await requestHead(context, parseId(args.params.id));
  return { id, code, ...(await documentsOfRequest(context, id)) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const id = parseId(args.params.id);
  const received = await receiveDocument(context, args.request, id);
  if (!received.ok) return invalid(received.state);
  return redirectTo(`${paths.aidRequest(id)}/documents`, { notice: "document_added" });
}

/** The papers of a request: no file name is shown, and each opens with a reason. */
export default function RequestDocuments() {
  const { id, code, scanner, closed, documents } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT();
  const base = `${paths.aidRequest(id)}/documents`;
  return (
    <>
      <PageHeader
        title={t("documents.deskTitle", { code })}
        lead={t("documents.deskLead")}
        crumbs={[{ label: t("desk.request.title", { code }), href: paths.aidRequest(id) }]}
      />
      <ScannerNotice scanner={scanner} />
      {closed && (
        <Notice>
          <p>{t(`documents.closed.${closed}`)}</p>
        </Notice>
      )}
      <Stack>
        <Card title={t("documents.title")} action={<a href="/desk/documents">{t("documents.toQuarantine")}</a>}>
          <DocumentList
            documents={closed ? documents.map((one) => ({ ...one, own: false })) : documents}
            base={base}
            empty={t("documents.empty")}
            open={(one) =>
              closed === null && (
                <details>
                  <summary className="button button-quiet button-small">{t("documents.open")}</summary>
                  <Form id={`open-${one.id}`} action={`${base}/${one.id}/copies`}>
                    <SelectField
                      name="reason"
                      label={t("desk.story.reason")}
                      empty={false}
                      choices={deskReasons.map((value) => ({ value, label: t(`words.openingReason.${value}`) }))}
                    />
                    <Button small>{t("documents.download")}</Button>
                  </Form>
                </details>
              )
            }
          />
        </Card>
        {closed === null && (
          <DocumentCard>
            <DocumentForm state={answer?.form} withKind />
          </DocumentCard>
        )}
      </Stack>
    </>
  );
}
