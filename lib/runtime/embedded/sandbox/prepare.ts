/**
 * The machine with the guest's library in it, made once and copied for every run: a snapshot is restored in a few
 * milliseconds, where the library alone takes a hundred to read. Nothing of a session is in it.
 */
import { DEFAULT_LIMITS } from "../../limits";
import type { Host } from "../vm/host";
import { Vm, VmBroken, type VmSnapshot } from "../vm/vm";
import { STACK_BYTES } from "./limits";

export const HOST_NAME = "__aegis_host";
export const ENTRY_NAME = "__aegis_entry";

/** While the library is set up there is no session: whatever it asked for would be the same for all of them. */
const NOBODY: Host = {
  call: () => ({ text: '{"e":{"name":"Error","message":"There is no session yet."}}' }),
  resolve: () => ({ error: "There is no session yet." }),
  load: () => ({ error: "There is no session yet." }),
  shouldStop: () => false,
  now: () => 0n,
  random: (bytes) => bytes.fill(0),
};

export async function prepare(machine: WebAssembly.Module, library: string): Promise<VmSnapshot> {
  const { memoryBytes } = DEFAULT_LIMITS;
  const vm = await Vm.create(machine, NOBODY, { memoryBytes, stackBytes: STACK_BYTES });
  vm.offerHost(HOST_NAME);
  const ended = await vm.evaluate(library, "node:internal");
  if (ended.kind !== "value") {
    throw new VmBroken(
      `the guest's library did not start: ${ended.kind === "thrown" ? ended.text : ended.kind}`,
    );
  }
  vm.takeEntry(ENTRY_NAME);
  await vm.runJobs();
  return vm.snapshot();
}
