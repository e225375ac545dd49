import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { CaseFrame } from "#app/legal-aid/cases/case-frame";
import { caseForLawyer } from "#app/legal-aid/cases/own-case-queries.server";
import { DocumentCard, DocumentForm, DocumentList, ScannerNotice } from "#app/legal-aid/documents/document-list";
import { documentsOfCase } from "#app/legal-aid/documents/queries.server";
import { receiveDocument } from "#app/legal-aid/documents/receive-document.server";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { LinkButton } from "#app/ui/button";
import { Card, Notice, Stack } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "documents.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const caseId = parseId(args.params.id);
  const { id, code, urgency, card, parts } = await caseForLawyer(context, caseId);
  const { areas } = await networkLabels(context, localeOf(args.request));
  const papers = await documentsOfCase(context, caseId);
  return { case: { id, code, urgency, area: areas[card.areaCode] ?? "", shared: parts.story }, ...papers };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const caseId = parseId(args.params.id);
  const received = await receiveDocument(context, args.request, caseId);
  if (!received.ok) return invalid(received.state);
  return redirectTo(`${paths.case(caseId)}/documents`, { notice: "document_added" });
}

export default function CaseDocuments() {
  const { case: one, scanner, documents } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("documents");
  const base = `${paths.case(one.id)}/documents`;
  return (
    <>
      <CaseFrame id={one.id} code={one.code} title={one.area} urgency={one.urgency} current="documents" />
      <ScannerNotice scanner={scanner} />
      {!one.shared && (
        <Notice tone="warn">
          <p>{t("notShared")}</p>
        </Notice>
      )}
      <Stack>
        <Card title={t("title")}>
          <DocumentList
            documents={documents}
            base={base}
            empty={t("empty")}
            open={({ id }) => (
              <LinkButton href={`${base}/${id}`} tone="quiet" small download>
                {t("download")}
              </LinkButton>
            )}
          />
        </Card>
        <DocumentCard>
          <DocumentForm state={answer?.form} withKind />
          <p className="small soft">{t("logged")}</p>
        </DocumentCard>
      </Stack>
    </>
  );
}
