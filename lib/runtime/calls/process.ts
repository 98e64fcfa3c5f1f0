/** Calls about the guest's own process: variables, working folder, output, time, random bytes, its end. */
import type { Mediator } from "../../mediator/mediator";
import type { FileAccess } from "./file-access";
import { chain, type Handlers, NOTHING, type Result } from "./handler";
import { Refused } from "./refused";

type ProcessCall =
  | "process.env"
  | "process.envNames"
  | "process.cwd"
  | "process.chdir"
  | "process.write"
  | "process.exit"
  | "process.memory"
  | "process.hrtime"
  | "process.random"
  | "process.stdin"
  | "timer.set";

export interface ProcessSurroundings {
  readonly mediator: Mediator;
  readonly access: FileAccess;
  /** The variables that there are; each is decided when it is read. */
  readonly env: Readonly<Record<string, string>>;
  /** They come from the agent itself, which started this process with them: nothing is left to decide. */
  readonly isEnvOwn?: boolean;
  write(stream: "stdout" | "stderr", bytes: Uint8Array): void;
  exit(code: number): void;
  memory(): { used: number; total: number };
  /** Nanoseconds since the session began, never going back. */
  hrtime(): bigint;
  random(bytes: Uint8Array): void;
  readStdin(isReading: boolean): void;
  setAlarm(milliseconds: number | null): void;
}

const RANDOM_LIMIT_BYTES = 65_536;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function processCalls(around: ProcessSurroundings): Handlers<ProcessCall> {
  const { access } = around;
  return {
    "process.env": (values) => readVariable(around, values.text(0)),
    "process.envNames": () => ({ value: Object.keys(around.env) }),
    "process.cwd": () => ({ value: access.around.cwd }),
    "process.chdir": (values) => chain(access.chdir(values.text(0)), () => NOTHING),
    "process.write": (values, bytes) => {
      const stream = values.word(0, ["stdout", "stderr"]);
      if (bytes) around.write(stream, bytes);
      return NOTHING;
    },
    "process.exit": (values) => {
      around.exit(values.count(0) & 0xff);
      return NOTHING;
    },
    "process.memory": () => ({ value: around.memory() }),
    "process.hrtime": () => ({ value: `${around.hrtime()}` }),
    "process.random": (values) => {
      const bytes = new Uint8Array(Math.min(values.count(0), RANDOM_LIMIT_BYTES));
      around.random(bytes);
      return { bytes };
    },
    "process.stdin": (values) => {
      around.readStdin(values.flag(0));
      return NOTHING;
    },
    "timer.set": (values) => {
      const milliseconds = values.countOrNull(0);
      around.setAlarm(milliseconds === null ? null : Math.min(milliseconds, LONGEST_TIMER_MS));
      return NOTHING;
    },
  };
}

/** A variable that is refused is not there, as in Node one that was never set; the refusal is on the record. */
function readVariable(
  { mediator, env, isEnvOwn }: ProcessSurroundings,
  name: string,
): Result | Promise<Result> {
  const perform = (): Result => (Object.hasOwn(env, name) ? { value: env[name] } : NOTHING);
  if (isEnvOwn) return perform();
  try {
    return mediator.act({ requests: [{ op: "env.read", name }], outside: false, perform });
  } catch (thrown) {
    if (thrown instanceof Refused) return NOTHING;
    throw thrown;
  }
}
