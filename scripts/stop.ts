import { encodeFunctionData } from 'viem';
import { decisionLedgerAbi } from '../node/protocol/abi.ts';
import { runLedgerAct } from './command/ledger-act.ts';

await runLedgerAct({
  name: 'stop',
  about: 'Ends the effect of an enacted decision: its agency does, or the guardian.',
  calldata: (id) => encodeFunctionData({ abi: decisionLedgerAbi, functionName: 'stop', args: [id] }),
});
