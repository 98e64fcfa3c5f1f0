import type { Tokens } from "marked";
import { Inline, type Where } from "./inline";

const ALIGN = { left: "text-left", right: "text-right", center: "text-center" } as const;

export function DocTable({ token, where }: { token: Tokens.Table; where: Where }) {
  const align = (column: number) => ALIGN[token.align[column] ?? "left"];
  return (
    <table className="my-4 w-full border-collapse text-sm">
      <thead>
        <tr>
          {token.header.map((cell, column) => (
            <th
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never change their order
              key={column}
              scope="col"
              className={`border-line-strong border-b py-1.5 pr-4 align-bottom font-medium text-text-muted ${align(column)}`}
            >
              <Inline tokens={cell.tokens} where={where} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {token.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows never change their order
          <tr key={index}>
            {row.map((cell, column) => (
              <td
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never change their order
                key={column}
                className={`border-line border-b py-2 pr-4 align-top wrap-break-word max-sm:wrap-anywhere ${align(column)}`}
              >
                <Inline tokens={cell.tokens} where={where} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
