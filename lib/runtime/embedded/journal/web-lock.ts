/** The lock that keeps two tabs from writing one session. The browser lets go of it when the tab is gone, however it went. */
import { JournalFault } from "../../../audit/recorder/journal";

export interface HeldLock {
  release(): void;
}

/** Undefined when another tab has it. `onLost` is called when it is taken away, which a script of our origin could do. */
export function takeLock(name: string, onLost: () => void): Promise<HeldLock | undefined> {
  // Outside secure contexts there are no locks: then two tabs could fork the log, and so there is no log.
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) {
    return Promise.reject(
      new JournalFault("unsafe", "This page has no Web Locks: it must be served by https."),
    );
  }
  return new Promise((resolve, reject) => {
    const lost = (error: unknown) => {
      reject(error);
      onLost();
    };
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve(undefined);
        return new Promise<void>((release) => resolve({ release }));
      })
      .catch(lost);
  });
}
