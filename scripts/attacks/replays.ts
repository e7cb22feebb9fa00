import type { Attack } from './attack.ts';
import { signatureOf } from './world.ts';

const account = 'contracts/membership/ParticipantAccount.sol';

/** Attacks 1 to 3: a signature that is used more than once. */
export const replays: readonly Attack[] = [
  {
    number: 1,
    name: 'replay of a signed batch on another account and on another chain',
    defence: 'the digest holds chain id and account (EIP-712 domain)',
    rebuilt: 'account',
    removal: [
      {
        file: account,
        find: '_hashTypedDataV4(keccak256(abi.encode(EXECUTE_TYPEHASH, callsHash, nonce, deadline)))',
        put: 'keccak256(abi.encode(EXECUTE_TYPEHASH, callsHash, nonce, deadline))',
      },
    ],
    async succeeds(world, otherChain) {
      const key = await world.key();
      const [mine, clone] = [await world.account([key.signer]), await world.account([key.signer])];
      const batch = await world.signed(mine, [key], [], 0n);
      const other = await otherChain();
      // The same places on the other chain: the same verifier, key and account.
      const twin = await other.key();
      const digest = await world.executeDigest(mine, [], 0n);
      const there = await other.account([twin.signer]);
      const moved = other.execute([], 0n, signatureOf([twin], digest));
      const [onClone] = await world.send([{ to: clone, data: batch }]);
      const [onChain] = await other.send([{ to: there, data: moved }]);
      await requireSuccess(world.send([{ to: mine, data: batch }]));
      return onClone === true || onChain === true;
    },
  },
  {
    number: 2,
    name: 'replay of a signed batch in the same account',
    defence: 'every batch uses up a nonce',
    rebuilt: 'account',
    removal: [{ file: account, find: '_useCheckedNonce(address(this), nonce);', put: '' }],
    async succeeds(world) {
      const key = await world.key();
      const mine = await world.account([key.signer]);
      const data = await world.signed(mine, [key], [], 0n);
      await requireSuccess(world.send([{ to: mine, data }]));
      return (await world.send([{ to: mine, data }])).includes(true);
    },
  },
  {
    number: 3,
    name: 'a second, different signature of one batch, to carry it out twice',
    defence: 'a batch is known by its digest and nonce, never by its signature',
    rebuilt: 'account',
    removal: [
      {
        file: account,
        find: '_useCheckedNonce(address(this), nonce);',
        put: 'if (_seen[keccak256(signature)]) revert AccountInvalidSignature(0);\n        _seen[keccak256(signature)] = true;',
      },
      {
        file: account,
        find: '    constructor(\n',
        put: '    mapping(bytes32 signature => bool) private _seen;\n\n    constructor(\n',
      },
    ],
    async succeeds(world) {
      const key = await world.key();
      const mine = await world.account([key.signer]);
      const [first, second] = [await world.signed(mine, [key], [], 0n), await world.signed(mine, [key], [], 0n)];
      if (first === second) throw new RangeError('signatures are hedged');
      await requireSuccess(world.send([{ to: mine, data: first }]));
      return (await world.send([{ to: mine, data: second }])).includes(true);
    },
  },
];

/** What an honest participant does in between must work, or the attack shows nothing. */
export async function requireSuccess(sent: Promise<boolean[]>): Promise<void> {
  if ((await sent).some((succeeded) => !succeeded)) throw new RangeError('what is honest was refused');
}
