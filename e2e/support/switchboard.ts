/**
 * An address that stays while the server behind it comes and goes. It passes bytes on and knows nothing of them; without
 * a server behind it, whoever calls is cut off.
 */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Switchboard {
  readonly url: string;
  /** From here on, to this server; to none when it is undefined. What is connected is cut. */
  plug(url: string | undefined): void;
  close(): Promise<void>;
}

export async function openSwitchboard(): Promise<Switchboard> {
  const sockets = new Set<Socket>();
  let target: URL | undefined;
  const server = createServer((caller) => {
    if (target === undefined) return void caller.destroy();
    const callee = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [caller, callee],
      [callee, caller],
    ] as const) {
      sockets.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    plug(url) {
      target = url === undefined ? undefined : new URL(url);
      cut();
    },
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
