import { auditReceipt, isClean } from '../node/protocol/audit.ts';
import { isNodeError } from '../node/protocol/errors.ts';
import { nativeEngine } from '../node/protocol/signatures/native.ts';
import { type AuditArguments, auditUsage, readAuditArguments } from './audit/arguments.ts';
import { describeCheck, describeSubject } from './audit/sentences.ts';
import { loadAnchor, loadReceipt } from './audit/sources.ts';

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  try {
    const options = readAuditArguments(args);
    if (options === undefined) {
      console.log(auditUsage);
      return 0;
    }
    return await audit(options);
  } catch (error) {
    if (!isNodeError(error)) throw error;
    console.error(error.message);
    if (error.code === 'ARGUMENT_INVALID') console.error(auditUsage);
    return 2;
  }
}

async function audit(options: AuditArguments): Promise<number> {
  const anchor = await loadAnchor(options.anchor);
  const receipt = await loadReceipt(options);
  const { checks, decision } = await auditReceipt({ receipt, engine: nativeEngine, anchor });
  const clean = isClean(checks, anchor !== undefined);
  if (options.json) {
    console.log(JSON.stringify({ clean, decision, checks }, undefined, 2));
  } else {
    console.log([describeSubject(decision), ...checks.map(describeCheck)].join('\n'));
  }
  return clean ? 0 : 1;
}
