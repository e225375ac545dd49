import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { closeRequest } from "#app/legal-aid/aid-requests/close-request.server";
import { sentenceForm } from "#app/legal-aid/aid-requests/forms";
import { requestHead } from "#app/legal-aid/aid-requests/queries.server";
import { ReasonPage } from "#app/legal-aid/aid-requests/reason-page";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Notice } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("desk.closing.title", { code }) });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const { id, code } = await requestHead(context, parseId(args.params.id));
  return { id, code };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const requestId = parseId(args.params.id);
  const form = await readForm(args.request, sentenceForm);
  if (!form.ok) return invalid(form.state);
  const done = await closeRequest(context, { requestId, reason: form.value.reason });
  if (!done.ok) return refused(form.typed, done.reason, done.reason === "names_in_reason" ? "reason" : undefined);
  return redirectTo(paths.aidRequest(requestId), { notice: "request_closed" });
}

/** Ends a request that the desk has finished. */
export default function Closing() {
  const t = useT("desk");
  return (
    <ReasonPage move="closing" request={useLoaderData<typeof loader>()} state={useActionData<typeof action>()?.form}>
      <Notice tone="warn">
        <p>{t("closing.callFirst")}</p>
      </Notice>
    </ReasonPage>
  );
}
