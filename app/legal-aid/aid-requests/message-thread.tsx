import { useFormat, useT } from "#app/i18n/use-t";

interface Message {
  id: string;
  fromPerson: boolean;
  createdAt: Date;
  text: string;
}

/** What person and desk wrote to each other, oldest first. */
export function MessageThread({ messages, own }: { messages: readonly Message[]; own: "person" | "desk" }) {
  const t = useT();
  const format = useFormat();
  if (messages.length === 0) return <p className="soft">{t("help.messages.empty")}</p>;
  return (
    <ol className="thread">
      {messages.map((message) => {
        const mine = message.fromPerson === (own === "person");
        const who = message.fromPerson
          ? t(own === "person" ? "help.messages.fromYou" : "desk.messages.fromPerson")
          : t("help.messages.fromDesk");
        return (
          <li key={message.id} className={mine ? "thread-own" : undefined}>
            <p className="small soft">
              {who} · {format.dateTime(message.createdAt)}
            </p>
            <p className="whitespace-pre-line">{message.text}</p>
          </li>
        );
      })}
    </ol>
  );
}
