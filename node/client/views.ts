/** The shapes a node answers with, for those who may not import from the gateway. */
export type { AccessAnswerView, AccessQuery, AccessRecordList, AccessRecordQuery } from '../gateway/schemas/access.ts';
export type { AccountCreation, CreatedAccount } from '../gateway/schemas/account.ts';
export type { AccountKeysView, AlgorithmList, AppliedKeys, StoredKey } from '../gateway/schemas/algorithm.ts';
export type {
  CallList,
  CallQuery,
  CallStatus,
  CallSubmission,
  CostComponent,
  PendingCall,
  RefusalBody,
  SignedCall,
  SignerSignatureBody,
} from '../gateway/schemas/call.ts';
export type { CaseList, DecisionModel } from '../gateway/schemas/court.ts';
export type {
  DatasetDetail,
  DatasetList,
  DatasetQuery,
  DatasetView,
  EnvelopeSubmission,
  EnvelopeView,
  ErasedEnvelopes,
  GrantView,
} from '../gateway/schemas/dataset.ts';
export type {
  AgreementList,
  AgreementView,
  DatasetSubmissionBody,
  NegotiationList,
  NegotiationStartBody,
  NegotiationView,
  TransferList,
  TransferRecordList,
  TransferStartBody,
  TransferView,
} from '../gateway/schemas/dataspace.ts';
export type {
  DecisionList,
  DecisionQuery,
  DecisionRequestResult,
  DecisionStateName,
  DecisionView,
} from '../gateway/schemas/decision.ts';
export type { BlockNotice, NetworkEvent } from '../gateway/schemas/event.ts';
export type { MandateList } from '../gateway/schemas/mandate.ts';
export type { AnchorView, Health, Network, Readiness } from '../gateway/schemas/network.ts';
export type {
  ParticipantKindName,
  ParticipantList,
  ParticipantStatusName,
  ParticipantView,
} from '../gateway/schemas/participant.ts';
export type { PolicyList, PolicyQuery, PolicyView, PurposeList } from '../gateway/schemas/policy.ts';
export type { ProblemDetails } from '../gateway/schemas/problem.ts';
export type {
  BallotSubmission,
  DeliveredBallots,
  ProposalList,
  ProposalStep,
  ProposalView,
  SeatList,
  SupportName,
} from '../gateway/schemas/proposal.ts';
export type { SearchHit, SearchResult } from '../gateway/schemas/search.ts';
export type { SeatbeltDraft, SeatbeltView } from '../gateway/schemas/seatbelt.ts';
export type { TakenSnapshot } from '../gateway/schemas/snapshot.ts';
export type { QuestionList, TextList, TextSubmission, TextView } from '../gateway/schemas/text.ts';
