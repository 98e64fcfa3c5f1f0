/** The life of a shim: an order, what it does, the jobs that it leaves behind, the report; until the host is gone. */
import type { Order, Report } from "./exchange";
import type { Shim } from "./shim";

export interface Port {
  /** Blocks until there is one; undefined when there will be none. */
  next(): Order | undefined;
  report(report: Report): void;
  /** Runs it when all jobs are done: in Node, `setImmediate`. */
  afterJobs(work: () => void): void;
}

export function serve(shim: Shim, port: Port): void {
  const { next, report, afterJobs } = port;
  const step = () => {
    const order = next();
    if (order === undefined) return;
    const ended = shim.begin(order);
    afterJobs(() => {
      report(shim.report(ended));
      step();
    });
  };
  // Not at once: what called this would stand at the end of every stack of the agent.
  afterJobs(step);
}
