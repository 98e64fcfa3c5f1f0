/**
 * The clock that a guest reads without asking anybody: in a thread of its own each time would cost a round trip, and beside its
 * host each one a place in the recording. In a run that is recorded what it read is told with the next question; in a
 * replay it reads the same.
 */
import type { TimesSeen } from "./course";

export interface GuestClock {
  /** Whole milliseconds since 1970. */
  now(): number;
  /** What was read since the last time that this was asked, as part of a message. */
  told(): { readonly seen?: readonly TimesSeen[] };
}

export interface ClockData {
  readonly times?: readonly TimesSeen[];
  readonly tellsTimes: boolean;
  /** Whether the platform's own time follows on the last of these. */
  readonly goesOn?: boolean;
}

export function guestClock({ times, tellsTimes, goesOn }: ClockData, platform: () => number): GuestClock {
  const now = () => Math.floor(platform());
  if (times) return playing(times, goesOn ? now : undefined);
  if (!tellsTimes) return { now, told: () => ({}) };
  let seen: [time: number, count: number][] = [];
  return {
    now: () => {
      const time = now();
      const last = seen.at(-1);
      if (last?.[0] === time) last[1] += 1;
      else seen.push([time, 1]);
      return time;
    },
    told: () => {
      const told = seen;
      seen = [];
      return told.length > 0 ? { seen: told } : {};
    },
  };
}

/** Behind its end the last time stays, where nothing follows: a run that has parted from its recording is about to be ended. */
function playing(times: readonly TimesSeen[], then: (() => number) | undefined): GuestClock {
  let at = 0;
  let used = 0;
  const last = then ? times.length : times.length - 1;
  const latest = times.at(-1)?.[0] ?? 0;
  return {
    now: () => {
      while (at < last && used >= (times[at]?.[1] ?? 0)) {
        at += 1;
        used = 0;
      }
      // A guest's time does not go back, whatever two clocks say.
      if (then && at === times.length) return Math.max(latest, then());
      used += 1;
      return times[at]?.[0] ?? 0;
    },
    told: () => ({}),
  };
}
