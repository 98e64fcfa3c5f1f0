/** What SARIF must be, by its own schema. */
import sarifSchema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import { Ajv } from "ajv";

const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true });
// Written for draft 4, of which it uses nothing that newer drafts read otherwise.
const { $schema: _draft, id: _id, ...schema } = sarifSchema;

/** Tells in `errors` what is wrong. */
export const isSarif = ajv.compile(schema);

/** As far as tests look into it. */
export interface SarifLog {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly locations: readonly {
          readonly physicalLocation: {
            readonly artifactLocation: { readonly uri: string };
            readonly region: { readonly startLine: number; readonly startColumn: number };
          };
        }[];
      }[];
    },
  ];
}
