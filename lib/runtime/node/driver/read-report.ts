/** A report of the agent's process, which may be anything. */
import type { Ended } from "../../embedded/vm/vm";
import type { Report } from "../../shim/exchange";

export function readReport(text: string): Report | undefined {
  const report = tableOf(text);
  if (!report || typeof report.memoryBytes !== "number") return undefined;
  const { memoryBytes, ended } = report;
  const known = { memoryBytes, hasRejections: report.hasRejections === true };
  if (ended === undefined) return known;
  const read = readEnded(ended);
  return read && { ...known, ended: read };
}

function readEnded(value: unknown): Ended | undefined {
  const { kind, text } = Object(value) as { kind?: unknown; text?: unknown };
  if (kind === "value" && (text === undefined || typeof text === "string")) return { kind, text };
  return kind === "thrown" && typeof text === "string" ? { kind, text } : undefined;
}

function tableOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
