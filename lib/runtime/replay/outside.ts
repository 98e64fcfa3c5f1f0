/** The network, a person, and the disk under the log, through the course of a run. */
import { z } from "zod";
import { fromBase64, toBase64 } from "../../audit/bytes";
import type { Answer, Approver } from "../../mediator/approval";
import type { Log } from "../../mediator/log";
import type { Http, HttpResponse } from "../calls/network";
import type { Course } from "./course";
import { DONE } from "./file-answers";
import type { Json } from "./tape";

const responseSchema = z.strictObject({
  status: z.int(),
  statusText: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
});
const answerSchema = z.strictObject({
  action_sha256: z.string(),
  grant: z.boolean(),
  approver: z.string(),
  reason: z.string().exactOptional(),
});

export function courseHttp(course: Course, http: Http): Http {
  return (request, signal) =>
    course.later<HttpResponse>(
      {
        kind: "network",
        question: `${request.method} ${request.url}`,
        write: ({ status, statusText, headers, body }) => ({
          status,
          statusText,
          headers,
          body: toBase64(body),
        }),
        read: readResponse,
      },
      () => http(request, signal),
    );
}

function readResponse(written: Json): HttpResponse | undefined {
  const read = responseSchema.safeParse(written);
  const body = read.success ? fromBase64(read.data.body) : undefined;
  return read.success && body ? { ...read.data, body } : undefined;
}

/** A replay gives what was said then, and asks nobody. */
export function courseApprover(course: Course, approver: Approver): Approver {
  return {
    ask: (question, signal) =>
      course.later<Answer>(
        {
          kind: "approval",
          question: `${question.op} ${question.action_sha256}`,
          write: ({ action_sha256, grant, approver: who, reason }) => ({
            action_sha256,
            grant,
            approver: who,
            ...(reason !== undefined && { reason }),
          }),
          read: (written) => {
            const read = answerSchema.safeParse(written);
            return read.success ? read.data : undefined;
          },
        },
        () => approver.ask(question, signal),
      ),
  };
}

/** When a disk has taken the records decides what comes before what. */
export function courseLog(course: Course, log: Log): Log {
  return {
    record: (entry) => log.record(entry),
    durable: () =>
      course
        .later<true>({ kind: "log", question: "durable", ...DONE }, async () => {
          await log.durable();
          return true;
        })
        .then(() => {}),
  };
}

/** Standard input; nothing at all is its end. */
export function stdinOf(
  course: Course,
  take: (bytes: Uint8Array | undefined) => void,
): (bytes?: Uint8Array) => void {
  const give = course.source<readonly Uint8Array[]>({
    kind: "stdin",
    write: (chunks) => chunks.map((bytes) => toBase64(bytes)),
    read: (written) => {
      const read = z.array(z.string()).max(1).safeParse(written);
      const chunks = read.success ? read.data.map(fromBase64) : undefined;
      return chunks?.every((bytes) => bytes !== undefined) ? (chunks as Uint8Array[]) : undefined;
    },
    take: ([bytes]) => take(bytes),
  });
  return (bytes) => give(bytes ? [bytes] : []);
}

/** Somebody outside wants the run to end. */
export function stopOf(course: Course, take: () => void): () => void {
  const give = course.source<true>({ kind: "stop", ...DONE, take });
  return () => give(true);
}
