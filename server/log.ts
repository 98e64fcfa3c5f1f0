import "server-only";

export interface LogFields {
  readonly requestId?: string | null;
  readonly [field: string]: unknown;
}

/** One JSON line an event on standard error. What is passed here may hold causes and stacks: it never leaves. */
export function logError(event: string, error: unknown, fields: LogFields = {}): void {
  const line = { time: new Date().toISOString(), level: "error", event, ...fields, error: serialise(error) };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

function serialise(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? {} : { cause: serialise(error.cause) };
  return { name: error.name, message: error.message, stack: error.stack, ...cause };
}
