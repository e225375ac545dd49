import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { verifyAudit } from "#app/audit/verify-audit.server";
import { contextFor, inTransaction } from "#app/context.server";
import { refreshEnvironment } from "#app/env.server";
import { checkKeys, refuseWrongKey } from "#app/protection/check-keys.server";
import { createDataKey, openDataKey } from "#app/protection/data-keys.server";
import { keyProvider, localKeyProvider, parseRing } from "#app/protection/key-provider.server";
import { contactHash, nameBuckets } from "#app/protection/lookup.server";
import { rewrapAll, rotateKeys } from "#app/protection/rotate-keys.server";
import { dataKeys, masterKeys } from "#db/schema/vault";
import { buildAidRequest } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "perkrah-keys-"));
const file = join(folder, "key-encryption-key");
const now = new Date("2026-11-24T09:00:00Z");
const hex = () => randomBytes(32).toString("hex");

process.env.KEY_ENCRYPTION_KEY = "";
process.env.KEY_ENCRYPTION_KEY_FILE = file;
writeFileSync(file, `${hex()}\n`);
refreshEnvironment();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function requestWithKey(): Promise<{ id: string; key: Buffer }> {
  const request = await buildAidRequest(owner, { state: "matching" });
  const key = await inTransaction(contextFor({ kind: "receipt", requestId: request.id }, now, app), (tx) =>
    createDataKey(tx, "request", request.id),
  );
  return { id: request.id, key };
}

const openKey = (requestId: string) =>
  inTransaction(contextFor({ kind: "receipt", requestId } as const, now, app), (tx) =>
    openDataKey(tx, { requestId, state: "matching", classes: ["identity"], reason: "own_request" }),
  );

describe("a ring of keys", () => {
  it("wraps with the first and opens with all of them", () => {
    const [first, second] = [hex(), hex()];
    const wrapped = localKeyProvider(second).wrap(Buffer.alloc(32, 7), "s");
    const ring = localKeyProvider(`${first}\n${second}`);
    expect(ring.id).toBe(localKeyProvider(first).id);
    expect(ring.unwrap(wrapped, "s", localKeyProvider(second).id)).toEqual(Buffer.alloc(32, 7));
    expect(() => ring.unwrap(wrapped, "s")).toThrow();
    expect(() => ring.unwrap(wrapped, "s", "unknown")).toThrow(/not configured/);
    expect(() => ring.unwrap(wrapped, "other", localKeyProvider(second).id)).toThrow();
    expect(() => localKeyProvider("")).toThrow(/32 bytes/);
  });

  it("keeps the secret of the look-up hashes past a rotation", () => {
    const [first, second] = [hex(), hex()];
    const { lookup } = parseRing(first);
    const rotated = localKeyProvider(`${second},lookup=${lookup.toString("hex")}`);
    expect(rotated.derive("contact")).toEqual(localKeyProvider(first).derive("contact"));
    expect(localKeyProvider(second).derive("contact")).not.toEqual(rotated.derive("contact"));
  });
});

describe("starting", () => {
  it("notes the first key and refuses any other from then on", async () => {
    await refuseWrongKey(owner, keyProvider());
    await refuseWrongKey(owner, keyProvider());
    await requestWithKey();
    await expect(refuseWrongKey(owner, localKeyProvider(hex()))).rejects.toThrow(/does not fit this database/);
    expect((await owner.select().from(masterKeys)).map(({ id }) => id).sort()).toEqual([keyProvider().id, "lookup"]);
  });

  it("refuses the right key with another secret of the look-up hashes: nobody would be found by it", async () => {
    const right = readFileSync(file, "utf8").trim();
    await expect(refuseWrongKey(owner, localKeyProvider(`${right} lookup=${hex()}`))).rejects.toThrow(/look-up hashes/);
    const sameSecret = parseRing(right).lookup.toString("hex");
    await refuseWrongKey(owner, localKeyProvider(`${right} lookup=${sameSecret}`));
  });

  it("refuses also before anything was sealed, and where the proof was changed", async () => {
    await expect(refuseWrongKey(owner, localKeyProvider(hex()))).rejects.toThrow(/Nothing was changed/);
    await owner.execute(sql`update vault.master_keys set proof = sha256(proof) where id <> 'lookup'`);
    await expect(refuseWrongKey(owner, keyProvider())).rejects.toThrow(/does not fit/);
    await owner.execute(sql`delete from vault.master_keys`);
    await refuseWrongKey(owner, keyProvider());
  });
});

