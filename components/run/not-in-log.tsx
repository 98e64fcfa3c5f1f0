import { EmptyState } from "../states/empty-state";

interface NotInLogProps {
  readonly title: string;
  /** The subject of a sentence. */
  readonly what: string;
}

/** In place of what a run of an earlier visit has left, and nobody kept. */
export function NotInLog({ title, what }: NotInLogProps) {
  return (
    <EmptyState kind="nothing-yet" title={title}>
      This run is shown from its log, and {what} cannot be read from that. It is kept as long as the tab of
      the run is open, where it is not too much. “Bodies not kept”, below the timeline, is where to have this
      browser keep it for longer.
    </EmptyState>
  );
}
