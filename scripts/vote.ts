import { getAddress, isAddress } from 'viem';
import type { NodeClient } from '../node/client/client.ts';
import type { Ballot } from '../node/protocol/ballot.ts';
import { type BallotFile, toSubmission } from '../node/protocol/ballot-file.ts';
import { supports } from '../node/protocol/governance-abi.ts';
import { newSalt, saltedHash } from '../node/protocol/salted-text.ts';
import { algorithmFrom, algorithmOption, algorithmUsage } from './command/algorithm-option.ts';
import { readBallotFile, writeBallotFile } from './command/ballot-file.ts';
import { clientAs } from './command/client-as.ts';
import { confirmSigning } from './command/confirm.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { proposalLines, readProposal } from './command/proposal.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';
import { readTextArgument } from './command/text-argument.ts';
import { signBallot } from './sign-ballot.ts';

const usage = `npm run qdt -- vote PROPOSAL FOR|AGAINST|ABSTAIN --agency ADDRESS --key FILE [--algorithm NAME] [--reason TEXT] [--out FILE] [--yes] [--json]
npm run qdt -- vote --sign FILE --key FILE [--yes] [--json]
npm run qdt -- vote --deliver FILE... [--json]
npm run qdt -- vote --give-reason FILE --key FILE [--json]
  Shows in words what the proposal does, read from its own bytes and checked against its id, asks, signs the agency's
  ballot with your key, and hands it in. A ballot can be delivered by anybody.
  --agency ADDRESS  the agency's account; it needs a seat since before the vote began
  --key FILE        your key file; the passphrase is typed, or comes from QDT_PASSPHRASE or --passphrase-file
  --reason TEXT     why (@FILE reads a file, at most 16 KiB). Only a salted hash of it goes on chain; the text is kept by the
                    node, everybody may read it, and the agency can erase it: npm run qdt -- texts erase
${algorithmUsage}
  --out FILE        write the signed ballot there instead, for others to sign or deliver
  --sign            add your signature to such a file, where the agency needs several
  --deliver         hand in signed ballots, all in one transaction
  --give-reason     hand in the reason that a file carries, once its ballot was delivered; signed with the agency's own key
  --yes             do not ask
  --json            one JSON object on standard output
${nodeUsage}`;

interface Voting {
  client: NodeClient;
  values: {
    key?: string | undefined;
    'passphrase-file'?: string | undefined;
    algorithm: string;
    yes: boolean;
    json: boolean;
  };
  tell: (text: string) => void;
}

