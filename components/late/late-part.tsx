"use client";

import { type ComponentType, useEffect, useSyncExternalStore } from "react";
import { type Late, WAITING } from "./late";
import { NotArrived } from "./not-arrived";
import { whenIdle } from "./when-idle";

interface Around<Props> {
  /** What people can work with until then: the part itself has time until the page is idle. */
  readonly standIn?: ComponentType<Props>;
  /** Of what is asked for by a press, and has no place that could say that it is on its way, or why it is not. */
  readonly failed?: ComponentType<Props>;
}

/**
 * A component that arrives after the first screen. It is fetched when it is first drawn, or with all others in idle time; when it
 * is there it is drawn at once, without the moment that React's own `lazy` takes even then.
 */
export function latePart<Props extends object>(
  part: Late<ComponentType<Props>>,
  { standIn: StandIn, failed: Failed }: Around<Props> = {},
): ComponentType<Props> {
  const fetch = () => void part.fetch().catch(() => {}); // the state says it
  return function LatePart(props: Props) {
    const state = useSyncExternalStore(
      part.subscribe,
      () => part.state,
      () => WAITING,
    );
    useEffect(() => (StandIn ? whenIdle(fetch) : fetch()), []);
    if (state.at === "here") return <state.value {...props} />;
    const isFailed = state.at === "failed";
    return (
      <>
        {isFailed && (Failed ? <Failed {...props} /> : <NotArrived onRetry={fetch} />)}
        {StandIn ? <StandIn {...props} /> : !isFailed && !Failed && <Fetching />}
      </>
    );
  };
}

/** Where the panel will be. Seen only by whoever waits for it: most are there in time. */
function Fetching() {
  return (
    <p
      aria-busy="true"
      className="px-3 py-3 text-text-muted transition-opacity delay-300 duration-0 starting:opacity-0"
    >
      Fetching this part…
    </p>
  );
}
