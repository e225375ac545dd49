import { useFormat, useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import type { Presence, WhyNot } from "#app/training/presence/rules";
import { ActionForm } from "#app/ui/button";
import { type Column, DataTable } from "#app/ui/data-table";
import { Tag } from "#app/ui/surfaces";
import type { CertificateState } from "#db/vocabulary";

export interface EarnedRow {
  enrolmentId: string;
  name: string;
  institution: string | null;
  presence: Presence;
  earned: boolean;
  whyNot: WhyNot[];
  certificate: {
    id: string;
    code: string;
    number: string;
    state: CertificateState;
    endedAt: Date | null;
    endReason: string;
    rendered: boolean;
    renamed: boolean;
  } | null;
}

/** Who has earned the certificate, and for everybody else why not. */
export function EarnedTable({ rows }: { rows: readonly EarnedRow[] }) {
  const t = useT("certificates");
  const format = useFormat();
  const columns: Column<EarnedRow>[] = [
    {
      key: "person",
      header: t("person"),
      rowHeader: true,
      cell: (row) => (
        <>
          {row.name}
          {row.institution && <span className="row-about">{row.institution}</span>}
        </>
      ),
    },
    {
      key: "presence",
      header: t("presence"),
      cell: ({ presence }) => (
        <span>
          {t("percent", { percent: presence.percent })}{" "}
          <span className="small soft">
            {t("ofMinutes", {
              attended: format.minutes(presence.attendedMinutes),
              planned: format.minutes(presence.plannedMinutes),
            })}
          </span>
        </span>
      ),
    },
    { key: "certificate", header: t("certificate"), cell: (row) => <State row={row} /> },
    { key: "actions", header: t("actions"), hideHeader: true, cell: (row) => <Actions row={row} /> },
  ];
  return <DataTable caption={t("people")} rows={rows} columns={columns} rowKey={(row) => row.enrolmentId} />;
}

function State({ row }: { row: EarnedRow }) {
  const t = useT("certificates");
  const format = useFormat();
  const { certificate } = row;
  if (certificate?.state === "valid")
    return (
      <span>
        <Tag tone="calm">{certificate.number}</Tag>{" "}
        <a className="small" href={paths.certificate(certificate.code)}>
          {t("verifyLink")}
        </a>
      </span>
    );
  return (
    <span>
      {certificate?.state === "revoked" && certificate.endedAt && (
        <span className="row-about">
          <Tag tone="danger">{certificate.number}</Tag> {t("revokedOn", { date: format.date(certificate.endedAt) })}
        </span>
      )}
      {row.earned ? (
        <Tag tone="accent">{t("noCertificate")}</Tag>
      ) : (
        row.whyNot.map(({ key, values }) => t(`whyNot.${key}`, values)).join(" · ")
      )}
    </span>
  );
}

function Actions({ row: { certificate, name } }: { row: EarnedRow }) {
  const t = useT("certificates");
  if (certificate?.state !== "valid") return null;
  return (
    <span className="row-end">
      {certificate.rendered && (
        <a href={`/manage/certificates/${certificate.id}.pdf`} download aria-label={t("downloadOne", { name })}>
          {t("pdf")}
        </a>
      )}
      {certificate.renamed && (
        <ActionForm small action={`/manage/certificates/${certificate.id}/successor`}>
          {t("reissue")}
        </ActionForm>
      )}
      <a href={`/manage/certificates/${certificate.id}/revocation`}>{t("revoke")}</a>
    </span>
  );
}
