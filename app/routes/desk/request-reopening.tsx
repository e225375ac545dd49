import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { sentenceForm } from "#app/legal-aid/aid-requests/forms";
import { requestHead } from "#app/legal-aid/aid-requests/queries.server";
import { ReasonPage } from "#app/legal-aid/aid-requests/reason-page";
import { reopenRequest } from "#app/legal-aid/aid-requests/reopen-request.server";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("desk.reopening.title", { code }) });

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
  const done = await reopenRequest(context, { requestId, reason: form.value.reason });
  if (!done.ok) return refused(form.typed, done.reason, done.reason === "names_in_reason" ? "reason" : undefined);
  return redirectTo(paths.aidRequest(requestId), { notice: "request_reopened" });
}

/** Takes a closed or declined request up again. */
export default function Reopening() {
  const request = useLoaderData<typeof loader>();
  return <ReasonPage move="reopening" request={request} state={useActionData<typeof action>()?.form} />;
}
