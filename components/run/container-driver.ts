/** Full Node by its vendor's runtime. Loaded only where somebody has chosen it. */
import type { Driver } from "@/lib/runtime/driver";
import { fetchParts } from "@/lib/runtime/webcontainer/page/fetch-parts";
import { webContainerDriver } from "@/lib/runtime/webcontainer/page/webcontainer-driver";

const VERSION = "1";
let driver: Promise<Driver> | undefined;

export function containerDriver(): Promise<Driver> {
  driver ??= fetchParts().then(
    (fetched) => webContainerDriver({ ...fetched, version: VERSION }),
    (cause: unknown) => {
      driver = undefined; // the server may come back
      throw cause;
    },
  );
  return driver;
}
