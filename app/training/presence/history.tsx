import { useFormat, useT } from "#app/i18n/use-t";
import { Tag } from "#app/ui/surfaces";
import type { presenceOfPerson } from "./history-queries.server";
import { markTones } from "./marks";

type Observed = Awaited<ReturnType<typeof presenceOfPerson>>["sittings"][number]["observations"][number];

/** What was observed of somebody in one sitting, in words, the latest last. */
export function History({ observations }: { observations: readonly Observed[] }) {
  const t = useT("teach");
  if (observations.length === 0) return <p className="soft">{t("presence.none")}</p>;
  return (
    <ol className="history">
      {observations.map((one) => (
        <Line key={one.id} one={one} />
      ))}
    </ol>
  );
}

function Line({ one }: { one: Observed }) {
  const t = useT("teach");
  const words = useT("words");
  const format = useFormat();
  const seen = one.observedAt;
  const arrived = one.receivedAt;
  const about = [
    one.door ? t("presence.at", { label: one.door }) : words(`presenceChannel.${one.channel}`),
    t("presence.observedAt", { when: format.dateTime(seen) }),
    arrived.getTime() - seen.getTime() > 60_000 && t("presence.receivedAt", { when: format.dateTime(arrived) }),
    one.familyName && t("presence.by", { name: `${one.givenName} ${one.familyName}` }),
  ];
  const what = one.kind === "mark" ? "mark" : one.kind;
  return (
    <li>
      <p>
        <Tag tone={markTones[one.mark]}>{words(`presenceStatus.${one.mark}`)}</Tag>{" "}
        {what !== "mark" && <b>{words(`observationKind.${what}`)}</b>}{" "}
        {one.minutes !== null && t("presence.kept", { minutes: one.minutes })}{" "}
        {one.flag && <Tag tone="warn">{words(`observationFlag.${one.flag}`)}</Tag>}
      </p>
      <p className="small soft">{about.filter(Boolean).join(" · ")}</p>
      {one.reason && one.reason !== "import_undone" && <p className="small">{one.reason}</p>}
    </li>
  );
}
