import { writeFileSync } from 'node:fs';
import { getAddress, isAddress } from 'viem';
import { supports } from '../node/protocol/governance-abi.ts';
import { readBallotFile, toBallotFile } from './command/ballot-file.ts';
import { confirmSigning } from './command/confirm.ts';
import { clientFor, nodeOption, nodeUsage } from './command/node-option.ts';
import { readPassphrase } from './command/passphrase.ts';
import { proposalLines, readProposal } from './command/proposal.ts';
import { argumentInvalid, requireArgument, runCommand } from './command/run-command.ts';
import { signBallot } from './sign-ballot.ts';

const usage = `npm run qdt -- vote PROPOSAL FOR|AGAINST|ABSTAIN --agency ADDRESS --key FILE [--out FILE] [--yes] [--json] [--node URL]
npm run qdt -- vote --deliver FILE... [--json] [--node URL]
  Shows in words what the proposal does, read from its own bytes and checked against its id, asks, signs the agency's
  ballot with your key, and hands it in. A ballot can be delivered by anybody.
  --agency ADDRESS  the agency's account; it needs a seat since before the vote began
  --key FILE        your key file; the passphrase is typed, or comes from QDT_PASSPHRASE or --passphrase-file
  --out FILE        write the signed ballot there instead, for somebody else to deliver
  --deliver         hand in signed ballots, all in one transaction
  --yes             do not ask
  --json            one JSON object on standard output
${nodeUsage}`;

await runCommand({
  usage,
  options: {
    ...nodeOption,
    agency: { type: 'string' },
    key: { type: 'string' },
    'passphrase-file': { type: 'string' },
    out: { type: 'string' },
    deliver: { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  run: async (values, words) => {
    const client = clientFor(values.node);
    const tell = (text: string): void => (values.json ? console.error(text) : console.log(text));
    const deliver = async (ballots: ReturnType<typeof readBallotFile>[]): Promise<void> => {
      const result = await client.castBallots({ ballots });
      if (values.json) console.log(JSON.stringify(result));
      else tell(`Counted ${result.counted} of ${ballots.length} in transaction ${result.transactionHash}.`);
    };
    if (values.deliver) {
      if (words.length === 0) throw argumentInvalid('names one file or more', 'deliver');
      await deliver(words.map(readBallotFile));
      return;
    }
    const [id, word] = words;
    const support = supports.find((one) => one === word?.toUpperCase());
    const agency = requireArgument('agency', values.agency);
    if (!/^\d{1,78}$/.test(requireArgument('PROPOSAL', id))) throw argumentInvalid('is a decimal number', 'PROPOSAL');
    if (support === undefined) throw argumentInvalid('is FOR, AGAINST or ABSTAIN', 'the second word');
    if (!isAddress(agency)) throw argumentInvalid('is an address', 'agency');
    const file = requireArgument('key', values.key);

    const network = await client.network();
    const proposal = readProposal(await client.proposal(requireArgument('PROPOSAL', id)));
    tell(proposalLines(network, proposal).join('\n'));
    tell(`${agency} votes ${support}.`);
    if (!values.yes) await confirmSigning();
    const passphrase = await readPassphrase(values['passphrase-file']);
    const voter = getAddress(agency);
    const proposalId = proposal.view.id;
    const signature = await signBallot(
      network,
      { file, passphrase },
      { proposalId: BigInt(proposalId), support, voter },
    );
    const ballot = { proposalId, support, voter, signatures: [signature] };
    if (values.out === undefined) {
      await deliver([ballot]);
      return;
    }
    writeFileSync(values.out, `${JSON.stringify(toBallotFile(ballot), undefined, 2)}\n`, { flag: 'wx' });
    if (values.json) console.log(JSON.stringify({ file: values.out }));
    else tell(`Signed; written to ${values.out}. Anybody may deliver it: npm run qdt -- vote --deliver ${values.out}`);
  },
});