describe("rotating", () => {
  it("wraps every key anew while requests come in and are opened, and nothing is lost", async () => {
    const before = await Promise.all(Array.from({ length: 30 }, requestWithKey));
    const oldId = keyProvider().id;
    const hashes = [contactHash("+355691234567"), ...nameBuckets(["drita", "hoxha"])];
    let running = true;
    const during: { id: string; key: Buffer }[] = [];
    const traffic = (async () => {
      while (running) {
        const made = await requestWithKey();
        during.push(made);
        expect(await openKey(made.id)).toEqual(made.key);
      }
    })();
    const rotation = await rotateKeys(owner, file, now);
    running = false;
    await traffic;
    expect(rotation.rewrapped).toBeGreaterThanOrEqual(30);
    expect(during.length).toBeGreaterThan(0);
    expect(keyProvider().id).toBe(rotation.present);
    expect(keyProvider().known()).toHaveLength(1);
    const stale = (await owner.select().from(dataKeys)).filter((row) => row.keyEncryptionKeyId !== rotation.present);
    expect(stale).toEqual([]);
    expect((await checkKeys(owner, keyProvider())).broken).toEqual([]);
    for (const { id, key } of [...before, ...during]) expect(await openKey(id)).toEqual(key);
    expect([contactHash("+355691234567"), ...nameBuckets(["drita", "hoxha"])]).toEqual(hashes);
    expect((await verifyAudit(app, [])).fault).toBeNull();
    const [aside] = rotation.retired;
    expect(aside?.id).toBe(oldId);
    expect(statSync(aside?.file ?? "").mode & 0o777).toBe(0o600);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await refuseWrongKey(owner, keyProvider());
    await expect(refuseWrongKey(owner, localKeyProvider(readFileSync(aside?.file ?? "", "utf8")))).rejects.toThrow();
  });

  describe("goes on where it was killed", () => {
    interface Killed {
      old: string;
      fresh: string;
      lookup: string;
    }
    const half = (fresh: string, old: string) =>
      owner.transaction(async (tx) => {
        const ring = localKeyProvider(`${fresh},${old}`);
        for (const { subjectId, wrapped, keyEncryptionKeyId } of await tx.select().from(dataKeys).limit(20))
          await tx
            .update(dataKeys)
            .set({
              wrapped: ring.wrap(ring.unwrap(wrapped, subjectId, keyEncryptionKeyId), subjectId),
              keyEncryptionKeyId: ring.id,
            })
            .where(eq(dataKeys.subjectId, subjectId));
      });

    it.each<[string, (killed: Killed) => unknown]>([
      ["before anything was written", () => {}],
      ["when the new key may open", ({ old, fresh, lookup }) => writeFileSync(file, [old, fresh, lookup].join("\n"))],
      ["when the new key wraps", ({ old, fresh, lookup }) => writeFileSync(file, [fresh, old, lookup].join("\n"))],
      [
        "in the middle of the rows",
        async ({ old, fresh, lookup }) => {
          writeFileSync(file, [fresh, old, lookup].join("\n"));
          await half(fresh, old);
        },
      ],
      [
        "when the old key was laid aside",
        async ({ old, fresh, lookup }) => {
          writeFileSync(file, [fresh, old, lookup].join("\n"));
          await rewrapAll(owner, localKeyProvider(`${fresh},${old}`));
          writeFileSync(`${file}.retired-${localKeyProvider(old).id}`, old);
        },
      ],
    ])("%s", async (_, kill) => {
      const made = await requestWithKey();
      const ring = parseRing(readFileSync(file, "utf8"));
      const [old = ""] = ring.masters.map((master) => master.toString("hex"));
      const lookup = `lookup=${ring.lookup.toString("hex")}`;
      const fresh = hex();
      await owner.insert(masterKeys).values(localKeyProvider(fresh).known());
      await kill({ old, fresh, lookup });
      // Servers start, work and stop meanwhile.
      await refuseWrongKey(owner, keyProvider());
      const inBetween = await requestWithKey();
      for (const { id, key } of [made, inBetween]) expect(await openKey(id)).toEqual(key);
      const rotation = await rotateKeys(owner, file, now, 50);
      for (const { id, key } of [made, inBetween]) expect(await openKey(id)).toEqual(key);
      expect(rotation.present).not.toBe(localKeyProvider(old).id);
      expect(
        keyProvider()
          .known()
          .map(({ id }) => id),
      ).toEqual([rotation.present]);
      expect(readFileSync(file, "utf8")).toContain(lookup);
      expect(existsSync(`${file}.retired-${localKeyProvider(old).id}`)).toBe(true);
      expect((await checkKeys(owner, keyProvider())).broken).toEqual([]);
      await refuseWrongKey(owner, keyProvider());
    });
  });

  it("waits for a key that was wrapped before it began and is committed while it works", async () => {
    const request = await buildAidRequest(owner, { state: "matching" });
    let commit = () => {};
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const slow = inTransaction(contextFor({ kind: "receipt", requestId: request.id }, now, app), async (tx) => {
      const key = await createDataKey(tx, "request", request.id);
      await held;
      return key;
    });
    await pause(200);
    const rotation = rotateKeys(owner, file, now);
    await pause(1_800);
    commit();
    const key = await slow;
    await rotation;
    expect(await openKey(request.id)).toEqual(key);
    expect(keyProvider().known()).toHaveLength(1);
  });

  it("lets nobody rotate beside it", async () => {
    const both = await Promise.allSettled([rotateKeys(owner, file, now), rotateKeys(owner, file, now)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { name: "RotationUnderWayError" },
    });
    expect((await checkKeys(owner, keyProvider())).broken).toEqual([]);
  });

  it("is told by the check where a key does not open", async () => {
    const made = await requestWithKey();
    await owner.execute(sql`update vault.data_keys set wrapped = wrapped || '\\x00' where subject_id = ${made.id}`);
    expect((await checkKeys(owner, keyProvider())).broken).toEqual([{ subjectId: made.id, subjectKind: "request" }]);
  });
});
