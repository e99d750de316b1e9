import { z } from 'zod';
import { moment } from './times.ts';

export const host = z.string().regex(/^[A-Za-z0-9_*-]+(\.[A-Za-z0-9_-]+)*$/, 'write a host name');
export const address = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'write an e-mail address');
export const shortName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,15}$/, 'write a short server name, at most 15 letters, digits or -');
export const guid = z.guid('write a GUID');
export const sid = z.string().regex(/^S-1-\d+(-\d+)+$/, 'write a SID, like S-1-5-21-1-2-3-1104');

/** Everything that can go wrong at a listener; the first five concern the whole connection, the others one request. */
export const faultKinds = [
  'refuse',
  'reset',
  'stall-in-connect',
  'stall-in-tls',
  'garbage-in-tls',
  'stall-in-headers',
  'stall-in-body',
  'garbage',
  'huge-xml',
  'entities',
  'redirect-loop',
  'redirect-away',
  'status',
] as const;

export const faults = z
  .array(
    z.strictObject({
      on: z
        .string()
        .regex(
          /^(https|http|ldaps|dns|windows)(\/.*)?$/,
          'write a listener, with a path after it if only that fails: https/mapi/nspi',
        ),
      does: z.enum(faultKinds),
      status: z.number().int().min(300).max(599).optional(),
      to: z.string().optional(),
    }),
  )
  .default([]);

export const delays = z
  .strictObject({
    roundTripMs: z.number().min(0).max(60_000).optional(),
    answerMs: z.number().min(0).max(60_000).optional(),
  })
  .default({});

export const certificate = (start: Date) =>
  z.strictObject({
    subject: z.string().optional(),
    names: z.array(host).optional(),
    notBefore: moment(start).optional(),
    notAfter: moment(start).optional(),
    issuer: z.enum(['lab', 'issuing', 'foreign', 'self']).optional(),
    sendsChain: z.boolean().optional(),
    key: z.enum(['ecdsa', 'rsa']).optional(),
  });

export const tls = z.strictObject({
  versions: z
    .array(z.enum(['1.0', '1.1', '1.2', '1.3']))
    .min(1)
    .optional(),
  asksClientCertificate: z.boolean().optional(),
});
