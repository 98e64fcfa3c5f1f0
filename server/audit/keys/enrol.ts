import "server-only";
import { asc, eq } from "drizzle-orm";
import { toBase64 } from "@/lib/audit/bytes";
import type { SigningKey } from "@/lib/audit/note";
import type { Database, ReadDb, Tx } from "../../db/database";
import { auditHost, auditKeys } from "../../db/schema";
import { StartFault } from "../../start-fault";
import type { KeyPurpose, KeySource } from "./key-source";

const HOST_ID = 1;

/** The host of every name, fixed by the first who asks. */
export async function keptHost(database: Database, first: string): Promise<string> {
  const read = () => database.read.select().from(auditHost).where(eq(auditHost.id, HOST_ID));
  const [known] = await read();
  if (known) return known.host;
  await database.write((tx) =>
    tx.insert(auditHost).values({ id: HOST_ID, host: first }).onConflictDoNothing().execute(),
  );
  const [kept] = await read();
  if (!kept) throw new Error("the host of the log was written and is not there");
  return kept.host;
}

export interface KnownKey {
  readonly publicKey: string;
  readonly madeAt: Date;
  readonly retiredAt: Date | null;
}

/** Every key that ever signed for this purpose: the one in use first, then those retired, the latest first. */
export async function knownKeys(read: ReadDb | Tx, purpose: KeyPurpose): Promise<KnownKey[]> {
  const { publicKey, madeAt, retiredAt } = auditKeys;
  const rows = await read
    .select({ publicKey, madeAt, retiredAt })
    .from(auditKeys)
    .where(eq(auditKeys.purpose, purpose))
    .orderBy(asc(auditKeys.madeAt));
  const age = ({ retiredAt }: KnownKey) => retiredAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return rows.sort((a, b) => (age(a) === age(b) ? 0 : age(b) - age(a)));
}

/**
 * The key of this process, which must be the one that the database knows. Were another one taken silently, a data
 * folder that was lost or exchanged would show only later, in every browser, as a log that nobody vouches for.
 */
export async function enrol(
  database: Database,
  source: KeySource,
  host: string,
  now: Date,
): Promise<SigningKey> {
  const isKnown = (await knownKeys(database.read, source.purpose)).length > 0;
  const key = await source.read();
  if (key === undefined && isKnown) {
    throw new StartFault(
      `${source.place} is missing, and the database has logs signed by it: restore it, or retire it by npm run keys:rotate.`,
    );
  }
  const own = key ?? (await source.make(host));
  if (!isKnown) await addFirst(database, source.purpose, own, now);
  refuseStranger(await knownKeys(database.read, source.purpose), source, own);
  return own;
}

/** Of two first starts over one database one wins; the other one's key is a stranger then. */
function addFirst(database: Database, purpose: KeyPurpose, key: SigningKey, now: Date): Promise<void> {
  return database.write(async (tx) => {
    if ((await knownKeys(tx, purpose)).length > 0) return;
    await tx.insert(auditKeys).values({ publicKey: toBase64(key.publicKey), purpose, madeAt: now });
  });
}

function refuseStranger(known: readonly KnownKey[], source: KeySource, key: SigningKey): void {
  const own = known.find(({ publicKey }) => publicKey === toBase64(key.publicKey));
  if (own?.retiredAt === null) return;
  const why = own === undefined ? "is not the one that the database knows" : "was retired";
  throw new StartFault(
    `The key in ${source.place} ${why}: restore the one that signs the logs of this database, or retire that by npm run keys:rotate.`,
  );
}

/** Puts a new key in the place of the one in use. What that one signed can still be verified. */
export async function rotate(
  database: Database,
  source: KeySource,
  host: string,
  now: Date,
): Promise<SigningKey> {
  const known = await knownKeys(database.read, source.purpose);
  const found = await source.read();
  // One that nobody knows yet was put there to be taken, or is what is left of a rotation that was cut short.
  const isNew = found && !known.some(({ publicKey }) => publicKey === toBase64(found.publicKey));
  if (!isNew && !source.isFile) {
    throw new StartFault(`${source.place} still holds the old key: set it to the new one, then rotate.`);
  }
  const key = isNew ? found : await source.replace(host);
  await database.write(async (tx) => {
    await retire(tx, source.purpose, now);
    await tx
      .insert(auditKeys)
      .values({ publicKey: toBase64(key.publicKey), purpose: source.purpose, madeAt: now });
  });
  return key;
}

async function retire(tx: Tx, purpose: KeyPurpose, now: Date): Promise<void> {
  for (const { publicKey, retiredAt } of await knownKeys(tx, purpose)) {
    if (retiredAt !== null) continue;
    await tx.update(auditKeys).set({ retiredAt: now }).where(eq(auditKeys.publicKey, publicKey));
  }
}
