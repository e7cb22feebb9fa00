import { parseArgs } from 'node:util';
import { NodeError } from '../../node/protocol/errors.ts';

export const auditUsage = `npm run audit -- ID|FILE [--offline] [--anchor HASH|FILE|URL] [--node URL] [--json]
  Checks a decision again: its documents, model, signatures, numbers, bound, record and anchor.
  ID             number of a decision, whose receipt is fetched from a node
  FILE           a receipt that was saved
  --offline      use no network: needs a FILE, and no URL anywhere
  --anchor A     a block hash, or a file or address with an anchor's JSON, obtained elsewhere than the receipt
  --node URL     the node to ask (default: http://127.0.0.1:4100)
  --json         print one JSON object
  Ends with 0 when nothing failed, 1 when a check failed or the anchor given was not confirmed, 2 when it was called wrongly.`;

export interface AuditArguments {
  /** Exactly one of the two. */
  readonly source: { readonly id: number } | { readonly file: string };
  readonly offline: boolean;
  readonly anchor: string | undefined;
  readonly nodeUrl: string;
  readonly json: boolean;
}

/** Undefined when help was asked for; ARGUMENT_INVALID names the argument and the rule. */
export function readAuditArguments(args: readonly string[]): AuditArguments | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [subject, ...rest] = positionals;
  if (subject === undefined || rest.length > 0) throw invalid('ID|FILE', 'is given once');
  const source = /^[1-9]\d{0,14}$/.test(subject) ? { id: Number(subject) } : { file: subject };
  if (values.offline && 'id' in source) throw invalid('offline', 'needs a receipt file instead of an id');
  if (values.offline && values.anchor !== undefined && isUrl(values.anchor)) {
    throw invalid('offline', 'needs an anchor that is a hash or a file');
  }
  return { source, offline: values.offline, anchor: values.anchor, nodeUrl: values.node, json: values.json };
}

export function isUrl(text: string): boolean {
  return /^https?:\/\//.test(text);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        offline: { type: 'boolean', default: false },
        anchor: { type: 'string' },
        node: { type: 'string', default: 'http://127.0.0.1:4100' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new NodeError('ARGUMENT_INVALID', { rule: error instanceof Error ? error.message : 'unreadable' });
  }
}

function invalid(argument: string, rule: string): NodeError {
  return new NodeError('ARGUMENT_INVALID', { argument, rule });
}
