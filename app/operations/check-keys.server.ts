import { checkKeys, refuseWrongKey } from "#app/protection/check-keys.server";
import { keyProvider } from "#app/protection/key-provider.server";
import { close, connect } from "#db/client.server";
import { onInstallation } from "./installation.server";
import { countKeyless } from "./restore-proof.server";

// `npm run keys:check` unwraps every data key once; it prints numbers and ids, never a key.
await onInstallation(async ({ ownerUrl }) => {
  const owner = connect(ownerUrl, { max: 1, name: "perkrah keys" });
  try {
    await refuseWrongKey(owner, keyProvider());
    const { byMaster, broken } = await checkKeys(owner, keyProvider());
    for (const [id, count] of Object.entries(byMaster)) process.stdout.write(`${count} data keys under ${id}\n`);
    for (const { subjectKind, subjectId } of broken)
      process.stdout.write(`DOES NOT OPEN: ${subjectKind} ${subjectId}\n`);
    process.stdout.write(broken.length === 0 ? "Every data key opens.\n" : `${broken.length} data keys do not open.\n`);
    const keyless = await countKeyless(owner);
    if (keyless > 0) process.stdout.write(`${keyless} rows hold something sealed, and their key is gone.\n`);
    return broken.length === 0 && keyless === 0 ? 0 : 1;
  } finally {
    await close(owner);
  }
});
