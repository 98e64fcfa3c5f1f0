/**
 * What can be recorded: one union, told apart by `type`. It binds whoever writes. A verifier asks only for the envelope
 * (`envelope.ts`): a log of tomorrow, with types that nobody here knows, verifies all the same.
 */
import { z } from "zod";
import { DECISIONS, RESULTS } from "./decisions";
import { EVENTS } from "./events";

export const entrySchema = z.discriminatedUnion("type", [...DECISIONS, ...RESULTS, ...EVENTS]);

/** What is to be recorded; the chain gives it its place. */
export type Entry = z.infer<typeof entrySchema>;
export type RecordType = Entry["type"];
export type RecordData = Entry["data"];

export const RECORD_TYPES: readonly RecordType[] = entrySchema.options.map(({ shape }) => shape.type.value);
