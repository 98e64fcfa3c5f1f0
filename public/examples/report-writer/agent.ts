import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

interface Order {
  readonly month: string;
  readonly region: string;
  readonly units: number;
  readonly cents: number;
}

interface Total {
  units: number;
  cents: number;
}

function readOrders(path: string): Order[] {
  const [, ...rows] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  return rows.map((row, index) => {
    const [month = "", region = "", units, cents] = row.split(",");
    const order = { month, region, units: Number(units), cents: Number(cents) };
    if (!Number.isInteger(order.units) || !Number.isInteger(order.cents)) {
      throw new Error(`${path}: line ${index + 2} is not month,region,units,cents`);
    }
    return order;
  });
}

function totals(orders: readonly Order[], key: "month" | "region"): Map<string, Total> {
  const sums = new Map<string, Total>();
  for (const order of orders) {
    const sum = sums.get(order[key]) ?? { units: 0, cents: 0 };
    sum.units += order.units;
    sum.cents += order.cents;
    sums.set(order[key], sum);
  }
  return sums;
}

function table(title: string, sums: ReadonlyMap<string, Total>): string {
  const rows = [...sums].map(([name, { units, cents }]) => `| ${name} | ${units} | ${(cents / 100).toFixed(2)} |`);
  return [`## By ${title}`, "", `| ${title} | units | revenue |`, "|---|---:|---:|", ...rows, ""].join("\n");
}

/** Runs one step that the policy may refuse, and says what came of it. */
function attempt(what: string, step: () => void): void {
  try {
    step();
    console.log(`done     ${what}`);
  } catch (error) {
    console.log(`refused  ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const orders = readOrders("data/orders.csv");
const report = ["# Orders", "", table("month", totals(orders, "month")), table("region", totals(orders, "region"))].join(
  "\n",
);

mkdirSync("out/final", { recursive: true });
attempt("write out/report.md", () => writeFileSync("out/report.md", report));

// Denied by `deny = ["**/.env*"]`, although the grant above it covers the whole workspace.
attempt("read .env", () => readFileSync(".env", "utf8"));

// Denied because no line grants it: nothing below archive/ is named. "Allow it in the policy" writes the line; choose it
// as a folder, for the copy goes into it.
attempt("keep a copy in archive/orders.csv", () => {
  mkdirSync("archive", { recursive: true });
  writeFileSync("archive/orders.csv", readFileSync("data/orders.csv"));
});

// Waits for a person, because of `approve = ["/workspace/out/final/*"]`.
attempt("publish out/final/report.md", () => writeFileSync("out/final/report.md", report));

console.log(`${orders.length} orders in the report`);
