/** The entry of the bundle: this process as a command. */
import { COMMANDS } from "./definitions/commands";
import { runCommand } from "./dispatch";
import { processIo } from "./io/process-io";

export async function runProcess(): Promise<void> {
  process.exitCode = await runCommand(process.argv.slice(2), COMMANDS, processIo());
}
