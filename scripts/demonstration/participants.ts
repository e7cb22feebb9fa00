/** Who takes part in the demonstration city. Key files are named after `id`. */
export const founder = { id: 'founder', name: 'City of Sioux Falls (founding council)' } as const;
export const agency = { id: 'mobility-agency', name: 'Mobility Agency' } as const;
/** Each has a seat, which is one vote. */
export const agencies = [
  agency,
  { id: 'energy-agency', name: 'Energy Agency' },
  { id: 'environment-agency', name: 'Environment Agency' },
] as const;
export const operators = [
  { id: 'operator-north', name: 'Operator North' },
  { id: 'operator-river', name: 'Operator River' },
  { id: 'operator-prairie', name: 'Operator Prairie' },
] as const;
export const citizen = { id: 'citizen', name: 'a citizen' } as const;

/** The account that records: two of the three operators must sign. */
export const committee = { id: 'committee', name: 'Operators’ committee', threshold: 2 } as const;

/** The account that may veto a proposal: two of the three agencies must sign. */
export const guardian = { id: 'guardian', name: 'Guardian', threshold: 2 } as const;

export const keyHolders = [founder, ...agencies, ...operators, citizen] as const;
export type KeyHolderId = (typeof keyHolders)[number]['id'];
