import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

interface Target {
  readonly why: string;
  readonly method: string;
  readonly url: string;
}

interface Outcome extends Target {
  readonly came: "answered" | "denied" | "failed";
  readonly status: number | null;
  readonly note: string;
}

const TIMEOUT_MS = 15_000;

async function ask(target: Target): Promise<Outcome> {
  try {
    const response = await fetch(target.url, {
      method: target.method,
      headers: { accept: "application/vnd.github+json", "user-agent": "aegis-example" },
      redirect: "follow",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await response.text();
    const note = response.redirected ? `after a redirect to ${response.url}` : `${body.length} characters`;
    return { ...target, came: "answered", status: response.status, note };
  } catch (error) {
    return { ...target, ...whyNot(error), status: null };
  }
}

/** The policy's no has a code of its own; whatever else kept the answer away is said in the cause. */
function whyNot(error: unknown): Pick<Outcome, "came" | "note"> {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code, reason, message } = cause as { code?: string; reason?: string; message?: string };
  return { came: code === "ERR_ACCESS_DENIED" ? "denied" : "failed", note: reason ?? message ?? String(error) };
}

const targets = JSON.parse(readFileSync("targets.json", "utf8")) as Target[];
const outcomes: Outcome[] = [];
for (const target of targets) {
  const outcome = await ask(target);
  outcomes.push(outcome);
  console.log(`${outcome.came.padEnd(8)} ${target.method} ${target.url}`);
  console.log(`         ${target.why}: ${outcome.status === null ? "" : `${outcome.status}, `}${outcome.note}`);
}

mkdirSync("out", { recursive: true });
writeFileSync("out/outcomes.json", `${JSON.stringify(outcomes, null, 2)}\n`);
const denied = outcomes.filter(({ came }) => came === "denied").length;
console.log(`${denied} of ${outcomes.length} denied by the policy`);
