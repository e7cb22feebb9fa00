import { type HttpOptions, readBytes, sendRequest } from './http.ts';
import type {
  AccessAnswerView,
  AccessQuery,
  AccessRecordList,
  AccessRecordQuery,
  AccountCreation,
  AccountKeysView,
  AlgorithmList,
  AnchorView,
  AppliedKeys,
  BallotSubmission,
  CallList,
  CallQuery,
  CallSubmission,
  CaseList,
  CreatedAccount,
  DatasetDetail,
  DatasetList,
  DatasetQuery,
  DecisionList,
  DecisionModel,
  DecisionQuery,
  DecisionRequestResult,
  DecisionView,
  DeliveredBallots,
  EnvelopeSubmission,
  EnvelopeView,
  ErasedEnvelopes,
  GrantView,
  Health,
  MandateList,
  Network,
  ParticipantList,
  ParticipantView,
  PendingCall,
  PolicyList,
  PolicyQuery,
  PolicyView,
  ProposalList,
  ProposalStep,
  ProposalView,
  PurposeList,
  QuestionList,
  Readiness,
  RefusalBody,
  SearchResult,
  SeatbeltDraft,
  SeatbeltView,
  SeatList,
  SignerSignatureBody,
  StoredKey,
  TakenSnapshot,
  TextList,
  TextSubmission,
  TextView,
} from './views.ts';

