/**
 * Starting agents through the course of a run. To who records a run, a child is somebody outside: what it answered is kept, and given
 * again without running it. Its own log says what it did.
 */
import { z } from "zod";
import type { SpawnedEnd } from "../calls/protocol";
import type { Course } from "../replay/course";
import type { Json } from "../replay/tape";
import type { RunChild } from "./agent-calls";
import { AGENT_CODES, type AgentCode, AgentFault } from "./fault";

type Told =
  | { readonly end: SpawnedEnd }
  | { readonly fault: { readonly code: AgentCode; readonly reason: string } };

const toldSchema = z.union([
  z.strictObject({
    end: z.strictObject({
      output: z.json(),
      code: z.int(),
      reason: z.string(),
      text: z.string(),
      session: z.string(),
    }),
  }),
  z.strictObject({
    fault: z.strictObject({ code: z.enum(Object.keys(AGENT_CODES) as [AgentCode]), reason: z.string() }),
  }),
]);

export function courseChildren(course: Course, runChild: RunChild): RunChild {
  return async (order, signal) => {
    const told = await course.later<Told>(
      {
        kind: "agent",
        question: order.name,
        write: (value) => value as unknown as Json,
        read: (written) => {
          const read = toldSchema.safeParse(written, { jitless: true });
          return read.success ? (read.data as Told) : undefined;
        },
      },
      () => tell(runChild(order, signal)),
    );
    if ("end" in told) return told.end;
    throw new AgentFault(told.fault.code, told.fault.reason);
  };
}

async function tell(running: Promise<SpawnedEnd>): Promise<Told> {
  try {
    return { end: await running };
  } catch (thrown) {
    if (!(thrown instanceof AgentFault)) throw thrown;
    return { fault: { code: thrown.code, reason: thrown.error.reason ?? "" } };
  }
}
