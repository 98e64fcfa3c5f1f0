import "server-only";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import {
  AegisError,
  ERRORS,
  type ErrorCode,
  type ErrorDetails,
  errorDocs,
  publicMessage,
} from "@/lib/errors";

type TrpcCode = TRPCError["code"];

const TRPC_CODES = {
  BAD_REQUEST: "BAD_REQUEST",
  NO_SESSION: "UNAUTHORIZED",
  CROSS_ORIGIN: "FORBIDDEN",
  NO_PERMISSION: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  CONFLICT: "CONFLICT",
  LOG_BAD_SIZE: "BAD_REQUEST",
  LOG_BAD_SIGNATURE: "FORBIDDEN",
  LOG_CONFLICT: "CONFLICT",
  LOG_BAD_RECORD: "UNPROCESSABLE_CONTENT",
  LOG_BAD_PROOF: "UNPROCESSABLE_CONTENT",
  LIMIT_REACHED: "TOO_MANY_REQUESTS",
  TOO_LARGE: "PAYLOAD_TOO_LARGE",
  WRONG_HOST: "BAD_REQUEST",
  INTERNAL: "INTERNAL_SERVER_ERROR",
  LOG_REFUSED: "SERVICE_UNAVAILABLE",
  NOT_READY: "SERVICE_UNAVAILABLE",
} as const satisfies Record<ErrorCode, TrpcCode>;

/** tRPC's own refusals, before any of our code ran. Whatever is not named here is a fault of ours. */
const OWN_CODES: Partial<Record<TrpcCode, ErrorCode>> = {
  BAD_REQUEST: "BAD_REQUEST",
  PARSE_ERROR: "BAD_REQUEST",
  METHOD_NOT_SUPPORTED: "BAD_REQUEST",
  UNSUPPORTED_MEDIA_TYPE: "BAD_REQUEST",
  NOT_FOUND: "NOT_FOUND",
  PAYLOAD_TOO_LARGE: "TOO_LARGE",
};

/** The error of our table that a procedure failed with. Input faults name the fields; nothing else is copied. */
export function asAegisError(error: TRPCError): AegisError {
  if (error.cause instanceof AegisError) return error.cause;
  const code = OWN_CODES[error.code] ?? "INTERNAL";
  if (code === "INTERNAL") return new AegisError("INTERNAL", { cause: error.cause ?? error });
  if (error.cause instanceof ZodError) {
    return new AegisError(code, { message: describeInput(error.cause), cause: error.cause });
  }
  return new AegisError(code, { cause: error });
}

/** An AegisError on its way out, in the form from which tRPC takes the HTTP status. */
export function asTrpcError(error: AegisError): TRPCError {
  return new TRPCError({ code: TRPC_CODES[error.code], message: publicMessage(error), cause: error });
}

export interface ErrorData {
  readonly code: ErrorCode;
  readonly httpStatus: number;
  readonly requestId: string | null;
  readonly docs: string;
  readonly details?: ErrorDetails;
}

export function errorData(error: AegisError, requestId: string | undefined): ErrorData {
  return {
    code: error.code,
    httpStatus: ERRORS[error.code].status,
    requestId: requestId ?? null,
    docs: errorDocs(error.code),
    ...(error.details === undefined ? {} : { details: error.details }),
  };
}

const MAX_ISSUES = 5;

function describeInput(error: ZodError): string {
  const issues = error.issues.slice(0, MAX_ISSUES).map((issue) => {
    const where = issue.path.map(String).join(".") || "input";
    return `${where}: ${issue.message}`;
  });
  const more = error.issues.length > MAX_ISSUES ? `; and ${error.issues.length - MAX_ISSUES} more` : "";
  return `The input is not valid (${issues.join("; ")}${more}).`;
}
