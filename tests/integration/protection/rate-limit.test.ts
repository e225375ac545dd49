import { afterEach, describe, expect, it, vi } from "vitest";
import { contextFor } from "#app/context.server";
import { clearExpired } from "#app/jobs/clear-expired.server";
import { addressOf, limitAttempts } from "#app/protection/rate-limit.server";
import { close, connect, setDatabase } from "#db/client.server";
import { rateLimitSecrets, rateLimits } from "#db/schema/rate-limits";
import { testDatabase } from "#tests/support/database";

const { app, owner, databaseUrl } = await testDatabase();
const address = "198.51.100.77";

afterEach(() => setDatabase(app));

describe("the limiter", () => {
  it("counts in the database, by account, address and action, and says when to come back", async () => {
    for (let attempt = 0; attempt < 10; attempt++) await limitAttempts("second_factor", "one");
    await expect(limitAttempts("second_factor", "one")).rejects.toMatchObject({ status: 429 });
    const refusal: unknown = await limitAttempts("second_factor", "one").catch((thrown: unknown) => thrown);
    expect(Number((refusal as Response).headers.get("Retry-After"))).toBeGreaterThan(800);
    await limitAttempts("second_factor", "another");
    await limitAttempts("own_password", "one");
  });

  it("holds over processes: another one counts on under the same secret", async () => {
    for (let attempt = 0; attempt < 6; attempt++) await limitAttempts("own_password", address);
    vi.resetModules();
    const other = await import("#app/protection/rate-limit.server");
    expect(other.limitAttempts).not.toBe(limitAttempts);
    for (let attempt = 0; attempt < 4; attempt++) await other.limitAttempts("own_password", address);
    await expect(other.limitAttempts("own_password", address)).rejects.toMatchObject({ status: 429 });
    expect(await owner.select().from(rateLimitSecrets)).toHaveLength(1);
  });

  it("keeps no address, and forgets the day's secret when the day is over", async () => {
    await limitAttempts("sign_in_address", address);
    expect(JSON.stringify(await owner.select().from(rateLimits))).not.toContain(address);
    const clear = (now: Date) => clearExpired(contextFor({ kind: "system" }, now, app));
    await clear(new Date());
    expect(await owner.select().from(rateLimitSecrets)).toHaveLength(1);
    await clear(new Date(Date.now() + 86_400_000));
    expect(await owner.select().from(rateLimitSecrets)).toEqual([]);
  });

  it("refuses where it cannot count", async () => {
    const gone = connect(databaseUrl);
    await close(gone);
    setDatabase(gone);
    vi.resetModules();
    const fresh = await import("#app/protection/rate-limit.server");
    await expect(fresh.limitAttempts("claim_address", address)).rejects.toMatchObject({ status: 503 });
  });

  it("takes an IPv6 network for one address", () => {
    expect(addressOf({ clientAddress: "2001:db8:1:2:3:4:5:6" })).toBe("2001:db8:1:2");
    const short = ["2001:db8::1", "2001:db8::2", "2001:DB8:0:0:9::", "2001:0db8:0000::7"];
    expect(new Set(short.map((clientAddress) => addressOf({ clientAddress })))).toEqual(new Set(["2001:db8:0:0"]));
    expect(addressOf({ clientAddress: "::1" })).toBe("0:0:0:0");
    expect(addressOf({ clientAddress: address })).toBe(address);
    expect(addressOf({})).toBe("unknown");
  });
});
