/** Does its work in a task of its own, when all that was begun has been done. */
export type Tick = (then: () => void) => void;

/** By a channel to oneself: a timer of the platform waits for milliseconds. */
export function ticking({ port1, port2 }: Pick<MessageChannel, "port1" | "port2">): Tick {
  const waiting: (() => void)[] = [];
  port2.onmessage = () => waiting.shift()?.();
  return (then) => {
    waiting.push(then);
    port1.postMessage(null);
  };
}
