/** [capabilities.network]: whom the agent talks to. */
import { z } from "zod";
import { EGRESS_PATTERN, parseEgress } from "../values";
import { list, word } from "./fields";

const egress = () => list(word(parseEgress, "ADS024").meta({ pattern: EGRESS_PATTERN }));

export const networkSchema = z
  .strictObject({
    allow_egress: egress().meta({
      description:
        "What the agent may request: [METHOD[,METHOD] ]scheme://host[:port][/path]. Without a method every method, without a path every path. *.example.com is every subdomain, not example.com.",
      examples: [["https://api.github.com", "GET https://*.example.com/v1/**"]],
    }),
    approve_egress: egress().meta({
      description: "Requests that wait until a person says yes.",
      examples: [["POST https://api.github.com/repos/*/*/issues"]],
    }),
    deny_egress: egress().meta({
      description:
        'Requests that are denied whatever else is granted. The bare "*" only restates the default and overrides nothing.',
      examples: [["https://*.internal.example.com"]],
    }),
    allow_ingress: z
      .boolean()
      .default(false)
      .meta({ description: "Whether the agent may listen for connections.", examples: [false] }),
    dns_policy: z
      .enum(["restricted", "open"])
      .default("restricted")
      .meta({
        description:
          "restricted: names are resolved for allowed requests only, never for the agent, because a name can carry data out.",
        examples: ["restricted"],
      }),
  })
  .prefault({})
  .meta({ description: "Whom the agent talks to." });
