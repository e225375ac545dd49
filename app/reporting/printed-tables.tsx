import { useFormat, useT } from "#app/i18n/use-t";
import { DataTable } from "#app/ui/data-table";
import { Card, Columns, Tag } from "#app/ui/surfaces";

interface Split {
  key: string;
  label: string;
  carried: number;
  new: number;
  total: number;
}

interface Printed {
  beneficiaries: { byCategory: Split[]; byGender: { vot: Split[]; dv: Split[] } };
  legalAid: {
    persons: number;
    proceedings: { total: number; criminal: number; civil: number; administrative: number };
  };
  services: { sessions: { serviceType: string; en: string; sessions: number }[] };
  checks: { check: string; holds: boolean; detail?: string }[];
}

/** What the printed report says and the work does not count: repeated, never added up with counted figures. */
export function PrintedTables({ printed }: { printed: Printed }) {
  const t = useT("reports");
  const format = useFormat();
  const { legalAid } = printed;
  return (
    <>
      <p className="small soft">{t("annual.englishOnly")}</p>
      <Card title={t("annual.beneficiaries")}>
        <DataTable
          caption={t("annual.beneficiaries")}
          hideCaption
          rows={printed.beneficiaries.byCategory}
          rowKey={(row) => row.key}
          columns={[
            {
              key: "label",
              header: t("annual.category"),
              rowHeader: true,
              cell: (row) => <span lang="en">{row.label}</span>,
            },
            { key: "carried", header: t("annual.carried"), numeric: true, cell: (row) => format.number(row.carried) },
            { key: "new", header: t("annual.new"), numeric: true, cell: (row) => format.number(row.new) },
            { key: "total", header: t("annual.total"), numeric: true, cell: (row) => format.number(row.total) },
          ]}
        />
      </Card>
      <Columns>
        <Card title={t("annual.legalAid")}>
          <DataTable
            caption={t("annual.legalAid")}
            hideCaption
            rows={[
              { label: t("annual.legalAidPersons"), value: legalAid.persons },
              { label: t("annual.proceedings"), value: legalAid.proceedings.total },
              { label: t("annual.criminal"), value: legalAid.proceedings.criminal },
              { label: t("annual.civil"), value: legalAid.proceedings.civil },
              { label: t("annual.administrative"), value: legalAid.proceedings.administrative },
            ]}
            rowKey={(row) => row.label}
            columns={[
              { key: "label", header: t("annual.category"), rowHeader: true, cell: (row) => row.label },
              { key: "value", header: t("annual.count"), numeric: true, cell: (row) => format.number(row.value) },
            ]}
          />
        </Card>
        <Card title={t("annual.services")}>
          <DataTable
            caption={t("annual.services")}
            hideCaption
            rows={printed.services.sessions}
            rowKey={(row) => row.serviceType}
            columns={[
              {
                key: "service",
                header: t("annual.service"),
                rowHeader: true,
                cell: (row) => <span lang="en">{row.en}</span>,
              },
              {
                key: "sessions",
                header: t("annual.sessions"),
                numeric: true,
                cell: (row) => format.number(row.sessions),
              },
            ]}
          />
        </Card>
      </Columns>
      <Card title={t("annual.checks")}>
        <DataTable
          caption={t("annual.checks")}
          hideCaption
          rows={printed.checks}
          rowKey={(row) => row.check}
          columns={[
            {
              key: "check",
              header: t("annual.check"),
              rowHeader: true,
              cell: (row) => <span lang="en">{row.detail ? `${row.check} (${row.detail})` : row.check}</span>,
            },
            {
              key: "holds",
              header: t("annual.result"),
              cell: (row) => (
                <Tag tone={row.holds ? "calm" : "warn"}>{row.holds ? t("annual.holds") : t("annual.holdsNot")}</Tag>
              ),
            },
          ]}
        />
      </Card>
    </>
  );
}
