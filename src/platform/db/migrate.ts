import { type Migration, Migrator } from "kysely/migration";
import type { Database } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { up as first } from "./migrations/0001-first.ts";
import { up as posting } from "./migrations/0002-posting.ts";
import { up as tombstones } from "./migrations/0003-tombstones.ts";
import { up as accounts } from "./migrations/0004-accounts.ts";
import { up as mail } from "./migrations/0005-mail.ts";
import { up as staff } from "./migrations/0006-staff.ts";
import { up as secondFactor } from "./migrations/0007-second-factor.ts";
import { up as connections } from "./migrations/0008-connections.ts";
import { up as profiles } from "./migrations/0009-profiles.ts";
import { up as privacy } from "./migrations/0010-privacy.ts";
import { up as talk } from "./migrations/0011-talk.ts";
import { up as publisherReader } from "./migrations/0012-publisher-reader.ts";
import { up as moderation } from "./migrations/0013-moderation.ts";
import { up as words } from "./migrations/0014-words.ts";
import { up as repeats } from "./migrations/0015-repeats.ts";
import { up as learner } from "./migrations/0016-learner.ts";
import { up as appeals } from "./migrations/0017-appeals.ts";
import { up as classifiers } from "./migrations/0018-classifiers.ts";
import { up as quality } from "./migrations/0019-quality.ts";
import { up as acts } from "./migrations/0020-acts.ts";
import { up as rules } from "./migrations/0021-rules.ts";
import { up as desk } from "./migrations/0022-desk.ts";
import { up as scan } from "./migrations/0023-scan.ts";

type Up = (db: Parameters<Migration["up"]>[0], dialect: Dialect) => Promise<void>;

/** Every migration, oldest first. A name, once released, never changes. */
const migrations: Record<string, Up> = {
  "0001-first": first,
  "0002-posting": posting,
  "0003-tombstones": tombstones,
  "0004-accounts": accounts,
  "0005-mail": mail,
  "0006-staff": staff,
  "0007-second-factor": secondFactor,
  "0008-connections": connections,
  "0009-profiles": profiles,
  "0010-privacy": privacy,
  "0011-talk": talk,
  "0012-publisher-reader": publisherReader,
  "0013-moderation": moderation,
  "0014-words": words,
  "0015-repeats": repeats,
  "0016-learner": learner,
  "0017-appeals": appeals,
  "0018-classifiers": classifiers,
  "0019-quality": quality,
  "0020-acts": acts,
  "0021-rules": rules,
  "0022-desk": desk,
  "0023-scan": scan,
};

/** Runs the migrations that this database has not had yet. Several processes may call it at once. */
export async function migrate(database: Database): Promise<void> {
  const entries = Object.entries(migrations).map(([name, up]): [string, Migration] => [
    name,
    { up: (db) => up(db, database.dialect) },
  ]);
  const provider = { getMigrations: async () => Object.fromEntries(entries) };
  const { error } = await new Migrator({ db: database.admin, provider }).migrateToLatest();
  if (error) throw error;
}
