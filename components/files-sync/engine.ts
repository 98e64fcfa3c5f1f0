/** Keeps the files of a workspace in step with the server: after a change, after a pause, when the network is back. */
import { isTRPCClientError } from "@trpc/client";
import { FILE_BYTES } from "@/lib/workspace/limits";
import { faultOfName } from "@/lib/workspace/path";
import type { AppRouter } from "@/server/routers";
import type { Texts } from "../files/files";
import { trpcClient } from "../trpc/client";
import { FileSync, type Page, type Server } from "./file-sync";
import { type Agreed, recallAgreed, rememberAgreed } from "./sync-memory";
import { type FileSyncView, ON } from "./view";

const AFTER_CHANGE_MS = 1_500;
const COUNT_AFTER_MS = 300;
const TRY_AGAIN_MS = 4_000;
/** Somebody else may have changed something. */
const LOOK_EVERY_MS = 20_000;

export interface EngineOptions {
  readonly workspaceId: string;
  readonly page: Page;
  readonly onView: (view: FileSyncView) => void;
  /** Nobody wants it any more. */
  readonly signal: AbortSignal;
}

export class FileSyncEngine {
  readonly #onView: (view: FileSyncView) => void;
  readonly #left: AbortSignal;
  readonly #sync: FileSync;
  #view: FileSyncView = ON;
  #counting: ReturnType<typeof setTimeout> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  constructor({ workspaceId, page, onView, signal }: EngineOptions, agreed: Agreed) {
    this.#onView = onView;
    this.#left = signal;
    const sent = { ...page, texts: () => sendable(page.texts()) };
    this.#sync = new FileSync(serverOf(workspaceId), sent, agreed, (now) => rememberAgreed(workspaceId, now));
    window.addEventListener("online", () => void this.run(), { signal });
    document.addEventListener("visibilitychange", () => !document.hidden && void this.run(), { signal });
    signal.addEventListener("abort", () => this.#rest(), { once: true });
    void this.run();
  }

  /** Files have changed here. */
  changed(): void {
    this.#later(AFTER_CHANGE_MS);
    // Counting takes the digest of what was typed: not with every key.
    this.#counting ??= setTimeout(() => {
      this.#counting = undefined;
      this.#show({ waiting: this.#sync.waiting });
    }, COUNT_AFTER_MS);
  }

  async run(): Promise<void> {
    if (this.#running || this.#left.aborted) return;
    this.#running = true;
    clearTimeout(this.#timer);
    this.#show({ at: "working" });
    try {
      await this.#sync.run(this.#left);
      this.#show({ at: "idle", why: null });
    } catch (error) {
      this.#show(troubleOf(error));
    } finally {
      this.#running = false;
      this.#show({ waiting: this.#sync.waiting });
      this.#later(this.#pause());
    }
  }

  #pause(): number {
    const { at, waiting } = this.#view;
    // A browser says that it is back before its first request gets through.
    if (at === "offline") return TRY_AGAIN_MS;
    return at === "idle" && waiting > 0 ? AFTER_CHANGE_MS : LOOK_EVERY_MS;
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

function serverOf(workspaceId: string): Server {
  return {
    list: async () => (await trpcClient.files.list.query({ workspaceId })).items,
    read: (path) => trpcClient.files.read.query({ workspaceId, path }),
    write: (path, text, over) => trpcClient.files.write.mutate({ workspaceId, path, text, over }),
  };
}

/** What an agent has left may have any name and size; such files stay in this browser. */
function sendable(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).filter(([path, text]) => faultOfName(path) === null && text.length <= FILE_BYTES),
  );
}

function troubleOf(error: unknown): Pick<FileSyncView, "at" | "why"> {
  if (!isTRPCClientError<AppRouter>(error))
    return { at: "refused", why: "this browser could not store how far it is." };
  const isAnswer = error.data !== undefined && error.data !== null;
  return isAnswer ? { at: "refused", why: error.message } : { at: "offline", why: null };
}
