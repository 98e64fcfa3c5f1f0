/** The machine in a thread of Node: how long from nothing but its parts until a guest has said something. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { prepare } from "../../lib/runtime/embedded/sandbox/prepare";
import { BUNDLE_FOLDER, threadParts } from "../../lib/runtime/node/thread/parts";
import { threadMachine } from "../../lib/runtime/node/thread/thread-machine";

const LIMITS = { memoryBytes: 128 << 20, stackBytes: 128 << 10 };

export async function nodeBoots(count: number): Promise<readonly number[]> {
  const { machine, program } = await threadParts();
  const prepared = await prepare(machine, await readFile(join(BUNDLE_FOLDER, "guest.js"), "utf8"));
  const all: number[] = [];
  for (let i = 0; i < count; i++) {
    const began = performance.now();
    let firstMs = Number.NaN;
    const host = {
      call: (text: string) => {
        if (text.startsWith('["process.write"')) firstMs = performance.now() - began;
        return { text: "{}" };
      },
      resolve: (_: string, specifier: string) => ({ text: specifier }),
      load: () => ({ text: 'console.log("hello");' }),
      shouldStop: () => false,
      now: () => 0n,
      random: (bytes: Uint8Array) => void bytes.fill(1),
    };
    const thread = await threadMachine({ machine, program, prepared }, host, LIMITS);
    await thread.run(JSON.stringify({ kind: "start", entry: "/agent.mjs", argv: [], pid: 2, isTty: false }));
    for (let turn = 0; turn < 20 && Number.isNaN(firstMs); turn++) {
      await thread.runJobs();
      await thread.run('{"kind":"turn"}');
    }
    thread.dispose();
    if (i > 0) all.push(firstMs); // the first is cold
  }
  return all;
}
