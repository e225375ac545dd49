import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from "node:net";

/**
 * Stands between a process and PostgreSQL and speaks its protocol, so that a test knows exactly how far the process has
 * come: before a statement, after it was carried out and before the process heard of it, or cut off altogether.
 */
export interface DatabaseWire {
  /** The same database through the wire. */
  through(url: string): string;
  /** Holds the first statement that fits from here on; answers when it is held, and PostgreSQL has not seen it. */
  holdBefore(statement: RegExp): Promise<void>;
  /** Lets it through and holds PostgreSQL's answer; answers when it has been carried out. */
  holdAfter(statement: RegExp): Promise<void>;
  /** The same with the commit of the transaction in which a statement was. */
  holdAfterCommitOf(statement: RegExp): Promise<void>;
  /** Nothing passes any more, in no direction, as on a network that swallows everything. */
  freeze(): void;
  /** Lets everything go on that is held or frozen. */
  release(): void;
  /** Cuts every connection; what is held never arrives. */
  close(): Promise<void>;
}

interface Hold {
  when: "before" | "after";
  statement: RegExp;
  /** Only on a connection that said this before. */
  following?: RegExp | undefined;
  reached(): void;
}

export async function openDatabaseWire(url: string): Promise<DatabaseWire> {
  const lines = new Set<Line>();
  const state: State = { hold: undefined, frozen: false };
  const server: Server = createServer((client) => {
    const line = new Line(client, dial(socketOf(url)), state);
    lines.add(line);
    client.on("close", () => lines.delete(line));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const hold = (when: Hold["when"], statement: RegExp, following?: RegExp) =>
    new Promise<void>((reached) => {
      state.hold = { when, statement, following, reached };
    });
  return {
    through(original) {
      const changed = new URL(original);
      changed.searchParams.delete("host");
      changed.hostname = "127.0.0.1";
      changed.port = String(port);
      return changed.href;
    },
    holdBefore: (statement) => hold("before", statement),
    holdAfter: (statement) => hold("after", statement),
    holdAfterCommitOf: (statement) => hold("after", /^commit/i, statement),
    freeze() {
      state.frozen = true;
    },
    release() {
      state.frozen = false;
      state.hold = undefined;
      for (const line of lines) line.release();
    },
    async close() {
      for (const line of lines) line.end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface State {
  hold: Hold | undefined;
  frozen: boolean;
}

function socketOf(url: string): string {
  const parsed = new URL(url);
  return `${parsed.searchParams.get("host")}/.s.PGSQL.${parsed.port || "5432"}`;
}

/** One connection of the process. */
class Line {
  private readonly statements = new Map<string, string>();
  private readonly upward = new Messages(false);
  private readonly downward = new Messages(true);
  private held: "both" | "down" | undefined;
  private waitsForEnd: Hold | undefined;
  private kept: (() => void)[] = [];
  private followed = false;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly state: State,
  ) {
    for (const socket of [client, server]) socket.on("error", () => this.end());
    client.on("close", () => server.destroy());
    server.on("close", () => client.destroy());
    client.on("data", (bytes) => {
      for (const message of this.upward.add(bytes)) this.up(message);
    });
    server.on("data", (bytes) => {
      for (const message of this.downward.add(bytes)) this.down(message);
    });
  }

  release(): void {
    this.held = undefined;
    for (const go of this.kept.splice(0)) go();
  }

  end(): void {
    this.client.destroy();
    this.server.destroy();
  }

  private up(message: Buffer): void {
    const statement = this.statementOf(message);
    const { hold } = this.state;
    if (statement !== undefined && hold?.following?.test(statement)) this.followed = true;
    const fits = statement !== undefined && hold?.statement.test(statement) && (!hold.following || this.followed);
    if (hold && fits) {
      if (hold.when === "before") {
        this.state.hold = undefined;
        this.held = "both";
        hold.reached();
      } else if (message[0] !== PARSE) {
        this.state.hold = undefined;
        this.waitsForEnd = hold;
      }
    }
    const go = () => this.server.write(message);
    if (this.held === "both" || this.state.frozen) this.kept.push(go);
    else go();
  }

  private down(message: Buffer): void {
    if (this.waitsForEnd && message[0] === READY) {
      this.held = "down";
      this.waitsForEnd.reached();
      this.waitsForEnd = undefined;
    }
    const go = () => this.client.write(message);
    if (this.held || this.state.frozen) this.kept.push(go);
    else go();
  }

  /** The text of a statement that is prepared, bound or asked for. */
  private statementOf(message: Buffer): string | undefined {
    const [type] = message;
    const [first = "", second = ""] = message.subarray(5).toString("utf8").split("\0", 2);
    if (type === QUERY) return first;
    if (type === PARSE) {
      this.statements.set(first, second);
      return second;
    }
    return type === BIND ? this.statements.get(second) : undefined;
  }
}

const [QUERY, PARSE, BIND, READY] = [..."QPBZ"].map((letter) => letter.charCodeAt(0));

/** Cuts a stream into messages; the first that a client sends has no letter. */
class Messages {
  private rest = Buffer.alloc(0);
  constructor(private begun: boolean) {}

  add(bytes: Buffer): Buffer[] {
    this.rest = Buffer.concat([this.rest, bytes]);
    const whole: Buffer[] = [];
    for (;;) {
      const head = this.begun ? 1 : 0;
      if (this.rest.length < head + 4) return whole;
      const length = head + this.rest.readUInt32BE(head);
      if (this.rest.length < length) return whole;
      whole.push(this.rest.subarray(0, length));
      this.rest = this.rest.subarray(length);
      this.begun = true;
    }
  }
}
