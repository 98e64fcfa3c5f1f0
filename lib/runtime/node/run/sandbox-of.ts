/** The sandbox of a run in Node, live or replayed: what differs between the two is handed in. */
import { newSessionId } from "../../../audit/recorder";
import type { Program } from "../../../policy";
import type { AgentLineage, ChildExchange, ChildOrder } from "../../agents/agent-calls";
import { courseChildren } from "../../agents/course-children";
import { type FurtherSurroundings, furtherCalls } from "../../agents/further-calls";
import { type Provisions, readProvisions } from "../../agents/provisions";
import { networkCalls } from "../../calls/network";
import type { SpawnedEnd } from "../../calls/protocol";
import { Sandbox, type SandboxParts } from "../../embedded/sandbox/sandbox";
import { type Files, MemoryFiles } from "../../files";
import { MountedFiles } from "../../files/mounted/mounted-files";
import { bound, type Course } from "../../replay/course";
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
  /** Its place among the agents of the run. */
  readonly agent: AgentNeeds;
}

export interface AgentNeeds {
  /** Of its log. */
  readonly sid: string;
  /** Its own, then those of the agents that started it. */
  readonly programs: readonly Program[];
  readonly lineage: AgentLineage;
  /** Left out, it can start none. */
  readonly runChild?: (order: ChildOrder, provisions: Provisions, signal: AbortSignal) => Promise<SpawnedEnd>;
  /** Of one that another one started: what was read for that one, and what goes between the two. */
  readonly provisions?: Provisions;
  readonly exchange?: ChildExchange;
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
  const files = treeOf(needs.disk, now, needs.limits.tmpBytes);
  const provisions = needs.agent.provisions ?? readProvisions(files, GUEST_FOLDER);
  return new Sandbox({
    ...needs,
    machine: (to, limits, lane) => assets.machine(to, limits, lane && { lane, ...looks }),
    builtins: assets.builtins,
    files,
    areFilesReal: true,
    cwd: GUEST_FOLDER,
    // What a guest has used of its time is measured and never shown.
    time: { now, elapsed: hasTurns ? () => performance.now() : elapsed, after },
    random,
    digests: nodeDigests,
    ...(hasTurns && { course }),
    more: (access, runScript) => {
      const network = networkCalls(mediator, http);
      const { programs = [] } = assets;
      return {
        ...execCalls({ mediator, access, env, network, runScript, programs, time: { elapsed, after } }),
        ...furtherCalls({
          ...placed(needs.agent, provisions, course),
          mediator,
          provisions,
          fetch: network["net.fetch"],
          after,
          newSid: () => newSessionId(now, random),
        }),
      };
    },
  });
}

function placed(
  { sid, programs, lineage, exchange, runChild }: AgentNeeds,
  provisions: Provisions,
  course: Course,
): Pick<FurtherSurroundings, "sid" | "programs" | "lineage" | "exchange" | "runChild"> {
  return {
    sid,
    programs,
    lineage,
    ...(exchange && { exchange }),
    ...(runChild && {
      runChild: courseChildren(course, (order, signal) => runChild(order, provisions, signal)),
    }),
  };
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
