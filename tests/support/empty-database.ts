import { randomBytes } from "node:crypto";
import { administrator, type TestTemplate } from "./database";

/** A database without anything in it, as the README asks for; call `end` with what to do at the end. */
export async function emptyDatabase(
  source: TestTemplate,
  end: (work: () => Promise<void>) => void,
): Promise<{ databaseUrl: string; ownerUrl: string }> {
  const name = `empty_${randomBytes(6).toString("hex")}`;
  const admin = administrator(source.superuserUrl);
  await admin.unsafe(`create database ${name} owner perkrah_owner template template0`);
  end(async () => {
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end({ timeout: 5 });
  });
  const inside = (url: string) => url.replace("/DATABASE?", `/${name}?`);
  return { databaseUrl: inside(source.databaseUrl), ownerUrl: inside(source.ownerUrl) };
}
