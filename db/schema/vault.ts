import { index, pgSchema, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, digest, instant, sealed } from "../columns";

/** Wrapped keys live apart, so that they are dumped apart and erasure is more than decoration. */
export const vault = pgSchema("vault");

/** One data key per subject (request, lawyer file, account secret, audit chain), wrapped by the key-encryption key. */
export const dataKeys = vault.table(
  "data_keys",
  {
    subjectId: uuid("subject_id").primaryKey(),
    subjectKind: text("subject_kind").notNull(),
    wrapped: sealed("wrapped").notNull(),
    keyEncryptionKeyId: text("key_encryption_key_id").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("data_keys_master").on(table.keyEncryptionKeyId)],
);

/** Which key-encryption keys this database has met; the proof tells the right one from a wrong one at start. */
export const masterKeys = vault.table("master_keys", {
  id: text("id").primaryKey(),
  proof: digest("proof").notNull(),
  addedAt: createdAt(),
  retiredAt: instant("retired_at"),
});
