/** What an msExchRecipientTypeDetails value says the object is. */
export interface RecipientType {
  /** `mailbox.kind` of the vocabulary. */
  readonly kind: string;
  /** Whether it can be diagnosed: a mailbox here or in the cloud, or a mail user. */
  readonly diagnosed: boolean;
  /** Its account is disabled by design. */
  readonly disabledByDesign: boolean;
  /** For a person. */
  readonly called: string;
}
const entry = (kind: string, called: string, diagnosed = true, disabledByDesign = false): RecipientType => ({
  kind,
  called,
  diagnosed,
  disabledByDesign,
});

/** Recipient types by their bit; types not named here are `other`. */
const types: ReadonlyMap<bigint, RecipientType> = new Map([
  [1n, entry('user', 'a user mailbox')],
  [2n, entry('linked', 'a linked mailbox', true, true)],
  [4n, entry('shared', 'a shared mailbox', true, true)],
  [8n, entry('user', 'a legacy mailbox')],
  [16n, entry('room', 'a room mailbox', true, true)],
  [32n, entry('equipment', 'an equipment mailbox', true, true)],
  [64n, entry('other', 'a contact', false)],
  [128n, entry('mail-user', 'a mail user')],
  [256n, entry('group', 'a distribution list', false)],
  [512n, entry('group', 'a distribution list', false)],
  [1024n, entry('group', 'a security group', false)],
  [2048n, entry('group', 'a dynamic distribution list', false)],
  [4096n, entry('public-folder', 'a public folder', false)],
  [65536n, entry('other', 'a user without a mailbox', false)],
  [131072n, entry('other', 'a contact', false)],
  [8388608n, entry('other', 'an arbitration mailbox', true, true)],
  [536870912n, entry('other', 'a discovery mailbox', true, true)],
  [2147483648n, entry('remote', 'a remote mailbox')],
  [8589934592n, entry('remote', 'a remote room mailbox', true, true)],
  [17179869184n, entry('remote', 'a remote equipment mailbox', true, true)],
  [34359738368n, entry('remote', 'a remote shared mailbox', true, true)],
  [68719476736n, entry('public-folder', 'a public folder mailbox', true, true)],
]);

/** What kind of recipient the value names, undefined when it is not known here. */
export const recipientType = (details: bigint): RecipientType | undefined => types.get(details);
