import { useFormat, useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { Card } from "#app/ui/surfaces";
import { daysInWords } from "./event-words";

interface MadeEventsProps {
  events: readonly { id: string; startsOn: string | null; endsOn: string | null }[];
  /** Where all of them are taken back. */
  action: string;
}

/** What has just been planned, and the button that takes it back. */
export function MadeEvents({ events, action }: MadeEventsProps) {
  const t = useT("manage");
  const format = useFormat();
  return (
    <Card title={t("repetition.made", { count: events.length })} tone="calm">
      <ul>
        {events.map((event) => (
          <li key={event.id}>
            <a href={paths.event(event.id)}>{daysInWords(event, format)}</a>
          </li>
        ))}
      </ul>
      <form method="post" action={action} className="action-form">
        {events.map(({ id }) => (
          <input key={id} type="hidden" name="eventIds" value={id} />
        ))}
        <Button tone="quiet">{t("repetition.undo")}</Button>
      </form>
    </Card>
  );
}
