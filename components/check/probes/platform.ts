import { missing, type Probe, works } from "../probe";
import { roundTrip, withDatabase } from "./storage";

export const locks: Probe = {
  id: "locks",
  title: "Locks between tabs",
  use: "For one tab to write a workspace while another that is open on it reads, and says so.",
  without: "Two tabs on one workspace can overwrite each other. Over plain http browsers do not offer them.",
  run: () =>
    navigator.locks.request("aegis.check", async (first) => {
      const second = await navigator.locks.request(
        "aegis.check",
        { ifAvailable: true },
        async (lock) => lock,
      );
      return first !== null && second === null
        ? works("held against a second asker")
        : missing("not exclusive");
    }),
};

export const broadcast: Probe = {
  id: "broadcast",
  title: "Messages between tabs",
  use: "For tabs of one workspace to hear of each other's changes at once.",
  without: "Another tab shows what changed only after a reload.",
  run: async () => {
    const [one, other] = [new BroadcastChannel("aegis.check"), new BroadcastChannel("aegis.check")];
    try {
      const heard = new Promise((resolve) => {
        other.onmessage = ({ data }) => resolve(data);
      });
      one.postMessage("probe");
      return (await heard) === "probe" ? works("sent and heard") : missing("something else was heard");
    } finally {
      one.close();
      other.close();
    }
  },
};

export const signatures: Probe = {
  id: "ed25519",
  title: "Ed25519 keys that cannot be read",
  use: "For signing runs with a key that no script can take out of this browser.",
  without: "Signing takes a slower implementation, whose key scripts of this page could read.",
  run: async () => {
    const made = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    if (!("privateKey" in made)) return missing("no pair of keys was made");
    const data = new TextEncoder().encode("probe");
    const signature = await crypto.subtle.sign("Ed25519", made.privateKey, data);
    const valid = await crypto.subtle.verify("Ed25519", made.publicKey, signature, data);
    const readable = await crypto.subtle.exportKey("pkcs8", made.privateKey).then(
      () => true,
      () => false,
    );
    const { back } = await withDatabase((database) => roundTrip(database, made.privateKey));
    if (!valid) return missing("its own signature did not verify");
    if (readable) return missing("the private key could be read");
    return back instanceof CryptoKey
      ? works("signed, verified, stored unread")
      : missing("keys cannot be stored");
  },
};

export const sharedMemory: Probe = {
  id: "isolation",
  title: "Shared memory (cross-origin isolation)",
  use: "For the driver that brings full Node. It is switched on where that driver runs, as on this page.",
  without: "The embedded driver, which is the default, does without it.",
  run: async () => {
    if (!crossOriginIsolated) return missing("this page is not isolated");
    const shared = new Int32Array(new SharedArrayBuffer(4));
    return Atomics.add(shared, 0, 1) === 0
      ? works("isolated, memory shared")
      : missing("shared memory misbehaves");
  },
};

export const policy: Probe = {
  id: "policy",
  title: "No code from text in this page",
  use: "For injected text to stay text: the page's policy forbids to turn text into code.",
  without:
    "This server is in development, where hot reload needs it, or something between rewrites its headers.",
  run: async () => {
    const answer = await fetch(location.pathname);
    await answer.text(); // to its end: a page that was asked for and dropped counts as a failed request
    const header = answer.headers.get("content-security-policy") ?? "";
    if (!header.includes("'strict-dynamic'")) return missing("the page came without its policy");
    return header.includes("'unsafe-eval'")
      ? missing("the policy allows it")
      : works("the policy forbids it");
  },
};
