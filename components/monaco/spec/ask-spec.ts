/** The page's side of the worker that reads policies: one worker for whoever asks, started by the first. */
import type { Answer, AskName, Asks, PolicyRead, Question } from "./messages";

type Settle = (answer: unknown) => void;

const waiting = new Map<number, Settle>();
let worker: Worker | undefined;
let count = 0;

/** Null where the worker could not answer. */
export function askSpec<Name extends AskName>(ask: Name, of: Asks[Name][0]): Promise<Asks[Name][1] | null> {
  worker ??= startWorker();
  const number = ++count;
  const question: Question<Name> = { number, ask, of };
  const answer = new Promise<unknown>((settle) => waiting.set(number, settle));
  worker.postMessage(question);
  return answer as Promise<Asks[Name][1] | null>;
}

/** The bundler finds workers by this very expression. */
function startWorker(): Worker {
  const started = new Worker(new URL("./spec.worker.ts", import.meta.url), { type: "module" });
  started.onmessage = ({ data: { number, answer } }: MessageEvent<Answer>) => settle(number, answer);
  // It could not be loaded, or died: whoever waits has no answer, and the next one tries again.
  started.onerror = () => {
    started.terminate();
    worker = undefined;
    for (const number of [...waiting.keys()]) settle(number, null);
  };
  return started;
}

function settle(number: number, answer: unknown): void {
  waiting.get(number)?.(answer ?? null);
  waiting.delete(number);
}

/** Editor, list and status line ask for the same text within a moment: it is read once. */
const MOST_KEPT = 4;
const kept = new Map<string, Promise<PolicyRead | null>>();

export function readPolicy(text: string): Promise<PolicyRead | null> {
  const known = kept.get(text);
  if (known) return known;
  const read = askSpec("read", { text });
  kept.set(text, read);
  // What could not be read may be the next time.
  void read.then((answer) => answer ?? kept.delete(text));
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return read;
}
