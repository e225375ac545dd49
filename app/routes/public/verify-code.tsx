import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { addressOf, limitFrequentAttempts } from "#app/protection/rate-limit.server";
import { verifiedCertificate } from "#app/training/certificates/queries.server";
import { normalisedCode } from "#app/training/certificates/rules";
import { Verdict } from "#app/training/certificates/verdict";
import { LinkButton } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";

export const handle = pageHandle<typeof loader>({
  title: (t, { certificate }) =>
    certificate ? t("verify.pageTitle", { number: certificate.number }) : t("verify.unknown"),
});

export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  await limitFrequentAttempts("verify_address", addressOf(args.context));
  const code = normalisedCode(args.params.code ?? "");
  const certificate = code ? await verifiedCertificate(context, code) : null;
  return data({ certificate }, { status: certificate ? 200 : 404 });
}

export default function VerifiedCertificate() {
  const { certificate } = useLoaderData<typeof loader>();
  const t = useT("verify");
  return (
    <>
      {certificate ? (
        <>
          <PageHeader title={t("pageTitle", { number: certificate.number })} />
          <Verdict certificate={certificate} />
        </>
      ) : (
        <PageHeader title={t("unknownTitle")} lead={t("unknownText")} />
      )}
      <div className="button-row">
        <LinkButton tone="quiet" href={paths.verify}>
          {t("another")}
        </LinkButton>
      </div>
    </>
  );
}
