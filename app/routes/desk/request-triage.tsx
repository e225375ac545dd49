import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { consentsOf } from "#app/legal-aid/aid-requests/queries.server";
import { decideTriage } from "#app/legal-aid/triage/decide-triage.server";
import { triageForm } from "#app/legal-aid/triage/forms";
import { similarRequests, triageBasis } from "#app/legal-aid/triage/queries.server";
import { DecisionFields, ProposalCard, SimilarCard, useDecisionLabels } from "#app/legal-aid/triage/triage-parts";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { MainAndAside, Notice } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, { request }) => t("desk.triage.title", { code: request.code }),
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const id = parseId(args.params.id);
  const basis = await triageBasis(context, id, new URL(args.request.url).searchParams.get("category"));
  const similar = basis.request.state === "in_triage" ? await similarRequests(context, id) : [];
  return { ...basis, similar, mayBeOffered: (await consentsOf(context, id)).includes("conflict_check") };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const requestId = parseId(args.params.id);
  const form = await readForm(args.request, triageForm);
  if (!form.ok) return invalid(form.state);
  const decided = await decideTriage(context, { requestId, ...form.value });
  if (decided.ok) {
    const next = form.value.outcome === "matching" ? "/matching" : "";
    return redirectTo(`${paths.aidRequest(requestId)}${next}`, { notice: "triage_decided" });
  }
  if (decided.reason === "missing") return refused(form.typed, "required", decided.field);
  if (decided.reason === "unknown")
    return refused(form.typed, decided.field === "mergedIntoCode" ? "unknown_code" : "choice", decided.field);
  return refused(form.typed, decided.reason, decided.reason === "names_in_reason" ? "reason" : undefined);
}

/** The rules propose, a person decides. */
export default function Triage() {
  const t = useT("desk");
  const labels = useDecisionLabels();
  const { request, proposal, categories, areas, similar, mayBeOffered } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.form;
  const base = paths.aidRequest(request.id);
  return (
    <>
      <PageHeader
        title={t("triage.title", { code: request.code })}
        lead={t("triage.lead")}
        crumbs={[{ label: t("request.title", { code: request.code }), href: base }]}
      />
      {request.state !== "in_triage" ? (
        <Notice>
          <p>
            {t("triage.notInTriage")} <a href={base}>{t("triage.toRequest")}</a>
          </p>
        </Notice>
      ) : (
        <MainAndAside
          asideFirst
          aside={
            <>
              <ProposalCard proposal={proposal} categories={categories} meansHref={`${base}/means`} />
              {!mayBeOffered && (
                <Notice tone="warn">
                  <p>
                    {t("consents.missing")} <a href={`${base}/consents`}>{t("consents.change")}</a>
                  </p>
                </Notice>
              )}
              <SimilarCard similar={similar} />
            </>
          }
        >
          <Form
            state={state}
            labels={labels}
            defaults={{
              categoryCode: proposal.categoryCode ?? "",
              outcome: proposal.channel === "pro_bono" ? "matching" : "primary_only",
              urgency: proposal.urgency,
              areaCode: request.areaCode ?? "",
              courtKind: request.courtKind ?? areas.find(({ code }) => code === request.areaCode)?.groupCode ?? "",
              nextDateOn: request.nextDateOn ?? "",
              stepKinds: request.stepKinds,
              estimatedHours: request.estimatedHours?.toString() ?? "",
              missingPapers: proposal.missingPapers,
            }}
          >
            <DecisionFields categories={categories} areas={areas} papers={proposal.missingPapers} />
            <Button>{t("triage.decide")}</Button>
          </Form>
        </MainAndAside>
      )}
    </>
  );
}
