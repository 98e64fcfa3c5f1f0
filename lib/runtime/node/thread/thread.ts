/** The thread of one machine: takes orders, blocks while its guest waits for an answer, and has nothing else in it. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type { Host, ModuleReply, Reply } from "../../embedded/vm/host";
import { Vm } from "../../embedded/vm/vm";
import { type AnswerOf, type Order, type Question, type Report, type ThreadData, WORD } from "./protocol";

const data = workerData as ThreadData & { readonly answers: MessagePort };
const words = new Int32Array(data.shared);

function ask(question: Question): AnswerOf {
  data.answers.postMessage(question);
  Atomics.wait(words, WORD.answered, 0);
  Atomics.store(words, WORD.answered, 0);
  return (receiveMessageOnPort(data.answers)?.message as AnswerOf | undefined) ?? { failed: true };
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
  shouldStop: () => Atomics.load(words, WORD.stop) === 1,
  now: () => BigInt(Math.round((data.epoch + performance.now()) * 1000)) * 1000n,
  random: (bytes) => crypto.getRandomValues(bytes),
};

const vm = await Vm.restore(data.machine, host, data.limits, data.prepared);
const report = (message: Report) => parentPort?.postMessage(message);

parentPort?.on("message", (order: Order) => {
  carryOut(order).then(
    (ended) => report({ kind: "done", id: order.id, ended, memoryBytes: vm.memoryBytes }),
    () => report({ kind: "broken", id: order.id }),
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
