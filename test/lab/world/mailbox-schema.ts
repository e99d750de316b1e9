import { z } from 'zod';
import { address, guid, host, shortName, sid } from './shared-schema.ts';
import { moment } from './times.ts';

/** The state of one account of the directory; what is left out is in order. */
export const accountSchema = (start: Date) =>
  z.strictObject({
    password: z.string().optional(),
    locked: z.boolean().optional(),
    lockedAt: moment(start).optional(),
    disabled: z.boolean().optional(),
    expiresAt: moment(start).optional(),
    mustChange: z.boolean().default(false),
    passwordExpired: z.boolean().default(false),
    passwordChangedAt: moment(start).prefault('-P20D'),
    passwordNeverExpires: z.boolean().default(false),
    badPasswordAt: moment(start).optional(),
    badPasswordCount: z.number().int().min(0).default(0),
    workstations: z.array(z.string()).default([]),
    logonHoursExclude: z.boolean().default(false),
    smartCardRequired: z.boolean().default(false),
    protected: z.boolean().default(false),
    ntlm: z.enum(['allowed', 'denied']).default('allowed'),
    groups: z.number().int().min(1).max(1_500).optional(),
    protectedUser: z.boolean().default(false),
  });

const attributes = z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({});
const toldFact = (start: Date) =>
  z.strictObject({
    fact: z.string().min(1),
    value: z.union(
      [z.string(), z.number(), z.boolean(), z.array(z.unknown()), z.record(z.string(), z.unknown())],
      { error: () => 'state what is told: a text, a number, true or false, a list or an object' },
    ),
    from: z.enum(['told', 'pasted']).default('told'),
    source: z.string().default(''),
    at: moment(start).optional(),
  });

/** One mailbox: where it lives, its names, its account, what it opens, and what its owner says. */
export const mailboxSchema = (start: Date) =>
  z.strictObject({
    address,
    addresses: z.array(z.string().min(3)).default([]),
    upn: z.string().optional(),
    sam: z.string().min(1).max(20).optional(),
    displayName: z.string().optional(),
    kind: z
      .enum(['user', 'linked', 'shared', 'room', 'equipment', 'remote', 'mail-user', 'public-folder', 'none'])
      .default('user'),
    domain: host.optional(),
    server: shortName.optional(),
    database: z.string().optional(),
    guid: guid.optional(),
    objectGuid: guid.optional(),
    sid: sid.optional(),
    masterAccountSid: sid.optional(),
    legacyDn: z.string().optional(),
    createdAt: moment(start).prefault('-P700D'),
    movedAt: moment(start).optional(),
    quarantined: z.boolean().default(false),
    moveState: z
      .enum(['none', 'queued', 'in-progress', 'suspended', 'completing', 'completed', 'failed'])
      .default('none'),
    archive: z
      .strictObject({
        server: shortName.optional(),
        database: z.string().optional(),
        foreign: z.boolean().default(false),
      })
      .optional(),
    targetAddress: address.optional(),
    publicFolderMailbox: address.optional(),
    protocolSettings: z.array(z.string()).default([]),
    hidden: z.boolean().default(false),
    automapped: z.array(address).default([]),
    delegateOf: z.array(address).default([]),
    account: accountSchema(start).prefault({}),
    attributes,
    hide: z.array(z.string()).default([]),
    note: z.string().default(''),
    popup: z.record(z.string(), z.unknown()).default({}),
    told: z.array(toldFact(start)).default([]),
  });

export const contactSchema = z.strictObject({
  address,
  addresses: z.array(z.string().min(3)).default([]),
  displayName: z.string().optional(),
  attributes,
});
export const groupSchema = z.strictObject({
  address,
  addresses: z.array(z.string().min(3)).default([]),
  displayName: z.string().optional(),
  sam: z.string().optional(),
  kind: z.enum(['distribution', 'security']).default('distribution'),
  members: z.array(address).default([]),
  attributes,
});
