import { startWorker } from "../../monaco/workers";
import { missing, type Probe, works } from "../probe";

/** Sends to a worker and waits for the first answer that counts; whatever happens, the worker is ended. */
function ask<T>(
  worker: Worker,
  messages: readonly unknown[],
  accept: (data: unknown) => T | undefined,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      const answer = accept(data);
      if (answer !== undefined) resolve(answer);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message || "the worker could not be loaded"));
    };
    for (const message of messages) worker.postMessage(message);
  }).finally(() => worker.terminate());
}

export const moduleWorker: Probe = {
  id: "worker",
  title: "Module workers",
  use: "For work beside the page, so that the page stays quick.",
  without: "The code editor cannot look for problems, and long work would stop the page.",
  run: async () => {
    const worker = new Worker(new URL("./probe.worker.ts", import.meta.url), { type: "module" });
    const answer = await ask(worker, [1], (data) => (typeof data === "number" ? data : undefined));
    return answer === 2 ? works("started and answered") : missing(`answered ${answer}`);
  },
};

const REQUEST = "probe";

export const editorWorker: Probe = {
  id: "editor",
  title: "The editor's own worker",
  use: "For problems to be found in agents while they are written.",
  without: "The workbench offers plain text.",
  run: async () => {
    const worker = startWorker("", "editorWorkerService");
    // Monaco's protocol: a first message wakes it, a request is answered under its own name.
    const hello = {
      vsWorker: 1,
      req: REQUEST,
      channel: "default",
      method: "$initialize",
      args: [1],
      type: 0,
    };
    await ask(worker, ["wake", hello], (data) => (isReply(data) ? true : undefined));
    return works("started and answered");
  },
};

function isReply(data: unknown): boolean {
  return typeof data === "object" && data !== null && "seq" in data && data.seq === REQUEST;
}
