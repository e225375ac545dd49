import { close, connect } from "#db/client.server";
import { startEmbedded } from "#db/embedded.server";

// A process of its own that a test can kill: starts the server, writes one row, says so, and waits.
const [folder = "", note = ""] = process.argv.slice(2);
const server = await startEmbedded({ folder });
const db = connect(server.ownerUrl, { max: 1 });
await db.execute("create table if not exists notes (note text)");
await db.execute(`insert into notes values ('${note.replaceAll("'", "")}')`);
process.stdout.write(`${JSON.stringify({ pid: server.pid, adopted: server.adopted })}\n`);
process.on("SIGTERM", async () => {
  await close(db);
  await server.stop();
  process.exit(0);
});
setInterval(() => {}, 60_000);
