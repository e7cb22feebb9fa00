import { type Address, encodeFunctionData, type Hex, toHex } from 'viem';
import type { Attack } from './attack.ts';
import { requireSuccess } from './replays.ts';
import { type AttackWorld, accountAbi, encodeSignatures, type Key, type KeyChange } from './world.ts';

const keys = 'contracts/membership/AccountKeys.sol';
const account = 'contracts/membership/ParticipantAccount.sol';
const registry = 'contracts/cryptography/AlgorithmRegistry.sol';

/** Attacks 6 to 10 and 13: keys that should not sign, or not yet, or no longer. */
export const keyAttacks: readonly Attack[] = [
  {
    number: 6,
    name: 'a thief announces a key, makes it take effect and acts with it, all in one block',
    defence: 'new keys wait for a delay, and an account does not act in the block in which its keys change',
    rebuilt: 'account',
    removal: [
      {
        file: keys,
        find: 'if (block.timestamp < state.effectiveAt) revert AccountKeysTooEarly(state.effectiveAt);',
        put: '',
      },
      {
        file: keys,
        find: 'if (block.number == state.changedInBlock) revert AccountKeysJustChanged(block.number);',
        put: '',
      },
      { file: keys, find: 'block.number != state.changedInBlock &&', put: '' },
    ],
    async succeeds(world) {
      const [stolen, thief] = [await world.key(), await world.key()];
      const mine = await world.account([stolen.signer]);
      const change = { added: [thief.signer], removed: [stolen.signer], threshold: 1n };
      const proof = thief.sign(await world.possessionDigest(mine, change));
      const announce = await world.signed(mine, [stolen], [proposal(mine, change, [proof])], 0n);
      const acts = await world.signed(mine, [thief], [], 1n << 64n);
      const outcome = await world.send([
        { to: mine, data: announce },
        { to: mine, data: encodeFunctionData({ abi: accountAbi, functionName: 'applyKeys', args: [change] }) },
        { to: mine, data: acts },
      ]);
      if (outcome[0] !== true) throw new RangeError('the announcement itself is allowed');
      return outcome[2] === true;
    },
  },
  {
    number: 7,
    name: 'a stolen key acts after the guardian has frozen the account',
    defence: 'a frozen account accepts nothing',
    rebuilt: 'account',
    removal: [
      { file: account, find: '_requireAwake();', put: '' },
      { file: keys, find: 'block.timestamp >= state.frozenUntil &&', put: '' },
    ],
    async succeeds(world) {
      const stolen = await world.key();
      const mine = await world.account([stolen.signer]);
      await requireSuccess(world.send([{ to: mine, data: await world.signed(mine, [stolen], [], 0n) }]));
      // The registry freezes what the guardian tells it to; here nobody asks who told it.
      await world.impersonate(world.registry);
      const freeze = encodeFunctionData({ abi: accountAbi, functionName: 'freeze', args: [2 ** 40] });
      await requireSuccess(world.send([{ to: mine, data: freeze, from: world.registry }]));
      return (await world.send([{ to: mine, data: await world.signed(mine, [stolen], [], 1n) }])).includes(true);
    },
  },
  {
    number: 8,
    name: 'somebody else’s key is registered as one’s own',
    defence: 'a new key signs for the change that brings it (proof of possession)',
    rebuilt: 'account',
    removal: [
      {
        file: keys,
        find: 'if (!SignatureChecker.isValidSignatureNow(signer, digest, proofs[i])) revert AccountKeyNotProven(signer);',
        put: '',
      },
    ],
    async succeeds(world) {
      const [own, others] = [await world.key(), await world.key()];
      const mine = await world.account([own.signer]);
      const change = { added: [others.signer], removed: [], threshold: 1n };
      const proof = own.sign(await world.possessionDigest(mine, change));
      const data = await world.signed(mine, [own], [proposal(mine, change, [proof])], 0n);
      return (await world.send([{ to: mine, data }])).includes(true);
    },
  },
  {
    number: 9,
    name: 'a key of an algorithm that the city has not listed, such as one with a limit of signatures that nobody counts',
    defence: 'accounts take keys of registered algorithms only; none with a limit is registered',
    rebuilt: 'account',
    removal: [
      {
        file: keys,
        find: `if (signer.length <= 20 || !_algorithms.isEnrollable(address(bytes20(signer)))) {
                revert AccountUnusableSigner(signer);
            }
        }
        super._addSigners(newSigners);`,
        put: '}\n        super._addSigners(newSigners);',
      },
      { file: keys, find: 'count > most && _algorithms.isUsable(address(verifier))', put: 'count > most' },
    ],
    async succeeds(world) {
      const unlisted = await world.deploy(world.creation('verifier'));
      const key = await world.key(unlisted);
      return isDeployed(world, key);
    },
  },
  {
    number: 10,
    name: 'the verifier’s code becomes one that says yes to everything',
    defence: 'the registry pins the hash of a verifier’s code',
    rebuilt: 'registry',
    removal: [{ file: registry, find: ' &&\n            entry.codeHash == verifier.codehash;', put: ';' }],
    async succeeds(world) {
      const key = await world.key();
      const mine = await world.account([key.signer]);
      await requireSuccess(world.send([{ to: mine, data: await world.signed(mine, [key], [], 0n) }]));
      // mstore(0, 0x024ad318 << 224); return(0, 32)
      await world.setCode(world.verifier, '0x63024ad31860e01b60005260206000f3');
      const junk = encodeSignatures([key.signer], [toHex(1, { size: 64 })]);
      return (await world.send([{ to: mine, data: world.execute([], 1n, junk) }])).includes(true);
    },
  },
  {
    number: 13,
    name: 'whoever breaks the relay’s ECDSA key announces keys for an account',
    defence: 'the relay has no authority: only the account itself, by its signers, changes its keys',
    rebuilt: 'account',
    removal: [
      {
        file: keys,
        find: 'if (msg.sender != address(this)) revert AccountUnauthorized(msg.sender);',
        put: '',
      },
    ],
    async succeeds(world) {
      const [own, forger] = [await world.key(), await world.key()];
      const mine = await world.account([own.signer]);
      const change = { added: [forger.signer], removed: [own.signer], threshold: 1n };
      const proof = forger.sign(await world.possessionDigest(mine, change));
      const { data } = proposal(mine, change, [proof]);
      return (await world.send([{ to: mine, data }])).includes(true);
    },
  },
];

function proposal(target: Address, change: KeyChange, proofs: readonly Hex[]) {
  const data = encodeFunctionData({ abi: accountAbi, functionName: 'proposeKeys', args: [change, [...proofs]] });
  return { target, value: 0n, data };
}

async function isDeployed(world: AttackWorld, key: Key): Promise<boolean> {
  try {
    await world.account([key.signer]);
    return true;
  } catch {
    return false;
  }
}
