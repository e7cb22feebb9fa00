import { messageOf } from '../../chain/rpc-values.ts';
import { isNodeError } from '../../protocol/errors.ts';
import { carryOut } from './carry-out.ts';
import { openCopy } from './copy.ts';
import { type CopyAnswer, type CopyJob, isCopyJob } from './copy-job.ts';

// The process in which one proposal is carried out on a copy of the state: it may be ended at any moment.

const rules = { hardfork: 'prague', blockGasLimit: 60_000_000 } as const;
const watchMilliseconds = 50;

process.once('message', (job) => {
  if (isCopyJob(job)) void run(job);
});
// Whoever asked is gone.
process.once('disconnect', () => process.exit(1));

async function run(job: CopyJob): Promise<void> {
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > job.memoryLimit)
      answer({ kind: 'failed', code: 'SEATBELT_TOO_LARGE', reason: 'the calls need too much memory' });
  }, watchMilliseconds);
  try {
    const { url, blockNumber, cacheFolder, chainId, contracts, content, now } = job;
    const copy = await openCopy({ ...rules, chainId }, { url, blockNumber, cacheFolder });
    const outcome = await carryOut({ copy, contracts, content, now });
    answer({ kind: 'outcome', outcome });
  } catch (error) {
    const code = isNodeError(error) ? error.code : 'SEATBELT_FAILED';
    answer({ kind: 'failed', code, reason: messageOf(error).slice(0, 500) });
  } finally {
    clearInterval(watch);
  }
}

let isAnswered = false;

function answer(message: CopyAnswer): void {
  if (isAnswered) return;
  isAnswered = true;
  process.send?.(message, () => process.exit(0));
}
