/** The side on which a node stands in one process. */
export type Role = 'provider' | 'consumer';

export function otherRole(role: Role): Role {
  return role === 'provider' ? 'consumer' : 'provider';
}
