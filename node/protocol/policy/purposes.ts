/** Purposes a city may begin with; the list in force stands in PolicyRegistry and changes by vote. */
export const foundingPurposes = [
  'traffic-planning',
  'energy-planning',
  'emergency-response',
  'research',
  'public-information',
  'audit',
] as const;
