/** What a person may do here besides reporting his own popup. */
export interface Roles {
  readonly helpdesk: boolean;
  readonly approver: boolean;
}

/** Who has a role, by Entra object id; a name decides nothing. */
export interface RoleList {
  readonly helpdesk: readonly string[];
  readonly approvers: readonly string[];
}

/** The roles of an Entra object id. */
export function rolesOf(entraId: string, list: RoleList): Roles {
  const has = (ids: readonly string[]) => ids.some((id) => id.toLowerCase() === entraId.toLowerCase());
  return { helpdesk: has(list.helpdesk), approver: has(list.approvers) };
}
