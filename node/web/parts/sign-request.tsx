import type { JSX } from 'preact';
import type { Network, ParticipantView, TakenSnapshot } from '../../client/views.ts';
import type { CallBatch } from '../../protocol/call.ts';
import { batchToJson } from '../../protocol/call-json.ts';
import { type RoutesProblem, routesProblem } from '../../protocol/problems/routes/parameters.ts';
import { requestBatch } from '../../protocol/request-batch.ts';
import { formatPercent } from '../format.ts';
import { node } from '../state/node.ts';
import { useText } from '../text.ts';
import { base64Text } from '../workers/base64.ts';
import { CallWords } from './call-words.tsx';
import type { Handed } from './following.tsx';
import type { Question } from './question-form.tsx';
import { SigningForm } from './signing-form.tsx';

/** What the agency signs, and the problem document that goes with it: the call names it by its hash. */
export interface Prepared {
  batch: CallBatch;
  content: readonly Uint8Array[];
  problem: RoutesProblem;
  snapshot: TakenSnapshot;
  network: Network;
  agency: ParticipantView;
}

/** A signature is asked for and given within this time. */
const CALL_SECONDS = 3600;

/** The agency's call, unsigned. Throws DOCUMENT_INVALID with the field for a question outside the limits. */
export function prepare(question: Question, snapshot: TakenSnapshot, network: Network): Prepared {
  const { agency, committee, sharePercent, seed, challengeWindowSeconds, recordWithinSeconds } = question;
  const problem = routesProblem({ parameters: { sharePermille: sharePercent * 10 }, solver: { seed } });
  const request = requestBatch({
    ledger: network.contracts.decisionLedger,
    agency: agency.account,
    committee: committee.account,
    problem,
    snapshotCid: snapshot.cid,
    challengeWindowSeconds,
    now: network.time,
    recordSeconds: recordWithinSeconds,
    callSeconds: CALL_SECONDS,
  });
  return { ...request, problem, snapshot, network, agency };
}

interface SignRequestProps {
  prepared: Prepared;
  names: ReadonlyMap<string, string>;
  onHanded: (handed: Handed) => void;
}

/** The last step of a request: the call in words, and a key to sign it with. */
export function SignRequest({ prepared, names, onHanded }: SignRequestProps): JSX.Element {
  const { t, locale } = useText();
  const { batch, content, network, problem } = prepared;
  const { parameters, solver } = problem;
  return (
    <>
      <CallWords batch={batch} network={network} names={names} />
      <p>
        {t('request.problem', {
          share: formatPercent(locale, parameters.sharePermille / 1000, 0),
          groupTrips: parameters.groupTrips,
          routesPerPair: parameters.routesPerPair,
          seed: solver.seed,
        })}
      </p>
      <SigningForm
        subject={{ kind: 'batch', batch }}
        network={network}
        action={t('request.signAndSend')}
        send={async (signature) => {
          const call = batchToJson(batch, [signature]);
          const result = await node.requestDecision({ call, content: content.map(base64Text) });
          onHanded('id' in result ? { decision: result.id } : { call: result.digest });
        }}
      />
    </>
  );
}
