import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guards.server";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ownCertificates } from "#app/training/certificates/queries.server";
import { creditsOf } from "#app/training/credits/rules";
import { courseTitle } from "#app/training/presence/event-words";
import { LinkButton } from "#app/ui/button";
import { RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, EmptyState, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "learn.certificates.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireAccount(args);
  const certificates = await ownCertificates(context);
  return { certificates, credits: creditsOf(certificates) };
}

type Certificate = ReturnType<typeof useLoaderData<typeof loader>>["certificates"][number];

export default function OwnCertificates() {
  const { certificates, credits } = useLoaderData<typeof loader>();
  const t = useT("learn");
  const locale = useLocale();
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t("certificates.title")}
        lead={t("certificates.lead")}
        tags={credits > 0 && <Tag tone="calm">{t("certificates.credits", { count: credits })}</Tag>}
      />
      {certificates.length === 0 ? (
        <EmptyState title={t("certificates.empty")}>{t("certificates.emptyText")}</EmptyState>
      ) : (
        <Card>
          <RowList
            items={certificates.map((certificate) => ({
              key: certificate.id,
              title: courseTitle(certificate.statement, locale),
              about: [
                t("certificates.about", {
                  number: certificate.number,
                  date: format.date(certificate.statement.issuedOn),
                }),
                format.minutes(certificate.statement.minutesAttended),
              ].join(" · "),
              end: <Ends certificate={certificate} />,
            }))}
          />
        </Card>
      )}
    </>
  );
}

function Ends({ certificate }: { certificate: Certificate }) {
  const t = useT("learn");
  const words = useT("words");
  const { state, rendered, number, id, code } = certificate;
  if (state !== "valid")
    return (
      <>
        <Tag tone={state === "revoked" ? "danger" : "warn"}>{words(`certificateState.${state}`)}</Tag>
        <a href={paths.certificate(code)}>{t("certificates.verify")}</a>
      </>
    );
  return (
    <>
      {rendered ? (
        <LinkButton
          small
          href={`${paths.learn}/certificates/${id}.pdf`}
          label={t("certificates.downloadOne", { number })}
          download
        >
          {t("certificates.download")}
        </LinkButton>
      ) : (
        <span className="small soft">{t("certificates.rendering")}</span>
      )}
      <LinkButton tone="quiet" small href={paths.certificate(code)}>
        {t("certificates.verify")}
      </LinkButton>
    </>
  );
}
