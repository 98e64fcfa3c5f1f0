/** A production server of its own, and sessions whose batches lie ready as the bytes of requests. */
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bodyOf, LogClient } from "../../e2e/support/log/log-client";
import { RecordedSession } from "../../e2e/support/log/recorded-session";
import { type RunningServer, startServer } from "../../e2e/support/server";
import type { Batch } from "../../lib/audit/sync/wire";

export const SESSIONS = 50;
export const BATCH = 500;
/** Node closes a connection on which nothing was asked for five seconds. */
const IDLE_MS = 3_000;

/** One batch that waits to be sent. */
export interface Waiting {
  readonly batch: Batch;
  readonly body: Buffer;
}

export class Load {
  readonly folder: string;
  readonly server: RunningServer;
  readonly client: LogClient;
  readonly sessions: readonly RecordedSession[];
  /** How many records were sent. */
  stored = 0;
  readonly #waiting: Waiting[][] = [];
  #heardAt = performance.now();

  private constructor(
    folder: string,
    server: RunningServer,
    client: LogClient,
    sessions: readonly RecordedSession[],
  ) {
    this.folder = folder;
    this.server = server;
    this.client = client;
    this.sessions = sessions;
  }

  static async start(): Promise<Load> {
    const folder = mkdtempSync(join(tmpdir(), "aegis-ingest-"));
    const server = await startServer({ DATA_DIR: folder }, { command: [process.execPath, ...launcher()] });
    const client = await LogClient.begin({ url: server.url, sockets: SESSIONS });
    const opened = await client.open();
    if (!opened.ok) throw new Error(`the server opens no log: ${opened.code}\n${server.output()}`);
    const { host, nonce } = opened.value;
    const { workspaceId } = client;
    const sessions: RecordedSession[] = [];
    for (let n = 0; n < SESSIONS; n++)
      sessions.push(await RecordedSession.open({ host, workspaceId, nonce }));
    return new Load(folder, server, client, sessions);
  }

  /** Makes this many rounds of one batch a session. Recording is not what is measured. */
  async prepare(rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      const row: Waiting[] = [];
      for (const session of this.sessions) row.push(await waitingOf(session));
      this.#waiting.push(row);
    }
    // Nothing was sent meanwhile, and nothing was heard.
    this.client.reconnect();
  }

  /** What lies ready, round by round. */
  get waiting(): readonly (readonly Waiting[])[] {
    return this.#waiting;
  }

  /** One batch of each of the first sessions, outside of the rounds that lie ready. */
  async someBatches(count: number): Promise<readonly Waiting[]> {
    const row: Waiting[] = [];
    for (const session of this.sessions.slice(0, count)) row.push(await waitingOf(session));
    return row;
  }

  /** The next batch of every session. */
  take(): readonly Waiting[] {
    const row = this.#waiting.shift();
    if (!row) throw new Error("no batches are left: more rounds than were prepared");
    return row;
  }

  /** All sessions at once; answers how many records were acknowledged. */
  async sendRound(row: readonly Waiting[] = this.take()): Promise<number> {
    // A contender that has this process to itself for long leaves sockets that the server has closed by then.
    if (performance.now() - this.#heardAt > IDLE_MS) this.client.reconnect();
    const sizes = await Promise.all(row.map((waiting) => this.send(waiting)));
    this.#heardAt = performance.now();
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  async send({ batch, body }: Waiting): Promise<number> {
    const answer = await this.client.send<{ size: number }>("append", body);
    if (!answer.ok) throw new Error(`a batch was refused: ${answer.code} ${answer.message}`);
    const size = answer.value.size - batch.old;
    this.stored += size;
    return size;
  }

  /** Until so many records are stored and nothing waits; rounds are recorded a few at a time, so that memory stays flat. */
  async fillTo(records: number): Promise<void> {
    while (this.stored < records || this.#waiting.length > 0) {
      if (this.#waiting.length === 0) await this.prepare(1);
      await this.sendRound();
    }
  }

  async peakMebibytes(): Promise<number | undefined> {
    const status = await readFile(`/proc/${this.server.pid}/status`, "utf8").catch(() => "");
    const peak = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
    return peak === undefined ? undefined : Math.round(Number(peak) / 1_024);
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function waitingOf(session: RecordedSession): Promise<Waiting> {
  const batch = await session.next(BATCH);
  return { batch, body: bodyOf(batch) };
}

function launcher(): string[] {
  const profile = process.env.SERVER_PROFILE;
  return [...(profile ? ["--cpu-prof", `--cpu-prof-dir=${profile}`] : []), "scripts/start.mjs"];
}
