/** Keeps the files of a workspace in step with the server: after a change, after a pause, when the network is back. */
import { isTRPCClientError } from "@trpc/client";
import { FILE_BYTES } from "@/lib/workspace/limits";
import { faultOfName } from "@/lib/workspace/path";
import type { AppRouter } from "@/server/routers";
import type { Texts } from "../files/files";
import { trpcClient } from "../trpc/client";
import { FileSync, type Page, type Server } from "./file-sync";
import { type Remembered, recall, remember } from "./sync-memory";
import { type FileSyncView, OFF } from "./view";

const AFTER_CHANGE_MS = 1_500;
const COUNT_AFTER_MS = 300;
const TRY_AGAIN_MS = 4_000;
/** Somebody else may have changed something. */
const LOOK_EVERY_MS = 20_000;

export class FileSyncEngine {
  readonly #workspaceId: string;
  readonly #page: Page;
  readonly #onView: (view: FileSyncView) => void;
  readonly #left: AbortSignal;
  #view: FileSyncView = OFF;
  #sync: FileSync;
  #counting: ReturnType<typeof setTimeout> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  constructor(
    options: {
      readonly workspaceId: string;
      readonly page: Page;
      readonly onView: (view: FileSyncView) => void;
      readonly signal: AbortSignal;
    },
    remembered: Remembered,
  ) {
    const { workspaceId, page, onView, signal } = options;
    this.#workspaceId = workspaceId;
    this.#page = { ...page, texts: () => sendable(page.texts()) };
    this.#onView = onView;
    this.#left = signal;
    this.#sync = this.#make(remembered.agreed);
    window.addEventListener("online", () => void this.run(), { signal });
    document.addEventListener("visibilitychange", () => !document.hidden && void this.run(), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
    this.#show({ isOn: remembered.isOn });
    if (remembered.isOn) void this.run();
  }

  async turn(isOn: boolean): Promise<void> {
    const { agreed } = await recall(this.#workspaceId);
    await remember(this.#workspaceId, { isOn, agreed });
    this.#show({ isOn, at: "idle", why: null });
    if (isOn) await this.run();
    else clearTimeout(this.#timer);
  }

  /** Files have changed here. */
  changed(): void {
    if (this.#view.isOn !== true) return;
    this.#later(AFTER_CHANGE_MS);
    // Counting takes the digest of what was typed: not with every key.
    this.#counting ??= setTimeout(() => {
      this.#counting = undefined;
      this.#show({ waiting: this.#sync.waiting });
    }, COUNT_AFTER_MS);
  }

  async run(): Promise<void> {
    if (this.#running || this.#left.aborted || this.#view.isOn !== true) return;
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

  #make(agreed: Remembered["agreed"]): FileSync {
    const workspaceId = this.#workspaceId;
    const server: Server = {
      list: async () => (await trpcClient.files.list.query({ workspaceId })).items,
      read: (path) => trpcClient.files.read.query({ workspaceId, path }),
      write: (path, text, over) => trpcClient.files.write.mutate({ workspaceId, path, text, over }),
    };
    return new FileSync(server, this.#page, agreed, async (now) => {
      await remember(workspaceId, { isOn: this.#view.isOn === true, agreed: now });
    });
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#left.aborted) this.#timer = setTimeout(() => void this.run(), ms);
  }

  #show(change: Partial<FileSyncView>): void {
    if (this.#left.aborted) return;
    this.#view = { ...this.#view, ...change };
    this.#onView(this.#view);
  }
}

export async function startFileSync(
  options: ConstructorParameters<typeof FileSyncEngine>[0],
): Promise<FileSyncEngine> {
  return new FileSyncEngine(options, await recall(options.workspaceId));
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
