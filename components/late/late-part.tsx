"use client";

import { type ComponentType, useEffect, useSyncExternalStore } from "react";
import { type Late, WAITING } from "./late";
import { whenIdle } from "./when-idle";

interface Around<Props> {
  /** What people can work with until then: the part itself has time until the page is idle. */
  readonly standIn?: ComponentType<Props> | undefined;
  /** While it is on its way, where there is no stand-in. */
  readonly waiting?: ComponentType;
  /** Where it cannot be had. */
  readonly failed: ComponentType<Props & { readonly onRetry: () => void }>;
}

/**
 * A component that arrives after the first screen. It is fetched when it is first drawn, or with all others in idle time; when it
 * is there it is drawn at once, without the moment that React's own `lazy` takes even then.
 */
export function latePart<Props extends object>(
  part: Late<ComponentType<Props>>,
  { standIn: StandIn, waiting: Waiting, failed: Failed }: Around<Props>,
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
        {isFailed && <Failed {...props} onRetry={fetch} />}
        {StandIn ? <StandIn {...props} /> : Waiting && !isFailed && <Waiting />}
      </>
    );
  };
}
