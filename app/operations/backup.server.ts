import { join } from "node:path";
import { env } from "#app/env.server";
import { refuseWrongKey } from "#app/protection/check-keys.server";
import { keyProvider } from "#app/protection/key-provider.server";
import { close, connect } from "#db/client.server";
import { backupInstallation } from "./backup-installation.server";
import { OperationError, onInstallation } from "./installation.server";

const help = `npm run backup

Writes one backup of everything, also while the system runs, encrypted to the public keys in BACKUP_RECIPIENT:
  BACKUP_DIR/main    rows of the database       35 days
  BACKUP_DIR/keys    the wrapped data keys       7 days
  BACKUP_DIR/files   kept files, each once      35 days after they were last needed
What has reached its age is taken away (the periods are retention rules). Let a timer run it every night, and bring main
and keys to two different places: who has only one of them reads nothing that somebody who asked for help has told.

npm run backup:key makes the pair of keys, npm run restore tries a backup. Plain age and tar open a dump, too:
  age -d -i PRIVATE-KEY-FILE FILE.tar.gz.age | tar xz
`;

const warnings = {
  chain_cut: "THE AUDIT LOG IS SHORTER THAN ITS LAST ANCHOR: run npm run audit:verify.",
  not_written: "THE END OF THE AUDIT LOG COULD NOT BE WRITTEN DOWN: look at AUDIT_ANCHOR_DIR.",
};

if (process.argv.includes("--help")) process.stdout.write(help);
else
  await onInstallation(async ({ ownerUrl }) => {
    const { backupRecipients: recipients, backupDir: folder, dataDir } = env();
    if (recipients.length === 0)
      throw new OperationError(
        "No public key is set. Make a pair with `npm run backup:key -- FILE`, keep FILE offline, and set BACKUP_RECIPIENT.",
      );
    const owner = connect(ownerUrl, { max: 2, name: "perkrah backup", statementTimeout: 0 });
    try {
      // A backup whose keys nobody can unwrap would be found out too late.
      await refuseWrongKey(owner, keyProvider());
      const began = Date.now();
      const made = await backupInstallation(owner, { folder, recipients, store: join(dataDir, "files") }, new Date());
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      say(`Backed up in ${seconds} s: ${made.rows} rows of ${made.tables} tables.`);
      say(`  rows    ${made.main}`);
      say(`  keys    ${made.keys}`);
      say(`  files   ${made.files.kept} kept, ${made.files.copied} of them new, in ${join(folder, "files")}`);
      say(`  old     ${made.pruned} taken away`);
      if (folder.startsWith(dataDir)) say("It lies beside what it backs up: set BACKUP_DIR to another machine's disk.");
      if (made.unanchored) say(`${warnings[made.unanchored]} No old backup was taken away.`);
      return made.unanchored ? 1 : 0;
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code !== "ENOSPC") throw failure;
      throw new OperationError(`The disk of ${folder} is full. Nothing was taken away, and what was begun is gone.`);
    } finally {
      await close(owner);
    }
  });

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
