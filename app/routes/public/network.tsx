import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { useT } from "#app/i18n/use-t";
import { networkCoverage } from "#app/legal-aid/lawyers/coverage-queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { LinkButton } from "#app/ui/button";
import { NumberedSteps } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { RegionMap } from "#app/ui/region-map";
import { Card, Columns, Stack } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "public.network.title" };

export async function loader(args: LoaderFunctionArgs) {
  return networkCoverage(anyone(args));
}

export default function Network() {
  const { lawyers, byRegion } = useLoaderData<typeof loader>();
  const t = useT("public");
  const steps = (["how1", "how2", "how3", "how4"] as const).map((step) => ({
    title: t(`network.${step}Title`),
    text: t(`network.${step}Text`),
  }));
  return (
    <>
      <PageHeader
        title={t("network.title")}
        lead={t("network.lead")}
        action={<LinkButton href={paths.joinNetwork}>{t("network.join")}</LinkButton>}
      />
      <Columns>
        <Stack>
          <p className="lead">{t("network.count", { count: lawyers })}</p>
          <h2>{t("network.howTitle")}</h2>
          <NumberedSteps items={steps} />
          <Card title={t("network.whoTitle")} tone="sunken">
            <p>{t("network.who")}</p>
          </Card>
        </Stack>
        <Card>
          <RegionMap
            title={t("network.mapTitle")}
            values={byRegion}
            valueLabel={t("network.mapValue")}
            note={t("network.mapNote")}
          />
        </Card>
      </Columns>
    </>
  );
}
