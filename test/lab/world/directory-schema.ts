import { z } from 'zod';
import { address, host } from './shared-schema.ts';
import { moment } from './times.ts';

/** Where the organisation keeps public folders, and the mailboxes that lead to those of older servers or of the cloud. */
export const publicFolders = z
  .strictObject({
    where: z.enum(['local', 'remote', 'none']).default('local'),
    remoteMailboxes: z.array(address).default([]),
  })
  .prefault({});

/**
 * An account that services sign tickets for: a computer or user account beside those of the servers, or, under the
 * name of a server or domain controller, more of its own computer account.
 */
export const computerSchema = (start: Date) =>
  z.strictObject({
    name: z.string().regex(/^[A-Za-z0-9_-]{1,20}$/, 'write a short name, at most 20 letters, digits, _ or -'),
    kind: z.enum(['computer', 'user', 'managed']).default('computer'),
    domain: host.optional(),
    spns: z
      .array(z.string().regex(/^[^/\s]+\/[^\s]+$/, 'write class/host: http/mail.contoso.example'))
      .default([]),
    encryptionTypes: z.array(z.enum(['des', 'rc4', 'aes128', 'aes256'])).optional(),
    passwordChangedAt: moment(start).prefault('-P90D'),
    createdAt: moment(start).prefault('-P400D'),
    disabled: z.boolean().default(false),
    os: z.string().optional(),
    hide: z.array(z.string()).default([]),
    attributes: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  });
