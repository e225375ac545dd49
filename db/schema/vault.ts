import { pgSchema, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, sealed } from "../columns";

/** Wrapped keys live apart, so that they are dumped apart and erasure is more than decoration. */
export const vault = pgSchema("vault");

/** One data key per subject (request, lawyer file, account secret), wrapped by the key-encryption key. */
export const dataKeys = vault.table("data_keys", {
  subjectId: uuid("subject_id").primaryKey(),
  subjectKind: text("subject_kind").notNull(),
  wrapped: sealed("wrapped").notNull(),
  keyEncryptionKeyId: text("key_encryption_key_id").notNull(),
  createdAt: createdAt(),
});
