import type { LoaderFunctionArgs } from "@remix-run/node";
import { anyone } from "#app/accounts/guards.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { LinkButton } from "#app/ui/button";
import { NumberedSteps } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "network.received.title" };

export async function loader(args: LoaderFunctionArgs) {
  anyone(args);
  return null;
}

export default function NetworkJoinReceived() {
  const t = useT("network");
  return (
    <>
      <PageHeader title={t("received.title")} lead={t("received.lead")} />
      <Card title={t("received.next")}>
        <NumberedSteps
          items={(["mail", "check", "begin"] as const).map((step) => ({
            title: t(`received.${step}Title`),
            text: t(`received.${step}Text`),
          }))}
        />
      </Card>
      <p>
        <LinkButton href={paths.network} tone="quiet">
          {t("join.network")}
        </LinkButton>
      </p>
    </>
  );
}
