/**
 * A machine in this thread whose run is recorded, or replayed: what its guest reads of the clock is told with its next question,
 * and where its guest is can be asked while it waits for an answer.
 */

import type { Lane } from "../../../replay/course";
import { type GuestClock, guestClock } from "../../../replay/guest-clock";
import type { Looking } from "../../../replay/whereabouts";
import type { Host, Machine } from "../../vm/interface";

const NS_PER_MS = 1_000_000n;

export interface MachineCourse {
  readonly lane: Lane;
  readonly looking: Looking | undefined;
  now(): number;
}
/** A machine that can say where its guest is. */
type Seen = Machine & { stack(): string };

export async function courseMachine(
  make: (host: Host) => Promise<Seen>,
  host: Host,
  { lane, looking, now }: MachineCourse,
): Promise<Machine> {
  const { times, goesOn = false } = lane;
  const clock = guestClock({ tellsTimes: true, goesOn, ...(times && { times }) }, now);
  const at = new Place(looking);
  const machine = await make(through(host, clock, { lane, at }));
  at.machine = machine;
  return telling(machine, () => tell(lane, clock));
}

function tell(lane: Lane, clock: GuestClock): void {
  const { seen } = clock.told();
  if (seen) lane.seen(seen);
}

function through(host: Host, clock: GuestClock, { lane, at }: { lane: Lane; at: Place }): Host {
  const asked = <Answer>(ask: () => Answer): Answer => {
    tell(lane, clock);
    return at.during(ask);
  };
  return {
    call: (text, bytes) => asked(() => host.call(text, bytes)),
    resolve: (base, specifier) => asked(() => host.resolve(base, specifier)),
    load: (name) => asked(() => host.load(name)),
    // Whoever is to stop has to say first where it is.
    shouldStop: () => !at.isLooking && host.shouldStop(),
    now: () => BigInt(clock.now()) * NS_PER_MS,
    random: (bytes) => host.random(bytes),
  };
}

class Place {
  machine: Seen | undefined;
  isLooking = false;
  readonly #looking: Looking | undefined;

  constructor(looking: Looking | undefined) {
    this.#looking = looking;
  }

  during<Answer>(ask: () => Answer): Answer {
    // What the guest asks while it is only asked where it is (a getter of its own can) is part of no run.
    if (this.isLooking) throw new RangeError("the guest is being looked at");
    this.#looking?.begin();
    const answer = ask();
    // While it waits for an answer nobody enters its machine.
    if (!(answer instanceof Promise) && this.#looking?.wantsStack()) this.#look();
    return answer;
  }

  #look(): void {
    this.isLooking = true;
    try {
      this.#looking?.stack(this.machine?.stack() ?? "");
    } finally {
      this.isLooking = false;
    }
  }
}

function telling(machine: Machine, told: () => void): Machine {
  const then = async <Value>(work: Promise<Value>): Promise<Value> => {
    try {
      return await work;
    } finally {
      told();
    }
  };
  return {
    run: (text, bytes) => then(machine.run(text, bytes)),
    runJobs: () => then(machine.runJobs()),
    runRejections: (text) => then(machine.runRejections(text)),
    get memoryBytes() {
      return machine.memoryBytes;
    },
    dispose: () => machine.dispose(),
  };
}
