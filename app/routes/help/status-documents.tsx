import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { invalid } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { DocumentForm, DocumentList } from "#app/legal-aid/documents/document-list";
import { documentsOfRequest } from "#app/legal-aid/documents/queries.server";
import { receiveDocument } from "#app/legal-aid/documents/receive-document.server";
import { useHelpHref } from "#app/legal-aid/drafts/help-link";
import { requireReceipt } from "#app/legal-aid/receipts/help-session.server";
import { inLanguage } from "#app/paths";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice } from "#app/ui/surfaces";

const address = "/help/status/documents";

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireReceipt(args);
  const added = new URL(args.request.url).searchParams.has("added");
  return { added, ...(await documentsOfRequest(context, context.actor.requestId)) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireReceipt(args);
  const received = await receiveDocument(context, args.request, context.actor.requestId);
  if (!received.ok) return invalid(received.state);
  return redirect(inLanguage(`${address}?added=1`, localeOf(args.request)), { status: 303 });
}

/** The person adds papers and takes them back; no name of a file is shown, and nothing is opened here. */
export default function Documents() {
  const t = useT();
  const href = useHelpHref();
  const { added, scanner, closed, documents } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.form;
  return (
    <>
      {added && !state && (
        <Notice tone="calm" live>
          <p>{t(scanner ? "documents.help.added" : "documents.help.addedUnscanned")}</p>
        </Notice>
      )}
      <PageHeader title={t("documents.help.title")} lead={t("documents.help.lead")} />
      {closed ? <p className="soft">{t("documents.help.ended")}</p> : <DocumentForm state={state} />}
      <Card title={t("documents.help.yours")}>
        <DocumentList
          documents={closed ? documents.map((one) => ({ ...one, own: false })) : documents}
          base={address}
          empty={t("documents.empty")}
          plain
          query={href("")}
        />
        {!scanner && <p className="small soft">{t("documents.help.noScanner")}</p>}
      </Card>
      <p className="question-ways">
        <a href={href("/help/status")}>{t("help.back")}</a>
      </p>
    </>
  );
}
