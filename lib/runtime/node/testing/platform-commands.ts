/** Commands of a guest as the platform's own, for comparing what the guest makes of them. Not a way to run agents. */
import { spawnSync } from "node:child_process";
import type { Handlers } from "../../calls/handler";
import type { SpawnRequest, SpawnResult } from "../../calls/protocol";
import { CallFault } from "../../calls/values";

export function platformCommands(): Partial<Handlers> {
  return {
    "exec.run": async (values, bytes) => {
      const { argv, command } = values.data(0) as SpawnRequest;
      const [file = "sh", ...words] = argv ?? ["sh", "-c", command ?? ""];
      const { status, signal, stdout, stderr, error } = spawnSync(file, words, { input: bytes ?? "" });
      if (error) {
        const code = "ENOENT";
        throw new CallFault({
          name: "Error",
          message: `spawn ${file} ${code}`,
          errno: -2,
          code,
          syscall: `spawn ${file}`,
        });
      }
      const value: SpawnResult = { code: status, signal, stdout: stdout.length, stderr: stderr.length };
      return { value, bytes: Buffer.concat([stdout, stderr]) };
    },
  };
}
