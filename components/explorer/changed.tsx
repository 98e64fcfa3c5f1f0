/** A dot that says that a file differs from the example; beside it the name says so too. */
export function Changed() {
  return <span className="size-1.5 shrink-0 rounded-full bg-accent" title="Changed" aria-hidden />;
}
