import { describe, expect, test } from "vitest";
import { ENV_REFERENCE, readEnv } from "./env";
import { entropyBits, isLoopbackHost, isPlainHost } from "./env-checks";

const STRONG = "q7Zr1xV0cN8mKp3sYt6uWb9eHd2fGj5aLl4oQiXzRvE=";
const EXPOSED = { NODE_ENV: "production", HOST: "0.0.0.0" };
const faultsOf = (source: Record<string, string>) => {
  const result = readEnv(source);
  return result.ok ? [] : result.faults;
};

describe("readEnv", () => {
  test("needs nothing on loopback", () => {
    expect(readEnv({ NODE_ENV: "production" })).toEqual({
      ok: true,
      env: {
        host: "127.0.0.1",
        port: 3000,
        publicUrl: undefined,
        dataDir: "./data",
        databaseUrl: "file:./data/aegis.db",
        databaseAuthToken: undefined,
        secret: undefined,
        cosignerKey: undefined,
        logKey: undefined,
        witnessReach: "machine",
        production: true,
        exposed: false,
      },
    });
  });

  test.each<[string, Record<string, string>, string]>([
    ["on loopback", {}, "machine"],
    ["on loopback under its own name", { PUBLIC_URL: "http://localhost:3000" }, "machine"],
    ["on loopback under an address of version 6", { PUBLIC_URL: "http://[::1]:3000" }, "machine"],
    ["behind a proxy", { PUBLIC_URL: "https://aegis.example.com" }, "public"],
    ["on every address, also while it is developed", { HOST: "0.0.0.0" }, "public"],
    ["told otherwise", { PUBLIC_URL: "https://aegis.example.com", WITNESS_REACH: "network" }, "network"],
    ["told less", { WITNESS_REACH: "public" }, "public"],
  ])("%s a server goes so far for a witness", (_, source, witnessReach) => {
    expect(readEnv(source)).toMatchObject({ ok: true, env: { witnessReach } });
  });

  test("refuses a reach that is none", () => {
    expect(faultsOf({ WITNESS_REACH: "all" })[0]).toContain("give public, machine or network");
  });

  test("puts the database into the data folder", () => {
    const result = readEnv({ DATA_DIR: "/srv/aegis/" });
    expect(result.ok && result.env.databaseUrl).toBe("file:/srv/aegis/aegis.db");
  });

  test.each(["abc", "", "-1", "65536", "70000", "3000.5", " 3000", "0x10", "1e3", "٣"])(
    "refuses PORT %j with one sentence",
    (PORT) => {
      const faults = faultsOf({ PORT });
      expect(faults).toHaveLength(1);
      expect(faults[0]).toContain(`PORT cannot be ${JSON.stringify(PORT)}`);
      expect(faults[0]).toContain("whole number from 0 to 65535");
    },
  );

  test.each(["0", "1", "3000", "65535"])("takes PORT %s", (PORT) => {
    expect(readEnv({ PORT })).toMatchObject({ ok: true, env: { port: Number(PORT) } });
  });

  test.each(["http://x", "a b", "", "host:80", "-x", "x/"])("refuses HOST %j", (HOST) => {
    expect(faultsOf({ HOST })[0]).toContain("HOST cannot be");
  });

  test.each([
    "https://a.example/path",
    "ftp://a.example",
    "a.example",
    "https://u:p@a.example",
    "https://a.example?x",
  ])("refuses PUBLIC_URL %j", (PUBLIC_URL) => {
    expect(faultsOf({ PUBLIC_URL })[0]).toContain("PUBLIC_URL cannot be");
  });

  test("takes the three schemes of a database and no other", () => {
    for (const url of ["file:/x.db", "libsql://db.example", "https://db.example"]) {
      expect(faultsOf({ DATABASE_URL: url })).toEqual([]);
    }
    expect(faultsOf({ DATABASE_URL: "postgres://x" })).toHaveLength(1);
    expect(faultsOf({ DATABASE_URL: "file:" })).toHaveLength(1);
  });

  test("demands the secrets, one sentence each, when others can reach a production server", () => {
    const faults = faultsOf(EXPOSED);
    expect(faults.map((fault) => fault.split(" ")[0])).toEqual(["AEGIS_SECRET", "PUBLIC_URL"]);
    const withRemote = faultsOf({ ...EXPOSED, DATABASE_URL: "libsql://db.example" });
    expect(withRemote.map((fault) => fault.split(" ")[0])).toContain("DATABASE_AUTH_TOKEN");
  });

  test("starts exposed when they are given", () => {
    const good = { ...EXPOSED, AEGIS_SECRET: STRONG, PUBLIC_URL: "https://aegis.example" };
    expect(readEnv(good)).toMatchObject({ ok: true, env: { exposed: true } });
    expect(faultsOf({ ...good, PUBLIC_URL: "http://aegis.example" })[0]).toContain("must be https");
  });

  test("demands nothing of a development server, wherever it listens", () => {
    expect(faultsOf({ HOST: "0.0.0.0", NODE_ENV: "development" })).toEqual([]);
  });

  test("never repeats a secret", () => {
    const faults = faultsOf({ AEGIS_SECRET: "hunter2hunter2" });
    expect(faults).toHaveLength(1);
    expect(faults[0]).not.toContain("hunter2");
  });

  test("collects every fault instead of stopping at the first", () => {
    expect(faultsOf({ PORT: "x", HOST: "", DATABASE_URL: "y" })).toHaveLength(3);
  });
});

test("the reference lists every variable and shows no secret's value", () => {
  expect(ENV_REFERENCE.map((entry) => entry.name)).toEqual([
    "HOST",
    "PORT",
    "PUBLIC_URL",
    "DATA_DIR",
    "DATABASE_URL",
    "DATABASE_AUTH_TOKEN",
    "WITNESS_REACH",
    "AEGIS_COSIGNER_KEY",
    "AEGIS_LOG_KEY",
    "AEGIS_SECRET",
  ]);
});

describe("checks", () => {
  test.each(["127.0.0.1", "127.8.9.1", "localhost", "LOCALHOST", "::1"])("%s is loopback", (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });
  test.each(["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example.com", "localhost.example.com", "128.0.0.1"])(
    "%s is not loopback",
    (host) => {
      expect(isLoopbackHost(host)).toBe(false);
    },
  );
  test("host names", () => {
    expect(isPlainHost("a-b.example")).toBe(true);
    expect(isPlainHost("fe80::1")).toBe(true);
    expect(isPlainHost("a_b")).toBe(false);
  });
  test("words and repetitions are weak, random text is strong", () => {
    expect(entropyBits("a".repeat(100))).toBe(0);
    expect(entropyBits("changeme-please")).toBeLessThan(64);
    expect(entropyBits(STRONG)).toBeGreaterThan(128);
  });
});
