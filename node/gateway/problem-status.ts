/** The HTTP status of each code a caller may cause. A code that is not here is the node's own fault: 500. */
export const problemStatuses: Readonly<Record<string, number>> = {
  BALLOT_CAST_ALREADY: 409,
  BALLOT_DUPLICATE: 409,
  BLOCK_HASH_DIFFERS: 503,
  BLOCK_NOT_FOUND: 404,
  BLOCK_NOT_REPLAYED: 503,
  BODY_INVALID: 400,
  BODY_TOO_LARGE: 413,
  CALL_DEADLINE_TOO_FAR: 422,
  CALL_EXPIRED: 422,
  CALL_NONCE_GAP: 409,
  CALL_NONCE_USED: 409,
  CALL_NOT_A_REQUEST: 422,
  CALL_REVERTED: 422,
  CALL_UNKNOWN: 404,
  CALLS_TOO_MANY: 429,
  ACCOUNT_UNKNOWN: 404,
  ACCOUNT_SIGNER_UNUSABLE: 422,
  CAR_INVALID: 422,
  CHAIN_NOT_EMBEDDED: 409,
  CHAIN_STOPPED: 503,
  CHAIN_UNREACHABLE: 503,
  CHAIN_VERIFYING: 503,
  CID_INVALID: 400,
  CLOCK_JUMPED: 503,
  CONTENT_HASH_MISMATCH: 422,
  CONTENT_MISSING: 422,
  CONTENT_NOT_CANONICAL: 422,
  CONTENT_NOT_ENROLLED: 403,
  CONTENT_TOO_LARGE: 413,
  CONTENT_NOT_FOUND: 404,
  CONTENT_UNREFERENCED: 422,
  DECISION_NOT_RECORDED: 409,
  DECISION_UNKNOWN: 404,
  DOCUMENT_INVALID: 422,
  EVENTS_TOO_MANY: 503,
  HOST_REFUSED: 421,
  INPUT_INVALID: 400,
  JOURNAL_WRITE_FAILED: 507,
  MEDIA_TYPE_UNSUPPORTED: 415,
  METHOD_NOT_ALLOWED: 405,
  ORIGIN_REFUSED: 403,
  PARTICIPANT_UNKNOWN: 404,
  PATH_INVALID: 400,
  POLICY_UNKNOWN: 404,
  PROBLEM_INVALID: 422,
  PROBLEM_KIND_MISMATCH: 422,
  PROBLEM_KIND_UNKNOWN: 422,
  PROPOSAL_INVALID: 422,
  PROPOSAL_NOT_ACTIVE: 409,
  PROPOSAL_UNKNOWN: 404,
  PROPOSAL_WRONG_STATE: 409,
  RATE_LIMITED: 429,
  RECEIPT_TOO_LONG: 422,
  REPLAY_FAILED: 503,
  ROUTE_UNKNOWN: 404,
  SEAT_MISSING: 403,
  SIGNATURE_INVALID: 422,
  SIGNATURES_TOO_FEW: 422,
  SIGNER_DUPLICATE: 409,
  SIGNER_UNKNOWN: 422,
  SNAPSHOT_AHEAD_OF_CLOCK: 422,
  SNAPSHOT_INVALID: 422,
  STORAGE_FULL: 507,
  TARGET_INVALID: 422,
  TIME_IN_FUTURE: 422,
  TRANSACTION_NOT_MINED: 503,
  TRANSACTION_TOO_LARGE: 413,
};

/** Codes whose whole family is the caller's to mend: documents, models, samples and certificates that break a rule. */
const refusedFamilies =
  /^(CERTIFICATE|CHUNK|DEMAND|DOCUMENT|FLOWS|MODEL|NETWORK|POLICY|PROBLEM|REPORT|ROUTES?|SAMPLE|SNAPSHOT|TRIPS)_/;

/** What the answer to an error with this code is. */
export function statusOfCode(code: string): number {
  return problemStatuses[code] ?? (refusedFamilies.test(code) ? 422 : 500);
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Not in this state',
  413: 'Too large',
  415: 'Wrong media type',
  421: 'Not this host',
  422: 'Refused',
  429: 'Too many requests',
  500: 'The node failed',
  503: 'Not ready',
  507: 'No space left',
};

export function titleOfStatus(status: number): string {
  return titles[status] ?? 'Refused';
}
