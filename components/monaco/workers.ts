/**
 * Monaco's workers, from this server. The URLs have to be written out: the bundler finds workers by this very
 * expression and gives each its own file.
 */
const STARTS = {
  typescript: () => new Worker(new URL("./ts.worker.ts", import.meta.url), { type: "module" }),
  editor: () => new Worker(new URL("./editor.worker.ts", import.meta.url), { type: "module" }),
} as const;
type Kind = keyof typeof STARTS;

/** Resolves when the scripts of the first one of its kind have come. */
const brought = new Map<Kind, Promise<void>>();

export function startWorker(_: string, label: string): Worker {
  return start(label === "typescript" || label === "javascript" ? "typescript" : "editor");
}

/** Fetches their scripts, which the browser then has without a network: of a kind that nobody has asked for, by one that does nothing. */
export async function bringWorkers(): Promise<void> {
  for (const kind of ["editor", "typescript"] as const) {
    const worker = brought.has(kind) ? undefined : start(kind);
    try {
      await brought.get(kind);
    } finally {
      worker?.terminate();
    }
  }
}

function start(kind: Kind): Worker {
  const worker = STARTS[kind]();
  if (brought.has(kind)) return worker;
  const here = new Promise<void>((resolve, reject) => {
    worker.addEventListener("message", () => resolve(), { once: true });
    worker.addEventListener("error", () => reject(new Error(`the worker ${kind} did not come`)), {
      once: true,
    });
  });
  brought.set(kind, here);
  here.catch(() => brought.delete(kind));
  return worker;
}
