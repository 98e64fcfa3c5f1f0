/**
 * `aegis …` in the shell of a sandbox. Files are those of the shell: for an agent each read is decided and recorded, for the author
 * it is not. Nothing of the machine around it is reached; the commands that need that are not there.
 */
import { joinBytes, utf8 } from "../../lib/audit/bytes";
import {
  type ProgramCall,
  type ProgramResult,
  placeOf,
  type ShellProgram,
} from "../../lib/runtime/shell/programs";
import { PURE_COMMANDS } from "../definitions/pure-commands";
import { runCommand } from "../dispatch";
import type { InputFiles, Io, Sink } from "../io/io";
import { PLAIN } from "../io/style";

export const aegisProgram: ShellProgram = {
  name: "aegis",
  async run(call) {
    const [out, err] = [new Kept("stdout", call), new Kept("stderr", call)];
    const code = await runCommand(call.argv.slice(1), PURE_COMMANDS, ioOf(call, out, err));
    return { code, stdout: out.bytes, stderr: err.bytes } satisfies ProgramResult;
  },
};

/** Before a run that is recorded or replayed: what is loaded while it goes on would be time that no recording knows of. */
export async function readyAegis(): Promise<void> {
  await Promise.all(PURE_COMMANDS.map((command) => command.load()));
}

function ioOf(call: ProgramCall, out: Sink, err: Sink): Io {
  const { stdin } = call;
  return {
    // A shell says nothing of where its input comes from: none at all is what nobody has piped.
    stdin: Object.assign(once(stdin), { isTTY: stdin.length === 0 }),
    out,
    err,
    files: filesOf(call),
    style: PLAIN,
    errStyle: PLAIN,
  };
}

function filesOf({ cwd, files }: ProgramCall): InputFiles {
  return {
    isFolder: (path) => files.isFolder(placeOf(cwd, path)),
    open: async (path) => once(await files.read(placeOf(cwd, path))),
    replace: (path, text) => files.write(placeOf(cwd, path), utf8(text)),
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

/** What is written goes on at once where nothing in the line takes it, and is kept for the shell otherwise. */
class Kept implements Sink {
  private readonly stream: "stdout" | "stderr";
  private readonly call: Pick<ProgramCall, "live" | "signal">;
  private readonly parts: Uint8Array[] = [];

  constructor(stream: "stdout" | "stderr", call: Pick<ProgramCall, "live" | "signal">) {
    this.stream = stream;
    this.call = call;
  }

  /** When the line has ended, what is left of a long answer is for nobody. */
  get closed(): boolean {
    return this.call.signal.aborted;
  }

  get bytes(): Uint8Array {
    return joinBytes(this.parts);
  }

  async write(content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === "string" ? utf8(content) : content;
    if (this.call.live) this.call.live(this.stream, bytes);
    else this.parts.push(bytes);
  }
}