await runCommand({
  usage,
  options: {
    ...nodeOption,
    agency: { type: 'string' },
    key: { type: 'string' },
    ...algorithmOption,
    'passphrase-file': { type: 'string' },
    reason: { type: 'string' },
    out: { type: 'string' },
    sign: { type: 'boolean', default: false },
    deliver: { type: 'boolean', default: false },
    'give-reason': { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  run: async (values, words) => {
    const tell = (text: string): void => (values.json ? console.error(text) : console.log(text));
    const voting: Voting = { client: clientFor(values.node), values, tell };
    const file = (): string => requireArgument('FILE', words[0]);
    if (values.deliver) await deliver(voting, words.map(readBallotFile));
    else if (values.sign) await addSignature(voting, file());
    else if (values['give-reason']) {
      const given = readBallotFile(file());
      await giveReason(voting, given, await clientAs(voting.client, await keyOf(voting), given.ballot.voter));
    } else await vote(voting, readBallot(words, values.agency, values.reason), values.out);
  },
});

function readBallot(words: string[], agency: string | undefined, reasonArgument: string | undefined): BallotFile {
  const [id, word] = words;
  const support = supports.find((one) => one === word?.toUpperCase());
  const voter = requireArgument('agency', agency);
  const proposal = requireArgument('PROPOSAL', id);
  if (!/^\d{1,78}$/.test(proposal)) throw argumentInvalid('is a decimal number', 'PROPOSAL');
  if (support === undefined) throw argumentInvalid('is FOR, AGAINST or ABSTAIN', 'the second word');
  if (!isAddress(voter)) throw argumentInvalid('is an address', 'agency');
  const ballot = { proposalId: BigInt(proposal), support, voter: getAddress(voter) };
  if (reasonArgument === undefined) return { ballot, signatures: [] };
  const reason = { text: readTextArgument(reasonArgument), salt: newSalt() };
  return { ballot: { ...ballot, reasonHash: saltedHash(reason) }, signatures: [], reason };
}

async function vote(voting: Voting, unsigned: BallotFile, out: string | undefined): Promise<void> {
  const { values, tell } = voting;
  const { signed, key } = await showAndSign(voting, unsigned);
  if (out !== undefined) {
    writeBallotFile(out, signed, 'wx');
    if (values.json) console.log(JSON.stringify({ file: out }));
    else tell(`Signed; written to ${out}. Anybody may deliver it: npm run qdt -- vote --deliver ${out}`);
    return;
  }
  const { voter } = signed.ballot;
  const identified = signed.reason === undefined ? undefined : await clientAs(voting.client, key, voter);
  await deliver(voting, [signed]);
  if (identified !== undefined) await giveReason(voting, signed, identified);
}

async function addSignature(voting: Voting, path: string): Promise<void> {
  const { signed } = await showAndSign(voting, readBallotFile(path));
  writeBallotFile(path, signed, 'w');
  const count = signed.signatures.length;
  if (voting.values.json) console.log(JSON.stringify({ file: path, signatures: count }));
  else voting.tell(`${count} signatures in ${path}. Next: npm run qdt -- vote --deliver ${path}`);
}

async function showAndSign({ client, values, tell }: Voting, file: BallotFile) {
  requireArgument('key', values.key);
  const network = await client.network();
  const { proposalId, support, voter, reasonHash } = file.ballot;
  const proposal = readProposal(await client.proposal(String(proposalId)));
  tell(proposalLines(network, proposal).join('\n'));
  tell(`${voter} votes ${support}.`);
  if (file.reason !== undefined) tell(`Reason: ${file.reason.text}`);
  else if (reasonHash !== undefined) tell(`With a reason that only its hash is here of: ${reasonHash}`);
  if (!values.yes) await confirmSigning();
  const key = await keyOf({ values });
  const signature = await signBallot(network, key, file.ballot);
  const others = file.signatures.filter(({ signer }) => signer !== signature.signer);
  return { signed: { ...file, signatures: [...others, signature] }, key };
}

async function keyOf({ values }: Pick<Voting, 'values'>) {
  const file = requireArgument('key', values.key);
  const algorithm = algorithmFrom(values.algorithm);
  return { file, passphrase: await readPassphrase(values['passphrase-file']), algorithm };
}

async function deliver({ client, values, tell }: Voting, files: BallotFile[]): Promise<void> {
  if (files.length === 0) throw argumentInvalid('names one file or more', 'deliver');
  const result = await client.castBallots({ ballots: files.map(toSubmission) });
  if (values.json) console.log(JSON.stringify(result));
  else tell(`Counted ${result.counted} of ${files.length} in transaction ${result.transactionHash}.`);
}

async function giveReason({ tell }: Voting, { ballot, reason }: BallotFile, identified: NodeClient): Promise<void> {
  if (reason === undefined) throw argumentInvalid('is in the file', 'reason');
  const about = { kind: 'ballot', id: ballotId(ballot) } as const;
  const { hash } = await identified.putText({ kind: 'reason', about, ...reason });
  tell(`The reason is kept under ${hash}. To erase it: npm run qdt -- texts erase ${hash} --as KEYFILE`);
}

function ballotId({ proposalId, voter }: Ballot): string {
  return `${proposalId}:${voter.toLowerCase()}`;
}
