/** Settings that differ, as the reports of diff show them. */
import type { SettingDiff } from "../../lib/policy/diff";
import { printable } from "../io/printable";
import type { Style } from "../io/style";
import type { Finding } from "../report/finding";
import type { DiffReport } from "./report";

export function isLooser({ relation }: SettingDiff): boolean {
  return relation !== "narrower";
}

export function nameOf({ path }: SettingDiff): string {
  return path.join(".");
}

export function settingLines(setting: SettingDiff, width: number, style: Style): string[] {
  const paint = isLooser(setting) ? style.red : style.green;
  return [
    `${printable(nameOf(setting)).padEnd(width)}  ${paint(setting.relation)}`,
    `    ${printable(sentence(setting))}`,
  ];
}

function sentence({ old, new: after }: SettingDiff): string {
  const [was, is] = [old, after].map((value) => (value === undefined ? "not set" : JSON.stringify(value)));
  return `was ${was}, now ${is}`;
}

export function jsonSetting(setting: SettingDiff) {
  const { relation, old, new: after } = setting;
  return { setting: nameOf(setting), relation, old: old ?? null, new: after ?? null };
}

export function settingFinding(setting: SettingDiff, report: Pick<DiffReport, "new" | "mayWiden">): Finding {
  const level = report.mayWiden ? "warning" : "error";
  const message = `${nameOf(setting)} is ${setting.relation}: ${sentence(setting)}.`;
  const range = report.new.source.rangeOf(setting.path);
  return { file: report.new.name, level, code: "WIDER", message, range, fixes: [] };
}
