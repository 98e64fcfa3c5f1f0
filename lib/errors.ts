/**
 * Every error that a person or a program can meet, as a closed table: a stable code, the HTTP status, whether
 * its text may leave the server, and a sentence for people. The in-app error reference is made from this table.
 *
 * Guarantees: a code outside the table cannot be constructed; `publicMessage` never returns the text of an
 * internal error. It does not decide how an error is logged: the cause is kept for whoever does.
 */
export type Visibility = "public" | "internal";
export interface ErrorKind {
  readonly status: number;
  readonly visibility: Visibility;
  /** What happened, in one sentence, without particulars. */
  readonly summary: string;
  /** What the person who sees it can do. */
  readonly mend: string;
}

export const ERRORS = {
  BAD_REQUEST: {
    status: 400,
    visibility: "public",
    summary: "The request could not be understood.",
    mend: "Check the fields named in the message against the reference, and send it again.",
  },
  NO_SESSION: {
    status: 401,
    visibility: "public",
    summary: "This needs a session, and there is none.",
    mend: "Open the workbench once: that starts a session. If you had one, it has expired or was ended.",
  },
  CROSS_ORIGIN: {
    status: 403,
    visibility: "public",
    summary: "The request came from another site and was refused.",
    mend: "Use the page of this server. Programs without a browser send no cookie and no Origin header.",
  },
  NO_PERMISSION: {
    status: 403,
    visibility: "public",
    summary: "Your role in this workspace does not allow that.",
    mend: "Ask an owner of the workspace for the role named in the message.",
  },
  NOT_FOUND: {
    status: 404,
    visibility: "public",
    summary: "There is nothing here that you may see.",
    mend: "Check the address. What belongs to another workspace is not told apart from what does not exist.",
  },
  CONFLICT: {
    status: 409,
    visibility: "public",
    summary: "Somebody else changed this first.",
    mend: "Load it again, look at both versions, and repeat the change.",
  },
  LOG_BAD_SIZE: {
    status: 400,
    visibility: "public",
    summary: "The batch begins behind where its checkpoint ends.",
    mend: "Send the records from the size that the server told, with a checkpoint over all of them.",
  },
  LOG_BAD_SIGNATURE: {
    status: 403,
    visibility: "public",
    summary: "The checkpoint is not signed by the key of its session.",
    mend: "Sign with the key that the session named in its first record. A log whose key is lost cannot go on.",
  },
  LOG_CONFLICT: {
    status: 409,
    visibility: "public",
    summary: "The server has this session's log up to another size.",
    mend: "Compare with the checkpoint in the details: send what follows it, or keep both as evidence of a fork.",
  },
  LOG_BAD_RECORD: {
    status: 422,
    visibility: "public",
    summary: "A record is not the next one of its session, or not in canonical form.",
    mend: "Send the bytes as they were recorded; the details name the record and the verdict.",
  },
  LOG_BAD_PROOF: {
    status: 422,
    visibility: "public",
    summary: "The checkpoint is not that of the records, or does not extend the log that the server has.",
    mend: "Keep both checkpoints: two different logs of one session are evidence that one of them was rewritten.",
  },
  LIMIT_REACHED: {
    status: 429,
    visibility: "public",
    summary: "A limit of this workspace is reached.",
    mend: "Wait as long as the message says, or ask an owner of the workspace to raise the limit.",
  },
  TOO_LARGE: {
    status: 413,
    visibility: "public",
    summary: "The request is larger than the server accepts.",
    mend: "Send it in smaller parts; the limit is named in the message.",
  },
  WRONG_HOST: {
    status: 421,
    visibility: "public",
    summary: "The request names a host that this server does not answer for.",
    mend: "Use the address that the server printed at its start, or set PUBLIC_URL to the one in use.",
  },
  INTERNAL: {
    status: 500,
    visibility: "internal",
    summary: "Something went wrong on the server.",
    mend: "Try again. If it stays, give the request id to whoever runs the server: it finds the cause in the log.",
  },
  LOG_REFUSED: {
    status: 503,
    visibility: "internal",
    summary: "The server does not sign this log: what is stored is not what was signed.",
    mend: "Keep your own records; whoever runs the server finds the session in its log and by aegis doctor.",
  },
  NOT_READY: {
    status: 503,
    visibility: "internal",
    summary: "The server is not ready to answer.",
    mend: "Wait a moment and try again; /readyz says what is missing.",
  },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERRORS;

/** Particulars for programs, beside the sentence for people. They leave the server as they are: nothing secret. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** The same in every copy of this module. */
const MARK = Symbol.for("aegis.error");

export class AegisError extends Error {
  override readonly name = "AegisError";
  readonly [MARK] = true;
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;

  constructor(code: ErrorCode, options: { message?: string; cause?: unknown; details?: ErrorDetails } = {}) {
    super(
      options.message ?? ERRORS[code].summary,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.details = options.details;
  }

  /**
   * By its mark and not by its class: a bundler may load this module several times in one process, and a refusal that
   * was thrown by one copy must not come out of another as a fault of ours.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && MARK in value;
  }
}

/** Wraps whatever was thrown: an AegisError stays itself, everything else is INTERNAL with its cause kept. */
export function toAegisError(thrown: unknown): AegisError {
  return thrown instanceof AegisError ? thrown : new AegisError("INTERNAL", { cause: thrown });
}

/** The text that may leave the server: an internal error's own message never does, only its summary. */
export function publicMessage(error: AegisError): string {
  const kind = ERRORS[error.code];
  return kind.visibility === "public" ? error.message : kind.summary;
}

export function errorDocs(code: ErrorCode): string {
  return `/docs/errors#${code}`;
}
