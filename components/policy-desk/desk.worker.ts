/** Knows the policy engine, so that the page does not have to; typing waits for nothing that is worked out here. */
import { Desk } from "./desk";
import type { FromDesk, ToDesk } from "./messages";

/** Lets messages in. A timer would wait four milliseconds each time. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

const post = (message: FromDesk) => self.postMessage(message);
const desk = new Desk(post, pause);
self.onmessage = ({ data }: MessageEvent<ToDesk>) => desk.take(data);
