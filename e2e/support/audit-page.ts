/** What runs in the page of `audit-worker.spec.ts`: the client of the product, and logs to verify, made by the server of the test. */
import { verifyInWorker } from "../../components/audit/verify-in-worker";

async function bytesOf(path: string): Promise<Uint8Array> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`there is no ${path}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function knowledge() {
  const { keys }: { keys: string[] } = await (await fetch("/keys.json")).json();
  return { keys, checkpoints: [await bytesOf("/checkpoint")] };
}

/** How often something was told, and the longest time for which the page had no turn. */
function watch() {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

const api = {
  async verify(how: "blob" | "stream") {
    const bytes = await bytesOf("/entries.jsonl");
    const source = new Blob([new Uint8Array(bytes)]);
    const told: number[] = [];
    const start = performance.now();
    const stop = watch();
    const report = await verifyInWorker(how === "blob" ? source : source.stream(), {
      ...(await knowledge()),
      onProgress: ({ records }) => void told.push(records),
    });
    return { report, told, longest: stop(), ms: performance.now() - start };
  },

  /** Cancels once the work is under way. */
  async cancel() {
    const controller = new AbortController();
    let isAfter = false;
    let after = 0;
    const endless = new ReadableStream<Uint8Array>({
      async start(to) {
        to.enqueue(await bytesOf("/entries.jsonl"));
      },
    });
    const work = verifyInWorker(endless, {
      signal: controller.signal,
      onProgress: () => {
        if (isAfter) after++;
        controller.abort("enough");
      },
    });
    const reason = await work.catch((thrown: unknown) => thrown);
    isAfter = true;
    return { reason, after };
  },

  async fail() {
    const broken = new ReadableStream<Uint8Array>({ start: (to) => to.error(new Error("the disk is gone")) });
    const thrown = await verifyInWorker(broken).catch((error: unknown) => error);
    const badKey = await verifyInWorker(new Blob([]), { keys: ["nonsense"] }).catch(
      (error: unknown) => error,
    );
    return [thrown, badKey].map((error) =>
      error instanceof Error
        ? { name: error.name, reason: "reason" in error ? error.reason : undefined }
        : error,
    );
  },
};

export type AuditApi = typeof api;
Object.assign(globalThis, { auditApi: api });
