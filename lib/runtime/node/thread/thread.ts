/** The thread of one machine: takes orders, blocks while its guest waits for an answer, and has nothing else in it. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type { Host, ModuleReply, Reply } from "../../embedded/vm/host";
import { Vm } from "../../embedded/vm/vm";
import { guestClock } from "../../replay/guest-clock";
import { type AnswerOf, type Order, type Question, type Report, type ThreadData, WORD } from "./protocol";

const NS_PER_MS = 1_000_000n;

const data = workerData as ThreadData & { readonly answers: MessagePort };
const words = new Int32Array(data.shared);

/** A guest that is to stop has to say first where it is. */
let isLooking = false;
const clock = guestClock(data, () => data.epoch + performance.now());

function ask(question: Question): AnswerOf {
  data.answers.postMessage({ ...question, ...clock.told() });
  // It may be woken for the answer before: who told of that one may have been held up between saying so and waking.
  while (Atomics.load(words, WORD.answered) === 0) Atomics.wait(words, WORD.answered, 0);
  Atomics.store(words, WORD.answered, 0);
  const answer = (receiveMessageOnPort(data.answers)?.message as AnswerOf | undefined) ?? { failed: true };
  if (answer.isAsked) {
    isLooking = true;
    report({ kind: "stack", text: vm.stack() });
    isLooking = false;
  }
  return answer;
}

function answered<Kind extends Reply | ModuleReply>(question: Question): Kind {
  const answer = ask(question);
  // The guest is told a fixed sentence by whoever catches this.
  if ("failed" in answer) throw new Error("no answer");
  return answer as Kind;
}

const host: Host = {
  call: (text, bytes) => answered<Reply>({ kind: "call", text, bytes }),
  resolve: (base, specifier) => answered<ModuleReply>({ kind: "resolve", base, specifier }),
  load: (name) => answered<ModuleReply>({ kind: "load", name }),
  shouldStop: () => !isLooking && Atomics.load(words, WORD.stop) === 1,
  // Dates have milliseconds.
  now: () => BigInt(clock.now()) * NS_PER_MS,
  // Asked for while the machine is made, which it was before: what a guest gets comes by a call, from its session.
  random: (bytes) => crypto.getRandomValues(bytes),
};

const report = (message: Report) => parentPort?.postMessage(message);
const vm = await Vm.restore(data.machine, host, data.limits, data.prepared);

parentPort?.on("message", (order: Order) => {
  carryOut(order).then(
    (ended) => report({ kind: "done", id: order.id, ended, memoryBytes: vm.memoryBytes, ...clock.told() }),
    () => report({ kind: "broken", id: order.id, ...clock.told() }),
  );
});
report({ kind: "ready" });

function carryOut(order: Order) {
  switch (order.kind) {
    case "run":
      return vm.run(order.text, order.bytes);
    case "rejections":
      return vm.runRejections(order.text);
    default:
      return vm.runJobs();
  }
}
