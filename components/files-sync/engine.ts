/** Keeps the files of a workspace in step with the server: after a change here or there, and when the network is back. */
import { createTRPCClient, httpLink, isTRPCClientError } from "@trpc/client";
import type { AppRouter } from "@/server/routers";
import { trpcClient } from "../trpc/client";
import { aroundPage } from "./around-page";
import { FileSync, type Page, type Server } from "./file-sync";
import { type SentPage, sentPage } from "./sent-page";
import { type Agreed, recallAgreed, rememberAgreed } from "./sync-memory";
import { type FileSyncView, ON } from "./view";
import { laterAndLater, watchServer } from "./watch-server";

const AFTER_CHANGE_MS = 1_500;
const COUNT_AFTER_MS = 300;

export interface EngineOptions {
  readonly workspaceId: string;
  readonly page: Omit<Page, "leftAlone">;
  readonly onView: (view: FileSyncView) => void;
  /** Nobody wants it any more. */
  readonly signal: AbortSignal;
}

export class FileSyncEngine {
  readonly #onView: (view: FileSyncView) => void;
  readonly #left: AbortSignal;
  readonly #page: SentPage;
  readonly #sync: FileSync;
  #view: FileSyncView = ON;
  #counting: ReturnType<typeof setTimeout> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #failures = 0;

  constructor({ workspaceId, page, onView, signal }: EngineOptions, agreed: Agreed) {
    this.#onView = onView;
    this.#left = signal;
    this.#page = sentPage(page);
    const save = (now: Agreed) => rememberAgreed(workspaceId, now);
    this.#sync = new FileSync(serverOf(workspaceId), this.#page, agreed, save);
    const backAtOnce = () => {
      this.#failures = 0;
      void this.run();
    };
    window.addEventListener("online", backAtOnce, { signal });
    document.addEventListener("visibilitychange", () => !document.hidden && backAtOnce(), { signal });
    signal.addEventListener("abort", () => this.#rest(), { once: true });
    void this.run().then(() => this.#watch(workspaceId));
  }

  /** Files have changed here. */
  changed(): void {
    this.#later(AFTER_CHANGE_MS);
    // Counting takes the digest of what was typed: not with every key.
    this.#counting ??= setTimeout(() => {
      this.#counting = undefined;
      this.#count();
    }, COUNT_AFTER_MS);
  }

  /** Whoever asks while it runs waits for the same. */
  run(): Promise<void> {
    if (this.#left.aborted) return Promise.resolve();
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#show({ at: "working" });
    try {
      await this.#sync.run(this.#left);
      this.#failures = 0;
      this.#show({ at: "idle", why: null });
    } catch (error) {
      this.#failures += 1;
      this.#show(troubleOf(error));
    }
    this.#count();
    // Of what is changed there the server tells; this is for what has still to go, or could not.
    if (this.#failures > 0) this.#later(laterAndLater(this.#failures, Math.random()));
    else if (this.#view.waiting > 0) this.#later(AFTER_CHANGE_MS);
  }

  #watch(workspaceId: string): void {
    const signal = this.#left;
    void watchServer({
      ask: async (since, signal) => {
        const { changes } = await waiting.files.changes.query({ workspaceId, since }, { signal });
        // It answers again: what could not be done before need not wait for its time.
        if (this.#failures > 0) void this.run();
        return changes;
      },
      seen: () => this.#sync.changes,
      news: () => this.run(),
      around: aroundPage(signal),
      signal,
    });
  }

  #count(): void {
    this.#show({ waiting: this.#sync.waiting, stays: this.#page.stays });
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#left.aborted) this.#timer = setTimeout(() => void this.run(), ms);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#counting);
  }

  #show(change: Partial<FileSyncView>): void {
    if (this.#left.aborted) return;
    this.#view = { ...this.#view, ...change };
    this.#onView(this.#view);
  }
}

export async function startFileSync(options: EngineOptions): Promise<FileSyncEngine> {
  return new FileSyncEngine(options, await recallAgreed(options.workspaceId));
}

/** Each question by itself: in a batch, what is asked beside one that waits would wait with it. */
const waiting = createTRPCClient<AppRouter>({ links: [httpLink({ url: "/api/trpc" })] });

function serverOf(workspaceId: string): Server {
  return {
    list: async () => (await trpcClient.files.list.query({ workspaceId })).items,
    read: (path) => trpcClient.files.read.query({ workspaceId, path }),
    write: (path, text, over) => trpcClient.files.write.mutate({ workspaceId, path, text, over }),
  };
}

function troubleOf(error: unknown): Pick<FileSyncView, "at" | "why"> {
  if (!isTRPCClientError<AppRouter>(error))
    return { at: "refused", why: "this browser could not store how far it is." };
  const isAnswer = error.data !== undefined && error.data !== null;
  return isAnswer ? { at: "refused", why: error.message } : { at: "offline", why: null };
}