/** A node's gateway as functions. Every function throws a NodeError with the problem's code. */
export interface NodeClient {
  readonly url: string;
  health(): Promise<Health>;
  /** Answers also while the node is not ready (503). */
  readiness(): Promise<Readiness>;
  network(): Promise<Network>;
  anchor(): Promise<AnchorView>;
  decisions(query?: DecisionQuery): Promise<DecisionList>;
  decision(id: number): Promise<DecisionView>;
  /** The model's chunks; the caller checks them against the recorded root. */
  decisionModel(id: number): Promise<DecisionModel>;
  /** Claims of better answers and doubts about the recorded one, newest first. */
  claims(id: number): Promise<CaseList>;
  /** The receipt document (`qdt-receipt/1`); 'DECISION_NOT_RECORDED' before there is one. */
  receipt(id: number): Promise<unknown>;
  requestDecision(submission: CallSubmission): Promise<DecisionRequestResult>;
  /** The standing mandates, newest first. */
  mandates(): Promise<MandateList>;
  takeSnapshot(): Promise<TakenSnapshot>;
  /** One block's bytes. The caller checks them against the CID. */
  content(cid: string): Promise<Uint8Array<ArrayBuffer>>;
  /** The whole DAG under a CID as a CAR file. */
  contentCar(cid: string): Promise<Uint8Array<ArrayBuffer>>;
  participants(): Promise<ParticipantList>;
  participant(account: string): Promise<ParticipantView>;
  /** A participant's past ballots with their evidence (`qdt-ballots/1`), for `verifyBallots`. */
  pastBallots(account: string): Promise<unknown>;
  calls(query?: CallQuery): Promise<CallList>;
  call(digest: string): Promise<PendingCall>;
  submitCall(submission: CallSubmission): Promise<PendingCall>;
  addSignature(digest: string, signature: SignerSignatureBody): Promise<PendingCall>;
  refuseCall(digest: string, refusal: RefusalBody): Promise<PendingCall>;
  /** Newest first. */
  proposals(): Promise<ProposalList>;
  proposal(id: string): Promise<ProposalView>;
  /** Has what was voted for queued, or carried out. */
  stepProposal(id: string, step: 'queue' | 'execute'): Promise<ProposalStep>;
  /** What a proposal would change, from its calldata, run on a copy of the state; `days` of access records asked again. */
  seatbelt(id: string, days?: number): Promise<SeatbeltView>;
  /** The same for calls that nobody has proposed yet. */
  draftSeatbelt(draft: SeatbeltDraft): Promise<SeatbeltView>;
  castBallots(submission: BallotSubmission): Promise<DeliveredBallots>;
  /** Seats and roles with the votes that gave them. */
  seats(): Promise<SeatList>;
  policies(query?: PolicyQuery): Promise<PolicyList>;
  policy(id: number): Promise<PolicyView>;
  purposes(): Promise<PurposeList>;
  /** May X do that, and why. The node keeps the verdict. */
  access(query: AccessQuery): Promise<AccessAnswerView>;
  /** Verdicts that were asked for, in rising order. */
  accessRecords(query?: AccessRecordQuery): Promise<AccessRecordList>;
  /** The catalog: in the order of names, what is offered unless a state is asked for. */
  datasets(query?: DatasetQuery): Promise<DatasetList>;
  dataset(name: string): Promise<DatasetDetail>;
  /** DCAT-AP metadata of a version (JSON-LD). */
  datasetMetadata(name: string, version: number): Promise<unknown>;
  /** The encrypted blocks of a range of plain bytes as a CAR of at most `most` bytes, for those to whom they are granted. */
  datasetRange(
    name: string,
    version: number,
    range: { from: number; to: number },
    most: number,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** Whether a version's key may be sealed to this account; told to the owner and to the account itself. */
  datasetGrant(name: string, version: number, grantee: string): Promise<GrantView>;
  putEnvelope(name: string, version: number, submission: EnvelopeSubmission): Promise<EnvelopeView>;
  /** The key as it was sealed to whoever signs the requests. */
  envelope(name: string, version: number): Promise<EnvelopeView>;
  /** The node forgets the envelopes of a dataset, or of one version, for its owner. */
  eraseEnvelopes(name: string, version?: number): Promise<ErasedEnvelopes>;
  /** Keeps a text of whoever signs the requests (`signer`), under its salted hash. */
  putText(submission: TextSubmission): Promise<TextView>;
  /** Text and salt are gone; that it was there remains. */
  eraseText(hash: string): Promise<TextView>;
  /** `about` as `proposal:ID`, `ballot:ID:VOTER`, `policy:ID` or `decision:ID`; of a proposal also its ballots' reasons. */
  texts(about: string): Promise<TextList>;
  /** What an account must still answer, the most urgent first; what was asked about something, the oldest first; else all questions. */
  questions(query?: { waitingFor?: string; about?: string; limit?: number }): Promise<QuestionList>;
  /** The city's algorithms, and how they changed. */
  algorithms(): Promise<AlgorithmList>;
  accountKeys(account: string): Promise<AccountKeysView>;
  /** Has the announced keys of an account take effect. */
  applyKeys(account: string): Promise<AppliedKeys>;
  /** Has an ML-DSA-65 public key expanded and stored on chain; its signer. */
  storeMlDsaKey(publicKey: `0x${string}`): Promise<StoredKey>;
  createAccount(creation: AccountCreation): Promise<CreatedAccount>;
  search(text: string): Promise<SearchResult>;
  /** One JSON-RPC request (read methods and eth_sendRawTransaction). */
  rpc(body: unknown): Promise<unknown>;
}

/** A typed client of one node. `url` '' means the page's own origin. */
export function createClient(options: HttpOptions): NodeClient {
  const get = async <T>(path: string, answers: readonly number[] = []): Promise<T> =>
    (await sendRequest(options, path, { answers })).json();
  const post = async <T>(path: string, body: unknown): Promise<T> =>
    (await sendRequest(options, path, { method: 'POST', body })).json();
  const bytes = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await (await sendRequest(options, path, { accept: '*/*' })).arrayBuffer());
  return {
    url: options.url,
    health: () => get('/health'),
    readiness: () => get('/ready', [503]),
    network: () => get('/network'),
    anchor: () => get('/anchor'),
    decisions: (query = {}) => get(`/decisions${queryText(query)}`),
    decision: (id) => get(`/decisions/${id}`),
    decisionModel: (id) => get(`/decisions/${id}/model`),
    claims: (id) => get(`/decisions/${id}/claims`),
    receipt: (id) => get(`/decisions/${id}/receipt`),
    requestDecision: (submission) => post('/decisions', submission),
    mandates: () => get('/mandates'),
    takeSnapshot: () => post('/snapshots', {}),
    content: (cid) => bytes(`/content/${encodeURIComponent(cid)}`),
    contentCar: (cid) => bytes(`/content/${encodeURIComponent(cid)}?format=car`),
    participants: () => get('/participants'),
    participant: (account) => get(`/participants/${account}`),
    pastBallots: (account) => get(`/participants/${account}/ballots`),
    calls: (query = {}) => get(`/calls${queryText(query)}`),
    call: (digest) => get(`/calls/${digest}`),
    submitCall: (submission) => post('/calls', submission),
    addSignature: (digest, signature) => post(`/calls/${digest}/signatures`, signature),
    refuseCall: (digest, refusal) => post(`/calls/${digest}/refusals`, refusal),
    proposals: () => get('/proposals'),
    proposal: (id) => get(`/proposals/${id}`),
    stepProposal: (id, step) => post(`/proposals/${id}/${step}`, {}),
    seatbelt: (id, days) => get(`/proposals/${id}/seatbelt${queryText({ days })}`),
    draftSeatbelt: (draft) => post('/seatbelt', draft),
    castBallots: (submission) => post('/ballots', submission),
    seats: () => get('/seats'),
    policies: (query = {}) => get(`/policies${queryText(query)}`),
    policy: (id) => get(`/policies/${id}`),
    purposes: () => get('/purposes'),
    access: (query) => get(`/access${queryText(query)}`),
    accessRecords: (query = {}) => get(`/access-records${queryText(query)}`),
    datasets: (query = {}) => get(`/datasets${queryText(query)}`),
    dataset: (name) => get(`/datasets/${name}`),
    datasetMetadata: (name, version) => get(`/datasets/${name}/versions/${version}`),
    datasetRange: async (name, version, range, most) => {
      const path = `/datasets/${name}/versions/${version}/blocks${queryText({ ...range })}`;
      return await readBytes(await sendRequest(options, path, { accept: '*/*' }), most);
    },
    datasetGrant: (name, version, grantee) => get(`/datasets/${name}/versions/${version}/grants/${grantee}`),
    putEnvelope: (name, version, submission) => post(`/datasets/${name}/versions/${version}/envelopes`, submission),
    envelope: (name, version) => get(`/datasets/${name}/versions/${version}/envelope`),
    eraseEnvelopes: async (name, version) => {
      const path = `/datasets/${name}/envelopes${queryText({ version })}`;
      return (await sendRequest(options, path, { method: 'DELETE' })).json();
    },
    putText: (submission) => post('/texts', submission),
    eraseText: async (hash) => (await sendRequest(options, `/texts/${hash}`, { method: 'DELETE' })).json(),
    texts: (about) => get(`/texts?about=${encodeURIComponent(about)}`),
    questions: (query = {}) => get(`/questions${queryText(query)}`),
    algorithms: () => get('/algorithms'),
    accountKeys: (account) => get(`/accounts/${account}/keys`),
    applyKeys: (account) => post(`/accounts/${account}/keys`, {}),
    storeMlDsaKey: (publicKey) => post('/expanded-keys', { publicKey }),
    createAccount: (creation) => post('/accounts', creation),
    search: (text) => get(`/search?q=${encodeURIComponent(text)}`),
    rpc: (body) => post('/rpc', body),
  };
}

function queryText(query: Record<string, string | number | boolean | undefined>): string {
  const pairs = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}
