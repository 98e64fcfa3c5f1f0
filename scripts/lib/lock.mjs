/**
 * One launcher at a time installs or builds in a checkout.
 *
 * The lock is a folder of numbered tickets; the highest number holds it until its processes are gone or it is
 * marked as released. A new ticket is linked into place whole (never half written) and fails when the number is
 * taken; the highest one is never removed, only superseded, so two processes that both see a dead holder cannot
 * both become the next one. Nothing has to be cleaned up after a SIGKILL.
 */
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, processBirth } from "./processes.mjs";

const POLL_MS = 100;
let drafts = 0;

/** @param {string} root */
export function lockFolder(root) {
  return join(root, ".next", "cache", "launcher-lock");
}

/**
 * Runs `work` while holding the lock; `addChild` names a process that belongs to the holder, so that the lock
 * stays held until that process, too, has ended.
 * @template T
 * @param {string} folder
 * @param {(addChild: (pid: number) => void) => Promise<T>} work
 * @param {(holderPid: number) => void} [onWait]
 * @returns {Promise<T>}
 */
export async function withLock(folder, work, onWait = () => {}) {
  const number = await acquire(folder, onWait);
  const members = [self()];
  try {
    return await work((pid) => {
      members.push({ pid, birth: processBirth(pid) ?? "" });
      writeTicket(folder, number, { members });
    });
  } finally {
    writeTicket(folder, number, { members: [] });
  }
}

/**
 * @param {string} folder
 * @param {(holderPid: number) => void} onWait
 */
async function acquire(folder, onWait) {
  let told = 0;
  for (;;) {
    mkdirSync(folder, { recursive: true });
    const highest = highestTicket(folder);
    const holder = readTicket(folder, highest).members.find(isAlive);
    if (holder === undefined) {
      if (takeTicket(folder, highest + 1)) return highest + 1;
      continue;
    }
    if (told !== holder.pid) onWait(holder.pid);
    told = holder.pid;
    await sleep(POLL_MS);
  }
}

/**
 * @param {string} folder
 * @param {number} number
 */
function takeTicket(folder, number) {
  const draft = join(folder, `draft-${process.pid}-${++drafts}`);
  try {
    writeFileSync(draft, JSON.stringify({ members: [self()] }));
    linkSync(draft, join(folder, String(number)));
  } catch (error) {
    if (error.code === "EEXIST" || error.code === "ENOENT") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  // Numbers below the highest are removed below: one of those may have been free again when we linked it.
  if (highestTicket(folder) === number) {
    sweep(folder, number);
    return true;
  }
  rmSync(join(folder, String(number)), { force: true });
  return false;
}

/**
 * Removes superseded tickets, and the drafts that a killed process left.
 * @param {string} folder
 * @param {number} number
 */
function sweep(folder, number) {
  for (const name of readdirSync(folder)) {
    const draftOf = /^draft-(\d+)-/.exec(name)?.[1];
    const orphaned = draftOf !== undefined && processBirth(Number(draftOf)) === undefined;
    if (orphaned || (draftOf === undefined && Number(name) < number))
      rmSync(join(folder, name), { force: true });
  }
}

/**
 * @param {string} folder
 * @param {number} number
 * @param {{ members: { pid: number, birth: string }[] }} ticket
 */
function writeTicket(folder, number, ticket) {
  const draft = join(folder, `draft-${process.pid}-${++drafts}`);
  try {
    writeFileSync(draft, JSON.stringify(ticket));
    renameSync(draft, join(folder, String(number)));
  } catch (error) {
    if (error.code !== "ENOENT") throw error; // the folder was removed by hand: the lock is gone with it
  }
}

/**
 * @param {string} folder
 * @param {number} number
 * @returns {{ members: { pid: number, birth: string }[] }}
 */
function readTicket(folder, number) {
  try {
    const ticket = JSON.parse(readFileSync(join(folder, String(number)), "utf8"));
    return { members: Array.isArray(ticket.members) ? ticket.members : [] };
  } catch {
    return { members: [] };
  }
}

/** @param {string} folder */
function ticketNumbers(folder) {
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** @param {string} folder */
function highestTicket(folder) {
  return Math.max(0, ...ticketNumbers(folder));
}

function self() {
  return { pid: process.pid, birth: processBirth(process.pid) ?? "" };
}
