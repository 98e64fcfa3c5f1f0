import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { onTestFinished } from "vitest";
import { formatPrivateKey, keyOfSeed, SIGNATURE_TYPE } from "@/lib/audit/note";
import { newId } from "@/lib/ids";
import { LogChecks } from "../audit/check";
import { type LogKeys, openLogKeys } from "../audit/keys";
import { WitnessRounds, witnessHttp } from "../audit/witnesses";
import type { Actor } from "../auth/actor";
import { startAnonymousSession } from "../auth/sessions";
import type { Database } from "../db/database";
import { memberships, type Role } from "../db/schema";
import { appRouter } from "../routers";
import type { Context } from "../trpc/context";
import { createCallerFactory } from "../trpc/procedures";
import { envOf } from "./temp-database";

export const TEST_KEY = Buffer.alloc(32, 7);
/** Of keys that are derived, as if the environment held it. */
const TEST_SECRET = "q7Zr1xV0cN8mKp3sYt6uWb9eHd2fGj5aLl4oQiXzRvE=";
export const NOON = new Date("2026-03-01T12:00:00.000Z");

export async function newAuthor(database: Database): Promise<Actor> {
  return (await database.write((tx) => startAnonymousSession(tx, TEST_KEY, NOON))).actor;
}

export async function join(database: Database, workspaceId: string, actor: Actor, role: Role): Promise<void> {
  await database.write((tx) =>
    tx.insert(memberships).values({ workspaceId, actorId: actor.id, role, openedAt: NOON }).execute(),
  );
}

const opened = new WeakMap<Database, Promise<LogKeys>>();

/** The keys of a log in this database: always the same ones, as if the environment held them. */
export function logOf(database: Database): Promise<LogKeys> {
  const known = opened.get(database) ?? openLogKeys(testEnv(), database, NOON);
  opened.set(database, known);
  return known;
}

function testEnv() {
  return envOf({
    AEGIS_SECRET: TEST_SECRET,
    AEGIS_COSIGNER_KEY: formatPrivateKey(
      "test/cosigner",
      SIGNATURE_TYPE.cosignature,
      keyOfSeed(new Uint8Array(32).fill(201)),
    ),
    AEGIS_LOG_KEY: formatPrivateKey(
      "test/w",
      SIGNATURE_TYPE.ed25519,
      keyOfSeed(new Uint8Array(32).fill(202)),
    ),
  });
}

interface LogParts {
  readonly checks: LogChecks;
  readonly witnesses: WitnessRounds;
}
const parts = new WeakMap<Database, LogParts>();

/** No round comes by itself while a slow machine is still at the test: a test that wants one asks for it. */
const HOUR_MS = 3_600_000;
const BY_HAND = { roundMs: HOUR_MS, firstRetryMs: HOUR_MS, mostRetryMs: HOUR_MS };

/** One of each for a database, as in a process of the server; what they remember lies in a folder of the test. */
export function logPartsOf(database: Database): LogParts {
  const known = parts.get(database);
  if (known) return known;
  const folder = mkdtempSync(joinPath(tmpdir(), "aegis-test-"));
  const checks = new LogChecks(database, folder);
  const log = () => logOf(database);
  const asking = { database, checks, log, http: witnessHttp, reach: "machine" } as const;
  const made = { checks, witnesses: new WitnessRounds(asking, BY_HAND) };
  checks.onSigned = (workspaceId) => made.witnesses.moved(workspaceId);
  onTestFinished(async () => {
    await made.witnesses.close();
    await checks.close();
    rmSync(folder, { recursive: true, force: true });
  });
  parts.set(database, made);
  return made;
}

/** What a request by this actor comes with: every check of the ladder is the real one. */
export function contextOf(database: Database, actor: Actor | null, now: Date = NOON): Context {
  return {
    actor,
    database,
    log: () => logOf(database),
    ...logPartsOf(database),
    isOperator: false,
    requestId: newId("request"),
    now,
  };
}

/** The routers as this actor reaches them. */
export function callerOf(database: Database, actor: Actor | null, now: Date = NOON) {
  return createCallerFactory(appRouter)(contextOf(database, actor, now));
}
