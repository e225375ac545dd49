import { randomBytes } from "node:crypto";
import { env } from "#app/env.server";
import { checkKeys, refuseWrongKey } from "#app/protection/check-keys.server";
import { keyProvider, parseRing } from "#app/protection/key-provider.server";
import { RotationUnderWayError, rewrapAll, rotateKeys } from "#app/protection/rotate-keys.server";
import { close, connect, type Database } from "#db/client.server";
import { OperationError, onInstallation } from "./installation.server";

const help = `npm run keys:rotate

Replaces the key-encryption key while the system runs. With the key in a file (KEY_ENCRYPTION_KEY_FILE, or the embedded
server's own) that is all; the old key is laid beside it, because older key dumps need it. A rotation that broke off goes
on where it stopped. Servers on several machines must read the same file.

With the key in the variable KEY_ENCRYPTION_KEY, which a running server cannot read again, it takes three steps:
  1. npm run keys:rotate -- --new     prints the variable's next value: new key, old key, secret of the look-up hashes
  2. set it, start every server anew, and run npm run keys:rotate
  3. take the old key (the second of the three parts) out of the variable, and start anew
`;

const asked = process.argv.slice(2);

// Ids are printed, never a key, but where `--new` asks for one.
if (asked.includes("--help")) process.stdout.write(help);
else
  await onInstallation(async ({ ownerUrl }) => {
    const owner = connect(ownerUrl, { max: 3, name: "perkrah keys", statementTimeout: 0 });
    try {
      await refuseWrongKey(owner, keyProvider());
      if (asked.includes("--new")) return printNextRing();
      await rotate(owner);
      const { broken } = await checkKeys(owner, keyProvider());
      process.stdout.write(
        broken.length === 0 ? "Every data key opens.\n" : `${broken.length} data keys do not open.\n`,
      );
      return broken.length === 0 ? 0 : 1;
    } catch (failure) {
      throw failure instanceof RotationUnderWayError ? new OperationError(failure.message) : failure;
    } finally {
      await close(owner);
    }
  });

async function rotate(owner: Database): Promise<void> {
  const { keyEncryptionKeyFile: file } = env();
  if (file) {
    const { rewrapped, present, retired } = await rotateKeys(owner, file, new Date());
    process.stdout.write(`${rewrapped} data keys are wrapped by ${present} now.\n`);
    for (const { id, file: aside } of retired)
      process.stdout.write(
        `${id} is retired: ${aside}. Key dumps older than now need it; delete it when they are gone.\n`,
      );
    return;
  }
  if (keyProvider().known().length === 1)
    throw new OperationError(
      "KEY_ENCRYPTION_KEY holds one key only. `npm run keys:rotate -- --help` says how to go on.",
    );
  const rewrapped = await rewrapAll(owner, keyProvider());
  process.stdout.write(`${rewrapped} data keys are wrapped by ${keyProvider().id} now. The other keys can go.\n`);
}

function printNextRing(): number {
  const { keyEncryptionKey = "", keyEncryptionKeyFile } = env();
  if (keyEncryptionKeyFile) throw new OperationError("The key is in a file: run npm run keys:rotate without --new.");
  const { masters, lookup } = parseRing(keyEncryptionKey);
  const keys = [randomBytes(32), ...masters.slice(0, 1)].map((key) => key.toString("hex"));
  process.stdout.write(`${[...keys, `lookup=${lookup.toString("hex")}`].join(",")}\n`);
  return 0;
}
