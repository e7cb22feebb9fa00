/** Roles of the AccessManager, by their number (DESIGN, who may call what). */
export const roles = { ADMIN: 0n, AGENCY: 1n, REGISTRAR: 2n, GUARDIAN: 3n, ENFORCER: 4n, COURT: 5n } as const;

export type RoleName = keyof typeof roles;

/** The role's word, or its number where it has none. */
export function roleName(role: bigint): string {
  return Object.entries(roles).find(([, number]) => number === role)?.[0] ?? `role ${role}`;
}

/** The number behind {@link roleName}. */
export function roleNumber(name: string): bigint {
  const number = Object.entries(roles).find(([word]) => word === name)?.[1];
  return number ?? BigInt(name.replace(/^role /, ''));
}
