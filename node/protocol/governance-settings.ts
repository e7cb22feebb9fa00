/** The rules of voting with which a new city begins; each but the floors can be voted later. Whole seconds. */
export interface GovernanceSettings {
  /** From a proposal to the timepoint at which seats are counted. */
  readonly votingDelaySeconds: number;
  readonly votingPeriodSeconds: number;
  /** The shortest voting period that may ever be voted. */
  readonly minimumVotingPeriodSeconds: number;
  /** What remains at least for ballots once the quorum is reached. */
  readonly lateQuorumExtensionSeconds: number;
  /** Share of the seats that must vote for or abstain, 1 to 100. */
  readonly quorumPercent: number;
  /** How long what was voted waits before it may be carried out; the shortest that may ever be voted, too. */
  readonly timelockDelaySeconds: number;
}

const day = 86_400;

/** A week to vote, and two days to object to what was voted. */
export const cityGovernance: GovernanceSettings = {
  votingDelaySeconds: day,
  votingPeriodSeconds: 7 * day,
  minimumVotingPeriodSeconds: day,
  lateQuorumExtensionSeconds: day,
  quorumPercent: 50,
  timelockDelaySeconds: 2 * day,
};

/** Long enough for a person with three key files at a terminal, short enough to watch. */
export const demonstrationGovernance: GovernanceSettings = {
  votingDelaySeconds: 0,
  votingPeriodSeconds: 30,
  minimumVotingPeriodSeconds: 5,
  lateQuorumExtensionSeconds: 2,
  quorumPercent: 50,
  timelockDelaySeconds: 5,
};
