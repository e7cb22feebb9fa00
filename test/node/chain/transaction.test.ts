import { expect } from 'chai';
import { concat, type Hex, keccak256, parseTransaction, serializeTransaction } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { type Engine, openEngine } from '../../../node/chain/engine.ts';
import { createRecoverSender } from '../../../node/chain/recover-sender.ts';
import { checkTransaction, transactionGasCap, transactionSizeLimit } from '../../../node/chain/transaction.ts';
import { countingCall } from './calls.ts';
import { counterAddress, relayAddress, relayKey } from './counter.ts';
import { refusal } from './errors.ts';
import { testChainId as chainId } from './fixture.ts';

const relay = privateKeyToAccount(relayKey);
const common = { chainId, nonce: 3, gas: 50_000n, to: counterAddress, data: '0x01' } as const;

describe('a transaction before the chain is asked', () => {
  let engine: Engine;

  before(async () => {
    engine = await openEngine({
      chainId,
      hardfork: 'prague',
      blockGasLimit: 60_000_000,
      genesisTimestamp: 1_790_000_000,
    });
  });
  after(() => engine.close());

  const check = (raw: Hex) => checkTransaction(raw, chainId, createRecoverSender(engine));

  it('knows its sender, whichever of the three types it is', async () => {
    const legacy = await relay.signTransaction({ type: 'legacy', gasPrice: 0n, ...common });
    const listed = await relay.signTransaction({ type: 'eip2930', gasPrice: 0n, accessList: [], ...common });
    for (const raw of [legacy, listed, await countingCall(3, { gas: 50_000n, data: '0x01' })]) {
      const checked = await check(raw);
      expect(checked).to.include({ sender: relayAddress, nonce: 3, gas: 50_000n, isHeavy: false, isCreation: false });
      expect(checked.hash).to.equal(keccak256(raw));
    }
  });

  it('is heavy from 7,000 bytes of calldata on', async () => {
    const data: Hex = `0x${'01'.repeat(7_000)}`;
    expect((await check(await countingCall(1, { data }))).isHeavy).to.equal(true);
    expect((await check(await countingCall(1, { data: data.slice(0, -2) as Hex }))).isHeavy).to.equal(false);
  });

  it('is refused with a code for each rule it breaks', async () => {
    const paying = { type: 'eip1559', maxPriorityFeePerGas: 0n, ...common } as const;
    const zero = { maxFeePerGas: 0n } as const;
    const refused: [string, Hex][] = [
      ['TRANSACTION_WRONG_CHAIN', await countingCall(1, { chainId: chainId + 1 })],
      [
        'TRANSACTION_WRONG_CHAIN',
        await relay.signTransaction({ type: 'legacy', gasPrice: 0n, nonce: 1, gas: 30_000n }),
      ],
      ['TRANSACTION_GAS_ABOVE_CAP', await countingCall(1, { gas: transactionGasCap + 1n })],
      ['TRANSACTION_FEE_NOT_ZERO', await relay.signTransaction({ ...paying, maxFeePerGas: 1n })],
      ['TRANSACTION_FEE_NOT_ZERO', await relay.signTransaction({ type: 'legacy', gasPrice: 1n, ...common })],
      ['TRANSACTION_VALUE_NOT_ZERO', await relay.signTransaction({ ...paying, ...zero, value: 1n })],
      ['TRANSACTION_TOO_LARGE', concat(['0x02', `0x${'00'.repeat(transactionSizeLimit)}`])],
      ['TRANSACTION_TYPE_NOT_ALLOWED', '0x03c0'],
      ['TRANSACTION_TYPE_NOT_ALLOWED', '0x04c0'],
      ['TRANSACTION_TYPE_NOT_ALLOWED', '0x'],
      ['TRANSACTION_MALFORMED', '0x02'],
      ['TRANSACTION_MALFORMED', '0x02c0'],
      ['TRANSACTION_MALFORMED', '0xc0'],
      ['TRANSACTION_MALFORMED', `${await countingCall(1)}00`],
      ['TRANSACTION_SIGNATURE_INVALID', serializeTransaction({ ...paying, ...zero })],
    ];
    for (const [code, raw] of refused) await refusal(check(raw), code);
    expect(refused.length).to.equal(15);
  });

  it('never passes for its sender when a byte of it changed', async () => {
    const raw = await countingCall(1);
    const { r, s } = parseTransaction(raw);
    expect(r).not.to.equal(s);
    let others = 0;
    for (let place = 2; place < raw.length; place += 2) {
      const flipped = (Number.parseInt(raw.slice(place, place + 2), 16) ^ 1).toString(16).padStart(2, '0');
      const changed: Hex = `${raw.slice(0, place) as Hex}${flipped}${raw.slice(place + 2)}`;
      const checked = await check(changed).catch(() => undefined);
      if (checked !== undefined) others += 1;
      expect(checked?.sender, `byte ${place / 2 - 1}`).not.to.equal(relayAddress);
    }
    expect(others).to.be.above(50);
  });
});
