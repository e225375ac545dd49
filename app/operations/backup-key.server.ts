import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { generateIdentity, identityToRecipient } from "age-encryption";
import { asOperation, OperationError } from "./installation.server";

const help = `npm run backup:key -- FILE

Makes the pair of keys for backups: the private one goes into FILE, the public one onto the screen. Run it on a machine
that is not the server, or move FILE away at once: keep it offline, twice, in two places. Only it opens a backup.
The public key goes into BACKUP_RECIPIENT. Keys made by \`age-keygen\` do as well.
`;

const [file] = process.argv.slice(2);

if (!file || file.startsWith("-")) process.stdout.write(help);
else
  await asOperation(
    async () => {
      if (existsSync(file)) throw new OperationError(`${file} is there already; nothing was changed.`);
      const identity = await generateIdentity();
      const recipient = await identityToRecipient(identity);
      await writeFile(file, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: "wx", flush: true });
      process.stdout.write(
        `Private key   ${file} (move it off this machine; without it no backup opens)\nPublic key    BACKUP_RECIPIENT=${recipient}\n`,
      );
      return 0;
    },
    async () => {},
  );
