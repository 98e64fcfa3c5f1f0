/** The sandbox of a run in Node, live or replayed: what differs between the two is handed in. */
import { networkCalls } from "../../calls/network";
import { Sandbox, type SandboxParts } from "../../embedded/sandbox/sandbox";
import { type Files, MemoryFiles } from "../../files";
import { MountedFiles } from "../../files/mounted/mounted-files";
import type { Course } from "../../replay/course";
import { execCalls } from "../../shell";
import { nodeDigests } from "../digests";
import type { ThreadCourse } from "../thread/thread-machine";
import type { DriverAssets } from "./assets";

export const GUEST_FOLDER = "/workspace";
const NS_PER_MS = 1_000_000n;

export interface SandboxNeeds
  extends Pick<
    SandboxParts,
    "mediator" | "env" | "limits" | "http" | "output" | "readStdin" | "isStopped" | "failed"
  > {
  readonly assets: DriverAssets;
  /** The workspace; the rest of the tree is in memory and gone with the run. */
  readonly disk: Files;
  readonly course: Course;
  /** Whether its turns are kept, or given: a run that nobody records has none. */
  readonly hasTurns: boolean;
  readonly looking?: Omit<ThreadCourse, "lane">;
}

const NOBODY_LOOKS = { begin: () => {}, wantsStack: () => false, stack: () => {} };

export function sandboxOf(needs: SandboxNeeds): Sandbox {
  const { assets, mediator, env, course, hasTurns, http, looking = NOBODY_LOOKS } = needs;
  const { now, elapsed, after, random } = bound(course);
  const looks = {
    begin: () => looking.begin(),
    wantsStack: () => looking.wantsStack(),
    stack: (text: string) => looking.stack(text),
  };
  return new Sandbox({
    ...needs,
    machine: (to, limits, lane) => assets.machine(to, limits, lane && { lane, ...looks }),
    builtins: assets.builtins,
    files: treeOf(needs.disk, now, needs.limits.tmpBytes),
    areFilesReal: true,
    cwd: GUEST_FOLDER,
    // What a guest has used of its time is measured and never shown.
    time: { now, elapsed: hasTurns ? () => performance.now() : elapsed, after },
    random,
    digests: nodeDigests,
    ...(hasTurns && { course }),
    more: (access, runScript) =>
      execCalls({
        mediator,
        access,
        env,
        network: networkCalls(mediator, http),
        runScript,
        time: { elapsed, after },
      }),
  });
}

function treeOf(disk: Files, now: () => number, tmpBytes: number): Files {
  const root = new MemoryFiles({
    clock: () => BigInt(Math.floor(now())) * NS_PER_MS,
    limits: { bytes: tmpBytes },
  });
  root.mount(GUEST_FOLDER, {});
  root.mount("/tmp", {});
  return new MountedFiles(root, [{ path: GUEST_FOLDER, files: disk }]);
}

export function bound(course: Course): Pick<Course, "now" | "elapsed" | "after" | "random"> {
  return {
    now: () => course.now(),
    elapsed: () => course.elapsed(),
    after: (milliseconds, then) => course.after(milliseconds, then),
    random: (bytes) => course.random(bytes),
  };
}
