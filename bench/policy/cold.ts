/**
 * `cold.ts POLICY REQUEST`: links one of the hostile policies and decides one request, in a process that has done
 * nothing else, and prints the milliseconds of both. The lesser of the clock's and the processor's: each is at least what
 * it took, and the clock runs on while others have the processor.
 */
import { decide, newMeters } from "../../lib/policy";
import { HOSTILE, linkSpec, specOfHostile } from "./hostile";

function timed<Result>(work: () => Result): { result: Result; ms: number } {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = work();
  const clock = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { result, ms: Math.min(clock, (user + system) / 1000) };
}

const hostile = HOSTILE[Number(process.argv[2])];
const request = hostile?.requests[Number(process.argv[3])];
if (hostile === undefined) throw new Error("there is no such policy");
const spec = specOfHostile(hostile);
const linked = timed(() => linkSpec(spec));
const decided = request === undefined ? null : timed(() => decide(linked.result, request, newMeters(0)));
process.stdout.write(JSON.stringify([linked.ms, decided?.ms ?? 0]));
