import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeClient } from '../../node/client/client.ts';
import { auditReceipt } from '../../node/protocol/audit.ts';
import { nativeEngine } from '../../node/protocol/signatures/native.ts';

export interface WalkAudit {
  /** State per check. */
  checks: Record<string, string>;
  receiptFile: string;
}

/** Saves a decision's receipt as a citizen would, and audits it from that file's content alone. */
export async function auditDecision(client: NodeClient, id: number, folder: string): Promise<WalkAudit> {
  const receipt = await client.receipt(id);
  const receiptFile = join(folder, `receipt-${id}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(receiptFile, JSON.stringify(receipt));
  const { checks } = await auditReceipt({ receipt, engine: nativeEngine });
  return { checks: Object.fromEntries(checks.map(({ name, state }) => [name, state])), receiptFile };
}

/** The audit in plain sentences. */
export function tellAudit({ checks, receiptFile }: WalkAudit): string {
  const states = Object.entries(checks).map(([name, state]) => `${name} ${state.replace('-', ' ')}`);
  return (
    `A citizen saves the receipt and checks it again without the network: ${states.join(', ')}. ` +
    `Try it: npm run audit -- ${receiptFile} --offline --anchor HASH, with a block hash obtained elsewhere.`
  );
}
